"""What matching and the handshake declare to the floors below: sentences, names, figures, the origin of encounters."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from essaim.areas.campaign import kit_hooks, subjects
from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.models import Match, MatchRun
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.policies import registrations
from essaim.areas.campaign.selectors import match_figures
from essaim.areas.campaign.services import handshake
from essaim.commons.encounters import origins
from essaim.commons.encounters.domain.times import HalfDay
from essaim.commons.encounters.enums import Half, Side
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.origins import Change
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Ids, Label
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.figures.tracing import Trace
from essaim.foundation.kernel.actor import Actor, LinkActor

ORIGIN = "campaign.match"
NOON = 13
HOW = {"telephone": ", au téléphone", "link": ", par son lien"}


def _said(sentence: str) -> Any:
    """The sentence, for which side, and how the gesture came when it was not in Essaim itself."""

    def tell(context: Mapping[str, Any]) -> str:
        side = f" pour {Party(context['side']).label}" if context.get("side") in {"team", "actor"} else ""
        return sentence + side + HOW.get(context.get("channel", ""), "")

    return tell


SENTENCES = {
    "campaign.matchrun.done": (
        "{actor} a lancé un {target} : servies {served}, sans réponse {unserved}, propositions {proposed}, "
        "reprises {withdrawn}"
    ),
    "campaign.segment.sent": "{actor} a écrit à un segment, {addresses} adresses : {target}",
    "campaign.segment.refused": "{actor} a demandé à ne plus recevoir de lettres collectives",
    "campaign.edition.prioritised": "{actor} a revu les priorités de {target}",
    "campaign.matchrun.undone": (
        "{actor} a repris un {target} avant l’envoi : propositions effacées {proposed}, rétablies {restored}"
    ),
    "campaign.match.paired": "{actor} a proposé à la main {target}",
    "campaign.match.changed": "{actor} a proposé autre chose : {target}",
    "campaign.match.locked": "{actor} garde quoi qu’il arrive {target}",
    "campaign.match.unlocked": "{actor} laisse de nouveau bouger {target}",
    "campaign.match.claimed": _said("{actor} a pris une place libre : {target}"),
    "campaign.match.accepted": _said("{actor} a accepté {target}"),
    "campaign.match.declined": _said("{actor} a décliné {target}"),
    "campaign.match.date_proposed": _said("{actor} a proposé une autre date : {target}"),
    "campaign.match.withdrawn": "{actor} a repris la proposition : {target}",
    "campaign.match.link_sent": _said("{actor} a fait envoyer un lien neuf : {target}"),
    "campaign.match.cancelled": "La rencontre annulée a libéré sa place : {target}",
    "campaign.match.moved": "La place a suivi la nouvelle date : {target}",
    "campaign.match.postponed": "La place est gardée pendant le report : {target}",
    "campaign.match.held": "La mise en relation a abouti : {target}",
    "campaign.pair.forbidden": "{actor} a écarté une offre pour {target}",
    "campaign.pair.allowed": "{actor} a permis de nouveau une offre pour {target}",
}


SOURCE = "Essaim, mises en relation de la Semaine"
SCOPES = ("france", "region", "academie", "departement")
TRACE = Trace(
    gestures={
        "campaign.matchrun.done": ("rapprochement lancé", "rapprochements lancés"),
        "campaign.match.": ("geste sur une proposition", "gestes sur des propositions"),
    },
    through=match_figures.runs_of,
)
MATCHED = (
    "Propositions faites à une équipe et à un acteur, quelle que soit leur suite : acceptées, déclinées, reprises ou "
    "en attente. Un établissement compte dans son territoire."
)
CONFIRMED = (
    "Propositions que l'équipe et l'acteur ont tous deux acceptées, et qui n'ont pas été annulées. Une rencontre tenue "
    "en reste une. Un établissement compte dans son territoire."
)
ANSWER_RATE = (
    "Part des réponses reçues, sur celles demandées : chaque proposition en demande deux, une à l'équipe et une à "
    "l'acteur. Un refus ou une autre date sont des réponses. Une question reposée après un changement de date compte "
    "une fois."
)
ANSWER_HOURS = (
    "Heures entre une question et sa réponse : la moitié des réponses viennent plus vite (médiane). Les questions sans "
    "réponse ne comptent pas."
)


def _figure(
    code: str, label: str, definition: str, unit: tuple[str, str], compute: Any, rows: Any, *facts: str
) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        definition=definition + subjects.OF_EVERY,
        unit=unit,
        period=PeriodType.FREE,
        scopes=SCOPES,
        source=SOURCE,
        compute=compute,
        rows=rows,
        facts=facts,
        seen_by=match_figures.seen_by,
        trace=TRACE,
        narrowing=subjects.narrowing(definition, compute, rows),
    )


FIGURES = (
    _figure(
        "campaign.matched",
        "Rencontres proposées",
        MATCHED,
        ("proposition", "propositions"),
        match_figures.proposed,
        match_figures.proposed_rows,
    ),
    _figure(
        "campaign.confirmed",
        "Rencontres confirmées",
        CONFIRMED,
        ("rencontre", "rencontres"),
        match_figures.confirmed,
        match_figures.confirmed_rows,
    ),
    _figure(
        "campaign.answer_rate",
        "Taux de réponse aux propositions",
        ANSWER_RATE,
        ("%", "%"),
        match_figures.answer_rate,
        match_figures.proposed_rows,
        "team_reply",
        "actor_reply",
    ),
    _figure(
        "campaign.answer_hours",
        "Délai de réponse aux propositions",
        ANSWER_HOURS,
        ("heure", "heures"),
        match_figures.answer_hours,
        match_figures.proposed_rows,
        "team_asked_at",
        "team_replied_at",
        "actor_asked_at",
        "actor_replied_at",
    ),
)


def register() -> None:
    """Called once, when the area is ready."""
    presenters.sentences(SENTENCES)
    presenters.name_rows("campaign.match", _matches)
    presenters.name_rows("campaign.matchrun", _runs)
    for indicator in FIGURES:
        indicators.register(indicator)
    origins.register(
        origins.Origin(
            model=ORIGIN,
            holds_side=_holds_side,
            addresses=_addresses,
            changed=_changed,
            readings=kit_hooks.readings,
        ),
    )


def _of(urn: str) -> Match | None:
    return Match.objects.told().filter(pk=urn.partition(":")[2]).first()


def _holds_side(by: Actor, urn: str) -> bool:
    """An author of one of the two registrations; or whoever answers for one of the two places."""
    match = _of(urn)
    if match is None:
        return False
    sides = (match.request, match.offer)
    return any(registrations.is_author(by, side) for side in sides) or policies.covers_match(by, match)


def _addresses(urn: str) -> Mapping[Side, str]:
    match = _of(urn)
    if match is None:
        return {}
    known = {Side.TEAM: match.request.contact_email, Side.ACTOR: match.offer.contact_email}
    return {side: to for side, to in known.items() if to}


def _changed(change: Change) -> None:
    """What happens to a meeting happens to its match, in the same transaction."""
    match = _of(change.encounter.origin)
    if match is None or not match.is_active:
        return
    match change.what:
        case "cancelled":
            handshake.call_off(
                by=change.by, match=match, party=_party(change.by, match), words=change.encounter.ended_reason
            )
        case "rescheduled":
            handshake.move(by=change.by, match=match, slot=slot_of(change.encounter))
        case "postponed":
            handshake.postpone(by=change.by, match=match)
        case "held":
            handshake.hold(by=change.by, match=match)


def slot_of(encounter: Encounter) -> str:
    """The half-day an encounter falls on, hours known or not."""
    if encounter.slot or encounter.starts_at is None or encounter.planned_on is None:
        return encounter.slot
    begins = encounter.starts_at.astimezone(ZoneInfo(encounter.timezone))
    return str(HalfDay(encounter.planned_on, Half.MORNING if begins.hour < NOON else Half.AFTERNOON))


def _party(by: Actor, match: Match) -> Party:
    for party in (Party.TEAM, Party.ACTOR):
        if registrations.is_author(by, match.registration_of(party)):
            return party
    return Party.EITHER if isinstance(by, LinkActor) else Party.NETWORK


def _matches(ids: Ids) -> Mapping[str, Label]:
    rows = Match.objects.filter(pk__in=ids).select_related("request__school", "offer__organisation").order_by("pk")
    return {
        str(row.pk): Label(
            f"la rencontre entre {row.request.who} et {row.offer.who}", reverse("campaign:match-detail", args=[row.pk])
        )
        for row in rows
    }


def _runs(ids: Ids) -> Mapping[str, Label]:
    rows = MatchRun.objects.filter(pk__in=ids).select_related("edition").order_by("pk")
    return {str(row.pk): Label(f"rapprochement de « {row.edition} »") for row in rows}
