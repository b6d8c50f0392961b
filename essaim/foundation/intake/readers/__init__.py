"""Files in: one ``open_table`` for every format, that never believes a name, never evaluates and never overflows."""

from pathlib import Path
from typing import NoReturn

from essaim.foundation.intake.readers import calendar, delimited, objects, ods, xlsx
from essaim.foundation.intake.readers.archive import open_archive
from essaim.foundation.intake.readers.bounds import COMMAND_LINE, SCREEN, Bounds
from essaim.foundation.intake.readers.source import ACCEPTED, Kind, kind_of, unwrap
from essaim.foundation.intake.readers.table import Record, Table
from essaim.foundation.kernel.errors import Refused

__all__ = ["COMMAND_LINE", "SCREEN", "Bounds", "Record", "Table", "open_table"]


def _refuse(sentence: str) -> NoReturn:
    raise Refused(sentence)


def open_table(path: Path, name: str = "", bounds: Bounds = COMMAND_LINE) -> Table:
    """The table in this file; use it in a ``with`` block. What cannot be read is refused with a sentence."""
    name = name or path.name
    stream = unwrap(path, name, bounds)
    try:
        kind = kind_of(stream, name)
        if kind is Kind.ZIP:
            parts = set(open_archive(stream, name, bounds).namelist())
            if xlsx.WORKBOOK in parts:
                return xlsx.read(stream, name, bounds)
            if ods.CONTENT in parts and any(part.startswith("META-INF") for part in parts):
                return ods.read(stream, name, bounds)
            _refuse(f"{name} : cette archive n'est ni un XLSX ni un ODS. {ACCEPTED}")
        if kind is Kind.JSON:
            return objects.read(stream, name, bounds)
        if kind is Kind.CALENDAR:
            return calendar.read(stream, name, bounds)
        return delimited.read(stream, name, bounds)
    except BaseException:
        stream.close()
        raise
