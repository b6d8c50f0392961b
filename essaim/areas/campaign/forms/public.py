"""What the map and the agenda are narrowed by, read from the address; what is unknown there is ignored."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict
from django.utils.text import capfirst

from essaim.areas.campaign.domain import publication
from essaim.areas.campaign.domain.publication import Action, Criteria, Facet
from essaim.areas.campaign.enums import Band, Nature
from essaim.foundation.kernel import french

EDITION = "edition"
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
}
MOST_CHOICES = 40
"""Values of one facet read from an address: more is nobody's choice."""


class Layout(StrEnum):
    """How the agenda is laid out; the value is the word of the address."""

    DAY = "jour"
    LIST = "liste"
    PLACE = "lieu"


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
    """What a reader asked for, over the actions of one edition."""

    def __init__(
        self, query: QueryDict, actions: Sequence[Action], *, words: Mapping[str, str], regions: Mapping[str, str]
    ) -> None:
        self.query = query
        self.actions = actions
        self.labels: Mapping[Facet, Mapping[str, str]] = {
            Facet.NATURE: {nature.value: label for nature, label in NATURES.items()},
            Facet.TYPE: self._met(Facet.TYPE, words),
            Facet.THEME: self._met(Facet.THEME, words),
            Facet.BAND: {band.value: capfirst(band.label) for band in Band},
            Facet.REGION: regions,
            Facet.DAY: self._days(),
        }
        self.criteria = Criteria({facet: self._chosen(facet) for facet in Facet})
        layouts = {layout.value: layout for layout in Layout}
        self.layout = layouts.get(query.get("vue", ""), Layout.DAY)
        self.found = publication.narrowed(actions, self.criteria)

    @property
    def region(self) -> str:
        """The only région asked for, or nothing."""
        chosen = self.criteria.get(Facet.REGION)
        return next(iter(chosen)) if len(chosen) == 1 else ""

    @property
    def region_name(self) -> str:
        """Its name."""
        return self.labels[Facet.REGION].get(self.region, "")

    @property
    def facets(self) -> list[FacetView]:
        """The boxes to tick, each with what it would give; a facet without two values says nothing."""
        shown = (FacetView(facet.value, title, self._choices(facet)) for facet, title in TITLES.items())
        return [facet for facet in shown if len(facet.choices) > 1]

    @property
    def regions(self) -> list[Choice]:
        """Every région, mainland first, with what it would give."""
        return self._choices(Facet.REGION, every=True)

    @property
    def chips(self) -> list[Chip]:
        """What was chosen, in the order of the facets."""
        return [
            Chip(facet.value, value, label)
            for facet, labels in self.labels.items()
            for value, label in labels.items()
            if value in self.criteria.get(facet)
        ]

    def by_region(self) -> Mapping[str, int]:
        """How many actions each région has, whatever région is chosen."""
        return publication.counts(self.actions, self.criteria, Facet.REGION)

    def address(self, **changes: str) -> str:
        """This search with some answers changed, from the first page; empty drops one."""
        query = self.query.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}" if query else ""

    @property
    def kept(self) -> str:
        """The same answers for another page of the same actions: how the agenda is laid out stays behind."""
        return self.address(vue="")

    def _chosen(self, facet: Facet) -> frozenset[str]:
        return frozenset(self.query.getlist(facet.value)[:MOST_CHOICES]) & self.labels[facet].keys()

    def _choices(self, facet: Facet, *, every: bool = False) -> list[Choice]:
        counted, chosen = publication.counts(self.actions, self.criteria, facet), self.criteria.get(facet)
        return [
            Choice(value, label, counted[value], value in chosen)
            for value, label in self.labels[facet].items()
            if every or counted[value] or value in chosen
        ]

    def _met(self, facet: Facet, words: Mapping[str, str]) -> Mapping[str, str]:
        """The words of the edition that some action bears, in the order of the edition."""
        met = {value for action in self.actions for value in publication.VALUES[facet](action)}
        return {code: capfirst(label) for code, label in words.items() if code in met}

    def _days(self) -> Mapping[str, str]:
        days = sorted({day for action in self.actions for day in action.days})
        return {day.isoformat(): _day(day) for day in days}


def _day(day: dt.date) -> str:
    return capfirst(french.weekday(day))
