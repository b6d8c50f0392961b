"""ODT that people finish by hand: headings, paragraphs, tables, and figures that stay linked by name.

A figure is declared once as a user field and shown wherever the text quotes it: changing its value in the word
processor (Insertion, Champ, Variables) changes every mention.
"""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from odfdo import Cell, Document, Element, Header, Paragraph, Row, UserFieldDecl, UserFieldDecls, UserFieldGet
from odfdo import Table as TextTable

from essaim.foundation.documents.tables import Format, Table, Value, plain, written

BOLD = (
    '<style:style style:name="EssaimHead" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
CELL = (
    '<style:style style:name="EssaimCell" style:family="table-cell">'
    '<style:table-cell-properties fo:padding="0.1cm" fo:border-bottom="0.5pt solid #8b7b9f"/></style:style>'
)
FRENCH = {"fo:language": "fr", "fo:country": "FR"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the document: its name, its value, and how it is written."""

    name: str
    value: int | Decimal
    text: str


class Writer:
    """Writes one document from top to bottom; ``to_bytes`` ends it."""

    def __init__(self, title: str, *, on: dt.date | None = None) -> None:
        self._document = Document("text")
        self._body = self._document.body
        self._body.clear()
        self._figures: dict[str, Figure] = {}
        self._declarations = UserFieldDecls()
        self._body.append(self._declarations)
        automatic = self._document.content.root.get_elements("//office:automatic-styles")[0]
        for style in (BOLD, CELL):
            automatic.append(Element.from_tag(style))
        self._speak_french()
        self._document.meta.title = plain(title)
        self._document.meta.language = "fr-FR"
        self._body.append(Header(1, plain(title), formatted=False))
        if on:
            self.paragraph(written(on, Format.DATE))

    def figure(self, name: str, value: int | Decimal, fmt: Format = Format.INTEGER) -> Figure:
        """Declare a figure, to be quoted by ``paragraph``. One name, one value."""
        figure = Figure(name, value, written(value, fmt))
        if self._figures.setdefault(name, figure) != figure:
            raise ValueError(f"the figure {name} already has another value")
        if self._declarations.get_element(f'descendant::text:user-field-decl[@text:name="{name}"]') is None:
            self._declarations.append(UserFieldDecl(name, value))
        return figure

    def heading(self, text: str, level: int = 2) -> None:
        """A title; levels follow one another without a gap, for those who listen to the document."""
        self._body.append(Header(level, plain(text), formatted=False))

    def paragraph(self, *parts: str | Figure) -> None:
        """A paragraph of texts and figures: ``paragraph("Cette année, ", pupils, " élèves ont…")``."""
        paragraph = Paragraph("")
        for part in parts:
            if isinstance(part, Figure):
                paragraph.append(UserFieldGet(part.name, value=part.value, value_type="float", text=part.text))
            else:
                paragraph.append_plain_text(plain(part))
        self._body.append(paragraph)

    def table(self, table: Table) -> None:
        """A table under its title, its source below."""
        self.paragraph(table.title)
        drawn = TextTable(f"Tableau {len(self._body.tables) + 1}")
        header = Element.from_tag("table:table-header-rows")
        header.append(
            self._row([column.title for column in table.columns], [Format.TEXT] * len(table.columns), "EssaimHead")
        )
        drawn.append(header)
        formats = [column.format for column in table.columns]
        for row in table.rows:
            drawn.append(self._row(row, formats))
        self._body.append(drawn)
        if table.caption:
            self.paragraph(table.caption)

    def to_bytes(self) -> bytes:
        """The document, whole."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    @staticmethod
    def _row(values: Sequence[Value], formats: Sequence[Format], style: str | None = None) -> Row:
        row = Row()
        for value, fmt in zip(values, formats, strict=True):
            cell = Cell(cell_type="string", style="EssaimCell")
            cell.append(Paragraph(plain(written(value, fmt)), style=style, formatted=False))
            row.append(cell)
        return row

    def _speak_french(self) -> None:
        """The language that screen readers and spelling read, on every default style."""
        for properties in self._document.styles.get_elements("//style:default-style/style:text-properties"):
            for name, value in FRENCH.items():
                properties.set_attribute(name, value)
