"""Words, sounds and order of the search."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.directory.domain import ranking
from essaim.commons.directory.domain.phonetics import sound
from essaim.commons.directory.domain.ranking import Candidate, Word
from essaim.commons.directory.domain.search_words import MAX_QUERY_WORDS, Document, query_words, terms

SCHOOL = Document(
    "school",
    1,
    "Collège d'Alembert",
    identifiers=("0750001A",),
    city="Saint-Denis",
    postcode="93200",
    about="collège",
)


def test_a_document_is_found_by_identifier_name_city_postcode_and_kind():
    assert terms(SCHOOL.words) == {"0750001a", "college", "alembert", "saint", "denis", "93200"}


def test_a_query_drops_small_words_unless_it_has_no_other():
    assert query_words("L'école de la République") == ["ecole", "republique"]
    assert query_words("des les") == ["des", "les"]


def test_an_identifier_typed_with_spaces_is_one_word():
    assert query_words("0750 001 a") == ["0750001a"]


@given(st.text(max_size=5000))
def test_any_text_makes_a_bounded_query(text):
    words = query_words(text)
    assert len(words) <= MAX_QUERY_WORDS
    assert all(len(word) <= 40 for word in words)


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("jores", "jaures"),
        ("filipe", "philippe"),
        ("utrilo", "utrillo"),
        ("lile", "lille"),
    ],
)
def test_words_that_sound_alike_share_a_key(heard, written):
    assert sound(heard) == sound(written) != ""


def test_short_words_and_numbers_have_no_sound():
    assert [sound(word) for word in ("zzzz", "le", "93200", "")] == ["", "", "", ""]


def candidate(pk, words, *, is_open=True, sort_key="a"):
    return Candidate(pk, "school", pk, words, is_open, 2, sort_key)


WORDS = [Word("jaures", {"jaures": 1.0}, (1,), 6.0), Word("lille", {"lille": 1.0}, (2,), 4.0)]


def test_meeting_every_word_comes_before_meeting_one_well():
    both, one = candidate(1, "n:jaures c:lille"), candidate(2, "n:jaures n:jaures2")
    assert [c.entry_id for _, c in ranking.order([one, both], WORDS)] == [1, 2]


def test_of_equals_the_open_one_then_the_alphabet_decides():
    some = [
        candidate(1, "n:jaures c:lille", sort_key="b"),
        candidate(2, "n:jaures c:lille", is_open=False),
        candidate(3, "n:jaures c:lille", sort_key="a"),
    ]
    assert [c.entry_id for _, c in ranking.order(some, WORDS)] == [3, 1, 2]


@given(st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_the_engine_gave(chance: random.Random):
    some = [candidate(pk, f"n:jaures c:{'lille' if pk % 2 else 'lens'}", sort_key=str(pk % 3)) for pk in range(9)]
    shuffled = chance.sample(some, len(some))
    assert ranking.order(shuffled, WORDS) == ranking.order(some, WORDS)


def test_a_rare_word_is_worth_more():
    assert ranking.rarity(3, 1000) > ranking.rarity(300, 1000) > 0
