"""How a class is written: levels, a mark, a number. The pattern of the mark leaves no room for a name.

Source: issue 3, « Classes: school × year × level × number of pupils, no names ».
"""

from collections.abc import Iterable

from essaim.commons.directory.enums import Degree, Level, SchoolKind
from essaim.foundation.kernel.french import plural

MARK = r"^(?:[A-Z]{1,2}|[A-Z]?[0-9]{1,3}[A-Z]?)$"
"""One or two capitals, or a number with a letter: « B », « 2 », « A3 », « 12 »."""

MAX_LEVELS = 6

_FIRST = frozenset({Level.PS, Level.MS, Level.GS, Level.CP, Level.CE1, Level.CE2, Level.CM1, Level.CM2})
_HIGHER = frozenset({Level.BUT, Level.LICENCE, Level.MASTER})
_ANY = frozenset({Level.ULIS, Level.UPE2A})


def grouped() -> list[tuple[str, list[tuple[Level, str]]]]:
    """The levels as one chooses them: by part of schooling, in its order, then the units of any school."""
    parts = (
        ("École", _FIRST),
        ("Collège, lycée, apprentissage", frozenset(Level) - _FIRST - _HIGHER - _ANY),
        ("Enseignement supérieur", _HIGHER),
        ("Dispositifs", _ANY),
    )
    return [(part, [(level, level.label) for level in Level if level in levels]) for part, levels in parts]


def write(levels: Iterable[Level]) -> str:
    """The stored form, in the order of schooling, with a space on each side so that one level can be looked for."""
    ordered = sorted(set(levels), key=lambda level: level.rank)
    return f" {' '.join(ordered)} " if ordered else ""


def read(stored: str) -> list[Level]:
    """The levels of a stored form."""
    return [Level(value) for value in stored.split()]


def degree(levels: Iterable[Level], kind: SchoolKind) -> Degree:
    """Which part of schooling these levels belong to; Ulis and UPE2A follow their school."""
    known = set(levels) - _ANY
    if known & _FIRST:
        return Degree.FIRST
    if known and known <= _HIGHER:
        return Degree.HIGHER
    if known:
        return Degree.SECOND
    return kind.degree


def short_label(levels: Iterable[Level], mark: str) -> str:
    """« CM1-CM2 », « 6e B »."""
    return " ".join(filter(None, ["-".join(level.label for level in levels), mark]))


def label(levels: Iterable[Level], mark: str, pupils: int) -> str:
    """« CM1-CM2, 24 élèves », « 6e B, 1 élève »."""
    return f"{short_label(levels, mark)}, {plural(pupils, 'élève')}"
