import io
import json
import time

import pytest
from django.db import connection

from config import cli
from essaim.commons.territory import reference
from essaim.commons.territory.models import Commune, Departement, FormerCode, Holiday, Postcode, Region, SchoolCalendar
from essaim.commons.territory.services import loading
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import SystemActor, Visitor
from essaim.foundation.kernel.errors import Forbidden
from tests.factories import territory

pytestmark = pytest.mark.django_db
BY = SystemActor("tests")
SECONDS = 15
"""Of processor, not of clock: a load takes about three of each on an idle machine."""


@pytest.fixture
def handful(monkeypatch):
    """The reference reduced to the places of the tests."""
    small = territory.handful()
    monkeypatch.setattr(loading, "dataset", small)
    return small


def test_the_whole_country_is_loaded_once_and_a_second_run_changes_nothing():
    started = time.process_time()
    first = loading.load_reference(by=BY)
    assert time.process_time() - started < SECONDS
    assert first["new"] > 76_000
    assert Commune.objects.count() == 37_000
    assert Commune.objects.filter(parent=None).count() > 34_900

    second = loading.load_reference(by=BY)
    assert (second["new"], second["changed"], second["removed"]) == (0, 0, 0)
    assert Entry.objects.filter(action="territory.reference.loaded").count() == 2


def test_a_row_that_differs_is_changed_and_a_vanished_one_removed_when_nothing_points_at_it(handful):
    territory.create_areas()
    territory.create_communes()
    Commune.objects.filter(pk="21054").update(name="Belna", population=1)
    Region.objects.filter(pk="27").update(name="Bourgogne")
    Postcode.objects.create(code="99999", commune_id="21054")
    territory.override(academie="07", label="Vacances de Noël")
    Holiday.objects.create(
        academie_id="07", school_year=2019, label="Inventées", valid_from="2020-02-01", valid_until="2020-02-02"
    )

    counts = loading.load_reference(by=BY)

    assert Commune.objects.get(pk="21054").name == "Beaune"
    assert Region.objects.get(pk="27").name == "Bourgogne-Franche-Comté"
    assert not Postcode.objects.filter(code="99999").exists()
    assert not Holiday.objects.filter(label="Inventées").exists()
    assert Holiday.objects.filter(is_override=True).count() == 1, "what people entered stays"
    assert counts["changed"] == 2
    assert counts["removed"] == 2


def test_a_calendar_declared_by_hand_is_not_overwritten(handful):
    territory.create_areas()
    SchoolCalendar.objects.create(academie_id="07", school_year=2026, is_complete=False, source_url="https://a.fr/")
    loading._load_calendar()
    assert not SchoolCalendar.objects.get(academie="07", school_year=2026).is_complete


def test_only_whoever_keeps_the_platform_loads():
    with pytest.raises(Forbidden):
        loading.load_reference(by=Visitor())
    assert not Region.objects.exists()


def test_ensure_loaded_loads_an_empty_base_only(monkeypatch, places):
    def fail(**_):
        raise AssertionError("loaded twice")

    monkeypatch.setattr(loading, "load_reference", fail)
    assert reference.is_loaded()
    assert reference.ensure_loaded() is False


def test_ensure_loaded_loads_when_there_is_nothing(monkeypatch):
    calls = []
    monkeypatch.setattr(loading, "load_reference", lambda *, by: calls.append(by))
    assert reference.ensure_loaded() is True
    assert calls == [SystemActor("territory")]


def test_a_load_that_fails_leaves_nothing(handful):
    def broken():
        raise RuntimeError("half way")

    handful.former_codes = broken
    with pytest.raises(RuntimeError):
        loading.load_reference(by=BY)
    assert not Commune.objects.exists()
    assert not Departement.objects.exists()
    assert not FormerCode.objects.exists()


def test_the_command_says_what_it_did_in_words_and_in_json(monkeypatch, places):
    out = io.StringIO()
    counts = {"new": 3, "changed": 1, "unchanged": 1200, "removed": 0}
    monkeypatch.setattr(loading, "load_reference", lambda *, by: counts)
    assert cli.build().main(["territory", "load"], out=out) == 0
    assert out.getvalue() == ("3\u00a0lignes ajoutées, 1\u00a0modifiée, 0\u00a0retirée, 1\u202f200 à jour.\n")
    out = io.StringIO()
    assert cli.build().main(["territory", "load", "--json"], out=out) == 0
    assert json.loads(out.getvalue()) == counts


def test_the_command_says_when_nothing_had_to_change(monkeypatch, places):
    out = io.StringIO()
    counts = {"new": 0, "changed": 0, "unchanged": 12, "removed": 0}
    monkeypatch.setattr(loading, "load_reference", lambda *, by: counts)
    cli.build().main(["territory", "load"], out=out)
    assert out.getvalue() == "Rien à changer : 12\u00a0lignes à jour.\n"


def test_both_engines_keep_the_invariants_of_a_point(places):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Commune.objects.filter(pk="21054").update(latitude=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commune.objects.filter(pk="21054").update(kind="delegated")
    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.filter(is_override=True).update(source_url="")
    assert connection.vendor in {"sqlite", "postgresql"}
