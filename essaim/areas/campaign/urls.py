"""Addresses of campaign, all under ``/semaine/``, one list a noun."""

from django.urls import path

from essaim.areas.campaign.enums import Kind
from essaim.areas.campaign.views import board, editions, handshake, matching, moderation, public, registrations

app_name = "campaign"

PUBLIC = [
    path("", public.edition, name="public-edition"),
    path("carte", public.action_map, name="public-map"),
    path("agenda", public.agenda, name="public-agenda"),
    path("agenda.ics", public.calendar, name="public-feed"),
    path("actions/<str:reference>/", public.action, name="public-action"),
    path("actions/<str:reference>/agenda.ics", public.action_calendar, name="public-action-feed"),
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
    path(f"{HERE}<slug:step>/", registrations.registration_step, name="registration-step"),
]

MODERATION = [
    path("tableau/", board.board, name="board"),
    path("moderation/", moderation.moderation_list, name="moderation-list"),
    path("moderation/<str:reference>/", moderation.moderation_detail, name="moderation-detail"),
    path("moderation/<str:reference>/repondre/", moderation.moderation_answer, name="moderation-answer"),
    path("moderation/<str:reference>/rattacher/", moderation.moderation_attach, name="moderation-attach"),
]

EDITIONS = [
    path("editions/", editions.edition_list, name="edition-list"),
    path("editions/nouvelle/", editions.edition_new, name="edition-new"),
    path("editions/<slug:slug>/", editions.edition_detail, name="edition-detail"),
    path("editions/<slug:slug>/modifier/", editions.edition_edit, name="edition-edit"),
    path("editions/<slug:slug>/mots/", editions.edition_words, name="edition-words"),
    path("editions/<slug:slug>/<slug:gesture>/", editions.edition_move, name="edition-move"),
]

MATCHING = [
    path("tableau/rapprochement/", matching.matching_board, name="matching-board"),
    path("tableau/rapprochement/essai/", matching.matching_run, name="matching-run"),
    path("tableau/demandes/<str:reference>/", matching.request_match, name="request-match"),
    path("mises-en-relation/<int:pk>/", handshake.match_detail, name="match-detail"),
    path("reponse/<str:token>/", handshake.match_answer, name="match-answer"),
    path("reponse/<str:token>/lien/", handshake.match_link_again, name="match-link-again"),
    path("places/<str:token>/", handshake.place_list, name="place-list"),
]

urlpatterns = [*PUBLIC, *REGISTRATIONS, *MODERATION, *EDITIONS, *MATCHING]
