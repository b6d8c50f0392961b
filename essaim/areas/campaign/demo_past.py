"""An edition of the past, as rows: what was sent, how it was answered, who met whom and how it went.

The pairs are those the matching finds on these registrations; what people then answered, and what became of each
meeting, is drawn. One in four of what was accepted was not held, as in 2021 (programmes.md B.1).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from essaim.areas.campaign import demo_shown, demo_words, match_letters
from essaim.areas.campaign.demo_registrations import Drawing
from essaim.areas.campaign.domain import slots
from essaim.areas.campaign.domain.matching.solution import Pair, as_json
from essaim.areas.campaign.enums import Channel, MatchState, Motive, Party, RegistrationState, Reply
from essaim.areas.campaign.models import ClassRequest, Edition, ForbiddenPair, Match, MatchRun, Offer, Showcase
from essaim.areas.campaign.models.registration import OfClass, Registration
from essaim.areas.campaign.selectors import classes, routing, runs
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.domain.routing import route
from essaim.commons.directory.enums import SchoolKind
from essaim.commons.directory.models import SchoolClass
from essaim.commons.directory.selectors import people
from essaim.commons.encounters import demo_rows
from essaim.commons.encounters.enums import EncounterKind, EncounterState, Half
from essaim.commons.encounters.models import Encounter
from essaim.commons.protocol.serving import SERVES
from essaim.foundation.audit import trail
from essaim.foundation.figures.domain.scope import FRANCE
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.links.models import Link

T = TypeVar("T")
R = TypeVar("R", bound=Registration)
C = TypeVar("C", bound=OfClass)
BY = SystemActor("demo")
ONE_DAY = dt.timedelta(days=1)
S = RegistrationState
ANSWERED = (S.REFUSED, S.WITHDRAWN, S.RETURNED, *[S.ACCEPTED] * 12, S.WITHDRAWN, *[S.ACCEPTED] * 12, S.SUBMITTED)
"""How registrations ended, in turn: one of them was never read again."""

HELD, CALLED_OFF, LATER, UNTOLD = "held", "called_off", "later", "untold"
DECLINED, SILENT = "declined", "silent"
FATES = (DECLINED, CALLED_OFF, HELD, LATER, UNTOLD, SILENT, *[HELD] * 12, CALLED_OFF, *[HELD] * 12)
"""What became of the pairs, in turn."""

STATE_OF = {
    HELD: EncounterState.HELD,
    CALLED_OFF: EncounterState.CANCELLED,
    LATER: EncounterState.POSTPONED,
    UNTOLD: EncounterState.PLANNED,
}


def write(drawing: Drawing, *, requests: int, offers: int, showcases: int) -> None:
    """The whole edition."""
    edition = drawing.edition
    for model, drafts in (
        (ClassRequest, [drawing.request() for _ in range(requests)]),
        (Offer, [drawing.offer() for _ in range(offers)]),
        (Showcase, [drawing.showcase() for _ in range(showcases)]),
    ):
        for row, state in zip(drafts, turns(ANSWERED), strict=False):
            settle(drawing, row, state, edition.opens_on, edition.closes_on)
        keep(drawing, model, drafts)
    enrol(drawing)
    demo_shown.write(drawing)
    _match(drawing)


def keep(drawing: Drawing, model: type[R], rows: Sequence[R]) -> None:
    """Write rows that have their state, each sent to the seat that rereads it."""
    held = people.held_posts()
    for row in rows:
        post = route(row.area, held, routing.ladder(row)).post
        row.routed_role, row.routed_code = (post.role, post.code) if post else ("", "")
    model._base_manager.bulk_create(rows, batch_size=200)
    backdate(rows)
    through = Offer.territory.through
    through.objects.bulk_create(
        through(offer_id=offer.pk, departement_id=departement.pk)
        for offer in rows
        if isinstance(offer, Offer)
        for departement in drawing.territory_of(offer)
    )


def settle(drawing: Drawing, row: Registration, state: RegistrationState, first: dt.date, last: dt.date) -> None:
    """Give a draft its state, with the dates and the reason that go with it."""
    row.state, row.submitted_at = state, drawing.moment(first, last)
    if state in {S.ACCEPTED, S.RETURNED, S.REFUSED}:
        row.moderated_at = row.submitted_at + dt.timedelta(hours=drawing.draw.randrange(5, 240))
    if state is S.RETURNED:
        row.reason = drawing.draw.choice(demo_words.RETURNED)
    if state is S.REFUSED:
        row.reason = drawing.draw.choice(demo_words.REFUSED)


def backdate(rows: Sequence[R]) -> None:
    """Written a little before it was sent, last changed when it was answered."""
    for row in rows:
        if row.submitted_at:
            row.created_at = row.submitted_at - dt.timedelta(minutes=4)
            row.updated_at = row.moderated_at or row.submitted_at
    type(rows[0])._base_manager.bulk_update(rows, ["created_at", "updated_at"], batch_size=200)


def turns(values: Sequence[T]) -> Iterator[T]:
    """The values, again and again."""
    while True:
        yield from values


def enrol(drawing: Drawing) -> None:
    """The classes and organisations accepted serve the commitment of the edition."""
    edition = drawing.edition
    _enrol_classes(edition, ClassRequest)
    _enrol_classes(edition, Showcase)
    rows = [row for model in (ClassRequest, Offer, Showcase) for row in _accepted(model, edition)]
    target = trail.urn(edition.commitment)
    during = Link.objects.during(edition.opens_on, edition.ends_on).filter(kind=SERVES, target=target)
    already = set(during.values_list("source", flat=True))
    tied: dict[str, Link] = {}
    for row in rows:
        source = classes.serving(row)
        if source is None or row.moderated_at is None:
            continue
        if trail.urn(source) not in already:
            tied[trail.urn(source)] = Link(
                kind=SERVES,
                source=trail.urn(source),
                target=target,
                valid_from=min(row.moderated_at.date(), edition.starts_on),
                valid_until=edition.ends_on + ONE_DAY,
                created_by=BY.actor_ref,
            )
    Link.objects.bulk_create(tied.values())


def _enrol_classes(edition: Edition, model: type[C]) -> None:
    rows = list(model._base_manager.filter(edition=edition, state=S.ACCEPTED).select_related("school").order_by("pk"))
    _classes(rows, edition)
    model._base_manager.bulk_update(rows, ["school_class"], batch_size=200)


def _accepted(model: type[Registration], edition: Edition) -> Iterable[Registration]:
    joined = "organisation" if model is Offer else "school_class"
    return model._base_manager.filter(edition=edition, state=S.ACCEPTED).select_related(joined).order_by("pk")


def _classes(rows: Iterable[OfClass], edition: Edition) -> None:
    """The class in the directory of that year, the one already there or a new one."""
    known: dict[tuple[int | None, str, str], SchoolClass] = {
        (group.school_id, group.levels, group.mark): group
        for group in SchoolClass.objects.of_year(edition.school_year).order_by("pk")
    }
    wanted = {}
    for row in rows:
        key = (row.school_id, row.levels, row.mark)
        if key not in known and row.school is not None:
            told = class_labels.read(row.levels)
            wanted[key] = SchoolClass(
                school=row.school,
                school_year=edition.school_year,
                levels=row.levels,
                degree=class_labels.degree(told, SchoolKind(row.school.kind)),
                mark=row.mark,
                pupils=row.pupils or 1,
            )
    SchoolClass.objects.bulk_create(wanted.values())
    known |= wanted
    for row in rows:
        row.school_class = known[row.school_id, row.levels, row.mark]


def _match(drawing: Drawing) -> None:
    """Pairs of the matching, their answers, their meetings."""
    edition, draw = drawing.edition, drawing.draw
    made = runs.draft(edition, FRANCE)
    archived = _archive(edition, made)
    requests = {row.reference: row for row in _asking(edition)}
    offers = {
        row.reference: row
        for row in Offer.objects.filter(edition=edition).select_related("organisation__commune", "commune")
    }
    seats: Counter[str] = Counter()
    matches = []
    for pair in sorted(made.found.pairs, key=lambda pair: pair.triple):
        seats[pair.triple.offer] += 1
        request, offer = requests[pair.triple.request], offers[pair.triple.offer]
        matches.append(_asked(drawing, archived, pair, request, offer, seats[pair.triple.offer]))
    Match.objects.bulk_create(matches)
    fates = list(zip(matches, turns(FATES), strict=False))
    draw.shuffle(fates)
    meetings = [_meeting(drawing, match, fate) for match, fate in fates if fate in STATE_OF]
    Encounter.objects.bulk_create(meetings)
    by_origin = {encounter.origin: encounter for encounter in meetings}
    for match, fate in fates:
        _end(drawing, match, fate, by_origin.get(trail.urn(match)))
    written = [field.name for field in Match._meta.concrete_fields if field.name != "id"]
    Match.objects.bulk_update(matches, written, batch_size=50)
    ForbiddenPair.objects.bulk_create(
        ForbiddenPair(request=match.request, offer=match.offer, by=Party.ACTOR)
        for match in matches
        if match.state == MatchState.DECLINED
    )


def _archive(edition: Edition, made: runs.Draft) -> MatchRun:
    written = as_json(made.found)
    del written["seconds"]
    solution = runs.canonical(written)
    return MatchRun.objects.create(
        edition=edition,
        scope=str(FRANCE),
        by=BY.actor_ref,
        instance=runs.canonical(made.data),
        solution=solution,
        digest=digest.of_text(solution),
        served=len(made.found.pairs),
        unserved=len(made.found.unserved),
    )


def _asking(edition: Edition) -> Iterable[ClassRequest]:
    return ClassRequest.objects.filter(edition=edition, state=S.ACCEPTED).select_related(
        "edition__commitment", "school__departement", "school__commune", "school_class"
    )


def _asked(drawing: Drawing, archived: MatchRun, pair: Pair, request: ClassRequest, offer: Offer, seat: int) -> Match:
    asked = drawing.moment(drawing.edition.closes_on - dt.timedelta(days=20), drawing.edition.closes_on)
    return Match(
        request=request,
        offer=offer,
        run=archived,
        slot=pair.triple.slot,
        mode=pair.meeting.mode.value,
        tenths=pair.meeting.tenths,
        why=pair.why[:400],
        seat=seat,
        team_asked_at=asked,
        actor_asked_at=asked,
    )


def _meeting(drawing: Drawing, match: Match, fate: str) -> Encounter:
    encounter = _encounter(drawing, match.request, EncounterKind(match.mode), trail.urn(match))
    encounter.organisation, encounter.place = match.offer.organisation, match_letters.place(match)[:200]
    encounter.title = demo_rows.title(encounter.school, encounter.organisation)
    slot = slots.Slot.parse(match.slot)
    demo_rows.at_hours(drawing.draw, encounter, slot.day, Half(slot.half.value))
    return demo_rows.settle(drawing.draw, encounter, STATE_OF[fate])


def _encounter(drawing: Drawing, row: OfClass, kind: EncounterKind, origin: str) -> Encounter:
    if row.school is None:
        raise ValueError(f"{row} has no school")
    encounter = Encounter(kind=kind, origin=origin, commitment=drawing.edition.commitment)
    encounter.school_class, encounter.planned_pupils = row.school_class, row.pupils or 0
    return demo_rows.place(encounter, row.school)


def _end(drawing: Drawing, match: Match, fate: str, encounter: Encounter | None) -> None:
    """What both sides answered, and how it ended."""
    draw, match.encounter = drawing.draw, encounter
    match.created_at = match.team_asked_at
    for side in (Party.TEAM, Party.ACTOR):
        after = dt.timedelta(hours=draw.randrange(1, 100), minutes=draw.randrange(60))
        setattr(match, f"{side}_reply", Reply.YES)
        setattr(match, f"{side}_channel", draw.choice([Channel.LINK, Channel.LINK, Channel.ACCOUNT, Channel.TELEPHONE]))
        setattr(match, f"{side}_replied_at", match.team_asked_at + after)
    if fate is SILENT:
        match.team_reply, match.team_channel, match.team_replied_at = Reply.PENDING, "", None
        match.state, match.ended_at = MatchState.LAPSED, match.team_asked_at + dt.timedelta(days=12)
        match.ended_by, match.motive, match.reason = Party.NETWORK, Motive.SILENCE, demo_words.SILENT
        return
    if fate is DECLINED:
        match.state, match.actor_reply, match.ended_at = MatchState.DECLINED, Reply.NO, match.actor_replied_at
        match.ended_by, match.motive, match.reason = Party.ACTOR, Motive.ABSENCE, demo_words.DECLINED
        return
    match.confirmed_at = max(filter(None, (match.team_replied_at, match.actor_replied_at)))
    match.state = MatchState.HELD if fate is HELD else MatchState.CONFIRMED
    if fate is CALLED_OFF:
        match.state, match.ended_at = MatchState.CANCELLED, match.confirmed_at + dt.timedelta(days=2)
        match.ended_by, match.motive, match.reason = draw.choice(list(Party)), Motive.OTHER, demo_words.CALLED_OFF
