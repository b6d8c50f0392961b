"""Charts as SVG, for pages under a strict content policy and for PDF: no script, no style, a finding as title.

Each chart carries its table, which is the accessible and printable truth. Short lists of bars in a page are better
served by ``web.charts.Bars``, whose text keeps its size at every width; docs/adr/0003-charts.md says why both exist.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from essaim.foundation.documents import drawing
from essaim.foundation.documents.tables import Column, Table, written
from essaim.foundation.kernel import french
from essaim.foundation.web import charts as web

BROKEN_AXIS = "L’axe ne commence pas à zéro."


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: ``svg`` for paper, ``page_svg`` for ``<c-chart>``, and the table both are read with."""

    title: str
    svg: str
    page_svg: str
    table: Table
    reserve: str = ""

    @property
    def description(self) -> str:
        """What a reader who does not see the drawing is told: the finding, then where the numbers are."""
        return french.typeset(f"{self.title} Les valeurs sont dans le tableau « {self.table.title} ».")

    @property
    def page_table(self) -> web.Table:
        """The table as ``<c-chart>`` takes it."""
        formats = [column.format for column in self.table.columns]
        rows = [[written(v, f) for v, f in zip(row, formats, strict=True)] for row in self.table.rows]
        return web.Table(self.table.title, [column.title for column in self.table.columns], rows)


def bar_chart(title: str, table: Table) -> Chart:
    """Horizontal bars of the second column of the table, named by the first, in its order. ``title``: the finding."""
    rows = _drawable(table, most=1)
    fmt = table.columns[1].format
    bars = [drawing.Bar(str(row[0]), _number(row[1]) or 0, written(row[1], fmt) or "non connu") for row in rows]
    return _chart(title, table, lambda width: drawing.bars(bars, width))


def line_chart(title: str, table: Table, *, from_zero: bool = True) -> Chart:
    """One line a column of numbers, along the first column (years, months), told apart by dash and name.

    A missing value breaks the line: nothing is drawn that was not measured.
    """
    rows = _drawable(table, most=len(drawing.SERIES))
    lines = [_line(rows, number, column) for number, column in enumerate(table.columns[1:], 1)]
    return _chart(
        title,
        table,
        lambda width: drawing.lines(lines, width, from_zero=from_zero),
        reserve="" if from_zero else BROKEN_AXIS,
    )


def _drawable(table: Table, most: int) -> Sequence[Sequence[Any]]:
    numbers = table.columns[1:]
    if not isinstance(table.rows, Sequence) or not table.rows:
        raise ValueError("a chart needs rows that can be read twice, and at least one")
    if not 1 <= len(numbers) <= most or not all(column.format.is_number for column in numbers):
        raise ValueError(f"a chart needs from 1 to {most} columns of numbers after the first")
    return table.rows


def _chart(title: str, table: Table, spec: Callable[[int], dict[str, Any]], reserve: str = "") -> Chart:
    wide = drawing.draw(spec(drawing.WIDE), title)
    narrow = drawing.draw(spec(drawing.NARROW), title)
    page = drawing.for_page(wide, "wide") + drawing.for_page(narrow, "narrow")
    return Chart(title, drawing.for_paper(wide), page, table, reserve)


def _line(rows: Sequence[Sequence[Any]], number: int, column: Column) -> drawing.Line:
    points = [(str(row[0]), _number(row[number])) for row in rows]
    last = next((row[number] for row in reversed(rows) if row[number] is not None), None)
    return drawing.Line(column.title, points, f"{column.title} : {written(last, column.format)}")


def _number(value: int | Decimal | None) -> float | None:
    return None if value is None else float(value)
