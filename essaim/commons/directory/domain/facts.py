"""Each fact about a school is dated: the newest one stands, whatever the order the files came in.

Files of different years overlap: a full directory of 2024, a bare list of 2025, a geolocation of unknown month. So a
school keeps, for every fact, the date and the kind of source it comes from. A fact replaces another only when it is
newer, or as new and from a better source; an empty cell says nothing and blanks nothing. Importing the same files in
any order gives the same school (a property test holds it).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from essaim.commons.directory.enums import SchoolSource
from essaim.foundation.kernel import school_names
from essaim.foundation.kernel.text import is_capitals, search_key

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name",),
    "kind": ("kind",),
    "sector": ("sector",),
    "contract": ("contract",),
    "nature": ("nature_code", "nature_label"),
    "ministry": ("ministry",),
    "mother": ("mother_uai",),
    "street": ("address_1", "address_2", "address_3"),
    "postcode": ("postcode",),
    "place": ("locality", "commune_id", "departement_id", "academie_id", "is_abroad"),
    "point": ("latitude", "longitude"),
    "phone": ("phone",),
    "email": ("email",),
    "website": ("website",),
    "siret": ("siret",),
    "pupils": ("pupils",),
    "state": ("state", "closed_on", "closing_reason", "merged_into_id"),
    "opened": ("opened_on",),
}
"""The facts, and the columns each one fills together."""

LABELS: Final[Mapping[str, str]] = {
    "name": "nom",
    "kind": "type",
    "sector": "secteur",
    "contract": "contrat",
    "nature": "nature",
    "ministry": "ministère de tutelle",
    "mother": "établissement mère",
    "street": "adresse",
    "postcode": "code postal",
    "place": "commune",
    "point": "coordonnées",
    "phone": "téléphone",
    "email": "adresse électronique",
    "website": "site",
    "siret": "SIRET",
    "pupils": "nombre d'élèves",
    "state": "état",
    "opened": "ouverture",
}

_RANKS: Final = (
    SchoolSource.DEMO,
    SchoolSource.IPS,
    SchoolSource.LISTING,
    SchoolSource.GEOLOCATION,
    SchoolSource.DIRECTORY,
    SchoolSource.HAND,
)

Value = tuple[Any, ...]

DEFAULTS: Final[Mapping[str, Value]] = {
    "name": ("",),
    "kind": ("other",),
    "sector": ("unknown",),
    "contract": ("",),
    "nature": ("", ""),
    "ministry": ("",),
    "mother": ("",),
    "street": ("", "", ""),
    "postcode": ("",),
    "place": ("", None, None, None, False),
    "point": (None, None),
    "phone": ("",),
    "email": ("",),
    "website": ("",),
    "siret": ("",),
    "pupils": (None,),
    "state": ("open", None, "", None),
    "opened": (None,),
}
"""What a school nobody said anything of would hold."""


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """When a fact was true, and according to which kind of source."""

    date: dt.date
    rank: int

    @classmethod
    def of(cls, date: dt.date, source: SchoolSource) -> "Origin":
        """The origin of what a source says on a date."""
        return cls(date, _RANKS.index(source))

    @property
    def source(self) -> SchoolSource:
        """The kind of source."""
        return _RANKS[self.rank]


Origins = Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a school: the value of each fact, and where it comes from."""

    values: Mapping[str, Value]
    origins: Origins

    def columns(self) -> dict[str, Any]:
        """Every column with its value."""
        return {
            column: value
            for name, columns in COLUMNS.items()
            for column, value in zip(columns, self.values[name], strict=True)
        }


def unknown(guesses: Mapping[str, Value]) -> Known:
    """A school of which nothing is told yet, but guessed: any told fact replaces a guess."""
    return Known({**DEFAULTS, **guesses}, {})


@lru_cache(maxsize=4096)
def read_origins(stored: str) -> Origins:
    """The origins of a stored form: ``2024-03-19 directory name,kind;…``."""
    origins = {}
    for part in stored.split(";") if stored else ():
        date, source, names = part.split(" ")
        origin = Origin.of(dt.date.fromisoformat(date), SchoolSource(source))
        origins.update(dict.fromkeys(names.split(","), origin))
    return MappingProxyType(origins)


def write_origins(origins: Origins) -> str:
    """The stored form: one group per date and source, newest first."""
    groups: dict[Origin, list[str]] = {}
    for name in COLUMNS:
        if name in origins:
            groups.setdefault(origins[name], []).append(name)
    return ";".join(
        f"{origin.date.isoformat()} {origin.source} {','.join(groups[origin])}"
        for origin in sorted(groups, reverse=True)
    )


def merge(known: Known, told: Mapping[str, Value], origin: Origin) -> Known:
    """What is known after a source told something."""
    values, origins = dict(known.values), dict(known.origins)
    for name, value in told.items():
        before = origins.get(name)
        if before is not None and before > origin:
            continue
        values[name] = _name(values.get(name), value) if name == "name" else value
        origins[name] = origin
    return Known(values, origins)


def changed(before: Known, after: Known) -> list[str]:
    """The facts whose value differs."""
    return [name for name in COLUMNS if before.values.get(name) != after.values.get(name)]


def newest(origins: Origins) -> dt.date | None:
    """The date of the most recent fact."""
    return max((origin.date for origin in origins.values()), default=None)


def main_source(origins: Origins) -> SchoolSource:
    """What the record mainly stands on: the newest source that is not a hand, or the hand when there is no other."""
    written = [origin for origin in origins.values() if origin.source is not SchoolSource.HAND]
    return max(written).source if written else SchoolSource.HAND


def _name(before: Value | None, after: Value) -> Value:
    """A name people read: « ECOLE STE ANNE » tells nothing that « École Sainte-Anne » does not say better."""
    if not is_capitals(after[0]):
        return after
    if before is not None and search_key(before[0]) == search_key(after[0]):
        return before
    return (school_names.readable(after[0])[:200],)
