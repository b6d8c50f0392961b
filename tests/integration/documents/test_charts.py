"""Charts pass a strict content policy, name their finding, and never show what was not measured."""

import re
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from essaim.foundation.documents import charts, drawing
from essaim.foundation.documents.tables import Column, Format, Table

SVG = drawing.SVG
YEARS = [("2022", 12, 30), ("2023", 20, None), ("2024", 28, 33), ("2025", 35, 40)]
COLUMNS = [Column("Année"), Column("Écoles", Format.INTEGER), Column("Collèges", Format.INTEGER)]


@pytest.fixture
def lines():
    return charts.line_chart("Les écoles rattrapent les collèges.", Table("Par année", COLUMNS, YEARS))


def texts(svg):
    return [element.text for element in fromstring(svg).iter(f"{SVG}text")]


def paths(chart):
    return list(fromstring(chart.svg).iter(f"{SVG}path"))


def page_svgs(chart):
    return re.findall(r"<svg.*?</svg>", chart.page_svg)


def test_a_chart_holds_shapes_and_texts_alone(bars, lines):
    for svg in (bars.svg, lines.svg, *page_svgs(bars), *page_svgs(lines)):
        root = fromstring(svg)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "g", "path", "text", "line", "rect"}
        names = {name for element in root.iter() for name in element.attrib}
        assert names <= drawing.KEPT | {"viewBox", "role", "aria-label", "class"}


def test_the_finding_is_the_one_name_of_the_drawing(lines):
    root: Element = fromstring(lines.svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Les écoles rattrapent les collèges.")
    assert [e for e in root.iter() if e is not root and (e.get("role") or e.get("aria-label"))] == []


def test_what_people_typed_is_text_in_the_drawing(bars):
    assert "<script" not in bars.svg + bars.page_svg
    assert "<script>alert(1)</script>" in texts(bars.svg)


def test_values_stand_at_the_ends_of_bars(bars):
    assert {"41", "22", "9"} <= set(texts(bars.svg))


def test_on_a_page_colours_are_the_readers_and_text_keeps_its_font(bars, lines):
    for svg in (*page_svgs(bars), *page_svgs(lines)):
        assert "#" not in svg
        assert "var(--violet)" in svg
        assert "font-family" not in svg
    assert ['class="wide"' in svg for svg in page_svgs(bars)] == [True, False]


def test_a_missing_value_breaks_the_line(lines):
    [dashed] = [
        e
        for e in fromstring(lines.svg).iter(f"{SVG}path")
        if e.get("stroke") == "#855400" and e.get("d", "").count("M") == 2
    ]
    assert "L" in dashed.get("d")


def test_series_are_told_apart_without_colours(lines):
    dashes = {
        e.get("stroke-dasharray") for e in fromstring(lines.svg).iter(f"{SVG}path") if e.get("stroke-width") == "3"
    }
    assert {"1,0", "7,4"} <= dashes
    assert {"Écoles : 35", "Collèges : 40"} <= set(texts(lines.svg))


def test_an_axis_that_does_not_start_at_zero_says_so(lines):
    assert lines.reserve == ""
    cut = charts.line_chart("Ça monte.", Table("Par année", COLUMNS, YEARS), from_zero=False)
    assert cut.reserve == "L’axe ne commence pas à zéro."
    assert "0" not in texts(cut.svg)
    assert "0" in texts(lines.svg)


def test_the_table_twin_says_the_same(bars):
    assert bars.page_table.columns == ["Région", "Actions"]
    assert bars.page_table.rows[0] == ["Occitanie", "41"]
    assert (
        bars.description
        == "L’Occitanie porte quatre actions sur dix. Les valeurs sont dans le tableau «\u00a0Actions\u00a0»."
    )


def test_numbers_are_written_in_french():
    table = Table("Parts", [Column("Région"), Column("Part", Format.PERCENT)], [("Corse", Decimal("0.125"))])
    assert "12,5\u00a0%" in texts(charts.bar_chart("La Corse a un huitième.", table).svg)


def test_the_same_table_is_drawn_the_same(lines):
    again = charts.line_chart("Les écoles rattrapent les collèges.", Table("Par année", COLUMNS, YEARS))
    assert (again.svg, again.page_svg) == (lines.svg, lines.page_svg)


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (COLUMNS[:1], [("2022",)]),
        ([Column("Année"), Column("Mot")], [("2022", "x")]),
        (COLUMNS, YEARS),
        (COLUMNS[:2], []),
        (COLUMNS[:2], iter([("2022", 1)])),
    ],
)
def test_a_table_that_bars_cannot_show_is_a_fault(columns, rows):
    with pytest.raises(ValueError, match="a chart needs"):
        charts.bar_chart("Rien.", Table("Vide", columns, rows))
