"""PDFs that everybody can read, the same everywhere, whatever the data hold."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
import typst

from essaim.foundation.documents import downloads
from essaim.foundation.documents.tables import Table
from tests.integration.documents.conftest import MARKUP
from tests.pdf_checks import elements, problems

WHOLE = "= Actions\n#chart(data.chart)\n== Détail\n#data-table(data.table)\n#note[À lire]\n"


def test_a_document_of_ours_passes_every_check(render):
    assert problems(render(WHOLE)) == []


def test_the_paper_form_of_a_list_passes_every_check(table):
    long = Table(table.title, table.columns, list(table.rows) * 60, table.source, table.on)
    content = downloads.table_pdf([long], introduction="Une liste de plusieurs pages.")
    assert problems(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) > 3
        rows = [element for kind, element in elements(pdf) if kind == "TR"]
        assert len(rows) == 60 * 3 + 1


def test_another_validator_finds_nothing_either(render):
    page = pytest.importorskip("page", reason="page-validation is not installed")
    report = page.validate_pdf_bytes(render(WHOLE), profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []


def broken(content, change):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def without_title(pdf):
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def without_ua(pdf):
    with pdf.open_metadata() as metadata:
        del metadata["pdfuaid:part"]


def first(pdf, wanted):
    return next(element for kind, element in elements(pdf) if kind == wanted)


def all_cells_plain(pdf):
    for _, element in [(kind, e) for kind, e in elements(pdf) if kind == "TH"]:
        element.S = pikepdf.Name.TD


def font_left_out(pdf):
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "no structure"),
        (lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False), "not marked as tagged"),
        (without_title, "no title"),
        (without_ua, "not declared PDF/UA-1"),
        (lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"), "the window shows the file's name"),
        (lambda pdf: pdf.Root.__setitem__("/Lang", "en"), "not in French"),
        (lambda pdf: first(pdf, "Figure").__delitem__("/Alt"), "a picture without its text"),
        (lambda pdf: first(pdf, "H2").__setitem__("/S", pikepdf.Name.H4), "a heading level is skipped"),
        (lambda pdf: first(pdf, "H1").__setitem__("/S", pikepdf.Name.H2), "the first heading is not of level 1"),
        (all_cells_plain, "a table without header cells"),
        (font_left_out, "a font that is not embedded"),
        (lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary()), "something runs at opening"),
    ],
)
def test_each_check_fails_on_a_file_broken_in_its_way(render, change, problem):
    assert problem in problems(broken(render(WHOLE), change))


@pytest.mark.parametrize("fault", ['#image(bytes(data.chart.svg), format: "svg")', "= Un\n=== Trois"])
def test_typst_itself_refuses_what_would_not_be_read_aloud(render, fault):
    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        render(fault)


def test_data_are_never_read_as_markup(render):
    content = render("#data.text", text=MARKUP)
    assert problems(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "*" in glyphs(pdf), "stars are printed, not read as bold"


def glyphs(pdf):
    """The characters the fonts of the document say they can show (their ToUnicode maps)."""
    found = ""
    for font in pdf.pages[0].Resources.Font.values():
        for line in font.ToUnicode.read_bytes().decode("ascii", "ignore").splitlines():
            if line.startswith("<") and line.endswith(">") and line.count("<") == 2:
                found += bytes.fromhex(line.rsplit("<", 1)[1][:-1]).decode("utf-16-be")
    return found


def test_the_same_data_make_the_same_octets_and_others_another_digest(render):
    assert render(WHOLE) == render(WHOLE)
    assert render("#data.n", n=1) != render("#data.n", n=2)


def octets_of(script, **environment):
    environment |= {"PYTHONPATH": str(Path.cwd())}
    return subprocess.run(
        [sys.executable, script], check=True, capture_output=True, text=True, env={**os.environ, **environment}
    ).stdout


def test_octets_do_not_depend_on_the_process_nor_on_its_clock(render, tmp_path):
    script = tmp_path / "again.py"
    script.write_text(
        "import datetime as dt, hashlib, sys, django; django.setup()\n"
        "from essaim.foundation.documents import downloads\n"
        "from essaim.foundation.documents.tables import Column, Table\n"
        "t = Table('Liste', [Column('Nom')], [('Un',), ('Deux',)], 'annuaire', dt.date(2027, 3, 22))\n"
        "sys.stdout.write(hashlib.sha256(downloads.table_pdf([t])).hexdigest())\n"
    )
    runs = [octets_of(script, TZ=zone, PYTHONHASHSEED=seed) for zone, seed in (("UTC", "1"), ("Pacific/Noumea", "2"))]
    assert runs[0] == runs[1]


def test_a_value_a_paper_cannot_show_is_a_fault(render):
    with pytest.raises(TypeError, match="cannot show"):
        render("x", thing=object())
