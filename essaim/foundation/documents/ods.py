"""ODS of typed cells, by odfdo; a text is a text, whatever it starts with."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from odfdo import Cell, Document, Element, Row
from odfdo import Table as Sheet

from essaim.foundation.documents.tables import Format, Table, Value, plain, written
from essaim.foundation.documents.xlsx import sheet_names

DATA_STYLES = {
    Format.INTEGER: '<number:number-style style:name="Ninteger"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
    Format.DECIMAL: '<number:number-style style:name="Ndecimal"><number:number number:decimal-places="1" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
    Format.PERCENT: '<number:percentage-style style:name="Npercent"><number:number number:decimal-places="1" '
    'number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>',
    Format.EUROS: '<number:currency-style style:name="Neuros"><number:number number:decimal-places="2" '
    'number:min-integer-digits="1" number:grouping="true"/><number:text> €</number:text></number:currency-style>',
    Format.DATE: '<number:date-style style:name="Ndate"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>",
}
BOLD = (
    '<style:style style:name="EssaimHead" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
CELL = '<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{data}"/>'
TYPES = {Format.PERCENT: "percentage", Format.EUROS: "currency"}


def write(tables: Sequence[Table]) -> bytes:
    """A workbook, one sheet a table. Meant for lists of some thousand rows; beyond, offer XLSX or CSV."""
    document = Document("spreadsheet")
    document.body.clear()
    _add_styles(document)
    for name, table in zip(sheet_names(tables), tables, strict=True):
        document.body.append(_sheet(name, table))
    document.meta.language = "fr-FR"
    if tables:
        document.meta.title = plain(tables[0].title)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_styles(document: Document) -> None:
    automatic = document.content.root.get_elements("//office:automatic-styles")[0]
    automatic.append(Element.from_tag(BOLD))
    for fmt, style in DATA_STYLES.items():
        automatic.append(Element.from_tag(style))
        automatic.append(Element.from_tag(CELL.format(name=_style(fmt), data=f"N{fmt}")))


def _style(fmt: Format) -> str:
    return f"C{fmt}"


def _sheet(name: str, table: Table) -> Sheet:
    sheet = Sheet(name)
    sheet.append(_row(_text(column.title, "EssaimHead") for column in table.columns))
    formats = [column.format for column in table.columns]
    for row in table.rows:
        cells = (_cell(value, fmt) for value, fmt in zip(row, formats, strict=True))
        sheet.append(_row(cells))
    if table.caption:
        sheet.append(_row([Cell()]))
        sheet.append(_row([_text(table.caption)]))
    return sheet


def _row(cells: Iterable[Cell]) -> Row:
    row = Row()
    for cell in cells:
        row.append_cell(cell, clone=False)
    return row


def _text(text: str, style: str | None = None) -> Cell:
    """A string cell: its type is written, so nothing in it is computed."""
    return Cell(text=plain(text), cell_type="string", style=style, value=plain(text))


def _cell(value: Value, fmt: Format) -> Cell:
    if value is None:
        return Cell()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dt.date):
        return Cell(value, text=written(value, fmt), cell_type="date", style=_style(Format.DATE))
    amount = Decimal(value) / 100 if fmt is Format.EUROS else Decimal(value)
    kind = TYPES.get(fmt, "float")
    currency = "EUR" if kind == "currency" else None
    return Cell(amount, text=written(value, fmt), cell_type=kind, currency=currency, style=_style(fmt))
