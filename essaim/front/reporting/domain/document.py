"""A bilan as a text: what is frozen, digested and validated, the same on both engines and read back whole.

The canonical text holds everything a reader needs to check a figure: its definition, source, period and value, how
many rows it counts and their digest. Texts are never rewritten: a recount gives another document, to be compared.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from essaim.foundation.figures.domain.scope import Period, Scope
from essaim.foundation.kernel import digest, french
from essaim.front.reporting.enums import BilanKind

FORMAT = 1
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the bilan quotes it."""

    code: str
    version: int
    label: str
    definition: str
    source: str
    source_url: str
    unit: tuple[str, str]
    scope: str
    start: dt.date
    end: dt.date
    value: Number
    rows: int | None
    inputs_digest: str
    about: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others of its bilan: its code, and the subject counted alone if there is one."""
        return self.code, self.about

    @property
    def name(self) -> str:
        """Its name among the fields of a document: ``campaign.held.edition.semaine-2027``."""
        return ".".join([self.code, *filter(None, self.about.split(":"))])

    @property
    def period(self) -> Period:
        """What it is measured over."""
        return Period(self.start, self.end)

    @property
    def told(self) -> str:
        """``45 213 établissements``."""
        return french.plural(self.value, *self.unit)

    @property
    def unit_word(self) -> str:
        """The unit alone, as the value asks."""
        return self.unit[self.value >= 2]  # noqa: PLR2004 (the French plural begins at two)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a bilan; ``wording`` is the text of the axis it tells of, if it is one."""

    title: str
    wording: str
    figures: tuple[Figure, ...]

    @property
    def shown(self) -> tuple[Figure, ...]:
        """The figures shown one by one: in an axis, those that count something."""
        return tuple(figure for figure in self.figures if figure.value or not self.wording)

    @property
    def at_zero(self) -> tuple[Figure, ...]:
        """The others, told in one line: they are part of the text all the same."""
        return tuple(figure for figure in self.figures if figure not in self.shown)


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party expected to validate, as it is called that day."""

    urn: str
    name: str
    capacity: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the cover: a département and its number."""

    code: str
    value: int


@dataclass(frozen=True, slots=True)
class Document:
    """The whole bilan."""

    kind: BilanKind
    about: str
    title: str
    subtitle: str
    scope: str
    scope_name: str
    start: dt.date
    end: dt.date
    signatories: tuple[Signatory, ...]
    sections: tuple[Section, ...]
    missing: tuple[str, ...]
    cells: tuple[Cell, ...]
    cells_label: str
    format: int = FORMAT

    @property
    def period(self) -> Period:
        """The period of the bilan."""
        return Period(self.start, self.end)

    @property
    def parsed_scope(self) -> Scope:
        """Its territory."""
        return Scope.parse(self.scope)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        return tuple(figure for section in self.sections for figure in section.figures)

    @property
    def text(self) -> str:
        """The canonical text."""
        return digest.canonical(self)

    @property
    def digest(self) -> str:
        """The digest of the canonical text: what both partners validate."""
        return digest.of_text(self.text)

    def with_figures(self, recounted: Mapping[tuple[str, str], Figure]) -> Self:
        """The same document with these figures in place of those of the same key."""
        sections = tuple(
            replace(section, figures=tuple(recounted.get(figure.key, figure) for figure in section.figures))
            for section in self.sections
        )
        return replace(self, sections=sections)

    @classmethod
    def read(cls, text: str) -> Self:
        """The document of a canonical text."""
        found: dict[str, Any] = json.loads(text)
        if found["format"] != FORMAT:
            raise ValueError(f"a bilan of format {found['format']} is not known")
        return cls(
            **found
            | {
                "kind": BilanKind(found["kind"]),
                "start": dt.date.fromisoformat(found["start"]),
                "end": dt.date.fromisoformat(found["end"]),
                "signatories": tuple(Signatory(**row) for row in found["signatories"]),
                "sections": tuple(_section(row) for row in found["sections"]),
                "missing": tuple(found["missing"]),
                "cells": tuple(Cell(**row) for row in found["cells"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that would be different today: what was frozen, what is counted now, and why as the trail tells it.

    ``because`` is empty and ``lost`` counts rows when no gesture explains them: the figure was changed behind its back.
    """

    label: str
    before: str
    now: str
    by: str = ""
    because: str = ""
    lost: int = 0

    @property
    def is_explained(self) -> bool:
        """Whether gestures account for all of it."""
        return not self.lost


def changed(frozen: Document, recounted: Document) -> list[tuple[Figure, Figure]]:
    """The figures that count otherwise today, each once: as frozen, and now."""
    pairs = {old.key: (old, new) for old, new in zip(frozen.figures, recounted.figures, strict=True) if old != new}
    return list(pairs.values())


def difference(old: Figure, new: Figure, because: Sequence[str] = (), lost: int = 0) -> Difference:
    """One of them in words."""
    gap = Decimal(new.value) - Decimal(old.value)
    sign = "+" if gap > 0 else "−"
    return Difference(
        label=old.label,
        before=old.told,
        now=new.told if gap else "la même valeur, comptée sur d'autres fiches",
        by=f"{sign}{french.NBSP}{french.number(_short(abs(gap)))}" if gap else "",
        because=french.join(because),
        lost=lost,
    )


def _short(number: Decimal) -> Number:
    return int(number) if number == int(number) else number


def _section(row: dict[str, Any]) -> Section:
    return Section(row["title"], row["wording"], tuple(_figure(figure) for figure in row["figures"]))


def _figure(row: dict[str, Any]) -> Figure:
    value = row["value"]
    return Figure(
        **row
        | {
            "unit": (row["unit"][0], row["unit"][1]),
            "start": dt.date.fromisoformat(row["start"]),
            "end": dt.date.fromisoformat(row["end"]),
            "value": Decimal(value) if isinstance(value, str) else value,
        }
    )
