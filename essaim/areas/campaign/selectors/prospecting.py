"""Where one more actor would help, named by its commune; and each request left, with what was missing.

Every count is solved again with that actor added (``domain.matching.prospecting``): nothing here is a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from essaim.areas.campaign.domain.matching.explaining import MISSING
from essaim.areas.campaign.domain.matching.instance import Condition
from essaim.areas.campaign.domain.matching.prospecting import RANGE_KM, Prospect
from essaim.areas.campaign.domain.matching.solution import Unserved
from essaim.areas.campaign.enums import Band
from essaim.areas.campaign.models import ClassRequest, Edition
from essaim.areas.campaign.selectors import runs
from essaim.areas.campaign.selectors.runs import Draft
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import french

MOST = 12
"""How many places one page names, the most useful first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An actor to look for: near which commune, for whom, and how many more classes it would serve."""

    commune: str
    departement: str
    prospect: Prospect

    @property
    def levels(self) -> list[str]:
        """The parts of schooling, in words."""
        return [Band(code).label if code in set(Band) else code for code in self.prospect.levels]

    @property
    def themes(self) -> Sequence[str]:
        """The themes, in the words of the edition."""
        return self.prospect.themes

    @property
    def sentence(self) -> str:
        """« Un acteur de plus près de Guéret, thème alimentation, servirait 4 classes. »."""
        where = f"près {french.of(self.commune)}" if self.commune else f"près du point {self.point}"
        themes = f", thème {french.join(self.themes)}" if self.themes else ""
        levels = f", niveau {french.join(self.levels)}" if self.levels else ""
        classes = french.plural(self.prospect.would_serve, "classe")
        return french.typeset(f"Un acteur de plus {where}{themes}{levels}, servirait {classes}.")

    @property
    def point(self) -> str:
        """The point as people write it."""
        return f"{self.prospect.lat:.2f} ; {self.prospect.lon:.2f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Missed:
    """A request nobody meets: what was missing, and how many offers were one condition away."""

    request: ClassRequest
    commune: str
    blocked: Mapping[Condition, int]
    why: str

    @property
    def near_misses(self) -> int:
        """How many offers were one condition away."""
        return sum(self.blocked.values())

    @property
    def conditions(self) -> list[str]:
        """« la distance (2) », the most frequent first."""
        order = list(Condition)
        rows = sorted(self.blocked.items(), key=lambda item: (-item[1], order.index(item[0])))
        return [f"{MISSING[condition]} ({count})" for condition, count in rows]


@dataclass(frozen=True, slots=True)
class Prospecting:
    """A territory today: who to look for, who is left."""

    wanted: Sequence[Wanted]
    missed: Sequence[Missed]
    served: int

    @property
    def range_km(self) -> int:
        """How far the actors looked for would travel."""
        return int(RANGE_KM)


def prospecting(edition: Edition, scope: Scope) -> Prospecting:
    """Solve the territory as it is, then again with each actor that might help."""
    made = runs.draft(edition, scope, prospects=MOST)
    points = _points(made)
    wanted = [_wanted(place, points) for place in made.found.prospects]
    return Prospecting(wanted, [_missed(made, one) for one in made.found.unserved], len(made.found.pairs))


def _wanted(place: Prospect, points: Mapping[tuple[float, float], ClassRequest]) -> Wanted:
    """The place is that of a school that waits: its commune gives the name."""
    request = points.get((place.lat, place.lon))
    return Wanted(
        _commune(request) if request else "",
        request.departement.name if request and request.departement else "",
        place,
    )


def _points(made: Draft) -> Mapping[tuple[float, float], ClassRequest]:
    return {
        (row.place.lat, row.place.lon): made.requests[row.id]
        for row in made.rows.asked
        if row.place.lat is not None and row.place.lon is not None
    }


def _missed(made: Draft, one: Unserved) -> Missed:
    request = made.requests[one.request]
    return Missed(request, _commune(request), one.blocked, one.why)


def _commune(request: ClassRequest) -> str:
    school = request.school
    if school is None:
        return ""
    return school.commune.name if school.commune else school.locality
