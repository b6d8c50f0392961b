"""A table, once: what the page, the PDF, the ODS, the XLSX and the CSV all show."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from essaim.foundation.kernel import french, money

Value = str | int | Decimal | dt.date | None
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # full-width ones too: spreadsheets fold them


class Format(StrEnum):
    """How the values of a column are written. Numbers stay numbers in spreadsheets."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"  # one digit after the comma
    PERCENT = "percent"  # Decimal("0.125") is 12,5 %
    EUROS = "euros"  # integer cents
    DATE = "date"

    @property
    def is_number(self) -> bool:
        """Aligned right, summed."""
        return self not in {Format.TEXT, Format.DATE}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header and how its values are written. ``share`` is its part of the width on paper."""

    title: str
    format: Format = Format.TEXT
    share: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Named rows under typed columns, with what makes them checkable: a source and a date."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    source: str = ""
    on: dt.date | None = None

    @property
    def caption(self) -> str:
        """« Source : …, au 22 mars 2027 »."""
        parts = [f"Source : {self.source}" if self.source else "", f"au {french.date(self.on)}" if self.on else ""]
        return french.typeset(", ".join(part for part in parts if part))


def written(value: Value, fmt: Format) -> str:
    """The value as a reader sees it, on the page and on paper; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return french.date(value)
    return WRITERS.get(fmt, french.number)(value)


def _percent(value: int | Decimal) -> str:
    return f"{french.number(value * 100, decimals=1).removesuffix(',0')}{french.NBSP}%"


WRITERS: Mapping[Format, Callable[[Any], str]] = {
    Format.EUROS: money.display,
    Format.PERCENT: _percent,
    Format.DECIMAL: lambda value: french.number(value, decimals=1),
}


def plain(text: str) -> str:
    """The text without the characters that no document format may hold."""
    return UNPRINTABLE.sub("", text)


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet could take this text for a formula (CWE-1236)."""
    return text.lstrip(" ").startswith(FORMULA_STARTS)
