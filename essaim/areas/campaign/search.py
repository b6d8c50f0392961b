"""What the map and the agenda are narrowed by, read from the address; what is unknown there is ignored."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, overload
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import capfirst

from essaim.areas.campaign.domain.catalogue import Catalogue
from essaim.areas.campaign.domain.publication import Action, Criteria, Facet
from essaim.areas.campaign.enums import Band, Nature
from essaim.foundation.kernel import french

EDITION = "edition"
LAYOUT = "vue"
KNOWN: Final = frozenset({EDITION, LAYOUT, "page", *(facet.value for facet in Facet)})
"""Every parameter these pages read."""

TITLES: Mapping[Facet, str] = {
    Facet.NATURE: "Ce qui se passe",
    Facet.TYPE: "Type d’action",
    Facet.THEME: "Thème",
    Facet.BAND: "Niveau",
    Facet.DAY: "Jour",
}
NATURES: Mapping[Nature, str] = {
    Nature.ENCOUNTER: "Rencontres confirmées",
    Nature.SHOWCASE: "Actions d’élèves",
    Nature.OFFER: "Offres d’acteurs",
    Nature.EVENT: "Évènements ouverts",
}
MOST_CHOICES = 40
"""Values of one facet read from an address: more is nobody's choice."""


class Layout(StrEnum):
    """How the agenda is laid out; the value is the word of the address."""

    DAY = "jour"
    LIST = "liste"
    PLACE = "lieu"


_LAYOUTS: Final = {layout.value: layout for layout in Layout}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, as a box to tick."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet with its boxes."""

    name: str
    title: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Chip:
    """Something chosen, and the parameter to take back."""

    name: str
    value: str
    label: str


class ActionSearch:
    """What a reader asked for, over the published actions of one edition; read when it is shown, not before."""

    def __init__(
        self, query: QueryDict, catalogue: Catalogue, labels: Mapping[Facet, Mapping[str, str]], *, dated: bool = False
    ) -> None:
        self.query = query
        self.catalogue = catalogue
        self.labels = labels
        self.among = catalogue.dated if dated else catalogue.every
        self.criteria = Criteria({facet: self._chosen(facet) for facet in Facet})
        self.layout = _LAYOUTS.get(query.get(LAYOUT, ""), Layout.DAY)

    @cached_property
    def bits(self) -> int:
        """The actions asked for, as bits of the catalogue."""
        return self.catalogue.kept(self.criteria, self.among)

    @cached_property
    def found(self) -> Sequence[Action]:
        """The actions asked for, by day then place, or by place."""
        ranks = self.catalogue.ranks(self.bits, by_place=self.layout is Layout.PLACE)
        return Ranked(self.catalogue.actions, ranks)

    @property
    def region(self) -> str:
        """The only région asked for, or nothing."""
        return self._only(Facet.REGION)

    @property
    def region_name(self) -> str:
        """Its name."""
        return self.labels[Facet.REGION].get(self.region, "")

    @property
    def academie(self) -> str:
        """The only académie asked for, or nothing."""
        return self._only(Facet.ACADEMIE)

    @property
    def zone(self) -> str:
        """The only cell of the map asked for, or nothing."""
        return self._only(Facet.ZONE)

    @property
    def unzoned(self) -> int:
        """The actions asked for, whatever cell is chosen: what the map shows around it."""
        return self.catalogue.kept(self.criteria.without(Facet.ZONE), self.among)

    @property
    def only_edition(self) -> str:
        """The edition asked for alone, for an address that takes nothing else."""
        edition = self.query.get(EDITION)
        return f"?{urlencode({EDITION: edition})}" if edition else ""

    @property
    def facets(self) -> list[FacetView]:
        """The boxes to tick, each with what it would give; a facet without two values says nothing."""
        shown = (FacetView(facet.value, title, self._choices(facet)) for facet, title in TITLES.items())
        return [facet for facet in shown if len(facet.choices) > 1]

    @property
    def regions(self) -> list[Choice]:
        """Every région, mainland first, with what it would give."""
        return self._choices(Facet.REGION, every=True)

    @cached_property
    def chips(self) -> list[Chip]:
        """What was chosen, in the order of the facets."""
        return [
            Chip(facet.value, value, labels[value])
            for facet, labels in self.labels.items()
            if (chosen := self.criteria.get(facet))
            for value in labels
            if value in chosen
        ]

    @cached_property
    def by_region(self) -> Mapping[str, int]:
        """How many actions each région has, whatever région is chosen."""
        return self.counts(Facet.REGION)

    def counts(self, facet: Facet) -> Mapping[str, int]:
        """How many actions each value of a facet would give, the other choices kept."""
        return self.catalogue.counts(self.criteria, facet, self.among)

    def address(self, **changes: str) -> str:
        """This search with some answers changed, from the first page; empty drops one."""
        query = self.query.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}" if query else ""

    def each(self, facet: Facet, *dropped: Facet) -> Callable[[str], str]:
        """``address`` for every value of a facet in turn: the rest of the search is written once."""
        query = self.query.copy()
        for name in ("page", facet.value, *dropped):
            query.pop(name, None)
        rest = f"{query.urlencode()}&" if query else ""
        return lambda value: f"?{rest}{facet.value}={value}"

    @property
    def kept(self) -> str:
        """The same answers for another page of the same actions: how the agenda is laid out stays behind."""
        return self.address(vue="")

    @cached_property
    def canonical(self) -> str:
        """The one address of this search: what nobody knows left out, the rest in one order."""
        pairs = [(chip.name, chip.value) for chip in self.chips]
        if edition := self.query.get(EDITION):
            pairs.insert(0, (EDITION, edition))
        if self.layout is not Layout.DAY:
            pairs.append((LAYOUT, self.layout.value))
        if (page := self.query.get("page", "")).isdecimal() and page != "1":
            pairs.append(("page", page))
        return f"?{urlencode(pairs)}" if pairs else ""

    def with_only(self, facet: Facet, value: str) -> str:
        """The address of one choice alone, of the same edition."""
        edition = self.query.get(EDITION)
        return "?" + urlencode([*([(EDITION, edition)] if edition else []), (facet.value, value)])

    @property
    def is_usual(self) -> bool:
        """Whether others ask it too: the first page of at most one choice. Only these are kept, and for robots."""
        return len(self.chips) <= 1 and self.query.get("page", "1") == "1" and KNOWN.issuperset(self.query)

    def _only(self, facet: Facet) -> str:
        chosen = self.criteria.get(facet)
        return next(iter(chosen)) if len(chosen) == 1 else ""

    def _chosen(self, facet: Facet) -> frozenset[str]:
        return frozenset(self.query.getlist(facet.value)[:MOST_CHOICES]) & self.labels[facet].keys()

    def _choices(self, facet: Facet, *, every: bool = False) -> list[Choice]:
        counted, chosen = self.counts(facet), self.criteria.get(facet)
        return [
            Choice(value, label, counted.get(value, 0), value in chosen)
            for value, label in self.labels[facet].items()
            if every or counted.get(value) or value in chosen
        ]


class Ranked(Sequence[Action]):
    """Actions by their ranks: a page reads those it shows."""

    def __init__(self, actions: Sequence[Action], ranks: Sequence[int]) -> None:
        self._actions = actions
        self._ranks = ranks

    def __len__(self) -> int:
        return len(self._ranks)

    @overload
    def __getitem__(self, at: int) -> Action: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Action]: ...
    def __getitem__(self, at: int | slice) -> Action | Sequence[Action]:
        if isinstance(at, slice):
            return [self._actions[rank] for rank in self._ranks[at]]
        return self._actions[self._ranks[at]]


def labels_of(
    catalogue: Catalogue,
    *,
    words: Mapping[str, str],
    regions: Mapping[str, str],
    academies: Mapping[str, str],
    zones: Mapping[str, str],
) -> Mapping[Facet, Mapping[str, str]]:
    """What each facet may be asked, in the order it is shown: the words of the edition that some action bears."""
    met = {code: capfirst(label) for code, label in words.items()}
    return {
        Facet.NATURE: {nature.value: label for nature, label in NATURES.items()},
        Facet.TYPE: {code: label for code, label in met.items() if code in catalogue.values[Facet.TYPE]},
        Facet.THEME: {code: label for code, label in met.items() if code in catalogue.values[Facet.THEME]},
        Facet.BAND: {band.value: capfirst(band.label) for band in Band},
        Facet.REGION: regions,
        Facet.ACADEMIE: academies,
        Facet.ZONE: zones,
        Facet.DAY: {day: _day(dt.date.fromisoformat(day)) for day in sorted(catalogue.values[Facet.DAY])},
    }


def _day(day: dt.date) -> str:
    return capfirst(french.weekday(day))
