"""The reference the protocol is shipped with, as rows read from ``data/*.csv`` (see ``data/SOURCES.md``)."""

import csv
import datetime as dt
from importlib import resources


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file."""
    text = resources.files("essaim.commons.protocol").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def date(text: str) -> dt.date | None:
    """A date, or nothing."""
    return dt.date.fromisoformat(text) if text else None
