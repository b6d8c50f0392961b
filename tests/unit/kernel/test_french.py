import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel import french

MONDAY = dt.date(2027, 3, 22)


def test_dates_are_written_in_words():
    assert french.date(MONDAY) == "22 mars 2027"
    assert french.weekday(MONDAY) == "lundi 22 mars"
    assert french.full_date(dt.date(2027, 8, 1)) == "dimanche 1er août 2027"


def test_hours_are_written_in_french():
    assert french.clock(dt.time(10, 30)) == "10\u00a0h\u00a030"
    assert french.clock(dt.time(9, 5)) == "9\u00a0h\u00a005"
    assert french.clock(dt.time(0)) == "0\u00a0h"
    assert french.moment(dt.datetime(2027, 3, 22, 14, 0, tzinfo=dt.UTC)) == "22 mars 2027 à 14\u00a0h"


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (MONDAY, "le 22 mars 2027"),
        (dt.date(2027, 3, 27), "du 22 au 27 mars 2027"),
        (dt.date(2027, 4, 3), "du 22 mars au 3 avril 2027"),
        (dt.date(2028, 1, 1), "du 22 mars 2027 au 1er janvier 2028"),
    ],
)
def test_a_period_says_each_thing_once(last, text):
    assert french.period(MONDAY, last) == text


def test_a_period_may_begin_on_a_first():
    assert french.period(dt.date(2027, 3, 1), dt.date(2027, 3, 5)) == "du 1er au 5 mars 2027"


def test_ordinals():
    assert [french.ordinal(1), french.ordinal(1, feminine=True), french.ordinal(12)] == ["1er", "1re", "12e"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12345, "12\u202f345"),
        (999, "999"),
        (-1000, "−1\u202f000"),
        (Decimal("1234.5"), "1\u202f234,5"),
        (Decimal("1E3"), "1\u202f000"),
    ],
)
def test_numbers_keep_their_digits(value, text):
    assert french.number(value) == text


def test_decimals_may_be_asked_for():
    assert french.number(1234, decimals=2) == "1\u202f234,00"
    assert french.number(Decimal("2.345"), decimals=1) == "2,3"


@given(st.integers(-(10**12), 10**12))
def test_a_number_is_read_back(value):
    assert int(french.number(value).replace("\u202f", "").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0\u00a0classe"),
        (1, "1\u00a0classe"),
        (2, "2\u00a0classes"),
        (1500, "1\u202f500\u00a0classes"),
        (Decimal("1.9"), "1,9\u00a0classe"),
        (-2, "−2\u00a0classes"),
    ],
)
def test_the_plural_begins_at_two(value, text):
    assert french.plural(value, "classe") == text


def test_an_irregular_plural_is_given():
    assert french.plural(3, "journal", "journaux") == "3\u00a0journaux"


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_lists_are_joined(items, text):
    assert french.join(iter(items)) == text


def test_a_choice_is_joined_with_ou():
    assert french.join(["a", "b"], "ou") == "a ou b"


@pytest.mark.parametrize(
    ("elapsed", "text"),
    [
        (dt.timedelta(seconds=-5), "moins d'une minute"),
        (dt.timedelta(seconds=59), "moins d'une minute"),
        (dt.timedelta(minutes=1), "1\u00a0minute"),
        (dt.timedelta(hours=23, minutes=59), "23\u00a0heures"),
        (dt.timedelta(days=6), "6\u00a0jours"),
        (dt.timedelta(days=65), "2\u00a0mois"),
        (dt.timedelta(days=800), "2\u00a0ans"),
    ],
)
def test_a_duration_is_its_largest_unit(elapsed, text):
    assert french.duration(elapsed) == text


def test_waiting_is_said():
    now = dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC)
    assert french.waiting(now - dt.timedelta(days=6), now) == "attend depuis 6\u00a0jours"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Nantes", "de Nantes"),
        ("Amiens", "d'Amiens"),
        ("Île-de-France", "d'Île-de-France"),
        ("Le Havre", "du Havre"),
        ("Les Abymes", "des Abymes"),
        ("La Réunion", "de La Réunion"),
        ("Hauts-de-France", "de Hauts-de-France"),
        ("", "de "),
    ],
)
def test_a_name_after_de(name, text):
    assert french.of(name) == text


def test_the_spaces_that_do_not_break_are_set():
    assert french.typeset("Écrivez « 24 » : c'est tout ; non ?") == (
        "Écrivez «\u00a024\u00a0»\u00a0: c'est tout\u00a0; non\u00a0?"
    )
    assert french.typeset("fichier:12: uai: faux") == "fichier:12: uai: faux"
    assert french.typeset("(« mot »)") == "(«\u00a0mot\u00a0»)"


@given(st.text(alphabet="ab«»:;?! .,"))
def test_typesetting_twice_changes_nothing(value):
    once = french.typeset(value)
    assert french.typeset(once) == once
