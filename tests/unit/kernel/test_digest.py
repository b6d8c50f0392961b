import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.kernel import digest

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


class Kind(StrEnum):
    SCHOOL = "school"


class Rank(IntEnum):
    FIRST = 1


@dataclass(frozen=True)
class Line:
    label: str
    cents: int


@given(plain)
def test_the_order_of_keys_and_sets_does_not_matter(value):
    assert digest.canonical({"a": value, "b": 1}) == digest.canonical({"b": 1, "a": value})


def test_every_plain_type_has_one_text():
    value = {
        "kind": Kind.SCHOOL,
        "rank": Rank.FIRST,
        "on": dt.date(2027, 1, 12),
        "at": dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC),
        "ratio": Decimal("1.50"),
        "codes": {"b", "a"},
        "lines": (Line("Été", 120),),
        "none": None,
        "yes": True,
    }
    assert digest.canonical(value) == (
        '{"at":"2027-01-12T09:00:00+00:00","codes":["a","b"],"kind":"school","lines":[{"cents":120,"label":"Été"}],'
        '"none":null,"on":"2027-01-12","rank":1,"ratio":"1.5","yes":true}'
    )


def test_two_ways_to_type_an_accent_or_a_line_end_are_one_text():
    assert digest.of("e\u0301te\u0301\r\nfin\r") == digest.of("été\nfin\n")


def test_the_digest_is_the_known_one_for_ever():
    assert digest.of({"a": [1, "é"]}) == "5db14a2cddc92d31365806bb5d82ed2bc436bf6960d10cd4654140f7bdadce1c"


def test_floats_objects_and_other_keys_are_refused():
    for value in (1.5, object(), Line):
        with pytest.raises(TypeError, match="no canonical text"):
            digest.canonical(value)
    with pytest.raises(TypeError, match="keys"):
        digest.canonical({1: "a"})


def test_what_people_compare_on_paper_is_short():
    assert digest.short(digest.of_text("")) == "e3b0 c442 98fc"
