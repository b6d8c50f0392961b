"""How published actions are narrowed, counted and put in order."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain import publication
from essaim.areas.campaign.domain.moments import moment_of
from essaim.areas.campaign.domain.publication import VALUES, Action, Criteria, Facet, When, Where
from essaim.areas.campaign.enums import Band, Moment, Nature, Standing

NOW = dt.datetime(2027, 1, 12, 9, tzinfo=dt.UTC)
MONDAY = dt.date(2027, 3, 22)


def make_action(reference: str = "V2222222", **fields) -> Action:
    """Pupils' action in Beaune, on Monday."""
    given_fields = {
        "uid": f"{reference}@essaim",
        "nature": Nature.SHOWCASE,
        "standing": Standing.ANNOUNCED,
        "title": "Trocante",
        "changed_at": NOW,
        "where": Where("Beaune", "21", "27", "Bourgogne-Franche-Comté"),
        "when": When(MONDAY),
        "days": frozenset({MONDAY}),
    }
    return Action(reference=reference, **given_fields | fields)


THEMES = ("reemploi", "alimentation", "culture")
actions = st.builds(
    lambda reference, nature, themes, bands, region, day: make_action(
        reference,
        nature=nature,
        themes=frozenset(themes),
        bands=frozenset(bands),
        where=Where("Beaune", "21", region, region),
        when=When(day),
        days=frozenset({day}),
    ),
    st.text("23456789BCDF", min_size=8, max_size=8),
    st.sampled_from(Nature),
    st.sets(st.sampled_from(THEMES)),
    st.sets(st.sampled_from(Band)),
    st.sampled_from(("27", "53", "")),
    st.dates(MONDAY, MONDAY + dt.timedelta(days=4)),
)
choices = st.fixed_dictionaries(
    {
        Facet.THEME: st.frozensets(st.sampled_from(THEMES)),
        Facet.NATURE: st.frozensets(st.sampled_from([nature.value for nature in Nature])),
        Facet.REGION: st.frozensets(st.sampled_from(("27", "53"))),
    }
)


@given(st.lists(actions, max_size=20), choices)
def test_the_number_beside_a_choice_is_what_one_reads_after_ticking_it_alone(rows, chosen):
    criteria = Criteria(chosen)
    for facet in Facet:
        counted = publication.counts(rows, criteria, facet)
        for value in {value for row in rows for value in VALUES[facet](row)}:
            alone = Criteria({**chosen, facet: frozenset({value})})
            assert counted[value] == len(publication.narrowed(rows, alone))


@given(st.lists(actions, max_size=20), choices)
def test_narrowing_loses_and_invents_nothing(rows, chosen):
    kept = publication.narrowed(rows, Criteria(chosen))
    assert all(row in rows for row in kept)
    for row in rows:
        wanted = all(not values or values & frozenset(VALUES[facet](row)) for facet, values in chosen.items())
        assert (row in kept) is wanted


@given(st.lists(actions, max_size=20), st.randoms())
def test_the_order_does_not_depend_on_how_rows_came(rows, random):
    mixed = [*rows]
    random.shuffle(mixed)
    assert [row.order for row in publication.narrowed(mixed, Criteria())] == sorted(row.order for row in rows)
    assert [row.place_order for row in publication.by_place(mixed)] == sorted(row.place_order for row in rows)


def test_mornings_come_before_afternoons_however_they_are_told():
    morning = make_action("E2222222", when=When(MONDAY, "matin"))
    hours = make_action("V3333333", when=When(MONDAY, starts_at=dt.datetime(2027, 3, 22, 10, tzinfo=dt.UTC)))
    afternoon = make_action("E4444444", when=When(MONDAY, "après-midi"))
    dateless = make_action("A5555555", when=None, nature=Nature.OFFER)
    kept = publication.narrowed([dateless, afternoon, hours, morning], Criteria())
    assert [action.reference for action in kept] == ["E2222222", "V3333333", "E4444444", "A5555555"]


def test_actions_are_grouped_under_their_day_or_their_region():
    rows = [make_action("V2222222"), make_action("V3333333", when=When(dt.date(2027, 3, 23)))]
    assert [title for title, _ in publication.grouped(rows, by_place=False)] == [
        "Lundi 22 mars 2027",
        "Mardi 23 mars 2027",
    ]
    assert [(title, len(run)) for title, run in publication.grouped(rows, by_place=True)] == [
        ("Bourgogne-Franche-Comté", 2)
    ]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (When(MONDAY), "lundi 22 mars 2027"),
        (When(MONDAY, "matin"), "lundi 22 mars 2027, matin"),
        (
            When(MONDAY, starts_at=dt.datetime(2027, 3, 22, 14), ends_at=dt.datetime(2027, 3, 22, 16, 30)),  # noqa: DTZ001
            "lundi 22 mars 2027, de 14\u00a0h à 16\u00a0h\u00a030",
        ),
        (When(MONDAY, starts_at=dt.datetime(2027, 3, 22, 14)), "lundi 22 mars 2027, à 14\u00a0h"),  # noqa: DTZ001
    ],
)
def test_when_is_told_in_words(when, told):
    assert when.label == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Bretagne", "en Bretagne"),
        ("Hauts-de-France", "dans les Hauts-de-France"),
        ("Grand Est", "dans le Grand Est"),
        ("La Réunion", "à La Réunion"),
        ("Île-de-France", "en Île-de-France"),
    ],
)
def test_a_region_has_its_preposition(name, told):
    assert publication.in_region(name) == told


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (Where("Beaune", "21", "27", "Bourgogne-Franche-Comté"), "Beaune (21)"),
        (Where(region_name="Bretagne", region="53"), "Bretagne"),
        (Where(), "En France"),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(where, told):
    assert where.label == told


def test_places_left_are_told_with_their_number():
    assert make_action(standing=Standing.FREE, places=3).words == "3\u00a0places"
    assert make_action(standing=Standing.FULL).words == "complète"


@pytest.mark.parametrize(
    ("is_open", "today", "moment"),
    [
        (True, dt.date(2027, 1, 12), Moment.OPEN),
        (False, dt.date(2027, 3, 15), Moment.CLOSED),
        (True, dt.date(2027, 3, 22), Moment.OPEN),
        (False, dt.date(2027, 3, 22), Moment.UNDER_WAY),
        (False, dt.date(2027, 3, 27), Moment.UNDER_WAY),
        (True, dt.date(2027, 3, 28), Moment.OVER),
    ],
)
def test_where_an_edition_stands(is_open, today, moment):
    found = moment_of(is_open=is_open, starts_on=dt.date(2027, 3, 22), ends_on=dt.date(2027, 3, 27), today=today)
    assert found is moment
