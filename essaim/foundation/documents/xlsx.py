"""XLSX of typed cells; a text is a text, whatever it starts with."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from tempfile import NamedTemporaryFile
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from essaim.foundation.documents.tables import Format, Table, Value, is_formula_like, plain

MAX_CELL = 32_767
WIDTHS = {Format.TEXT: 32, Format.DATE: 13}
NUMBER_FORMATS = {
    Format.INTEGER: "#,##0",
    Format.DECIMAL: "#,##0.0",
    Format.PERCENT: "0.0%",
    Format.EUROS: '#,##0.00\\ "€"',
    Format.DATE: "dd/mm/yyyy",
}
FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write(tables: Sequence[Table]) -> bytes:
    """A workbook, one sheet a table, rows written as they come."""
    book = Workbook(write_only=True)
    for name, table in zip(sheet_names(tables), tables, strict=True):
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column.format, 14)
        for row in _rows(sheet, table):
            sheet.append(row)
    with NamedTemporaryFile() as file:
        book.save(file)
        file.seek(0)
        return file.read()


def sheet_names(tables: Sequence[Table]) -> list[str]:
    r"""Names that every spreadsheet takes: 31 characters, none of ``[]:*?/\\'``, all different."""
    names: list[str] = []
    for table in tables:
        base = " ".join(plain(table.title).translate(FORBIDDEN_IN_TITLES).split()) or "Feuille"
        name, rank = base[:31].rstrip(), 1
        while name.casefold() in {known.casefold() for known in names}:
            rank += 1
            name = f"{base[:27].rstrip()} {rank}"
        names.append(name)
    return names


def _rows(sheet: Any, table: Table) -> Iterator[list[WriteOnlyCell]]:
    header = [_text(sheet, column.title) for column in table.columns]
    for cell in header:
        cell.font = Font(bold=True)
    yield header
    formats = [column.format for column in table.columns]
    for row in table.rows:
        yield [_cell(sheet, value, fmt) for value, fmt in zip(row, formats, strict=True)]
    if table.caption:
        yield []
        yield [_text(sheet, table.caption)]


def _cell(sheet: Any, value: Value, fmt: Format) -> WriteOnlyCell:
    if isinstance(value, str):
        return _text(sheet, value)
    amount = Decimal(value) / 100 if fmt is Format.EUROS and isinstance(value, int) else value
    cell = WriteOnlyCell(sheet, value=amount)
    if value is not None:
        cell.number_format = NUMBER_FORMATS.get(fmt, "dd/mm/yyyy" if isinstance(value, dt.date) else "General")
    return cell


def _text(sheet: Any, text: str) -> WriteOnlyCell:
    """A text cell, marked as quoted when it looks like a formula, so that editing it does not make one."""
    cell = WriteOnlyCell(sheet, value="")
    cell.value = plain(text)[:MAX_CELL]
    cell.data_type = "s"
    cell.quotePrefix = is_formula_like(text)
    return cell
