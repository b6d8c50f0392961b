"""A table, charts and a template to make documents from."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from essaim.foundation.documents import charts, pdf
from essaim.foundation.documents.tables import Column, Format, Table

TODAY = dt.date(2027, 3, 22)
NASTY = "=cmd|' /C calc'!A0"
MARKUP = '#panic("lu") *gras* $x$ <b>&amp;</b> \\ "'


@pytest.fixture
def table():
    return Table(
        "Actions par région",
        [
            Column("Région", share=2),
            Column("Actions", Format.INTEGER),
            Column("Part", Format.PERCENT),
            Column("Budget", Format.EUROS),
            Column("Au", Format.DATE),
        ],
        [
            ("Occitanie", 4100, Decimal("0.41"), 123450, TODAY),
            (NASTY, -3, None, 0, None),
            (MARKUP, 9, Decimal("0.125"), 100, TODAY),
        ],
        "inscriptions de la Semaine",
        TODAY,
    )


@pytest.fixture
def bars():
    rows = [("Occitanie", 41), ("Bourgogne-Franche-Comté", 22), ("<script>alert(1)</script>", 9)]
    table = Table("Actions", [Column("Région"), Column("Actions", Format.INTEGER)], rows, "inscriptions", TODAY)
    return charts.bar_chart("L’Occitanie porte quatre actions sur dix.", table)


@pytest.fixture
def render(bars, table, monkeypatch, tmp_path):
    """The PDF of a template written in the test, as an area would write it."""

    def make(body, **data):
        template = Path(pdf.ROOT, "foundation/documents/typst/essaim.typ")
        folder = tmp_path / "foundation" / "documents" / "typst"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "essaim.typ").write_bytes(template.read_bytes())
        (tmp_path / "try.typ").write_text(
            f'#import "/foundation/documents/typst/essaim.typ": *\n#show: sheet\n{body}', encoding="utf-8"
        )
        monkeypatch.setattr(pdf, "ROOT", tmp_path)
        monkeypatch.setattr(pdf, "path_of", lambda name: tmp_path / "try.typ")
        known = {"chart": bars, "table": table, **data}
        return pdf.render("test/try", known, title="Fiche", source="annuaire", on=TODAY)

    return make
