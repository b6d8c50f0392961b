import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction

from essaim.foundation.accounts.models import User
from essaim.foundation.audit.models import Entry
from essaim.foundation.figures import indicators, selectors, services
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import ScopeKind
from essaim.foundation.figures.models import FrozenValue
from essaim.foundation.kernel.actor import LinkActor, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.factories.figures import INITIALS, PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BY = SystemActor("test")
TODAY = Period.day(dt.date(2027, 1, 12))
PAGE = "/chiffres/tests.people/"


@pytest.fixture(autouse=True)
def _people(monkeypatch, clock):
    monkeypatch.setattr(indicators, "_indicators", {PEOPLE.code: PEOPLE})
    monkeypatch.setattr(indicators, "_kinds", {**indicators._kinds, INITIALS.code: INITIALS})
    for address in ("alix@essaim.test", "amel@essaim.test", "camille@essaim.test"):
        User.objects.create_user(address, name=address.partition("@")[0])


def freeze(**changes):
    return services.freeze(**{"by": BY, "indicator": PEOPLE, "scope": FRANCE, "period": TODAY, **changes})


def soup(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_a_figure_is_computed_for_a_territory_and_a_day():
    assert selectors.value(PEOPLE, FRANCE, TODAY) == 3
    assert selectors.value(PEOPLE, Scope("initiale", "a"), TODAY) == 2
    assert selectors.value(PEOPLE, Scope("initiale", "z"), TODAY) == 0
    assert selectors.value(PEOPLE, FRANCE, Period.day(dt.date(2027, 1, 11))) == 0


def test_a_territory_it_is_not_measured_for_is_refused():
    with pytest.raises(Refused, match="n'est pas mesuré"):
        selectors.value(PEOPLE, Scope("region", "11"), TODAY)


def test_territories_are_compared_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = selectors.lines(PEOPLE, "initiale", TODAY)
    assert [(line.name, line.value, line.told) for line in found] == [
        ("Initiale A", 2, "2\u00a0comptes"),
        ("Initiale C", 1, "1\u00a0compte"),
        ("Initiale Z", 0, "0\u00a0compte"),
    ]
    assert selectors.lines(PEOPLE, "region", TODAY) == []


def test_a_frozen_value_keeps_its_definition_and_the_digest_of_what_it_counts():
    frozen = freeze()
    assert (frozen.exact, frozen.rows, frozen.version) == (3, 3, 1)
    assert frozen.definition == PEOPLE.definition
    assert frozen.inputs_digest == selectors.measure(PEOPLE, FRANCE, TODAY).inputs_digest
    assert (frozen.period, frozen.parsed_scope) == (TODAY, FRANCE)
    assert frozen.words == "3 le 12 janvier 2027"
    assert str(frozen) == "tests.people france 2027-01-12"
    assert Entry.objects.get().action == "figures.value.frozen"


def test_the_same_data_are_not_frozen_twice_but_other_data_are():
    freeze()
    with pytest.raises(Refused, match="déjà arrêté"):
        freeze()
    User.objects.create_user("zoe@essaim.test")
    assert freeze().exact == 4
    assert [value.exact for value in selectors.frozen(PEOPLE)] == [4, 3]


def test_a_new_definition_leaves_the_old_value_its_words():
    freeze()
    changed = replace(PEOPLE, version=2, definition="Autre chose.")
    assert freeze(indicator=changed).definition == "Autre chose."
    assert selectors.frozen(PEOPLE).last().definition == PEOPLE.definition


def test_a_frozen_value_does_not_change():
    frozen = freeze()
    frozen.value = 12
    with pytest.raises(TypeError, match="does not change"):
        frozen.save()


def test_a_figure_without_rows_is_frozen_on_its_value():
    measured = selectors.measure(replace(PEOPLE, rows=None), FRANCE, TODAY)
    assert (measured.value, measured.rows, len(measured.inputs_digest)) == (3, None, 64)
    with pytest.raises(Refused, match="fiches"):
        selectors.rows(replace(PEOPLE, rows=None), FRANCE, TODAY)


def test_decimals_are_kept_exactly():
    share = replace(PEOPLE, compute=lambda kind, codes, period: {"": Decimal("12.5")}, rows=None)
    assert freeze(indicator=share).exact == Decimal("12.5")
    assert FrozenValue.objects.get().exact == Decimal("12.5")


def test_who_may_freeze():
    with pytest.raises(Forbidden, match="coordination"):
        freeze(by=LinkActor("1"))


def test_the_database_refuses_a_period_upside_down():
    day = dt.date(2027, 1, 12)
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenValue.objects.create(
            indicator="a", version=1, definition="", scope="france", period_start=day, period_end=day, value=1
        )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (PeriodType.DAY, "le 12 janvier 2027"),
        (PeriodType.FREE, "le 12 janvier 2027"),
        (PeriodType.SCHOOL_YEAR, "du 1er septembre 2026 au 31 août 2027"),
        (PeriodType.YEAR, "du 1er janvier au 31 décembre 2027"),
    ],
)
def test_the_period_a_reader_means(kind, words):
    assert selectors.current_period(kind).words == words


def test_an_indicator_and_a_territory_are_declared_once():
    assert indicators.register(PEOPLE) is PEOPLE
    with pytest.raises(ValueError, match="two indicators"):
        indicators.register(replace(PEOPLE, version=2))
    assert not indicators.nobody(BY, User.objects.all()).exists()


def test_a_scope_is_named():
    assert indicators.scope_name(FRANCE) == "France entière"
    assert indicators.scope_name(Scope("initiale", "a")) == "Initiale A"
    assert indicators.scope_name(Scope("initiale", "x")) == "initiale:x"
    assert indicators.scope_name(Scope("planete", "x")) == "planete:x"
    indicators.register_scope(ScopeKind("planete", "Planète", lambda: {"x": "Vénus"}))
    assert indicators.scope_name(Scope("planete", "x")) == "Vénus"


def test_every_figure_is_listed_with_value_definition_and_source(client):
    text = soup(client, "/chiffres/").text
    for words in ("Comptes ouverts", "3\u00a0comptes", PEOPLE.definition, "Essaim, comptes"):
        assert words in text


def test_the_list_says_when_it_is_empty(client, monkeypatch):
    monkeypatch.setattr(indicators, "_indicators", {})
    assert "Pas encore de chiffre publié" in soup(client, "/chiffres/").text


def test_a_figure_measured_by_territory_only_has_no_national_value(client, monkeypatch):
    local = replace(PEOPLE, scopes=("initiale",))
    monkeypatch.setattr(indicators, "_indicators", {PEOPLE.code: local})
    assert "3\u00a0comptes" not in soup(client, "/chiffres/").text


def test_a_figure_of_the_country_alone_offers_no_comparison(client, monkeypatch):
    monkeypatch.setattr(indicators, "_indicators", {PEOPLE.code: replace(PEOPLE, scopes=("france",))})
    assert soup(client).find("select") is None


def test_an_unknown_figure_is_not_found(client):
    assert client.get("/chiffres/tests.nothing/").status_code == 404


def test_a_territory_is_chosen_from_the_comparison(client):
    links = soup(client, f"{PAGE}?par=initiale&le=2027-01-12").find("table").find_all("a")
    chosen = soup(client, PAGE + links[0]["href"])
    assert "2\u00a0comptes" in chosen.find(class_="lede").text
    assert "Initiale A" in chosen.find(class_="lede").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?perimetre=lune:1", "n'est pas mesuré pour ce périmètre"),
        ("?perimetre=initiale:q", "n'est pas mesuré pour ce périmètre"),
        ("?perimetre=%3Cscript%3E", "n'est pas un périmètre"),
        ("?le=hier", "Saisissez une date valide"),
        ("?par=region", "Sélectionnez un choix valide"),
    ],
)
def test_nonsense_in_the_address_is_said_and_the_figure_stays(client, query, words):
    page = soup(client, PAGE + query)
    assert words.replace("'", "’") in page.text.replace("'", "’")
    assert "3\u00a0comptes" in page.text


@pytest.mark.parametrize(
    ("kind", "query", "words"),
    [
        (PeriodType.SCHOOL_YEAR, "?annee=2024-2025", "du 1er septembre 2024 au 31 août 2025"),
        (PeriodType.SCHOOL_YEAR, "?annee=2024", "n'est pas une année scolaire"),
        (PeriodType.YEAR, "?annee=2024", "du 1er janvier au 31 décembre 2024"),
        (PeriodType.YEAR, "?annee=l'an", "quatre chiffres"),
        (PeriodType.YEAR, "?annee=0000", "quatre chiffres"),
        (PeriodType.FREE, "?du=2027-01-01&au=2027-02-01", "du 1er au 31 janvier 2027"),
        (PeriodType.FREE, "?du=2027-02-01&au=2027-01-01", "inversez les deux dates"),
    ],
)
def test_each_kind_of_period_has_its_fields(client, monkeypatch, kind, query, words):
    monkeypatch.setattr(indicators, "_indicators", {PEOPLE.code: replace(PEOPLE, period=kind)})
    assert words.replace("'", "’") in soup(client, PAGE + query).text.replace("'", "’")


def test_rows_are_shown_to_those_who_may_see_them(client):
    assert "Chacune se lit avec un compte qui voit son territoire" in soup(client).text
    client.force_login(User.objects.get(email="alix@essaim.test"))
    page = soup(client, f"{PAGE}?perimetre=initiale:a")
    assert [item.text for item in page.find("h2", string="Les fiches comptées").find_next("ul").find_all("li")] == [
        "alix",
        "amel",
    ]
    assert "Aucune fiche" in soup(client, f"{PAGE}?perimetre=initiale:z").text


def test_frozen_values_are_shown_with_their_date(client):
    freeze()
    page = soup(client)
    assert "Valeurs arrêtées" in page.text
    assert [cell.text for cell in page.find("table").find("tbody").find_all(["th", "td"])] == [
        "12 janvier 2027",
        "le 12 janvier 2027",
        "3",
        "version 1",
    ]
