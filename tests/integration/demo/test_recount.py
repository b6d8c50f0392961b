"""A bilan counts what it says: each figure again in SQL over seeded seasons; a seal breaks when rows change."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.urls import reverse

from essaim.foundation.figures.domain.scope import Period, Scope
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.front.reporting import composing, subjects
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.enums import BilanKind
from essaim.front.reporting.models import Bilan
from tests.factories.seasons import load_season
from tests.integration.demo import recount

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SCOPES = ("france", "region:27", "region:04", "region:11", "academie:07", "academie:28")
YEARS = (SchoolYear(2024), SchoolYear(2025), SchoolYear(2026))
PARTNERSHIP = "partnership:protocole"


def _check(seed: int) -> int:
    """Count every figure of every bilan of this season again; how many there were that are not zero."""
    told = 0
    with transaction.atomic():
        load_season(seed)
        for spec in _specs():
            for figure in composing.compose(spec).figures:
                assert figure.value == recount.value(figure), (seed, figure.code, figure.scope, figure.start)
                told += bool(figure.value)
        transaction.set_rollback(True)
    return told


def _specs() -> list[Spec]:
    scopes = [Scope.parse(scope) for scope in SCOPES]
    periods = [(BilanKind.SIX_MONTHS, PARTNERSHIP, subjects.six_months(year)) for year in YEARS]
    periods += [(BilanKind.PARTNERSHIP, PARTNERSHIP, Period.school_year(year)) for year in YEARS]
    for year in (2025, 2026, 2027):
        found = subjects.edition(f"semaine-{year}")
        periods.append((found.kind, found.about, found.period))
    return [Spec(kind, about, scope, period) for kind, about, period in periods for scope in scopes]


@pytest.mark.parametrize("seed", [11, 12])
def test_every_figure_of_a_bilan_is_what_sql_counts(seed):
    assert _check(seed) > len(recount.COUNTED)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(101, 151))
def test_every_figure_of_a_bilan_is_what_sql_counts_over_many_seasons(seed):
    assert _check(seed) > len(recount.COUNTED)


def test_a_row_changed_behind_a_sealed_bilan_shows_on_its_page(client):
    load_season(1)
    bilan = Bilan.objects.get(about="edition:semaine-2026", scope="france")
    page = reverse("reporting:bilan-detail", args=[bilan.pk])
    assert "Validé par toutes les parties" in client.get(page).content.decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "update encounters_encounter set pupils = pupils + 100 where id = "
            "(select min(id) from encounters_encounter where state = 'held' and held_on = %s)",
            [dt.date(2026, 3, 24)],
        )
        assert cursor.rowcount == 1
    shown = client.get(page).content.decode()
    assert "Altéré depuis qu’il a été arrêté" in shown
    assert "Élèves présents aux rencontres" in shown
