"""Holes of the map: where classes wait and one more actor would help, said in a sentence somebody can act upon."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from essaim.foundation.kernel import french

NAMED: Final = 2
"""How many themes a hint names: more would not help whoever telephones."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request nobody meets."""

    place: str
    themes: Collection[str]


@dataclass(frozen=True, slots=True)
class Hole:
    """A place where several classes wait."""

    place: str
    classes: int
    themes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """« 3 classes attendent (alimentation, textile) : un acteur de plus les servirait. »."""
        themes = f" ({french.join(self.themes, 'ou')})" if self.themes else ""
        verb = "attend" if self.classes == 1 else "attendent"
        served = "la servirait" if self.classes == 1 else "en servirait"
        return f"{french.plural(self.classes, 'classe')} {verb}{themes}{french.NBSP}: un acteur de plus {served}."


def holes(waiting: Iterable[Waiting]) -> list[Hole]:
    """The places where classes wait, the most first; then in the order of their names."""
    by_place: dict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        by_place[one.place].append(one)
    found = [Hole(place, len(rows), _themes(rows)) for place, rows in by_place.items()]
    return sorted(found, key=lambda hole: (-hole.classes, hole.place))


def _themes(rows: Iterable[Waiting]) -> tuple[str, ...]:
    counted = Counter(theme for row in rows for theme in row.themes)
    return tuple(theme for theme, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:NAMED])
