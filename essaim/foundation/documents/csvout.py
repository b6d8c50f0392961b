"""CSV that French spreadsheets open as it is: BOM, semicolons, decimal commas, and no cell that is a formula."""

import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from essaim.foundation.documents.tables import Format, Table, Value, is_formula_like, plain

BOM = "\ufeff"


class _Echo:
    """A file that hands back what is written to it, so that rows leave one by one."""

    def write(self, line: str) -> str:
        return line


def lines(table: Table) -> Iterator[str]:
    """The lines of the file, one at a time: the whole table is never in memory."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield BOM + writer.writerow([guarded(column.title) for column in table.columns])
    formats = [column.format for column in table.columns]
    for row in table.rows:
        yield writer.writerow([cell(value, fmt) for value, fmt in zip(row, formats, strict=True)])


def cell(value: Value, fmt: Format) -> str:
    """The value as spreadsheets read it back: numbers with a comma, dates as 2027-03-22, cents as euros."""
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case dt.date():
            return value.isoformat()[:10]
    amount = Decimal(value) / 100 if fmt is Format.EUROS else Decimal(value)
    return f"{amount:.2f}".replace(".", ",") if fmt is Format.EUROS else f"{amount:f}".replace(".", ",")


def guarded(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula.

    CSV knows no types: this is the only way to say "text". The typed formats need no such mark.
    """
    text = plain(text)
    return f"'{text}" if is_formula_like(text) else text
