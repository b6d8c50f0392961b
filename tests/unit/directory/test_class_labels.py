"""A class is written with facts only."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import Degree, Level, SchoolKind

LEVELS = st.lists(st.sampled_from(Level), min_size=1, max_size=6)


@given(LEVELS)
def test_levels_are_read_as_they_were_written_in_the_order_of_schooling(levels):
    assert class_labels.read(class_labels.write(levels)) == sorted(set(levels), key=lambda level: level.rank)


@given(LEVELS, st.sampled_from(Level))
def test_a_level_is_looked_for_between_spaces(levels, wanted):
    assert (f" {wanted} " in class_labels.write(levels)) is (wanted in levels)


def test_a_class_reads_in_french():
    assert class_labels.label([Level.SIXTH], "B", 24) == "6e B, 24\N{NO-BREAK SPACE}élèves"
    assert class_labels.label([Level.CM1, Level.CM2], "", 1) == "CM1-CM2, 1\N{NO-BREAK SPACE}élève"


@pytest.mark.parametrize("mark", ["B", "AB", "2", "12", "A3", "3B"])
def test_a_mark_is_a_letter_or_a_number(mark):
    assert re.fullmatch(class_labels.MARK, mark)


@pytest.mark.parametrize("name", ["Léa", "LEA", "Martin", "M. Dupont", "b", "", "Classe de Zoé"])
def test_no_name_is_a_mark(name):
    assert not re.fullmatch(class_labels.MARK, name)


@pytest.mark.parametrize(
    ("levels", "kind", "degree"),
    [
        ([Level.CM2], SchoolKind.PRIMAIRE, Degree.FIRST),
        ([Level.SIXTH], SchoolKind.COLLEGE, Degree.SECOND),
        ([Level.ULIS], SchoolKind.ELEMENTAIRE, Degree.FIRST),
        ([Level.ULIS], SchoolKind.COLLEGE, Degree.SECOND),
        ([Level.LICENCE], SchoolKind.UNIVERSITE, Degree.HIGHER),
        ([Level.BTS], SchoolKind.LYCEE_GT, Degree.SECOND),
    ],
)
def test_a_class_belongs_to_a_degree(levels, kind, degree):
    assert class_labels.degree(levels, kind) is degree
