"""ODS, streamed: values as stored, formulas never evaluated, repeated cells unfolded only when they hold something."""

from collections.abc import Iterator
from typing import IO

from essaim.foundation.intake.readers.archive import open_archive, parse
from essaim.foundation.intake.readers.bounds import Bounds
from essaim.foundation.intake.readers.grid import IN_ERROR, NOT_COMPUTED, GridRow, table_of
from essaim.foundation.intake.readers.table import Table
from essaim.foundation.kernel.errors import Refused

CONTENT = "content.xml"
REPEATED = 10_000  # the same filled row, said once and repeated: never more in a real table


def read(stream: IO[bytes], name: str, bounds: Bounds) -> Table:
    """The first filled sheet of the workbook."""
    archive = open_archive(stream, name, bounds)

    def rows() -> Iterator[GridRow]:
        return parse(archive, CONTENT, _Content(name, bounds), name)

    return table_of(rows, stream, name, bounds, format_name="ODS")


class _Content:
    """Rows of the first filled table, as they close."""

    def __init__(self, name: str, bounds: Bounds) -> None:
        self.ready: list[GridRow] = []
        self.name = name
        self.columns = bounds.columns
        self._tables = 0
        self._found = 0  # the number of the first table with something in it
        self._row = GridRow(0)
        self._next = 1
        self._repeat_row = 1
        self._column = 0
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._depth = 0  # inside text:p
        self._aside = 0  # inside a comment
        self._in_cell = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        match tag:
            case "table":
                self._tables += 1
                self._next = 1
            case "table-row":
                self._repeat_row = _count(attributes, "number-rows-repeated")
                self._row = GridRow(self._next)
                self._column = 0
            case "table-cell" | "covered-table-cell":
                self._cell, self._parts, self._in_cell = attributes, [], True
            case "annotation":
                self._aside += 1
            case "p" if self._in_cell and not self._aside:
                if self._parts:
                    self._parts.append("\n")
                self._depth += 1
            case "s" if self._depth:
                self._parts.append(" " * min(_count(attributes, "c"), 100))
            case "tab" | "line-break" if self._depth:
                self._parts.append("\t" if tag == "tab" else "\n")

    def end(self, tag: str) -> None:
        """An element closes."""
        match tag:
            case "p" if self._in_cell and not self._aside:
                self._depth -= 1
            case "annotation":
                self._aside -= 1
            case "table-cell" | "covered-table-cell":
                self._keep()
                self._in_cell = False
            case "table-row":
                self._close_row()

    def text(self, data: str) -> None:
        """Characters."""
        if self._depth and not self._aside:
            self._parts.append(data)

    def _keep(self) -> None:
        repeat = _count(self._cell, "number-columns-repeated")
        kind = self._cell.get("value-type", "")
        shown = "".join(self._parts)
        text = _stored(kind, self._cell, shown)
        wrong = ""
        if self._cell.get("formula") is not None:
            if not kind:
                wrong = NOT_COMPUTED
            elif shown.startswith(("Err:", "#")):
                wrong = IN_ERROR
        if text or wrong:
            for column in range(self._column, min(self._column + repeat, 2 * self.columns)):
                (self._row.wrong if wrong else self._row.cells)[column] = wrong or text
        self._column += repeat

    def _close_row(self) -> None:
        first, self._next = self._next, self._next + self._repeat_row
        if not self._row.is_filled:
            return
        self._found = self._found or self._tables
        if self._tables != self._found:
            return
        if self._repeat_row > REPEATED:
            raise Refused(
                f"{self.name} : la ligne {first} est répétée {self._repeat_row} fois. Supprimez les lignes inutiles."
            )
        for number in range(first, self._next):
            self.ready.append(GridRow(number, self._row.cells, self._row.wrong))


def _stored(kind: str, cell: dict[str, str], shown: str) -> str:
    """The value itself rather than how it is shown, except for texts and codes shown with leading zeros."""
    match kind:
        case "date":
            return cell.get("date-value", shown).removesuffix("T00:00:00")
        case "boolean":
            return "1" if cell.get("boolean-value") == "true" else "0"
        case "float" | "currency" | "percentage":
            value = cell.get("value", shown)
            stripped = shown.strip()
            return stripped if stripped.isdigit() and stripped.lstrip("0") == value.lstrip("0") else value
    return shown or cell.get("string-value", "")


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdigit() and len(text) < 9 else 1  # noqa: PLR2004
