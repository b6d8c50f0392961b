"""A table out of a file: a header, then records one at a time, each with the line where it starts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Self

from essaim.foundation.intake.importer import Refusal
from essaim.foundation.intake.readers.bounds import Bounds
from essaim.foundation.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, as many as the header has, stripped."""

    line: int
    cells: Sequence[str]


Records = Iterator[Record | Refusal]


@dataclass(slots=True)
class Table:
    """An open file: iterate once, in a ``with`` block. Broken records come out as ``Refusal``."""

    name: str
    format: str  # "CSV", "JSON", "XLSX", "ODS" or "ICS"
    header: tuple[str, ...]
    records: Callable[[], Records]
    stream: IO[bytes]
    bounds: Bounds
    encoding: str = ""
    delimiter: str = ""
    notes: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def __iter__(self) -> Records:
        """The records, in order, within the bounds."""
        for count, item in enumerate(self.records(), start=1):
            if count > self.bounds.rows:
                raise Refused(f"{self.name} : plus de {self.bounds.rows} lignes. Découpez le fichier.")
            yield item if isinstance(item, Refusal) else self._bounded(item)

    def _bounded(self, record: Record) -> Record | Refusal:
        most = self.bounds.cell_chars
        for position, cell in enumerate(record.cells):
            if len(cell) > most:
                reason = f"la cellule dépasse {most} caractères. Raccourcissez-la."
                return Refusal(self.name, record.line, self.header[position], reason)
        return record


def clean_header(cells: Sequence[str], name: str, bounds: Bounds) -> tuple[str, ...]:
    """Column names, stripped; an unnamed or repeated one is told apart by its position."""
    if len(cells) > bounds.columns:
        raise Refused(f"{name} : plus de {bounds.columns} colonnes. Gardez seulement celles qui servent.")
    header: list[str] = []
    for position, cell in enumerate(cells, start=1):
        label = " ".join(cell.replace("\ufeff", "").split())[:200] or f"colonne {position} sans titre"
        header.append(f"{label} (colonne {position})" if label in header else label)
    return tuple(header)
