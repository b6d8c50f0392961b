"""Which column holds which field: by name and aliases, or as a person chose."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from essaim.foundation.intake.importer import Field, Refusal, Row
from essaim.foundation.intake.readers.table import Table
from essaim.foundation.kernel.errors import Refused

Mapped = Mapping[str, str]
"""Column by ``Field.name``."""


def fold(label: str) -> str:
    """``Code_départ. de l'école`` and ``code depart de l ecole`` are the same header."""
    plain = unicodedata.normalize("NFKD", label.replace("œ", "oe").replace("Œ", "oe"))
    return re.sub(r"[^a-z0-9]+", "", "".join(c for c in plain if not unicodedata.combining(c)).casefold())


def guess(header: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """The column of each field that one of its names designates; the first name found wins, a column serves once."""
    by_fold: dict[str, str] = {}
    for column in header:
        by_fold.setdefault(fold(column), column)
    mapped: dict[str, str] = {}
    for field in fields:
        names = (field.name, field.label, *field.aliases)
        free = (by_fold[key] for key in map(fold, names) if key in by_fold and by_fold[key] not in mapped.values())
        if found := next(free, ""):
            mapped[field.name] = found
    return mapped


def check(mapped: Mapped, header: Sequence[str], fields: Sequence[Field], name: str) -> None:
    """Refuse a mapping that lacks a required field, names an unknown column or uses one twice."""
    known = {field.name for field in fields}
    if strangers := sorted(set(mapped) - known):
        raise Refused(f"{name} : champs inconnus dans la correspondance : {_list(strangers)}. {_expected(fields)}")
    if absent := sorted({column for column in mapped.values() if column not in header}):
        raise Refused(f"{name} : colonnes absentes du fichier : {_list(absent)}. {_found(header)}")
    twice = sorted({column for column in mapped.values() if [*mapped.values()].count(column) > 1})
    if twice:
        raise Refused(f"{name} : une même colonne sert à plusieurs champs : {_list(twice)}. Gardez-en un seul.")
    _ensure_required(mapped, header, fields, name)


def _ensure_required(mapped: Mapped, header: Sequence[str], fields: Sequence[Field], name: str) -> None:
    missing = [field.label for field in fields if field.required and field.name not in mapped]
    if missing:
        raise Refused(
            f"{name} : il manque {'la colonne' if len(missing) == 1 else 'les colonnes'} {_list(missing)}. "
            f"{_found(header)} {_expected(fields)} Renommez la colonne, ou indiquez la correspondance."
        )


def missing(mapped: Mapped, fields: Sequence[Field]) -> list[Field]:
    """The required fields without a column."""
    return [field for field in fields if field.required and not mapped.get(field.name)]


def fingerprint(header: Sequence[str]) -> str:
    """What a remembered mapping is found by: the folded names, in any order."""
    return "|".join(sorted(map(fold, header)))


def rows(table: Table, fields: Sequence[Field], mapped: Mapped) -> Iterator[Row | Refusal]:
    """The rows an importer reads; broken records pass as refusals."""
    position = {column: index for index, column in enumerate(table.header)}
    placed = [(field.name, position.get(mapped.get(field.name, ""))) for field in fields]
    used = {index for _, index in placed if index is not None}
    others = [(column, index) for column, index in position.items() if index not in used]
    for record in table:
        if isinstance(record, Refusal):
            yield record
            continue
        cells = record.cells
        values = {name: cells[index] if index is not None else "" for name, index in placed}
        yield Row(table.name, record.line, values, {column: cells[index] for column, index in others if cells[index]})


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(f"« {name} »" for name in names[:_SHOWN])
    return shown + (f" et {len(names) - _SHOWN} autres" if len(names) > _SHOWN else "")


def _found(header: Sequence[str]) -> str:
    return f"Colonnes trouvées : {_list(header)}."


def _expected(fields: Sequence[Field]) -> str:
    return f"Colonnes attendues : {_list([field.label for field in fields])}."


_SHOWN = 12
