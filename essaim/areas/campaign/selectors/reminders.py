"""What waits for somebody today: which side of which proposal, which reader, which author, which report."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone

from essaim.areas.campaign.domain import rhythm, slots
from essaim.areas.campaign.domain.rhythm import Off, Plan
from essaim.areas.campaign.enums import EditionState, Kind, MatchState, Party, RegistrationState, ReminderKind
from essaim.areas.campaign.models import MODELS, Match, Registration, Reminder
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.selectors import registrations
from essaim.commons.encounters.enums import EncounterState
from essaim.commons.territory.domain.public_holidays import public_holidays
from essaim.commons.territory.models import Academie
from essaim.commons.territory.selectors import calendars
from essaim.foundation.audit import trail

SIDES = (Party.TEAM, Party.ACTOR)
LIVE = (EditionState.OPEN, EditionState.CLOSED)
LOOKED_BACK = dt.timedelta(days=40)
"""Reports older than this are not asked for any more: nobody remembers the numbers."""

Key = tuple[str, ReminderKind, dt.datetime]
"""A question: about what, of whom, asked when."""


@dataclass(frozen=True, slots=True)
class DueSide:
    """A side of a proposal to remind today."""

    match: Match
    party: Party
    rank: int


@dataclass(frozen=True, slots=True)
class DueRegistration:
    """A registration to remind somebody of today."""

    registration: Registration
    rank: int


@dataclass(frozen=True, slots=True)
class DueReport:
    """A meeting of which both sides are asked today how it went."""

    match: Match
    rank: int


class Closings:
    """The closed days of the académies these rows are in; public holidays only where none is known."""

    def __init__(self, academies: Iterable[Academie | None], today: dt.date) -> None:
        known = {academie.pk: academie for academie in academies if academie is not None}
        year = today.year - 1
        self._calendars = calendars.calendars(known.values(), year, year + 2) if known else {}

    def off(self, academie: str | None, departement: str | None) -> Off:
        """Whether a day is closed there: school holidays and public holidays."""
        calendar = self._calendars.get(academie or "")

        def is_off(day: dt.date) -> bool:
            in_holidays = calendar is not None and calendar.holiday_on(day) is not None
            return in_holidays or day in public_holidays(day.year, departement or "")

        return is_off

    def of_match(self, match: Match) -> Off:
        """Of the school: what is decided on a day off there cannot be settled there."""
        school = match.request.school
        return self.off(school.academie_id if school else None, match.request.departement_id)


def meeting_day(match: Match) -> dt.date:
    """The day of the half-day proposed."""
    return slots.Slot.parse(match.slot).day


def asked_at(match: Match, party: Party) -> dt.datetime:
    """When this side was last asked."""
    asked: dt.datetime = getattr(match, f"{party}_asked_at")
    return asked


def plan_of(match: Match, party: Party, off: Off) -> Plan:
    """The reminders of this side."""
    return rhythm.of_proposal(timezone.localdate(asked_at(match, party)), meeting_day(match), off)


def proposals() -> list[Match]:
    """Every proposal of a live edition that somebody has not answered."""
    found = Match.objects.told().filter(state=MatchState.PROPOSED, request__edition__state__in=LIVE)
    return list(found.order_by("pk"))


def due_sides(today: dt.date) -> list[DueSide]:
    """The sides to remind today, in the order of the proposals."""
    matches = proposals()
    closings, sent = _closings_of(matches, today), sent_since(_oldest(matches))
    due = []
    for match, party in _awaited(matches):
        off = closings.of_match(match)
        done = sent[(trail.urn(match), ReminderKind.of(party), asked_at(match, party))]
        rank = rhythm.due(plan_of(match, party, off), today, done.keys(), off)
        if rank is not None:
            due.append(DueSide(match, party, rank))
    return due


def lapsed(today: dt.date) -> list[Match]:
    """The proposals that silence ends today."""
    matches = proposals()
    closings, sent = _closings_of(matches, today), sent_since(_oldest(matches))
    over = {
        match.pk: match
        for match, party in _awaited(matches)
        if _is_over(match, party, closings.of_match(match), sent, today)
    }
    return list(over.values())


def is_lapsed(match: Match, today: dt.date) -> bool:
    """The same for one proposal, read again when it is about to be ended."""
    closings, sent = _closings_of([match], today), sent_since(_oldest([match]), [trail.urn(match)])
    return any(_is_over(match, party, closings.of_match(match), sent, today) for _, party in _awaited([match]))


def days_of(match: Match) -> Mapping[Party, list[dt.date]]:
    """The days each side was reminded of what it is asked now, in one query."""
    sent = sent_since(_oldest([match]), [trail.urn(match)])
    return {
        party: sorted(sent.get((trail.urn(match), ReminderKind.of(party), asked_at(match, party)), {}).values())
        for party in SIDES
    }


def answer_by(match: Match, party: Party, rank: int, today: dt.date) -> dt.date | None:
    """The day a silent side loses the place, when this reminder is the last one; None while another will come."""
    off, asked = _closings_of([match], today).of_match(match), timezone.localdate(asked_at(match, party))
    if rank < len(plan_of(match, party, off).reminders):
        return None
    return rhythm.lapses_on(asked, meeting_day(match), today, off, match.request.edition.silence_days)


def to_moderate(today: dt.date) -> list[DueRegistration]:
    """Registrations sent and not read again, in time for a reminder to whoever reads them."""
    rows = [
        row
        for kind in Kind
        for row in registrations.of_kind(kind)
        .filter(state=RegistrationState.SUBMITTED, edition__state__in=LIVE, submitted_at__isnull=False)
        .order_by("pk")
    ]
    return _due_rows(rows, ReminderKind.MODERATION, rhythm.MODERATION, today)


def drafts(today: dt.date) -> list[DueRegistration]:
    """Drafts left by somebody whose address is known, while they can still be sent."""
    rows: list[Registration] = []
    for model in MODELS.values():
        left = model._base_manager.filter(state=RegistrationState.DRAFT, edition__state=EditionState.OPEN)
        rows += left.exclude(contact_email="").select_related("edition", "academie", "author").order_by("pk")
    return _due_rows([row for row in rows if row.edition.is_open], ReminderKind.DRAFT, rhythm.DRAFT, today)


def reports(today: dt.date) -> list[DueReport]:
    """Meetings that are over, of which nobody has said how they went."""
    over = Match.objects.told().filter(
        state=MatchState.CONFIRMED,
        encounter__state=EncounterState.PLANNED,
        encounter__planned_on__lt=today,
        encounter__planned_on__gte=today - LOOKED_BACK,
    )
    matches = list(over.order_by("pk"))
    closings, sent = _closings_of(matches, today), sent_since(_oldest(matches))
    due = []
    for match in matches:
        off = closings.of_match(match)
        plan = rhythm.of_series(report_day(match), rhythm.REPORT, off)
        rank = rhythm.due(plan, today, sent[(trail.urn(match), ReminderKind.REPORT, report_since(match))].keys(), off)
        if rank is not None:
            due.append(DueReport(match, rank))
    return due


def report_day(match: Match) -> dt.date:
    """The day the meeting was planned on; expects its encounter joined."""
    if match.encounter is None or match.encounter.planned_on is None:
        raise ValueError(f"match {match.pk} has no meeting planned")
    return match.encounter.planned_on


def report_since(match: Match) -> dt.datetime:
    """The moment a report is awaited from: a meeting moved to another day is another question."""
    return dt.datetime.combine(report_day(match), dt.time(0), dt.UTC)


def question_since(registration: Registration) -> dt.datetime:
    """When a registration began to wait: sent, or last touched."""
    if registration.state == RegistrationState.DRAFT:
        return registration.updated_at
    return registration.submitted_at or registration.created_at


def sent_since(oldest: dt.datetime | None, about: Collection[str] = ()) -> Mapping[Key, Mapping[int, dt.date]]:
    """The reminders sent, by question: their ranks and days, in one query."""
    found: dict[Key, dict[int, dt.date]] = defaultdict(dict)
    if oldest is None:
        return found
    rows = Reminder.objects.filter(since__gte=oldest)
    if about:
        rows = rows.filter(about__in=about)
    for urn, kind, since, rank, day in rows.order_by("pk").values_list("about", "kind", "since", "rank", "sent_on"):
        found[(urn, ReminderKind(kind), since)][rank] = day
    return found


def _due_rows(
    rows: list[Registration], kind: ReminderKind, after: tuple[int, ...], today: dt.date
) -> list[DueRegistration]:
    closings = Closings((row.academie for row in rows), today)
    sent = sent_since(min((question_since(row) for row in rows), default=None))
    due = []
    for row in rows:
        since = question_since(row)
        off = closings.off(row.academie_id if isinstance(row, OfClass) else None, row.departement_id)
        before = row.edition.closes_on if kind is ReminderKind.DRAFT else None
        plan = rhythm.of_series(timezone.localdate(since), after, off, before)
        rank = rhythm.due(plan, today, sent[(trail.urn(row), kind, since)].keys(), off)
        if rank is not None:
            due.append(DueRegistration(row, rank))
    return due


def _is_over(match: Match, party: Party, off: Off, sent: Mapping[Key, Mapping[int, dt.date]], today: dt.date) -> bool:
    done = sent[(trail.urn(match), ReminderKind.of(party), asked_at(match, party))]
    plan, meeting = plan_of(match, party, off), meeting_day(match)
    asked, grace = timezone.localdate(asked_at(match, party)), match.request.edition.silence_days
    lapse = rhythm.lapses_on(asked, meeting, max(done.values(), default=None), off, grace)
    return rhythm.has_lapsed(plan, today, done.keys(), lapse)


def _awaited(matches: Iterable[Match]) -> Iterator[tuple[Match, Party]]:
    return ((match, party) for match in matches for party in SIDES if match.awaits(party))


def _oldest(matches: Iterable[Match]) -> dt.datetime | None:
    moments = [asked_at(match, party) for match in matches for party in SIDES]
    days = [report_since(match) for match in matches if match.encounter and match.encounter.planned_on]
    return min([*moments, *days], default=None)


def _closings_of(matches: Iterable[Match], today: dt.date) -> Closings:
    return Closings((match.request.school.academie for match in matches if match.request.school), today)
