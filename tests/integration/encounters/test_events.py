"""Events are prepared by those of the territory; places are given once; who came is counted."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from essaim.commons.encounters import calendars
from essaim.commons.encounters.domain.programme import Moment
from essaim.commons.encounters.enums import Answer, Channel, EventState
from essaim.commons.encounters.models import Event, Invitation
from essaim.commons.encounters.selectors import events as selectors
from essaim.commons.encounters.services import events, invitations, retention
from essaim.commons.encounters.services.events import EventPlan
from essaim.foundation.accounts import services as accounts
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import LinkActor, SystemActor, Visitor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.outbox.models import Letter
from tests.factories.encounters import BY, PARIS, make_event
from tests.world import Persona

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2027, 3, 22, 9, 30, tzinfo=PARIS)
AFTER = dt.datetime(2027, 3, 22, 18, tzinfo=dt.UTC)


def link(invitation: Invitation) -> LinkActor:
    return LinkActor(trail.urn(invitation))


def say(invitation: Invitation, answer: Answer = Answer.COMING) -> str:
    return invitations.answer(by=link(invitation), invitation=invitation, answer=answer).answer


@pytest.fixture
def event(world) -> Event:
    return make_event(world.cress, world.commitment, title="Journée", capacity=2, region=world.event.region)


@pytest.fixture
def people(event) -> list[Invitation]:
    """Four people, in the order of their addresses."""
    return invitations.invite(by=BY, event=event, addresses=[f"p{n}@exemple.fr" for n in range(4)])


def plan_of(event: Event, **changed) -> EventPlan:
    return EventPlan(**{name: getattr(event, name) for name in EventPlan.__dataclass_fields__} | changed)


def test_an_event_has_its_programme_in_order(event):
    told = [(item.starts_at, item.title) for item in event.programme.order_by("starts_at")]
    assert told == [(dt.time(9, 30), "Accueil"), (dt.time(10, 0), "Bilan des six mois")]


def test_two_events_of_one_title_have_two_addresses(world, event):
    again = make_event(world.cress, world.commitment, title="Journée")
    assert {event.slug, again.slug} == {"journee", "journee-2"}
    assert make_event(world.cress, world.commitment, title="Nouveau").slug == "nouveau-2"


def test_a_territory_prepares_its_own_events(world):
    cress, team = world.users[Persona.CRESS], world.users[Persona.TEAM]
    given = plan_of(world.event)
    assert events.create(by=cress, plan=given).region == world.event.region
    for by, plan in ((team, given), (cress, plan_of(world.event, region=None)), (Visitor(), given)):
        with pytest.raises(Forbidden):
            events.create(by=by, plan=plan)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"title": " "}, "titre"), ({"ends_at": MORNING}, "inversez"), ({"capacity": 0}, "places")],
)
def test_an_event_that_cannot_be_is_refused(world, changed, said):
    with pytest.raises(Refused, match=said):
        events.create(by=BY, plan=plan_of(world.event, **changed))


def test_people_are_invited_once_each_and_known_accounts_are_recognised(world, event):
    team = world.users[Persona.TEAM]
    made = invitations.invite(
        by=BY, event=event, users=[team], addresses=[team.email.upper(), " X@exemple.fr ", "x@exemple.fr"]
    )
    assert [(row.user_id, row.email) for row in made] == [(team.pk, ""), (None, "x@exemple.fr")]
    assert invitations.invite(by=BY, event=event, addresses=["x@exemple.fr", team.email]) == []
    assert Letter.objects.filter(purpose="invitation", about=trail.urn(event)).count() == 2
    with pytest.raises(Refused, match="adresse"):
        invitations.invite(by=BY, event=event, addresses=["pas une adresse"])


def test_the_last_place_is_given_once_and_the_next_waits(people):
    assert [say(row) for row in people[:3]] == ["coming", "coming", "waiting"]
    seats = Invitation.objects.filter(event=people[0].event, seat__isnull=False).values_list("seat", flat=True)
    assert sorted(seats) == [1, 2]


def test_answering_twice_changes_nothing(people):
    say(people[0])
    first = Invitation.objects.get(pk=people[0].pk)
    assert say(people[0]) == "coming"
    again = Invitation.objects.get(pk=people[0].pk)
    assert (again.seat, again.answered_at) == (first.seat, first.answered_at)


def test_a_place_given_back_goes_to_the_first_who_waits_and_they_are_told(people):
    for row in people:
        say(row)
    say(people[1], Answer.NOT_COMING)
    promoted = Invitation.objects.get(pk=people[2].pk)
    assert (promoted.answer, promoted.seat) == ("coming", 2)
    assert Letter.objects.get(purpose="place_found").to == "p2@exemple.fr"
    assert Invitation.objects.get(pk=people[3].pk).answer == "waiting"


def test_the_database_itself_refuses_two_in_one_place(people):
    say(people[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=people[1].pk).update(answer=Answer.COMING, seat=1, answered_at=MORNING)


def test_more_places_seat_those_who_wait_and_fewer_than_held_are_refused(people, event):
    for row in people:
        say(row)
    events.update(by=BY, event=event, plan=plan_of(event, capacity=3))
    assert selectors.answers(event) == selectors.Answers(0, 3, 1, 0)
    with pytest.raises(Refused, match="déjà leur place"):
        events.update(by=BY, event=event, plan=plan_of(event, capacity=2))
    events.update(by=BY, event=event, plan=plan_of(event, capacity=None))
    assert selectors.answers(event).coming == 4
    assert not Invitation.objects.filter(event=event, seat__isnull=False).exists()
    events.update(by=BY, event=event, plan=plan_of(event, capacity=5))
    assert Invitation.objects.filter(event=event, seat__isnull=False).count() == 4


def test_one_answers_for_oneself_only_and_the_host_by_telephone(world, people):
    with pytest.raises(Forbidden):
        invitations.answer(by=link(people[1]), invitation=people[0], answer=Answer.COMING)
    with pytest.raises(Forbidden):
        invitations.answer(
            by=world.users[Persona.TEAM], invitation=people[0], answer=Answer.COMING, channel=Channel.TELEPHONE
        )
    noted = invitations.answer(
        by=world.users[Persona.CRESS], invitation=people[0], answer=Answer.COMING, channel=Channel.TELEPHONE
    )
    assert noted.channel == Channel.TELEPHONE
    with pytest.raises(Refused, match="Répondez"):
        say(people[0], Answer.WAITING)


def test_a_change_of_place_is_told_to_those_who_did_not_say_no(people, event):
    say(people[0])
    say(people[1], Answer.NOT_COMING)
    events.update(by=BY, event=event, plan=plan_of(event, summary="Plus de détails."), programme=[])
    assert not Letter.objects.filter(purpose="event_changed").exists()
    found = events.update(
        by=BY, event=event, plan=plan_of(event, place="Beaune"), programme=[Moment(dt.time(9), "Café")]
    )
    assert Letter.objects.filter(purpose="event_changed").count() == 3
    assert calendars.of_event(found).sequence == 1
    assert found.programme.get().title == "Café"


def test_a_cancelled_event_leaves_calendars_and_is_answered_no_more(people, event):
    with pytest.raises(Refused, match="Dites pourquoi"):
        events.cancel(by=BY, event=event, reason=" ")
    found = events.cancel(by=BY, event=event, reason="Neige.")
    assert calendars.of_event(found).is_cancelled
    assert Letter.objects.filter(purpose="event_cancelled").count() == 4
    for gesture in (
        lambda: say(people[0]),
        lambda: invitations.invite(by=BY, event=event, addresses=["a@exemple.fr"]),
        lambda: events.update(by=BY, event=event, plan=plan_of(event)),
        lambda: events.hold(by=BY, event=event, came=[]),
    ):
        with pytest.raises(Refused):
            gesture()


def test_who_came_is_counted_and_corrected(people, event, time_machine):
    with pytest.raises(Refused, match="commence"):
        events.hold(by=BY, event=event, came=[people[0].pk])
    time_machine.move_to(AFTER)
    held = events.hold(by=BY, event=event, came=[people[0].pk, people[1].pk, 999_999], others=5)
    assert (held.state, held.attended, held.held_on) == (EventState.HELD, 7, dt.date(2027, 3, 22))
    held = events.hold(by=BY, event=event, came=[people[0].pk], others=0)
    assert held.attended == 1
    assert Invitation.objects.filter(event=event, came=True).get() == people[0]
    with pytest.raises(Refused, match="5"):
        events.hold(by=BY, event=event, came=[], others=5001)
    with pytest.raises(Refused, match="tenu"):
        say(people[0])


def test_an_event_that_is_past_is_answered_no_more(people, time_machine):
    time_machine.move_to(AFTER)
    with pytest.raises(Refused, match="passé"):
        say(people[0])


def test_who_was_invited_is_forgotten_after_a_year_and_counts_stay(people, event, time_machine):
    time_machine.move_to(AFTER)
    events.hold(by=BY, event=event, came=[people[0].pk])
    time_machine.move_to(AFTER + dt.timedelta(days=366))
    assert retention.purge(by=SystemActor("ménage"))["invitations"] >= 4
    assert not Invitation.objects.filter(event=event).exclude(email="").exists()
    assert Event.objects.get(pk=event.pk).attended == 1
    with pytest.raises(Refused, match="plus d'adresse"):
        invitations.send_again(by=link(people[0]), invitation=Invitation.objects.get(pk=people[0].pk))


def test_a_person_who_leaves_is_no_more_in_the_invitations(world):
    user = world.users[Persona.TEAM]
    Invitation.objects.filter(pk=world.address_invitation.pk).update(email=user.email)
    accounts.erase(by=user, user=user)
    assert not Invitation.objects.filter(email=user.email).exists()
    assert Invitation.objects.get(pk=world.invitation.pk).user is None
