"""Editions, what their registrations amount to, and what is forgotten in time."""

import datetime as dt

import pytest
from django.utils import timezone

from essaim.areas.campaign import chores, leaving, reference
from essaim.areas.campaign.enums import EditionState, Kind, RegistrationState
from essaim.areas.campaign.models import Campaign, ClassRequest, Edition, Offer, Term
from essaim.areas.campaign.selectors import editions as selectors
from essaim.areas.campaign.selectors import figures
from essaim.areas.campaign.services import editions, registrations, retention, wording
from essaim.foundation.accounts.events import PersonErased
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel.actor import SystemActor, Visitor
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.factories.campaign import make_request
from tests.world import Persona

pytestmark = pytest.mark.django_db
BY = SystemActor("essai")


def test_the_reference_is_never_opened_by_itself(world):
    from essaim.areas.campaign.models import Match, MatchRun, Showcase

    for model in (Match, MatchRun, ClassRequest, Offer, Showcase, Edition, Campaign):
        model._base_manager.all().delete()
    assert reference.ensure_loaded() is True
    assert reference.ensure_loaded() is False
    edition = Edition.objects.get()
    assert (edition.number, edition.state, edition.commitment.code) == (11, EditionState.DRAFT, "1.2")
    assert (edition.opens_on, edition.starts_on) == (dt.date(2026, 11, 27), dt.date(2027, 3, 22))
    assert selectors.current() is None
    assert len(selectors.terms(edition, Term.Kind.THEME)) == 16


def test_only_the_coordination_opens_and_closes(world):
    with pytest.raises(Forbidden):
        editions.close(by=world.users[Persona.CRESS], edition=world.edition)
    editions.close(by=world.users[Persona.NATIONAL], edition=world.edition)
    with pytest.raises(Refused, match="déjà"):
        editions.close(by=world.users[Persona.NATIONAL], edition=world.edition)
    editions.open(by=world.users[Persona.NATIONAL], edition=world.edition)
    assert selectors.current() == world.edition


def test_one_edition_is_open_at_a_time(world):
    with pytest.raises(Refused, match="Une autre édition est ouverte"):
        editions.open(by=BY, edition=world.draft_edition)


def test_an_edition_is_archived_once_it_is_over(world):
    editions.close(by=BY, edition=world.edition)
    with pytest.raises(Refused, match="dure jusqu"):
        editions.archive(by=BY, edition=world.edition, on=world.edition.ends_on)
    editions.archive(by=BY, edition=world.edition, on=world.edition.ends_on + dt.timedelta(days=1))


def test_nobody_registers_once_it_is_closed(world):
    editions.close(by=BY, edition=world.edition)
    with pytest.raises(Forbidden):
        registrations.begin(by=Visitor(), edition=world.edition, kind=Kind.TEAM, answers={"school": world.school})


def test_next_years_words_start_from_this_years(world):
    wording.set_terms(by=BY, edition=world.draft_edition, kind=Term.Kind.THEME, terms={"eau": "eau et rivières"})
    made = editions.create(
        by=BY,
        campaign=world.edition.campaign,
        slug="semaine-13",
        fields={
            "title": "Treizième",
            "number": 13,
            "school_year": 2028,
            "commitment": world.commitment,
            "opens_on": dt.date(2028, 11, 24),
            "closes_on": dt.date(2029, 3, 9),
            "starts_on": dt.date(2029, 3, 19),
            "ends_on": dt.date(2029, 3, 24),
        },
    )
    assert selectors.terms(made, Term.Kind.THEME) == [("eau", "eau et rivières")]


def test_what_is_accepted_counts_where_it_is(world):
    period = Period.day(world.edition.starts_on)
    before = figures.registered(Kind.TEAM, "france", [""], period)[""]
    make_request(world.edition, world.school, mark="Z", state=RegistrationState.ACCEPTED)
    make_request(world.edition, world.school, mark="Y")
    assert figures.registered(Kind.TEAM, "france", [""], period)[""] == before + 1
    assert figures.registered(Kind.TEAM, "academie", ["07", "22"], period) == {"07": before + 1}
    assert figures.registered_rows(Kind.TEAM, Scope("region", "27"), period).count() == before + 1
    assert figures.registered(Kind.TEAM, "france", [""], Period.year(2019))[""] == 0


def test_pupils_of_a_class_count_once_whatever_it_sent(world):
    period = Period.day(world.edition.starts_on)
    rows = list(figures.pupils_registered_rows(FRANCE, period))
    assert world.school_class in rows
    assert figures.pupils_registered("france", [""], period)[""] == sum(row.pupils for row in rows)
    assert len({row.pk for row in rows}) == len(rows)


def test_drafts_and_contacts_are_forgotten_in_time(world, time_machine):
    time_machine.move_to(timezone.now() + retention.DRAFT_LIFE + dt.timedelta(days=1))
    retention.forget(by=BY)
    assert not ClassRequest.objects.filter(pk=world.draft_request.pk).exists()
    world.offer.refresh_from_db()
    assert world.offer.contact_email
    over = dt.datetime.combine(world.edition.ends_on, dt.time(12), tzinfo=dt.UTC)
    time_machine.move_to(over + retention.CONTACT_LIFE + dt.timedelta(days=1))
    assert chores.forget_old() > 0
    world.offer.refresh_from_db()
    assert (world.offer.contact_name, world.offer.contact_email, world.offer.contact_phone) == ("", "", "")
    assert chores.forget_old() == 0


def test_a_person_who_leaves_leaves_no_contact_behind(world):
    user = world.users[Persona.ESS_ACTOR]
    Offer.objects.filter(pk=world.offer.pk).update(author=user)
    leaving.forget_contacts(PersonErased(by=user, user=user))
    world.offer.refresh_from_db()
    assert (world.offer.contact_name, world.offer.contact_email) == ("", "")
    assert world.offer.state == RegistrationState.ACCEPTED
