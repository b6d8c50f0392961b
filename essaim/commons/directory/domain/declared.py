"""What ``--complete KIND[:TERRITORY]`` declares: that a file lists every school of a kind in a territory.

Only then may a school that is absent be closed. Kinds are said in French (``college``, ``ecole``, ``lycee-public``);
a territory is a code of the Code officiel géographique or of the ministry. « 11 » is an académie, a département and a
région: ``departement:11`` is exact, and a bare code is understood as the smallest territory that holds the whole file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from essaim.commons.directory.enums import Degree, SchoolKind, Sector
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.text import fold, search_key

_LYCEES: Final = frozenset(kind for kind in SchoolKind if kind.value.startswith("lycee"))
_BY_WORD: Final[Mapping[str, frozenset[SchoolKind]]] = {
    "tout": frozenset(SchoolKind),
    "etablissement": frozenset(SchoolKind),
    "ecole": frozenset(kind for kind in SchoolKind if kind.degree is Degree.FIRST),
    "premier degre": frozenset(kind for kind in SchoolKind if kind.degree is Degree.FIRST),
    "second degre": frozenset(kind for kind in SchoolKind if kind.degree is Degree.SECOND),
    "lycee": _LYCEES,
    "lycee professionnel": frozenset({SchoolKind.LYCEE_PRO}),
    "lycee technologique": frozenset({SchoolKind.LYCEE_TECHNO}),
    "ecole maternelle": frozenset({SchoolKind.MATERNELLE}),
    "ecole elementaire": frozenset({SchoolKind.ELEMENTAIRE}),
    "ecole primaire": frozenset({SchoolKind.PRIMAIRE}),
    "college et lycee": _LYCEES | {SchoolKind.COLLEGE},
    **{search_key(kind.value): frozenset({kind}) for kind in SchoolKind if kind is not SchoolKind.LYCEE},
    **{search_key(kind.label): frozenset({kind}) for kind in SchoolKind if kind is not SchoolKind.LYCEE},
}
_SECTORS: Final[Mapping[str, Sector]] = {
    "public": Sector.PUBLIC,
    "publique": Sector.PUBLIC,
    "prive": Sector.PRIVATE,
    "privee": Sector.PRIVATE,
}
_LEVELS: Final = {"departement": "departement", "academie": "academie", "region": "region", "france": "france"}
EXAMPLE: Final = "college:academie:24, ecole-publique:departement:094 ou lycee"


@dataclass(frozen=True, slots=True)
class Territory:
    """A département, an académie or a région, and the départements it is made of."""

    level: str
    code: str
    name: str
    departements: frozenset[str]


@dataclass(frozen=True, slots=True)
class Declaration:
    """A kind of school, perhaps one sector of it, perhaps one territory (still to be looked up)."""

    kinds: frozenset[SchoolKind]
    sector: Sector | None = None
    level: str = ""
    code: str = ""


def parse(text: str) -> Declaration:
    """What is declared; refused with the words that are known."""
    kind, *rest = [part.strip() for part in text.split(":")]
    words = search_key(kind).split()
    sector = _SECTORS.get(words[-1].removesuffix("s")) if words else None
    bare = _singular(words[:-1] if sector else words)
    kinds = _BY_WORD.get(bare)
    if kinds is None:
        raise Refused(f"« {kind} » n'est pas un type d'établissement connu. Écrivez par exemple {EXAMPLE}.")
    if not rest or rest == [""]:
        return Declaration(kinds, sector)
    level = _LEVELS.get(fold(rest[0]), "") if len(rest) == 2 else ""  # noqa: PLR2004 (level:code)
    if len(rest) > 2 or (len(rest) == 2 and not level):  # noqa: PLR2004
        raise Refused(f"« {text} » ne dit pas de quel territoire il s'agit. Écrivez par exemple {EXAMPLE}.")
    return Declaration(kinds, sector, level, rest[-1].upper())


def choose(candidates: Iterable[Territory], told: str, departements: frozenset[str]) -> Territory:
    """The territory meant by a code, given the départements the file speaks of."""
    found = list(candidates)
    if not found:
        raise Refused(
            f"« {told} » n'est le code d'aucun département, académie ou région. Écrivez par exemple {EXAMPLE}."
        )
    if len(found) == 1:
        return found[0]
    holding = [territory for territory in found if departements and departements <= territory.departements]
    if holding:
        return min(holding, key=lambda territory: (len(territory.departements), territory.level))
    ways = " ou ".join(f"{territory.level}:{territory.code} ({territory.name})" for territory in found)
    raise Refused(f"Le code {told} a plusieurs sens. Écrivez {ways}.")


def _singular(words: list[str]) -> str:
    """« écoles maternelles » is « école maternelle »."""
    key = " ".join(words)
    return key if key in _BY_WORD else " ".join(word.removesuffix("s") for word in words)
