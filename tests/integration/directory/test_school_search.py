"""Found however it is typed, in an order that belongs to us and not to the engine."""

import pytest
from django.db import transaction

from essaim.commons.directory import search, search_index
from essaim.commons.directory.domain.search_words import Document
from essaim.commons.directory.models import SearchEntry, SearchPosting
from essaim.commons.directory.search import Filters
from essaim.foundation.kernel.text import sort_key

pytestmark = pytest.mark.django_db

SCHOOLS = [
    ("Collège Jean Jaurès", "Castres", "81100", "0810016C", "college", "81", "16", True),
    ("Collège Jean Jaurès", "Lille", "59000", "0590001A", "college", "59", "09", True),
    ("Lycée Jean Moulin", "Lyon", "69005", "0690001A", "lycee_gt", "69", "10", True),
    ("Collège Jean Jaurès", "Albi", "81000", "0810017D", "college", "81", "16", False),
    ("École élémentaire Antoine de Saint-Exupéry", "Castres", "81100", "0810099T", "elementaire", "81", "16", True),
    ("École maternelle L'Île-aux-Enfants", "L'Isle-Adam", "95290", "0950001A", "maternelle", "95", "25", True),
    ("Lycée Philippe Lamour", "Nîmes", "30000", "0300001A", "lycee_gt", "30", "11", True),
]


def document(pk, name, city, postcode, uai, kind, departement, academie, is_open):
    return Document(
        kind="school",
        target_id=pk,
        name=name,
        identifiers=(uai,),
        city=city,
        postcode=postcode,
        about=kind.split("_", maxsplit=1)[0],
        category=kind,
        departement=departement,
        academie=academie,
        is_open=is_open,
        sort_key=sort_key(name),
    )


@pytest.fixture(autouse=True)
def _indexed(db):
    search_index.sync(document(pk, *row) for pk, row in enumerate(SCHOOLS, start=1))


def found(text, **options):
    return [hit.target_id for hit in search.find(text, **options).hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0810016C", [1]),
        ("0810016c", [1]),
        ("081 0016 C", [1]),
        ("jean jaures castres", [1]),
        ("JEAN JAURÈS, CASTRES", [1]),
        ("colege jean jores castre", [1]),
        ("lille jaur", [2]),
        ("st exupery", [5]),
        ("saintexupery castres", [5]),
        ("isle adam", [6]),
        ("ile aux enfants", [6]),
        ("filipe lamour", [7]),
        ("69005", [3]),
        ("", []),
        ("???", []),
    ],
)
def test_a_school_is_found_however_it_is_typed(typed, expected):
    assert found(typed)[:1] == expected


def test_the_whole_order_is_ours():
    """The same list on SQLite and on PostgreSQL: this test is run on both."""
    assert found("jean") == [1, 2, 3, 4]
    assert found("college jean jaures") == [1, 2, 4]
    assert found("81100") == [1, 5]
    assert found("castres") == [1, 5]


def test_closed_schools_come_last_of_their_equals_and_can_be_left_out():
    assert found("jean jaures")[-1] == 4
    assert 4 not in found("jean jaures", filters=Filters(open_only=True))


def test_filters_narrow():
    assert found("jean", filters=Filters(departement="81", open_only=True)) == [1]
    assert found("jean", filters=Filters(academie="10")) == [3]
    assert found("castres", filters=Filters(categories=["elementaire"])) == [5]
    assert found("castres", kinds=["organisation"]) == []


def test_an_answer_that_is_not_what_was_typed_says_so():
    assert not search.find("jean jaures").is_approximate
    assert search.find("jan jores").is_approximate


def test_a_renamed_school_is_found_by_its_new_name_only():
    search.index(document(3, "Lycée Lucie Aubrac", *SCHOOLS[2][1:]))
    assert found("aubrac") == [3]
    assert search.find("moulin lyon").is_approximate


def test_what_is_rolled_back_is_not_found():
    with transaction.atomic():
        search.index(document(99, "Collège Zéphyr", *SCHOOLS[0][1:]))
        assert found("zephyr") == [99]
        transaction.set_rollback(True)
    assert found("zephyr") == []


def test_writing_the_same_things_again_writes_nothing():
    assert search_index.sync(document(pk, *row) for pk, row in enumerate(SCHOOLS, start=1)) == 0


def test_what_is_removed_leaves_nothing_behind():
    search_index.keep_only("school", {1})
    assert SearchEntry.objects.count() == 1
    assert set(SearchPosting.objects.values_list("entry__target_id", flat=True)) == {1}


def test_a_hostile_query_costs_little(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        search.find("jean " * 500 + "'; drop table directory_school; --")
