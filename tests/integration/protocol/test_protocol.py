"""Who carries the protocol on a date, what it holds, and what served each axis."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from essaim.commons.directory.models import SchoolClass
from essaim.commons.protocol import per_axis, reference, selectors, services
from essaim.commons.protocol.models import Agreement, Commitment, Party
from essaim.foundation.audit import presenters
from essaim.foundation.audit.models import Entry
from essaim.foundation.figures import indicators
from essaim.foundation.figures import selectors as figures
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel.actor import LinkActor, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.links import services as links
from tests.world import Persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

YEAR = Period(dt.date(2026, 9, 1), dt.date(2027, 9, 1))


def carriers(world, on):
    return [party.organisation.label for party in selectors.parties(world.protocol, on)]


def last_sentence():
    return presenters.present([Entry.objects.order_by("-pk").first()])[0].sentence


def test_cncress_signed_and_ess_france_carries(world):
    assert carriers(world, dt.date(2017, 3, 21)) == []
    assert carriers(world, dt.date(2019, 5, 1)) == ["L'ESPER", "CNCRESS"]
    assert carriers(world, dt.date(2020, 6, 24)) == ["L'ESPER", "CNCRESS"]
    assert carriers(world, dt.date(2020, 6, 25)) == ["L'ESPER", "ESS France"]


def test_the_reference_is_loaded_once_and_again_without_harm(world):
    assert not reference.ensure_loaded()
    before = list(Party.objects.order_by("pk").values())
    services.load_reference(by=SystemActor("protocol"))
    assert list(Party.objects.order_by("pk").values()) == before
    assert (Agreement.objects.count(), Commitment.objects.count()) == (5, 9)


def test_a_correction_of_the_reference_leaves_what_people_noted(world):
    services.close_commitment(by=SystemActor("t"), commitment=world.commitment, on=dt.date(2026, 1, 1))
    services.load_reference(by=SystemActor("protocol"))
    assert selectors.commitment("1.2").valid_until == dt.date(2026, 1, 1)


@pytest.mark.django_db
def test_without_the_directory_the_protocol_is_not_half_loaded():
    with pytest.raises(Refused, match="Chargez d'abord l'annuaire"):
        reference.ensure_loaded()
    assert not Agreement.objects.exists()


def test_a_party_is_followed_by_another_with_its_act(world):
    held = selectors.parties(world.protocol)[1]
    given = {"organisation": world.cress, "on": dt.date(2027, 1, 1), "capacity": "présidence", "act": "Délibération"}
    successor = services.succeed_party(by=world.users[Persona.NATIONAL], party=held, **given)
    assert carriers(world, dt.date(2026, 12, 31)) == ["L'ESPER", "ESS France"]
    assert carriers(world, dt.date(2027, 1, 1)) == ["L'ESPER", world.cress.label]
    assert successor.rank == held.rank
    assert "CRESS" in last_sentence()
    with pytest.raises(Refused, match="déjà pris fin"):
        services.succeed_party(by=world.users[Persona.NATIONAL], party=held, **given)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"act": " "}, "acte"),
        ({"capacity": ""}, "qualité"),
        ({"on": dt.date(2020, 6, 25)}, "après le 25 juin 2020"),
    ],
)
def test_a_succession_is_refused_with_the_reason(world, change, words):
    held = selectors.parties(world.protocol)[1]
    given = {"organisation": world.cress, "on": dt.date(2027, 1, 1), "capacity": "présidence", "act": "Délibération"}
    with pytest.raises(Refused, match=words):
        services.succeed_party(by=world.users[Persona.ADMIN], party=held, **given | change)
    assert Party.objects.get(pk=held.pk).valid_until is None


def test_an_organisation_does_not_follow_itself(world):
    held = selectors.parties(world.protocol)[1]
    with pytest.raises(Refused, match="elle-même"):
        services.succeed_party(
            by=SystemActor("t"),
            party=held,
            organisation=held.organisation,
            on=dt.date(2027, 1, 1),
            capacity="x",
            act="y",
        )


def test_commitments_open_and_close(world):
    axis = world.commitment.axis
    by = world.users[Persona.NATIONAL]
    opened = services.open_commitment(
        by=by, axis=axis, code="1.4", title="Mois de l'ESS", wording="Accompagner le Mois de l'ESS.", on=YEAR.start
    )
    assert "1.4" in last_sentence()
    assert opened in selectors.commitments(YEAR.start)
    assert opened not in selectors.commitments(dt.date(2026, 8, 31))
    services.close_commitment(by=by, commitment=opened, on=dt.date(2027, 1, 1))
    assert opened not in selectors.commitments(dt.date(2027, 1, 1))
    with pytest.raises(Refused, match="déjà pris fin"):
        services.close_commitment(by=by, commitment=opened, on=dt.date(2027, 2, 1))
    with pytest.raises(Refused, match="existe déjà"):
        services.open_commitment(by=by, axis=axis, code="1.4", title="a", wording="b", on=YEAR.start)
    with pytest.raises(Refused, match=r"s'écrit 1\.1"):
        services.open_commitment(by=by, axis=axis, code="2.1", title="a", wording="b", on=YEAR.start)
    with pytest.raises(Refused, match="titre court"):
        services.open_commitment(by=by, axis=axis, code="1.5", title="a", wording=" ", on=YEAR.start)
    with pytest.raises(Refused, match="doit venir après"):
        services.close_commitment(by=by, commitment=world.commitment, on=dt.date(2017, 3, 22))


@pytest.mark.parametrize("persona", [p for p in Persona if p not in {Persona.VISITOR, Persona.NATIONAL, Persona.ADMIN}])
def test_only_the_national_coordination_keeps_the_protocol(world, persona):
    by = world.users[persona]
    with pytest.raises(Forbidden):
        services.close_commitment(by=by, commitment=world.commitment, on=YEAR.end)
    with pytest.raises(Forbidden):
        services.load_reference(by=by)


def test_the_base_refuses_two_parties_in_one_place(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(agreement=world.protocol, organisation=world.cress, capacity="x", rank=2)


def test_a_class_that_serves_a_commitment_is_counted_in_its_axis_and_territory(world):
    group = SchoolClass.objects.select_related("school__academie").order_by("pk").first()
    for actor, thing in ((LinkActor("r1"), group), (world.users[Persona.ESS_ACTOR], world.organisation)):
        links.tie(by=actor, kind="serves", source=thing, target=world.commitment, on=dt.date(2026, 12, 1))
    also = selectors.commitment("1.1")
    links.tie(by=SystemActor("t"), kind="serves", source=group, target=also, on=dt.date(2026, 12, 1))
    known = indicators.registered()

    def value(code, scope=FRANCE, period=YEAR):
        return figures.value(known[code], scope, period)

    assert value("protocol.classes.axis1") == 1  # twice in the axis, counted once
    assert value("protocol.classes.axis2") == 0
    assert value("protocol.classes.axis1", Scope("academie", group.school.academie_id)) == 1
    assert value("protocol.classes.axis1", Scope("region", "04")) == 0
    assert value("protocol.organisations.axis1", Scope("region", "27")) == 1
    assert value("protocol.organisations.axis1", Scope("academie", "22")) == 0
    assert value("protocol.classes.axis1", period=Period(dt.date(2026, 9, 1), dt.date(2026, 12, 1))) == 0
    rows = figures.rows(known["protocol.classes.axis1"], Scope("region", "27"), YEAR)
    assert [row.pk for row in rows] == [group.pk]
    assert [o.pk for o in figures.rows(known["protocol.organisations.axis1"], FRANCE, YEAR)] == [world.organisation.pk]


def test_a_bilan_finds_every_measure_of_an_axis():
    codes = [indicator.code for indicator in per_axis.of_axis(3)]
    assert {"protocol.classes.axis3", "protocol.organisations.axis3"} <= set(codes)
    assert codes == sorted(codes)
    assert all(code.endswith(".axis3") for code in codes)


def test_the_page_tells_the_parties_of_a_date_and_the_words_of_each_axis(world, client):
    page = client.get(reverse("protocol:agreement"), {"le": "2019-05-01"}).content.decode()
    assert "présidence du CNCRESS" in page
    assert "Le <time" not in page.split("Qui le porte")[0]
    assert "co-portés (évènements liés à «\u00a0Mon ESS à l&#x27;école\u00a0»" in page
    today = client.get(reverse("protocol:agreement"), {"le": "n'importe quoi"})
    assert today.status_code == 200
    assert "qui réunit les CRESS" in today.content.decode().split("Les parties dans le temps")[0]


def test_an_unknown_commitment_is_not_found(world, client):
    assert client.get(reverse("protocol:commitment-detail", args=["9.9"])).status_code == 404


def test_figures_are_told_for_territories(world):
    known = indicators.registered()
    on = Period.day(dt.date(2027, 1, 12))
    assert figures.value(known["directory.academies_covered"], FRANCE, on) == 1
    assert figures.value(known["directory.academies_covered"], Scope("region", "27"), on) == 1
    assert figures.value(known["directory.academies_covered"], Scope("region", "11"), on) == 0
    assert [a.pk for a in figures.rows(known["directory.academies_covered"], FRANCE, on)] == ["07"]
    organisations = known["directory.organisations"]
    names = [row.name for row in figures.rows(organisations, Scope("academie", "07"), on)]
    assert "Recyclerie du Moulin" in names
    assert "Rectorat de Dijon" in names
    assert figures.value(organisations, Scope("academie", "07"), on) == len(names)
    assert "CNCRESS" not in [row.name for row in figures.rows(organisations, FRANCE, on)]
    assert indicators.scope_name(Scope("region", "27")) == "Bourgogne-Franche-Comté"
    assert indicators.scope_name(Scope("academie", "07")) == "académie de Dijon"
