"""What a map needs: outlines prepared by whoever owns the territory, numbers given by the page, and the list twin.

No tiles, no outside server, no script: the map is an SVG in the page, and the list beside it says the same numbers in
the same order. The five overseas régions have their own frame and scale and are never left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt

from essaim.foundation.kernel import french

CLASSES = 5
READABLE = 0.7  # scale under which a number in a cell cannot be read
SHORT_NUMBER = 3  # characters that fit in a cell


class Style(StrEnum):
    """How numbers are drawn."""

    CELLS = "cells"  # counts: a cell with the number inside
    CLASSES = "classes"  # rates: five classes from honey to ink, value written on the shape


@dataclass(frozen=True, slots=True)
class Outline:
    """One territory, ready to draw: an SVG path and the point where its mark stands, in the units of its frame."""

    code: str
    name: str
    path: str
    cx: float
    cy: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of map with its own scale: the mainland, or one overseas région."""

    outlines: Sequence[Outline]
    width: float = 640
    height: float = 660
    name: str = ""
    left: float = 0
    top: float = 0

    @property
    def view_box(self) -> str:
        """The SVG viewBox."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"


@dataclass(frozen=True, slots=True)
class MapLayer:
    """Outlines that cover the country: the mainland, then the overseas frames in the order they are listed."""

    key: str  # "regions", "academies", "departements"
    mainland: Frame
    insets: Sequence[Frame]
    attribution: str  # "Contours : IGN, Admin Express 2026, Licence Ouverte 2.0"
    here: str = ""  # the outline one looks at, among those around it

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Mainland first."""
        return (self.mainland, *self.insets)


@dataclass(frozen=True, slots=True)
class Datum:
    """What is known of one territory: its number, how it is written, where it leads."""

    value: float
    text: str = ""
    href: str = ""
    note: str = ""

    @property
    def written(self) -> str:
        """The number as the reader sees it."""
        return self.text or french.number(int(self.value))


@dataclass(frozen=True, slots=True)
class Mark:
    """An outline with its number."""

    outline: Outline
    datum: Datum | None
    rank: int = 0  # 1 to 5 for classes, 0 without value
    scale: float = 1
    current: bool = False

    @property
    def name(self) -> str:
        """The territory's name."""
        return self.outline.name

    @property
    def written(self) -> str:
        """The number, or an honest nothing."""
        return self.datum.written if self.datum else "sans donnée"

    @property
    def x(self) -> str:
        """Where the mark stands across its frame, as SVG writes numbers."""
        return f"{self.outline.cx:g}"

    @property
    def y(self) -> str:
        """Where the mark stands down its frame."""
        return f"{self.outline.cy:g}"

    @property
    def transform(self) -> str:
        """Where the cell stands in its frame, and how large it is."""
        return f"translate({self.x} {self.y}) scale({self.scale:g})"

    @property
    def on_deep(self) -> bool:
        """Whether the label stands on one of the two darkest classes."""
        return self.rank >= CLASSES - 1


@dataclass(frozen=True, slots=True)
class DrawnFrame:
    """A frame: the land, then the marks on it, largest first so that no cell hides a smaller one."""

    frame: Frame
    land: Sequence[Outline]
    marks: Sequence[Mark]
    here: str = ""


@dataclass(frozen=True, slots=True)
class MapView:
    """A map ready for ``<c-map :view="…">``.

    ``title`` says the finding (« 428 actions, plus nombreuses en Bretagne »); ``what`` names the number in the list
    (« actions »); ``bounds`` are the upper limits of the first four classes, for rates.
    """

    title: str
    layer: MapLayer
    data: Mapping[str, Datum]
    what: str
    style: Style = Style.CELLS
    bounds: Sequence[float] = ()
    current: str = ""
    legend: Sequence[str] = field(default=())  # the words of the classes, lowest first
    labels: bool = False  # names written on the shapes (few, large territories)
    land: MapLayer | None = None  # larger territories drawn beneath the cells, in place of the layer's own outlines
    cells: tuple[float, float] = (0.72, 1.22)  # scale of the cell of nothing, and of the largest number
    note: str = ""  # how to read the cells, beside the source
    href: str = ""  # where the whole list stands, when it is not beside the map

    @property
    def mainland(self) -> DrawnFrame:
        """The large frame."""
        return self._drawn(self.layer.mainland, (self.land or self.layer).mainland)

    @property
    def insets(self) -> list[DrawnFrame]:
        """The overseas frames."""
        grounds = (self.land or self.layer).insets
        return [self._drawn(frame, ground) for frame, ground in zip(self.layer.insets, grounds, strict=True)]

    @property
    def rows(self) -> list[Mark]:
        """The list twin: every territory of the map, largest number first, then by name."""
        marks = [mark for drawn in (self.mainland, *self.insets) for mark in drawn.marks]
        return sorted(marks, key=lambda mark: (-(mark.datum.value if mark.datum else -1), mark.name))

    @property
    def numbers_inside(self) -> bool:
        """Whether every number can be read inside its cell: short, and the cell large enough."""
        return self.cells[0] >= READABLE and all(len(datum.written) <= SHORT_NUMBER for datum in self.data.values())

    @property
    def classes(self) -> list[tuple[int, str]]:
        """The legend of the five classes."""
        return list(enumerate(self.legend, start=1))

    def _drawn(self, frame: Frame, ground: Frame) -> DrawnFrame:
        marks = sorted(map(self._mark, frame.outlines), key=lambda mark: -mark.scale)
        return DrawnFrame(frame, ground.outlines, marks, (self.land or self.layer).here)

    def _mark(self, outline: Outline) -> Mark:
        datum = self.data.get(outline.code)
        return Mark(outline, datum, self._rank(datum), self._scale(datum), outline.code == self.current)

    def _rank(self, datum: Datum | None) -> int:
        if datum is None or self.style is not Style.CLASSES:
            return 0
        return 1 + sum(datum.value > bound for bound in self.bounds)

    def _scale(self, datum: Datum | None) -> float:
        """The area of a cell grows with its number, between a readable smallest and the largest."""
        largest = max((d.value for d in self.data.values()), default=0)
        share = datum.value / largest if datum and largest else 0
        smallest, largest_cell = self.cells
        return round(smallest + (largest_cell - smallest) * sqrt(share), 2)


def quintiles(values: Iterable[float]) -> tuple[float, ...]:
    """Four bounds that cut the values in five classes of about the same number of territories."""
    ordered = sorted(values)
    if not ordered:
        return ()
    return tuple(ordered[min(len(ordered) - 1, len(ordered) * step // CLASSES)] for step in range(1, CLASSES))
