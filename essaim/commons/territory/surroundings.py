"""One point in its département and the ones around it: what a page about one place draws.

The outlines are those of the country (``outlines``), seen through a window: nothing is redrawn, so a département close
by looks as coarse as it is there. Distances and names tell in words what the point shows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from essaim.commons.territory import outlines
from essaim.commons.territory.outlines import ATTRIBUTION, Layer
from essaim.foundation.web.maps import Datum, Frame, MapLayer, MapView, Outline

WIDTH: Final = 60
"""The least a window shows, in the units of the outlines: about a hundred kilometres of mainland France."""

SPREAD, RATIO, CELL = 1.5, 0.75, 1 / 26
"""How much wider than the département; height over width; radius of the point's cell over the width."""

CELL_RADIUS: Final = 19
_STROKE: Final = re.compile(r"([Mlz])([^Mlz]*)")
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """A point to draw: what it is, where it is, and how its place is known."""

    name: str
    latitude: float
    longitude: float
    told: str


def view(point: Point, departement: str, title: str, note: str = "") -> MapView | None:
    """The map of a point; None when it falls outside every frame, or away from its département's one."""
    place, land = outlines.locate(point.latitude, point.longitude), _around(departement)
    if place is None or land is None or place.frame != land.rank:
        return None
    mark = Outline("point", point.name, "", place.x, place.y)
    cell = round(land.width * CELL / CELL_RADIUS, 3)
    return MapView(
        title,
        MapLayer("surroundings", land.framing([mark]), (), ATTRIBUTION),
        {"point": Datum(1, text=point.told)},
        "",
        current="point",
        land=MapLayer("departements", land.framing(land.outlines), (), ATTRIBUTION, here=departement),
        cells=(cell, cell),
        note=note,
    )


@dataclass(frozen=True, slots=True)
class _Window:
    """A piece of a frame, and the départements seen through it."""

    rank: int
    left: float
    top: float
    width: float
    height: float
    outlines: tuple[Outline, ...]

    def framing(self, drawn: Sequence[Outline]) -> Frame:
        """The same window with something drawn in it."""
        return Frame(drawn, self.width, self.height, left=self.left, top=self.top)


@cache
def _around(departement: str) -> _Window | None:
    for rank, frame in enumerate(outlines.layer(Layer.DEPARTEMENTS).frames):
        boxes = {outline.code: _box(outline.path) for outline in frame.outlines}
        if departement in boxes:
            window = _window(boxes[departement], frame)
            seen = tuple(outline for outline in frame.outlines if _meet(boxes[outline.code], window))
            left, top, right, bottom = window
            return _Window(rank, left, top, right - left, bottom - top, seen)
    return None


def _window(box: Box, frame: Frame) -> Box:
    """The département with some room around it; the whole frame when it is not wider."""
    left, top, right, bottom = box
    width = max(WIDTH, SPREAD * (right - left), SPREAD * (bottom - top) / RATIO)
    if width >= frame.width:
        return (0, 0, frame.width, frame.height)
    x, y, height = (left + right) / 2 - width / 2, (top + bottom) / 2 - width * RATIO / 2, width * RATIO
    return (round(x, 1), round(y, 1), round(x + width, 1), round(y + height, 1))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _box(path: str) -> Box:
    corners = list(_corners(path))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _corners(path: str) -> Iterator[tuple[float, float]]:
    """Every corner of an outline: ``M`` begins a piece, ``l`` goes on from the corner before."""
    x = y = 0.0
    for sign, numbers in _STROKE.findall(path):
        values = [float(number) for number in _NUMBER.findall(numbers)]
        for dx, dy in zip(values[::2], values[1::2], strict=True):
            x, y = (dx, dy) if sign == "M" else (x + dx, y + dy)
            yield x, y
