"""What --complete declares."""

import pytest

from essaim.commons.directory.domain import declared
from essaim.commons.directory.domain.declared import Declaration, Territory
from essaim.commons.directory.enums import Degree, SchoolKind, Sector
from essaim.foundation.kernel.errors import Refused

AUDE = Territory("departement", "11", "Aude", frozenset({"11"}))
MONTPELLIER = Territory("academie", "11", "Montpellier", frozenset({"11", "30", "34", "48", "66"}))
ILE_DE_FRANCE = Territory("region", "11", "Île-de-France", frozenset({"75", "77", "78"}))
ELEVEN = [AUDE, MONTPELLIER, ILE_DE_FRANCE]


@pytest.mark.parametrize("text", ["ecole", "école", "Écoles", "premier degré"])
def test_schools_of_the_first_degree_are_said_in_french(text):
    assert declared.parse(text).kinds == {kind for kind in SchoolKind if kind.degree is Degree.FIRST}


def test_a_kind_a_sector_and_a_territory_are_read_together():
    expected = Declaration(frozenset({SchoolKind.COLLEGE}), Sector.PUBLIC, "academie", "24")
    assert declared.parse("college-public:academie:24") == expected
    assert declared.parse("Collèges publics:Académie:24") == expected


def test_a_bare_code_keeps_its_three_characters():
    assert declared.parse("lycee:094").code == "094"


@pytest.mark.parametrize("text", ["usine", "", ":24", "college:planete:3", "college:a:b:c"])
def test_what_is_not_known_is_refused_with_an_example(text):
    with pytest.raises(Refused, match="college:academie:24"):
        declared.parse(text)


def test_a_code_with_several_meanings_is_the_smallest_that_holds_the_file():
    assert declared.choose(ELEVEN, "11", frozenset({"11"})) is AUDE
    assert declared.choose(ELEVEN, "11", frozenset({"11", "34"})) is MONTPELLIER
    assert declared.choose(ELEVEN, "11", frozenset({"75"})) is ILE_DE_FRANCE


def test_a_code_no_meaning_of_which_holds_the_file_is_refused_with_the_exact_ways():
    with pytest.raises(Refused, match="academie:11"):
        declared.choose(ELEVEN, "11", frozenset({"11", "75"}))


def test_a_code_of_nothing_is_refused():
    with pytest.raises(Refused, match="aucun département"):
        declared.choose([], "00", frozenset())
