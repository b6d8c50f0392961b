"""From rows to what the public sees: the one place that decides what leaves a registration (domain.publication).

Contacts, messages, the school's name, the mark and the number of pupils of a class are not read here at all.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from essaim.areas.campaign import zones
from essaim.areas.campaign.domain import levels, words
from essaim.areas.campaign.domain.publication import Action, When, Where
from essaim.areas.campaign.domain.slots import Half, Slot
from essaim.areas.campaign.domain.timings import Timing
from essaim.areas.campaign.enums import Band, Mode, Nature, Outcome, Standing
from essaim.areas.campaign.models import Match, Offer, OpenEvent, Showcase
from essaim.areas.campaign.models.registration import OfClass
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import SchoolKind
from essaim.commons.directory.models import School
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.commons.territory.domain import timezones
from essaim.commons.territory.models import Commune, Departement
from essaim.foundation.kernel import french

STANDINGS = {
    EncounterState.PLANNED: Standing.CONFIRMED,
    EncounterState.HELD: Standing.HELD,
    EncounterState.POSTPONED: Standing.POSTPONED,
    EncounterState.CANCELLED: Standing.CANCELLED,
}
OUTCOMES = {Outcome.UNTOLD: Standing.ANNOUNCED, Outcome.HELD: Standing.HELD, Outcome.NOT_HELD: Standing.CANCELLED}
NOON = 12
SHOWN_DEPARTEMENTS = 4


def of_match(match: Match) -> Action:
    """A match that had its second yes, with its encounter; expects ``selectors.public`` to have joined its rows."""
    request, offer, encounter = match.request, match.offer, match.encounter
    if encounter is None or request.school is None:
        raise ValueError(f"match {match.pk} has no encounter or no school")
    asked, offered = set(words.read(request.themes)), set(words.read(offer.themes))
    where = _of_school(request.school)
    when = _half_day(encounter, match.slot)
    return Action(
        reference=request.reference,
        uid=f"semaine-rencontre-{match.pk}@essaim",
        nature=Nature.ENCOUNTER,
        standing=STANDINGS[EncounterState(encounter.state)],
        title=offer.title or f"Rencontre avec {offer.who}",
        changed_at=max(encounter.updated_at, match.updated_at),
        where=where,
        when=when,
        days=frozenset({when.day}),
        organisation=offer.who,
        themes=frozenset(asked & offered or asked | offered),
        types=frozenset(words.read(request.action_types)) & frozenset(words.read(offer.action_types)),
        mode=Mode(match.mode),
        sequence=encounter.sequence + (encounter.state == EncounterState.CANCELLED),
        **_of_class(request, request.school),
    )


def of_showcase(showcase: Showcase) -> Action:
    """Pupils' action; its hours and place only when it is open to the public."""
    if showcase.school is None:
        raise ValueError(f"showcase {showcase.pk} has no school")
    where = _of_school(showcase.school)
    when = _hours(showcase, where.timezone)
    return Action(
        reference=showcase.reference,
        uid=_uid(showcase),
        nature=Nature.SHOWCASE,
        standing=OUTCOMES[Outcome(showcase.outcome)],
        title=showcase.title,
        changed_at=showcase.updated_at,
        where=where,
        when=when,
        days=frozenset({when.day} if when else ()),
        themes=frozenset(words.read(showcase.themes)),
        types=frozenset(words.read(showcase.action_types)),
        place=showcase.place if showcase.is_open else "",
        story=showcase.story,
        is_open=showcase.is_open,
        sequence=_minutes(showcase.updated_at, showcase.created_at),
        **_of_class(showcase, showcase.school),
    )


def withdrawn(showcase: Showcase) -> Action:
    """What calendars are told of pupils' action that was published, then withdrawn: its day is free again."""
    if showcase.starts_at is None or showcase.school is None:
        raise ValueError(f"showcase {showcase.pk} has no date or no school")
    zone = ZoneInfo(_of_school(showcase.school).timezone)
    return Action(
        reference=showcase.reference,
        uid=_uid(showcase),
        nature=Nature.SHOWCASE,
        standing=Standing.CANCELLED,
        title="Action d’élèves retirée",
        changed_at=showcase.updated_at,
        when=When(showcase.starts_at.astimezone(zone).date()),
        sequence=_minutes(showcase.updated_at, showcase.created_at),
    )


def of_offer(offer: Offer) -> Action:
    """An actor's offer, with the places left; expects ``taken`` annotated and the territory prefetched."""
    places = max(0, offer.capacity - getattr(offer, "taken", 0))
    return Action(
        reference=offer.reference,
        uid=f"semaine-offre-{offer.reference}@essaim",
        nature=Nature.OFFER,
        standing=Standing.FREE if places else Standing.FULL,
        title=offer.title,
        changed_at=offer.updated_at,
        where=_of_offer(offer),
        days=frozenset(Slot.parse(code).day for code in words.read(offer.slots)),
        organisation=offer.who,
        bands=frozenset(Band(code) for code in offer.bands),
        themes=frozenset(words.read(offer.themes)),
        types=frozenset(words.read(offer.action_types)),
        modes=tuple(Mode(code) for code in words.read(offer.modes)),
        places=places,
        reach=_reach(offer),
    )


def of_event(event: OpenEvent) -> Action:
    """An open event, once: its first date, the others told beside; expects the commune and its département joined."""
    moments = event.moments
    if not moments:
        raise ValueError(f"event {event.pk} has no date")
    commune = event.commune
    where = _where(commune, commune.name if commune else "", commune.departement if commune else None)
    zone = ZoneInfo(where.timezone)
    told = [_moment(moment, zone) for moment in moments]
    return Action(
        reference=event.reference,
        uid=f"evenement-{event.reference}@essaim",
        nature=Nature.EVENT,
        standing=Standing.CANCELLED if event.cancelled_at else Standing.ANNOUNCED,
        title=event.title,
        changed_at=event.updated_at,
        where=where,
        when=told[0],
        days=frozenset(day for moment in moments for day in moment.dates(zone)),
        others=tuple(other.label for other in told[1:]),
        organisation=event.who,
        themes=frozenset(words.read(event.themes)),
        types=frozenset(words.read(event.action_types)),
        mode=Mode.REMOTE if event.is_remote else None,
        place=event.place or ("En ligne" if event.is_remote else ""),
        story=event.story,
        website=event.website,
        is_open=True,
        sequence=_minutes(event.updated_at, event.created_at),
    )


def dates_of_event(event: OpenEvent) -> list[Action]:
    """The same, one a date, each with an identifier that stays: what calendars are told."""
    whole = of_event(event)
    zone = ZoneInfo(whole.where.timezone)
    if len(event.moments) == 1:
        return [whole]
    return [replace(whole, uid=_uid_of_date(event, moment), when=_moment(moment, zone)) for moment in event.moments]


def _uid_of_date(event: OpenEvent, moment: Timing) -> str:
    return f"evenement-{event.reference}-{str(moment).replace('/', '-')}@essaim"


def _moment(moment: Timing, zone: ZoneInfo) -> When:
    """One date: hours on the clock of the place, or the day alone; several whole days are told by the first."""
    if moment.all_day:
        return When(moment.start.date())
    begins = moment.start.astimezone(zone)
    return When(begins.date(), starts_at=begins, ends_at=moment.end.astimezone(zone) if moment.end else None)


def _of_class(registration: OfClass, school: School) -> dict[str, Any]:
    """The kind of school and the levels: no name, no mark, no number."""
    taught = class_labels.read(registration.levels)
    kind = SchoolKind(school.kind)
    return {
        "audience": kind.label,
        "levels": french.join(level.label for level in taught) if taught else "",
        "bands": levels.bands(taught, kind),
    }


def _of_school(school: School) -> Where:
    commune = school.commune
    return _where(commune, commune.name if commune else school.locality, school.departement)


def _of_offer(offer: Offer) -> Where:
    """Its commune; else the first département it goes to, so that it stands once on the map."""
    commune = offer.commune
    departement = commune.departement if commune else next(iter(offer.territory.all()), None)
    return _where(commune, commune.name if commune else "", departement)


def _where(commune: Commune | None, name: str, departement: Departement | None) -> Where:
    """Outside the régions, a territory of the Pacific or the Atlantic is told by its own name."""
    point = _point(commune)
    if departement is None:
        return Where(commune=name, point=point, zones=zones.of(point) if point else frozenset())
    region = departement.region
    return Where(
        commune=name,
        departement=departement.pk,
        region=region.pk if region else "",
        region_name=region.name if region else departement.name,
        timezone=timezones.of_commune(commune.code if commune else "", departement.timezone),
        academie=departement.academie_id,
        point=point,
        zones=zones.of(point) if point else frozenset(),
    )


def _point(commune: Commune | None) -> tuple[float, float] | None:
    """The point of the commune, to four decimals: ten metres of a town hall, no school's."""
    if commune is None or commune.latitude is None or commune.longitude is None:
        return None
    return round(commune.latitude, 4), round(commune.longitude, 4)


def _reach(offer: Offer) -> str:
    """« jusqu'à 30 km », « dans la Côte-d'Or et le Jura », or nothing."""
    near = [f"jusqu’à {offer.range_km}{french.NBSP}km"] if offer.range_km else []
    return french.join([*near, *_names(offer.territory.all())], "ou")


def _names(departements: Iterable[Departement]) -> list[str]:
    names = [f"{one.name} ({one.pk})" for one in departements]
    return names if len(names) <= SHOWN_DEPARTEMENTS else [f"dans {len(names)} départements"]


def _half_day(encounter: Encounter, slot: str) -> When:
    """The half-day of an encounter on the clock of its place; the one agreed first while the new date is missing."""
    if encounter.starts_at is not None:
        local = encounter.starts_at.astimezone(ZoneInfo(encounter.timezone))
        return When(local.date(), (Half.MORNING if local.hour < NOON else Half.AFTERNOON).word)
    agreed = Slot.parse(encounter.slot or slot)
    return When(agreed.day, agreed.half.word)


def _hours(showcase: Showcase, zone: str) -> When | None:
    if showcase.starts_at is None:
        return None
    begins = showcase.starts_at.astimezone(ZoneInfo(zone))
    if not showcase.is_open:
        return When(begins.date())
    ends = showcase.ends_at.astimezone(ZoneInfo(zone)) if showcase.ends_at else None
    return When(begins.date(), starts_at=begins, ends_at=ends)


def _uid(showcase: Showcase) -> str:
    return f"semaine-action-{showcase.reference}@essaim"


def _minutes(changed: dt.datetime, created: dt.datetime) -> int:
    """A number that grows with each change, since calendars only follow one."""
    return max(0, int((changed - created).total_seconds() // 60))
