"""What XLSX and ODS sheets have in common: rows of cells, some of them in error, under a header."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from essaim.foundation.intake.importer import Refusal
from essaim.foundation.intake.readers.bounds import Bounds
from essaim.foundation.intake.readers.table import Record, Records, Table, clean_header
from essaim.foundation.kernel.errors import Refused

NOT_COMPUTED = (
    "la cellule contient une formule sans résultat. Ouvrez le classeur, enregistrez-le, ou collez les valeurs."
)
IN_ERROR = "la cellule contient une formule en erreur. Corrigez-la ou écrivez la valeur."


@dataclass(slots=True)
class GridRow:
    """One row of a sheet: its number, its cells by column (from 0), and what is wrong with some of them."""

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)

    @property
    def is_filled(self) -> bool:
        """Whether anything is written on this row."""
        return bool(self.wrong) or any(self.cells.values())


def table_of(
    rows: Callable[[], Iterator[GridRow]], stream: IO[bytes], name: str, bounds: Bounds, *, format_name: str
) -> Table:
    """The table a sheet holds: its first filled row is the header."""
    first = next((row for row in rows() if row.is_filled), None)
    if first is None:
        raise Refused(f"{name} : ce classeur est vide. Mettez les données dans la première feuille.")
    header = clean_header(_dense(first.cells, first.cells), name, bounds)

    def records() -> Records:
        for row in rows():
            if row.number > first.number and row.is_filled:
                yield _record(row, header, name)

    return Table(name, format_name, header, records, stream, bounds)


def _dense(cells: Mapping[int, str], widest: Mapping[int, str]) -> list[str]:
    width = max((column for column, text in widest.items() if text), default=-1) + 1
    return [cells.get(column, "").strip() for column in range(width)]


def _record(row: GridRow, header: tuple[str, ...], name: str) -> Record | Refusal:
    width = len(header)
    for column, reason in row.wrong.items():
        return Refusal(name, row.number, header[column] if column < width else f"colonne {column + 1}", reason)
    if any(text.strip() for column, text in row.cells.items() if column >= width):
        reason = f"des cellules débordent à droite des {width} colonnes titrées. Donnez un titre à chaque colonne."
        return Refusal(name, row.number, "", reason)
    return Record(row.number, [row.cells.get(column, "").strip() for column in range(width)])
