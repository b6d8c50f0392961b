"""XLSX, streamed: values as stored, formulas never evaluated, dates as ISO text, zeros of a postcode format kept.

openpyxl is used for what a format means (dates), not to walk the sheet: it cannot tell a formula without a stored
result from an empty cell, and the refusal of such cells is the point.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any, TypeVar

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from essaim.foundation.intake.readers.archive import open_archive, parse
from essaim.foundation.intake.readers.bounds import Bounds
from essaim.foundation.intake.readers.grid import IN_ERROR, NOT_COMPUTED, GridRow, table_of
from essaim.foundation.intake.readers.table import Table
from essaim.foundation.kernel.errors import Refused

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
ZEROS = re.compile(r"0{2,}")
INTEGER = re.compile(r"-?\d+(\.0+)?")


def read(stream: IO[bytes], name: str, bounds: Bounds) -> Table:
    """The first filled sheet of the workbook."""
    archive = open_archive(stream, name, bounds)
    book = _one(archive, WORKBOOK, _Book(), name)
    targets = _one(archive, RELATIONS, _Relations(), name).targets
    present = set(archive.namelist())
    strings = _one(archive, STRINGS, _Strings(), name).strings if STRINGS in present else []
    formats = _one(archive, STYLES, _Styles(), name).formats() if STYLES in present else []
    parts = [part for part in (_target(targets.get(sheet, "")) for sheet in book.visible) if part in present]
    if not parts:
        raise Refused(f"{name} : ce classeur n'a pas de feuille lisible. Enregistrez-le de nouveau au format XLSX.")

    def rows(part: str) -> Iterator[GridRow]:
        return parse(archive, part, _Sheet(strings, formats, book.epoch, bounds.columns), name)

    part = next((part for part in parts if any(row.is_filled for row in rows(part))), parts[0])
    return table_of(lambda: rows(part), stream, name, bounds, format_name="XLSX")


H = TypeVar("H", bound="_Handler")


def _one(archive: zipfile.ZipFile, part: str, handler: H, name: str) -> H:
    """The handler, once it has read the whole part."""
    for _ in parse(archive, part, handler, name):
        pass
    return handler


def _target(path: str) -> str:
    return path.removeprefix("/") if path.startswith("/") else f"xl/{path}"


class _Handler:
    """Does nothing with what it does not know."""

    def __init__(self) -> None:
        self.ready: list[Any] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def text(self, data: str) -> None: ...


class _Book(_Handler):
    """Which sheets are shown, and from which day dates are counted."""

    def __init__(self) -> None:
        super().__init__()
        self.visible: list[str] = []
        self.epoch = CALENDAR_WINDOWS_1900

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            self.visible.append(attributes.get("id", ""))
        elif tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self.epoch = CALENDAR_MAC_1904


class _Relations(_Handler):
    """Where each sheet is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Strings(_Handler):
    """The texts that cells share; phonetic guides are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._inside = False
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 (the parser gives both)
        if tag == "t":
            self._inside = not self._phonetic
        elif tag == "rPh":
            self._phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._inside = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.strings.append("".join(self._parts))
            self._parts = []

    def text(self, data: str) -> None:
        if self._inside:
            self._parts.append(data)


class _Styles(_Handler):
    """How numbers are shown: the ones that are dates, and the ones padded with zeros."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, str] = {}
        self.used: list[str] = []
        self._in_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self.used.append(attributes.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False

    def formats(self) -> list[str]:
        """The format code of each style number."""
        builtin = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        return [self.codes.get(number) or builtin.get(number, "General") for number in self.used]


class _Sheet(_Handler):
    """Rows of a sheet, as they close."""

    def __init__(self, strings: list[str], formats: list[str], epoch: object, columns: int) -> None:
        super().__init__()
        self.strings = strings
        self.formats = formats
        self.epoch = epoch
        self.columns = columns
        self.is_date = [is_date_format(code) for code in formats]
        self._row = GridRow(0)
        self._column = -1
        self._type = ""
        self._style = 0
        self._parts: list[str] = []
        self._inside = False
        self._formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            reference = attributes.get("r", "")
            self._column = _column(reference) if reference else self._column + 1
            self._type = attributes.get("t", "n")
            style = attributes.get("s", "0")
            self._style = int(style) if style.isdigit() else 0
            self._parts = []
            self._formula = False
        elif tag in {"v", "t"}:
            self._inside = True
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = GridRow(int(number) if number.isdigit() else self._row.number + 1)
            self._column = -1

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._inside = False
        elif tag == "c" and self._column < 2 * self.columns:
            self._keep("".join(self._parts))
        elif tag == "row":
            self.ready.append(self._row)

    def text(self, data: str) -> None:
        if self._inside:
            self._parts.append(data)

    def _keep(self, stored: str) -> None:
        if self._type == "e":
            self._row.wrong[self._column] = IN_ERROR
        elif self._formula and not stored and self._type != "str":
            self._row.wrong[self._column] = NOT_COMPUTED
        elif stored:
            self._row.cells[self._column] = self._shown(stored)

    def _shown(self, stored: str) -> str:
        if self._type == "s":
            index = int(stored) if stored.isdigit() else -1
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if self._type != "n":
            return stored
        return self._number(stored)

    def _number(self, stored: str) -> str:
        known = self._style < len(self.formats)
        if known and self.is_date[self._style]:
            return _date(stored, self.epoch)
        if INTEGER.fullmatch(stored):
            digits = stored.partition(".")[0]
            code = self.formats[self._style] if known else ""
            return digits.zfill(len(code)) if ZEROS.fullmatch(code) else digits
        try:
            value = float(stored)
        except ValueError:
            return stored
        return str(int(value)) if value.is_integer() and abs(value) < 1e17 else repr(value)  # noqa: PLR2004


def _column(reference: str) -> int:
    """``B7`` -> 1."""
    number = 0
    for char in reference:
        if not "A" <= char <= "Z":
            break
        number = number * 26 + ord(char) - 64
    return number - 1


def _date(stored: str, epoch: object) -> str:
    """An ISO date, with its time when it has one."""
    try:
        value = from_excel(float(stored), epoch)
    except (ValueError, OverflowError):
        return stored
    return str(value.isoformat()).removesuffix("T00:00:00")
