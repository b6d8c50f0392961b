"""Lines of organisations, as files really write them."""

import pytest

from essaim.commons.directory.domain.organisation_rows import read
from essaim.commons.directory.enums import EssFamily, SiaeKind


def test_a_line_of_the_inclusion_market_is_understood():
    row = read(
        {
            "siret": "807 469 317 00018",
            "name": "  BALUCHON A TABLE  CITOYENS",
            "siae_kind": "ei",
            "website": "www.baluchon.fr",
            "latitude": "48,88053",
            "longitude": "2.431955",
        }
    )
    assert not row.wrong
    assert (row.siret, row.siren, row.name) == ("80746931700018", "807469317", "BALUCHON A TABLE CITOYENS")
    assert (row.siae_kind, row.website) == (SiaeKind.EI, "https://www.baluchon.fr")
    assert (row.latitude, row.longitude) == (48.88053, 2.431955)


def test_every_fault_of_a_line_is_told_at_once():
    row = read(
        {"name": " ", "siret": "80746931700019", "rna": "751", "family": "secte", "siae_kind": "XX", "website": "a b"}
    )
    assert set(row.wrong) == {"name", "siret", "rna", "family", "siae_kind", "website"}
    assert all(reason.endswith(".") for reason in row.wrong.values())


def test_a_siren_that_contradicts_the_siret_is_refused():
    row = read({"name": "A", "siret": "80746931700018", "siren": "443061841"})
    assert "443061841" in row.wrong["siren"]


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("SCOP", EssFamily.COOPERATIVE),
        ("Association loi 1901", EssFamily.ASSOCIATION),
        ("Coopérative", EssFamily.COOPERATIVE),
    ],
)
def test_families_are_read_as_people_write_them(word, family):
    assert read({"name": "A", "family": word}).family == family


@pytest.mark.parametrize(("lat", "lon"), [("nord", "est"), ("95", "0"), ("0", "0"), ("46", "")])
def test_a_false_point_is_told(lat, lon):
    row = read({"name": "A", "latitude": lat, "longitude": lon})
    assert "latitude" in row.wrong
    assert row.latitude is None


def test_html_in_a_cell_is_only_text():
    row = read({"name": "<script>alert(1)</script>", "description": "<b>gras</b>"})
    assert (row.name, row.description) == ("<script>alert(1)</script>", "<b>gras</b>")


def test_a_name_too_long_is_refused_with_its_length():
    assert "201" in read({"name": "x" * 201}).wrong["name"]
