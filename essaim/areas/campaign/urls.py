"""Addresses of campaign, one list a noun: what the network keeps under ``/semaine/``, and the face of each campaign.

The Semaine has ``/semaine/…``; another campaign has ``/campagnes/<slug>/…``, the same pages and names (docs/adr).
"""

from collections.abc import Iterable

from django.urls import URLPattern, include, path

from essaim.areas.campaign.enums import Kind
from essaim.areas.campaign.selectors.campaigns import SEMAINE
from essaim.areas.campaign.views import (
    answers,
    attestations,
    board,
    campaigns,
    editions,
    embed,
    feeds,
    followed,
    handshake,
    kits,
    letter_choices,
    matching,
    moderation,
    near,
    priorities,
    programme,
    prospecting,
    public,
    registrations,
    runs,
    segments,
    showcases,
)
from essaim.areas.campaign.views.here import of_campaign

app_name = "campaign"

PUBLIC = [
    path("", public.edition, name="public-edition"),
    path("carte", public.action_map, name="public-map"),
    path("agenda", public.agenda, name="public-agenda"),
    path("pres-de-chez-moi", near.near, name="public-near"),
    path("abonnement", feeds.subscribe, name="public-subscribe"),
    path("agenda.ics", feeds.calendar, name="public-feed"),
    path("agenda.rss", feeds.rss, name="public-rss"),
    path("actions.geojson", feeds.geojson, name="public-geojson"),
    path("etablissement/<str:token>.ics", feeds.school_calendar, name="school-feed"),
    path("reponses", answers.answer_rates, name="public-answers"),
    path("cadre", embed.frame, name="public-frame"),
    path("partager", embed.share, name="public-share"),
    path("preparer/<slug:side>/", kits.kit, name="public-kit"),
    path("programme/<slug:region>.pdf", programme.programme, name="public-programme"),
    path("actions/<str:reference>/", public.action, name="public-action"),
    path("actions/<str:reference>/agenda.ics", feeds.action_calendar, name="public-action-feed"),
]

HERE = "inscription/<str:reference>/"
REGISTRATIONS = [
    path("inscription/", registrations.registration_choose, name="registration-choose"),
    *(
        path(
            f"inscription/{kind.value}/",
            registrations.registration_begin,
            {"kind": kind},
            name=f"registration-begin-{kind.value}",
        )
        for kind in Kind
    ),
    path(HERE, registrations.registration_detail, name="registration-detail"),
    path(f"{HERE}ouvrir/", registrations.registration_open, name="registration-open"),
    path(f"{HERE}envoyer/", registrations.registration_submit, name="registration-submit"),
    path(f"{HERE}retirer/", registrations.registration_withdraw, name="registration-withdraw"),
    path(f"{HERE}effacer/", registrations.registration_discard, name="registration-discard"),
    path(f"{HERE}plus-tard/", registrations.registration_later, name="registration-later"),
    path(f"{HERE}lien/", registrations.registration_link, name="registration-link"),
    path(f"{HERE}c-est-fait/", showcases.showcase_held, name="showcase-held"),
    path(f"{HERE}pas-eu-lieu/", showcases.showcase_not_held, name="showcase-not-held"),
    path(f"{HERE}reprendre-la-suite/", showcases.showcase_take_back, name="showcase-take-back"),
    path(f"{HERE}attestation/", attestations.attestation_ask, name="attestation-ask"),
    path(f"{HERE}<slug:step>/", registrations.registration_step, name="registration-step"),
]

MODERATION = [
    path("tableau/", board.board, name="board"),
    path("tableau/export.<slug:extension>", board.board_export, name="board-export"),
    path("attestation/<str:token>/", attestations.attestation, name="attestation"),
    path("lettres/", letter_choices.letter_choice, name="letter-choice"),
    path("lettres/arreter/<str:token>/", letter_choices.letter_stop, name="letter-stop"),
    path("moderation/", moderation.moderation_list, name="moderation-list"),
    path("moderation/<str:reference>/", moderation.moderation_detail, name="moderation-detail"),
    path("moderation/<str:reference>/repondre/", moderation.moderation_answer, name="moderation-answer"),
    path("moderation/<str:reference>/suivre/", moderation.registration_assign, name="registration-assign"),
    path("moderation/<str:reference>/rattacher/", moderation.moderation_attach, name="moderation-attach"),
]

EDITIONS = [
    path("editions/", editions.edition_list, name="edition-list"),
    path("editions/<slug:slug>/", editions.edition_detail, name="edition-detail"),
    path("editions/<slug:slug>/modifier/", editions.edition_edit, name="edition-edit"),
    path("editions/<slug:slug>/mots/", editions.edition_words, name="edition-words"),
    path("editions/<slug:slug>/questions/", editions.edition_questions, name="edition-questions"),
    path("editions/<slug:slug>/questions/<int:pk>/retirer/", editions.edition_unask, name="edition-unask"),
    path("editions/<slug:slug>/comptes/", editions.edition_counts, name="edition-counts"),
    path("editions/<slug:slug>/dossiers/<slug:side>/", kits.kit_edit, name="kit-edit"),
    path("editions/<slug:slug>/agendas/", followed.feed_list, name="feed-list"),
    path("editions/<slug:slug>/agendas/<int:pk>/lire/", followed.feed_hasten, name="feed-hasten"),
    path("editions/<slug:slug>/agendas/<int:pk>/arreter/", followed.feed_stop, name="feed-stop"),
    path("editions/<slug:slug>/priorites/", priorities.priority_edit, name="priority-edit"),
    path("editions/<slug:slug>/<slug:gesture>/", editions.edition_move, name="edition-move"),
]

MATCHING = [
    path("tableau/rapprochement/", matching.matching_board, name="matching-board"),
    path("tableau/rapprochement/essai/", runs.matching_run, name="matching-run"),
    path("tableau/rapprochement/<int:pk>/", runs.run_detail, name="run-detail"),
    path("tableau/rapprochement/<int:pk>/reprendre/", runs.run_undo, name="run-undo"),
    path("tableau/lettres/", segments.segment_list, name="segment-list"),
    path("lettres/collectives/arreter/<str:token>/", segments.segment_stop, name="segment-stop"),
    path("tableau/prospection/", prospecting.prospect_list, name="prospect-list"),
    path("tableau/prospection.<slug:extension>", prospecting.prospect_export, name="prospect-export"),
    path("tableau/demandes/<str:reference>/", matching.request_match, name="request-match"),
    path("mises-en-relation/<int:pk>/", handshake.match_detail, name="match-detail"),
    path("mises-en-relation/<int:pk>/garder/", matching.match_lock, name="match-lock"),
    path("reponse/<str:token>/", handshake.match_answer, name="match-answer"),
    path("reponse/<str:token>/lien/", handshake.match_link_again, name="match-link-again"),
    path("places/<str:token>/", handshake.place_list, name="place-list"),
]

CAMPAIGNS = [
    path("", campaigns.campaign_list, name="campaign-list"),
    path("nouvelle/", campaigns.campaign_new, name="campaign-new"),
    path("<slug:slug>/tenir/", campaigns.campaign_detail, name="campaign-detail"),
    path("<slug:slug>/modifier/", campaigns.campaign_edit, name="campaign-edit"),
    path("<slug:slug>/copilotes/", campaigns.campaign_copilot, name="campaign-copilot"),
    path("<slug:slug>/copilotes/<int:pk>/fin/", campaigns.campaign_copilot_end, name="campaign-copilot-end"),
    path("<slug:campaign>/editions/nouvelle/", editions.edition_new, name="edition-new"),
]


def _of_campaign(routes: Iterable[URLPattern]) -> list[URLPattern]:
    """The same routes, whose views are told which campaign the address speaks of."""
    return [URLPattern(route.pattern, of_campaign(route.callback), route.default_args, route.name) for route in routes]


FACE = [*PUBLIC, *_of_campaign(REGISTRATIONS)]
"""What every campaign shows: its edition, map, agenda, calendar, actions, and its registrations."""

# Django tries the last first to write an address: the Semaine's own comes before the one any campaign has.
urlpatterns = [
    path("campagnes/", include(CAMPAIGNS)),
    path("campagnes/<slug:campaign>/", include(FACE)),
    path("semaine/", include([*MODERATION, *EDITIONS, *MATCHING])),
    path("semaine/", include(FACE), {"campaign": SEMAINE}),
]
