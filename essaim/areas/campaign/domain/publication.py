"""What the public sees of an edition: an action, where it stands, and how a reader narrows the list.

Rule: nothing before a moderator accepted it, nothing once it is withdrawn, never a contact. Of a class one reads the
commune, the kind of school and the levels, not the school's name, until the head of school attests the registration.
An encounter is told by its half-day, without hours or place: nobody is expected but the class. A pupils' action gives
its hours and place only when its authors opened it to the public.

A reader's choices add up inside one facet and narrow across facets. The number beside a choice is what one would read
after ticking it alone in its facet, the other facets kept.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Final

from essaim.areas.campaign.domain.slots import Half
from essaim.areas.campaign.enums import Band, Mode, Nature, Standing
from essaim.foundation.kernel import french, text

SHOWN: Final = frozenset({Standing.CONFIRMED, Standing.ANNOUNCED, Standing.HELD, Standing.FREE, Standing.FULL})
"""Where an action may stand to be on the map and in the agenda."""

LAST_DAY: Final = dt.date.max
NOON: Final = 12
_IN: Final[Mapping[str, str]] = {
    "Grand Est": "dans le",
    "Hauts-de-France": "dans les",
    "La Réunion": "à",
    "Mayotte": "à",
    "Pays de la Loire": "dans les",
}


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as the public may know it; codes are empty outside the régions."""

    commune: str = ""
    departement: str = ""
    region: str = ""
    region_name: str = ""
    timezone: str = "Europe/Paris"
    academie: str = ""
    point: tuple[float, float] | None = None  # latitude and longitude of the commune, never of the school
    zones: frozenset[str] = frozenset()  # the cells of the map that hold this point, one at each scale

    @property
    def label(self) -> str:
        """« Beaune (21) »."""
        if self.commune and self.departement:
            return f"{self.commune} ({self.departement})"
        return self.commune or self.region_name or "En France"


@dataclass(frozen=True, slots=True)
class When:
    """The day, then as much as is public: the half-day, or the hours on the clock of the place."""

    day: dt.date
    half: str = ""  # « matin », « après-midi »
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None

    @property
    def is_afternoon(self) -> bool:
        """Whether it falls in the second half of the day."""
        return self.starts_at.hour >= NOON if self.starts_at else self.half == Half.AFTERNOON.word

    @property
    def hours(self) -> str:
        """« matin », « de 10 h à 11 h 30 », « à 10 h »."""
        if self.starts_at is None:
            return self.half
        begins = french.clock(self.starts_at.time())
        if self.ends_at is None or self.ends_at.date() != self.starts_at.date():
            return f"à {begins}"
        return f"de {begins} à {french.clock(self.ends_at.time())}"

    @property
    def label(self) -> str:
        """« lundi 22 mars 2027, matin »."""
        return ", ".join(filter(None, [french.full_date(self.day), self.hours]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One published thing of an edition: a confirmed encounter, pupils' action, or an actor's offer."""

    reference: str
    uid: str
    nature: Nature
    standing: Standing
    title: str
    changed_at: dt.datetime
    where: Where = field(default_factory=Where)
    when: When | None = None
    days: frozenset[dt.date] = frozenset()  # the days that answer a choice of day: several for an offer
    organisation: str = ""
    audience: str = ""  # « collège », « école élémentaire »
    levels: str = ""  # « 6e », « CM1 et CM2 »
    bands: frozenset[Band] = frozenset()
    themes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    mode: Mode | None = None
    modes: tuple[Mode, ...] = ()
    place: str = ""
    story: str = ""
    is_open: bool = False
    places: int = 0  # encounters an offer still has room for
    reach: str = ""  # how far an actor goes
    sequence: int = 0
    others: tuple[str, ...] = ()  # the other dates of an event that has several
    website: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether the map and the agenda have it."""
        return self.standing in SHOWN

    @property
    def words(self) -> str:
        """The standing in a word or two: « confirmée », « 3 places »."""
        return french.plural(self.places, "place") if self.standing is Standing.FREE else self.standing.label

    @property
    def order(self) -> tuple[object, ...]:
        """By day, then hour, then place; what has no day of its own comes last."""
        day = self.when.day if self.when else LAST_DAY
        hour = self.when.starts_at.time() if self.when and self.when.starts_at else dt.time.min
        return (
            day,
            self.when is not None and self.when.is_afternoon,
            hour,
            text.sort_key(self.where.commune),
            text.sort_key(self.title),
            self.reference,
        )

    @property
    def place_order(self) -> tuple[object, ...]:
        """By région, then commune, then as above; what is outside the régions comes last."""
        region = self.where.region_name
        return not region, text.sort_key(region), text.sort_key(self.where.commune), *self.order


class Facet(StrEnum):
    """What one may narrow by; the value is the word of the address."""

    NATURE = "quoi"
    TYPE = "type"
    THEME = "theme"
    BAND = "niveau"
    REGION = "region"
    ACADEMIE = "academie"
    ZONE = "zone"
    DAY = "jour"


VALUES: Final[Mapping[Facet, Callable[[Action], Collection[str]]]] = {
    Facet.NATURE: lambda action: (action.nature.value,),
    Facet.TYPE: lambda action: action.types,
    Facet.THEME: lambda action: action.themes,
    Facet.BAND: lambda action: [band.value for band in action.bands],
    Facet.REGION: lambda action: (action.where.region,) if action.where.region else (),
    Facet.ACADEMIE: lambda action: (action.where.academie,) if action.where.academie else (),
    Facet.ZONE: lambda action: action.where.zones,
    Facet.DAY: lambda action: [day.isoformat() for day in action.days],
}
"""The values of an action for each facet, as the address writes them."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a reader chose, by facet; nothing chosen in a facet narrows nothing."""

    chosen: Mapping[Facet, frozenset[str]] = field(default_factory=dict)

    def keeps(self, action: Action) -> bool:
        """Whether the action is among those asked for."""
        return all(not kept or not kept.isdisjoint(VALUES[facet](action)) for facet, kept in self.chosen.items())

    def without(self, facet: Facet) -> "Criteria":
        """The same, with nothing chosen in one facet."""
        return replace(self, chosen={other: kept for other, kept in self.chosen.items() if other is not facet})

    def get(self, facet: Facet) -> frozenset[str]:
        """What was chosen in a facet."""
        return self.chosen.get(facet, frozenset())

    def __bool__(self) -> bool:
        return any(self.chosen.values())


def narrowed(actions: Iterable[Action], criteria: Criteria) -> list[Action]:
    """The actions asked for, by day then place."""
    return sorted(filter(criteria.keeps, actions), key=lambda action: action.order)


def by_place(actions: Iterable[Action]) -> list[Action]:
    """The same actions, by région then commune."""
    return sorted(actions, key=lambda action: action.place_order)


def grouped(actions: Iterable[Action], *, by_place: bool) -> list[tuple[str, list[Action]]]:
    """Runs of a sorted list under their heading: « Lundi 22 mars 2027 », or « Bretagne »."""
    title = _region_of if by_place else _day_of
    return [(name, list(run)) for name, run in groupby(actions, title)]


def counts(actions: Sequence[Action], criteria: Criteria, facet: Facet) -> Counter[str]:
    """How many actions each value of a facet would give, the other facets kept."""
    kept = filter(criteria.without(facet).keeps, actions)
    return Counter(value for action in kept for value in VALUES[facet](action))


def in_region(name: str) -> str:
    """« en Bretagne », « dans les Hauts-de-France », « à La Réunion »."""
    return f"{_IN.get(name, 'en')} {name}"


def _region_of(action: Action) -> str:
    return action.where.region_name or "Ailleurs"


def _day_of(action: Action) -> str:
    day = french.full_date(action.when.day) if action.when else "date à fixer"
    return day[:1].upper() + day[1:]
