"""The edition that is open: registrations come in, are read again, brought together, and begin to be answered.

What happens near the accounts of the demonstration, and as much as a person can read elsewhere, goes through the
services: its trail and its letters are real. What a larger scale adds is rows.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle

from django.utils import timezone

from essaim.areas.campaign import demo_answers, demo_past, demo_words
from essaim.areas.campaign.demo_registrations import Drawing, actors_of, schools_of
from essaim.areas.campaign.enums import (
    AttestationState,
    Band,
    Channel,
    Kind,
    MatchState,
    Motive,
    Party,
    RegistrationState,
)
from essaim.areas.campaign.models import MODELS, ClassRequest, Edition, Match, MatchRun, Offer, Registration
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.selectors import matching as matching_selectors
from essaim.areas.campaign.selectors import routing
from essaim.areas.campaign.services import attestations, handshake, moderation, registrations, runs
from essaim.commons.directory.models import Organisation, School
from essaim.commons.encounters import demo_rows
from essaim.commons.encounters.services import encounters
from essaim.foundation.accounts.domain import demonstration
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel.actor import Actor, LinkActor, Role, SystemActor

BY = SystemActor("demo")
HOME_REGION, HOME_DEPARTEMENT = "27", "21"
LIVED = 150
"""How many registrations of the whole country go through the services; the others are rows."""

AT_HOME, PERSONAL = 10, 2
S = RegistrationState
FIRST_STATES = (
    S.ACCEPTED, S.SUBMITTED, S.ACCEPTED, S.RETURNED, S.ACCEPTED, S.DRAFT, S.ACCEPTED, S.REFUSED, S.ACCEPTED,
    S.ACCEPTED, S.SUBMITTED, S.ACCEPTED, S.WITHDRAWN, S.ACCEPTED, S.ACCEPTED,
)  # fmt: skip
"""Where registrations stand today, in turn."""

ATTESTED, REFUSED = 0.85, 0.98
"""The share of heads of school who have attested by now, and above which they said no."""

RUNS = 12
"""The régions where somebody has already brought requests and offers together, the home of the accounts first."""


def write(drawing: Drawing, *, requests: int, offers: int, showcases: int) -> None:
    """The whole edition as it stands today."""
    at_home = schools_of(HOME_DEPARTEMENT)
    drafts: list[Registration] = [*_of_personas(drawing)]
    drafts += [drawing.request(at_home[n % len(at_home)] if n < AT_HOME and at_home else None) for n in range(requests)]
    near = actors_of(HOME_REGION)
    drafts += [drawing.offer(near[n % len(near)] if n < len(near) else None) for n in range(offers)]
    drafts += [drawing.showcase() for _ in range(showcases)]
    every = max(1, -(-len(drafts) // LIVED))
    lived = [row for rank, row in enumerate(drafts) if rank < AT_HOME + 2 * PERSONAL or rank % every == 0]
    kept = {row.reference for row in lived}
    opened = [drawing.event() for _ in FIRST_STATES]
    _live(drawing, lived)
    _live(drawing, opened)
    _remember(drawing, [row for row in drafts if row.reference not in kept])
    _bring_together(drawing.edition)
    _answer(drawing)
    _backdate(drawing, [*lived, *opened])
    demo_answers.write(drawing)


def _of_personas(drawing: Drawing) -> list[Registration]:
    """Two requests of the team one signs in with, two offers of the actor: accepted, to be brought together."""
    team, actor = _persona(Role.TEAM), _persona(Role.ESS_ACTOR)
    school = School.objects.filter(seats__tenures__user=team).select_related("academie", "departement").first()
    organisation = Organisation.objects.filter(seats__tenures__user=actor).first()
    every = " ".join(["", *drawing.half_days, ""])
    asked = [drawing.request(school) for _ in range(PERSONAL)]
    offered = [drawing.offer(organisation) for _ in range(PERSONAL)]
    for request in asked:
        request.author, request.contact_email = team, team.email
        request.themes, request.slots, request.action_types = "", every, " atelier rencontre visite "
    for offer in offered:
        offer.author, offer.contact_email = actor, actor.email
        offer.capacity, offer.range_km, offer.levels = 3, 80, f" {' '.join(Band)} "
        offer.slots, offer.themes, offer.max_pupils = every, "", None
    rows: list[Registration] = [*asked, *offered]
    for row in rows:
        row.channel = Channel.ACCOUNT
    return rows


def _persona(role: Role) -> User:
    return User.objects.get(email=demonstration.address(role))


def _live(drawing: Drawing, drafts: Sequence[Registration]) -> None:
    """Each step by the service, by who would make it."""
    for row, state in zip(drafts, cycle(FIRST_STATES), strict=False):
        row.save()
        if isinstance(row, Offer):
            row.territory.set(drawing.territory_of(row))
        if row.author is not None:
            _send(row, S.ACCEPTED, drawing)
        elif state is not S.DRAFT:
            _send(row, state, drawing)


def _send(row: Registration, state: RegistrationState, drawing: Drawing) -> None:
    author: Actor = row.author or LinkActor(trail.urn(row))
    registrations.submit(by=author, registration=row)
    holders = routing.holders(row.routed)
    by: Actor = holders[0] if holders else BY
    if state is S.ACCEPTED:
        moderation.accept(by=by, registration=row)
        _attest(drawing, row)
    elif state is S.RETURNED:
        moderation.give_back(by=by, registration=row, reason=drawing.draw.choice(demo_words.RETURNED))
    elif state is S.REFUSED:
        moderation.refuse(by=by, registration=row, reason=drawing.draw.choice(demo_words.REFUSED))
    elif state is S.WITHDRAWN:
        registrations.withdraw(by=author, registration=row)


def _attest(drawing: Drawing, row: Registration) -> None:
    """Most heads of school answer the letter; a few have not yet, and one says no."""
    if not isinstance(row, OfClass) or row.attestation != AttestationState.ASKED or row.school is None:
        return
    head, drawn = LinkActor(trail.urn(row.school)), drawing.draw.random()
    if row.author is not None or drawn < ATTESTED:
        attestations.attest(by=head, registration=row)
    elif drawn > REFUSED:
        attestations.take_back(by=head, registration=row)


def _remember(drawing: Drawing, rows: Sequence[Registration]) -> None:
    """What a larger scale adds."""
    states = cycle(state for state in FIRST_STATES if state is not S.DRAFT)
    for kind, model in MODELS.items():
        ours = [row for row in rows if row.kind is kind]
        for row, state in zip(ours, states, strict=False):
            demo_past.settle(drawing, row, state, drawing.edition.opens_on, timezone.localdate())
            if isinstance(row, OfClass) and state is S.ACCEPTED:
                row.attestation, row.attestation_at = AttestationState.GIVEN, row.moderated_at
        if ours:
            demo_past.keep(drawing, model, ours)
    demo_past.enrol(drawing)


def _bring_together(edition: Edition) -> None:
    """The CRESS and correspondences of a few régions have run the matching."""
    codes = (
        ClassRequest.objects.filter(edition=edition, state=S.ACCEPTED, region__isnull=False)
        .values_list("region", flat=True)
        .distinct()
        .order_by("region")
    )
    chosen = [HOME_REGION, *(code for code in codes if code != HOME_REGION)][:RUNS]
    for code in chosen:
        runs.run(by=BY, edition=edition, scope=Scope("region", code))
    MatchRun.objects.filter(edition=edition).update(leaves_at=timezone.now())  # answered below: too late to undo


def _answer(drawing: Drawing) -> None:
    """Each proposal gets the next kind of answer; those of the accounts wait for them."""
    proposed = Match.objects.told().filter(request__edition=drawing.edition, state=MatchState.PROPOSED)
    theirs = {row.pk for row in proposed if row.request.author_id or row.offer.author_id}
    _answer_theirs(drawing, [row for row in proposed.order_by("pk") if row.pk in theirs])
    answers: Iterable[Callable[[Drawing, Match], object]] = cycle(ANSWERS)
    for match, reply in zip((row for row in proposed.order_by("pk") if row.pk not in theirs), answers, strict=False):
        reply(drawing, match)


def _answer_theirs(drawing: Drawing, matches: Sequence[Match]) -> None:
    """The first meeting of the team is agreed; everywhere else the other side has said yes, and the account decides."""
    agreed = False
    for match in matches:
        if match.request.author_id and not agreed:
            agreed = True
            _agree(drawing, match)
        elif match.request.author_id:
            _say_yes(match, Party.ACTOR)
        else:
            _say_yes(match, Party.TEAM)


def _say_yes(match: Match, party: Party, by: Actor | None = None) -> Match:
    return handshake.accept(by=by or LinkActor(trail.urn(match)), match=match, party=party, slot=match.slot)


def _agree(drawing: Drawing, match: Match, by: Actor | None = None) -> Match:  # noqa: ARG001 (every answer has these)
    _say_yes(match, Party.TEAM, by)
    return _say_yes(match, Party.ACTOR, by)


def _agree_on_the_telephone(drawing: Drawing, match: Match) -> None:
    holders = routing.holders(match.request.routed)
    _agree(drawing, match, holders[0] if holders else BY)


def _agree_then_postpone(drawing: Drawing, match: Match) -> None:
    encounter = _agree(drawing, match).encounter
    if encounter is not None:
        reason = drawing.draw.choice(demo_rows.POSTPONED)
        encounters.postpone(by=LinkActor(trail.urn(match)), encounter=encounter, reason=reason)


def _agree_then_cancel(drawing: Drawing, match: Match) -> None:
    encounter = _agree(drawing, match).encounter
    if encounter is not None:
        encounters.cancel(by=LinkActor(trail.urn(match)), encounter=encounter, reason=demo_words.CALLED_OFF)


def _only_the_team(drawing: Drawing, match: Match) -> None:  # noqa: ARG001
    _say_yes(match, Party.TEAM)


def _nobody(drawing: Drawing, match: Match) -> None:
    """Nobody has answered yet."""


def _decline(drawing: Drawing, match: Match) -> None:  # noqa: ARG001
    handshake.decline(
        by=LinkActor(trail.urn(match)), match=match, party=Party.ACTOR, motive=Motive.ABSENCE, words=demo_words.DECLINED
    )


def _another_date(drawing: Drawing, match: Match) -> None:
    free = matching_selectors.free_slots(match)
    if free:
        slot = drawing.draw.choice(free)[0]
        handshake.propose_date(by=LinkActor(trail.urn(match)), match=match, party=Party.TEAM, slot=slot)


ANSWERS: Sequence[Callable[[Drawing, Match], object]] = (
    _agree, _decline, _agree_then_postpone, _another_date, _agree_then_cancel, _only_the_team,
    _agree_on_the_telephone, _nobody, _only_the_team, _nobody, _agree, _nobody, _another_date, _only_the_team,
    _nobody, _nobody, _only_the_team, _decline, _nobody, _only_the_team, _nobody, _nobody,
)  # fmt: skip


def _backdate(drawing: Drawing, rows: Sequence[Registration]) -> None:
    """They came in over the last weeks, not in one minute: those who wait have waited."""
    today = timezone.localdate()
    for kind in Kind:
        ours = [row for row in rows if row.kind is kind and row.pk]
        for row in ours:
            row.refresh_from_db()
            if row.submitted_at:
                row.submitted_at = drawing.moment(drawing.edition.opens_on, today)
            if row.moderated_at and row.submitted_at:
                row.moderated_at = row.submitted_at + dt.timedelta(hours=drawing.draw.randrange(2, 20))
        if ours:
            MODELS[kind]._base_manager.bulk_update(ours, ["submitted_at", "moderated_at"], batch_size=200)
            demo_past.backdate(ours)
