"""The papers of a bilan: the PDF anyone can read, the ODT one goes on writing, the command that writes them."""

import hashlib
import io
import json

import pikepdf
import pytest
from odfdo import Document as Odt

from config import cli
from essaim.commons.protocol.models import Party
from essaim.foundation.figures.domain.scope import FRANCE, Scope
from essaim.front.reporting import composing, papers, picture, selectors, showing
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.enums import BilanKind
from tests.factories.reporting import YEAR
from tests.pdf_checks import problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def document(world):
    return composing.compose(Spec(BilanKind.PARTNERSHIP, "partnership:protocole", FRANCE, YEAR))


def paper(reading):
    return papers.as_pdf(reading.document, on=YEAR.end, given=showing.given(reading), warning=showing.warning(reading))


def test_the_paper_is_accessible_and_has_a_cover(world):
    content = paper(selectors.read(world.sealed_bilan))
    assert problems(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) >= 2


def test_the_same_bilan_gives_the_same_octets(world):
    reading = selectors.read(world.sealed_bilan)
    assert paper(reading) == paper(reading)


def test_a_bilan_without_anything_counted_is_still_a_paper(world, document):
    bare = document.with_figures({})
    bare = type(bare)(**{**{f: getattr(bare, f) for f in bare.__slots__}, "cells": (), "cells_label": ""})
    assert picture.drawing(bare) == ""
    assert problems(papers.as_pdf(bare, on=YEAR.end, given={})) == []


def test_the_picture_draws_the_departements_that_count(document):
    assert {cell.code: cell.value for cell in document.cells if cell.value} == {"21": 1}
    drawn = picture.drawing(document)
    assert drawn.count('fill="#f7b92f"') == 1
    assert picture.finding(document) == "Rencontres tenues par département\u00a0: 1 dans 1\u00a0département"


@pytest.mark.parametrize("scope", [Scope("region", "27"), Scope("academie", "07")])
def test_a_region_is_drawn_from_its_own_piece_of_the_map(world, scope):
    document = composing.compose(Spec(BilanKind.SIX_MONTHS, "partnership:protocole", scope, YEAR))
    drawn = picture.drawing(document)
    assert drawn.count('fill="#f7b92f"') == 1
    assert 'viewBox="0 0 ' not in drawn
    assert [mark.name for mark in picture.marks(document) if mark.datum.value] == ["Côte-d'Or"]
    assert problems(papers.as_pdf(document, on=YEAR.end, given={})) == []


def test_numbers_of_the_odt_are_fields(document):
    body = Odt(io.BytesIO(papers.as_odt(document, on=YEAR.end))).body
    declared = {
        field.get_attribute("text:name"): field.get_attribute("office:value")
        for field in body.get_elements("//text:user-field-decl")
    }
    assert declared["encounters.held.axis1"] == "1"
    quoted = [field.get_attribute("text:name") for field in body.get_elements("//text:user-field-get")]
    assert set(quoted) == {figure.code for figure in papers.shown(document)}
    assert "encounters.held.axis1" in quoted
    assert "encounters.held.axis2" not in quoted
    headings = [header.text_recursive for header in body.headers]
    assert "Signatures" in headings
    assert any(heading.startswith("Axe 5") for heading in headings)


def test_the_command_writes_the_three_files_and_their_digest(world, document, tmp_path, capsys):
    arguments = ["bilan", "build", "--scope", "france", "--of", "partnership:protocole"]
    arguments += ["--period", "2025-09-01:2026-09-01", "--out", str(tmp_path / "neuf"), "--json"]
    assert cli.main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"files", "digest", "figures"}
    assert told["digest"] == document.digest
    assert told["figures"]["encounters.held.axis1"] == 1
    text = (tmp_path / "neuf" / "bilan.json").read_bytes()
    assert hashlib.sha256(text).hexdigest() == told["digest"]
    assert problems((tmp_path / "neuf" / "bilan.pdf").read_bytes()) == []
    assert sorted(told["files"]) == sorted(str(path) for path in (tmp_path / "neuf").iterdir())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--scope": "region:99"}, "territoire connu"),
        ({"--scope": "canton:3"}, "couvre la France"),
        ({"--of": "edition:nulle"}, "objet d'un bilan"),
        ({"--of": "partnership"}, "objet d'un bilan"),
        ({"--period": "2026"}, "pas une période"),
        ({"--period": "2026-09-01:2026-09-01"}, "inversez"),
    ],
)
def test_the_command_refuses_with_the_reason_and_writes_nothing(world, tmp_path, capsys, change, words):
    given = {"--scope": "france", "--of": "partnership:protocole", "--period": "2025-09-01:2026-09-01"}
    given |= {"--out": str(tmp_path / "neuf")} | change
    assert cli.main(["bilan", "build", *(part for pair in given.items() for part in pair)]) == 1
    assert words in capsys.readouterr().err.replace("\u00a0", " ")
    assert not (tmp_path / "neuf").exists()


def test_without_parties_the_paper_has_no_box_and_nothing_breaks(world):
    Party.objects.all().delete()
    document = composing.compose(Spec(BilanKind.PARTNERSHIP, "partnership:protocole", FRANCE, YEAR))
    assert document.signatories == ()
    assert problems(papers.as_pdf(document, on=YEAR.end, given={})) == []
