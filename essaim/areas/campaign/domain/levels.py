"""Levels of a class, and the bands of schooling an actor speaks to.

A team says the level of its class (« CM1 »), an actor the part of schooling it knows (« élémentaire »): eleven answers
fewer on a telephone. The matching compares bands. Ulis, UPE2A and Segpa follow the kind of their school.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from essaim.areas.campaign.enums import Band
from essaim.commons.directory.enums import Level, SchoolKind

_OF_LEVEL: Final[Mapping[Level, Band]] = {
    **dict.fromkeys((Level.PS, Level.MS, Level.GS), Band.MATERNELLE),
    **dict.fromkeys((Level.CP, Level.CE1, Level.CE2, Level.CM1, Level.CM2), Band.ELEMENTAIRE),
    **dict.fromkeys((Level.SIXTH, Level.FIFTH, Level.FOURTH, Level.THIRD, Level.THIRD_PREPA), Band.COLLEGE),
    **dict.fromkeys((Level.SEGPA, Level.MFR_FOURTH, Level.MFR_THIRD), Band.COLLEGE),
    **dict.fromkeys((Level.SECOND, Level.FIRST, Level.FINAL), Band.LYCEE),
    **dict.fromkeys((Level.SECOND_PRO, Level.FIRST_PRO, Level.FINAL_PRO), Band.PRO),
    **dict.fromkeys((Level.CAP1, Level.CAP2, Level.APPRENTICES), Band.PRO),
    **dict.fromkeys((Level.BTS, Level.CPGE, Level.BUT, Level.LICENCE, Level.MASTER), Band.HIGHER),
}

_OF_KIND: Final[Mapping[SchoolKind, Band]] = {
    SchoolKind.MATERNELLE: Band.MATERNELLE,
    SchoolKind.ELEMENTAIRE: Band.ELEMENTAIRE,
    SchoolKind.PRIMAIRE: Band.ELEMENTAIRE,
    SchoolKind.LYCEE: Band.LYCEE,
    SchoolKind.LYCEE_GENERAL: Band.LYCEE,
    SchoolKind.LYCEE_TECHNO: Band.LYCEE,
    SchoolKind.LYCEE_GT: Band.LYCEE,
    SchoolKind.LYCEE_POLYVALENT: Band.LYCEE,
    SchoolKind.LYCEE_PRO: Band.PRO,
    SchoolKind.LYCEE_AGRICOLE: Band.PRO,
    SchoolKind.MFR: Band.PRO,
    SchoolKind.CFA: Band.PRO,
    SchoolKind.UNIVERSITE: Band.HIGHER,
}

_SPECIAL: Final = (Level.ULIS, Level.UPE2A)
_FIRST: Final = (Level.CP, Level.CE1, Level.CE2, Level.CM1, Level.CM2, *_SPECIAL)
_NURSERY: Final = (Level.PS, Level.MS, Level.GS)
_COLLEGE: Final = (
    Level.SIXTH,
    Level.FIFTH,
    Level.FOURTH,
    Level.THIRD,
    Level.THIRD_PREPA,
    Level.SEGPA,
    *_SPECIAL,
)
_GENERAL: Final = (Level.SECOND, Level.FIRST, Level.FINAL)
_PRO: Final = (Level.SECOND_PRO, Level.FIRST_PRO, Level.FINAL_PRO, Level.CAP1, Level.CAP2)
_AFTER: Final = (Level.BTS, Level.CPGE)
_LYCEE: Final = (*_GENERAL, *_AFTER, *_SPECIAL)

_TAUGHT: Final[Mapping[SchoolKind, tuple[Level, ...]]] = {
    SchoolKind.MATERNELLE: _NURSERY,
    SchoolKind.ELEMENTAIRE: _FIRST,
    SchoolKind.PRIMAIRE: (*_NURSERY, *_FIRST),
    SchoolKind.COLLEGE: _COLLEGE,
    SchoolKind.SEGPA: _COLLEGE,
    SchoolKind.LYCEE: (*_GENERAL, *_PRO, *_AFTER, *_SPECIAL),
    SchoolKind.LYCEE_GENERAL: _LYCEE,
    SchoolKind.LYCEE_TECHNO: _LYCEE,
    SchoolKind.LYCEE_GT: _LYCEE,
    SchoolKind.LYCEE_POLYVALENT: (*_GENERAL, *_PRO, *_AFTER, *_SPECIAL),
    SchoolKind.LYCEE_PRO: (Level.THIRD_PREPA, *_PRO, *_AFTER, *_SPECIAL),
    SchoolKind.LYCEE_AGRICOLE: (*_GENERAL, *_PRO, *_AFTER),
    SchoolKind.MFR: (Level.MFR_FOURTH, Level.MFR_THIRD, *_PRO, Level.APPRENTICES, Level.BTS),
    SchoolKind.CFA: (Level.CAP1, Level.CAP2, Level.APPRENTICES, *_PRO[:3], Level.BTS, Level.BUT),
    SchoolKind.UNIVERSITE: (Level.BUT, Level.LICENCE, Level.MASTER),
}


def taught(kind: SchoolKind) -> tuple[Level, ...]:
    """The levels a school of this kind may have, in the order of schooling: what the form shows; all when in doubt."""
    levels = _TAUGHT.get(kind, tuple(Level))
    return tuple(sorted(levels, key=lambda level: level.rank))


def bands(levels: Iterable[Level], kind: SchoolKind) -> frozenset[Band]:
    """The bands of a class: what is compared with those of an offer."""
    return frozenset(_OF_LEVEL.get(level) or _OF_KIND.get(kind, Band.COLLEGE) for level in levels)
