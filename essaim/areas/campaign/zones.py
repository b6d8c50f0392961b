"""Where an action falls on the map: its cell at the scale of the country, and its cell at the scale of a région.

A cell has a short code that stands in the address (``zone=f0_9_4``): the scale, the frame of the outlines, and its
place in the honeycomb. It depends on nothing but the outlines shipped with Essaim, so an address keeps its meaning.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from essaim.areas.campaign.domain import honeycomb
from essaim.commons.territory import dataset, outlines
from essaim.commons.territory.outlines import Layer, Place
from essaim.foundation.web.maps import Frame, Outline

ZOOM: Final = 4
"""How many times larger a région is drawn than the country."""

MARGIN: Final = 24
MAINLAND: Final = 0
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_STROKE: Final = re.compile(r"([Mlz])([^Mlz]*)")
_CODE: Final = re.compile(r"([fr])([0-5])_(-?\d{1,3})_(-?\d{1,3})", re.ASCII)


class Scale(StrEnum):
    """How wide one looks; the value begins the code of a cell."""

    FRANCE = "f"
    REGION = "r"


RADII: Final[Mapping[Scale, float]] = {Scale.FRANCE: 26, Scale.REGION: 26 / ZOOM}
"""The radius of a cell at each scale, in the units of the outlines: the same size once drawn."""


@cache
def place(point: tuple[float, float]) -> Place | None:
    """Where a point of the globe falls on the outlines; communes are few, and asked again for each action."""
    return outlines.locate(*point)


@cache
def of(point: tuple[float, float]) -> frozenset[str]:
    """The codes of the cells that hold a point, one at each scale; none outside the frames.

    At the scale of the country, an overseas région is one cell: its plate is the size of a thumb.
    """
    found = place(point)
    if found is None:
        return frozenset()
    wide = honeycomb.cell_of(found.x, found.y, RADII[Scale.FRANCE]) if found.frame == MAINLAND else (0, 0)
    fine = honeycomb.cell_of(found.x, found.y, RADII[Scale.REGION])
    cells = ((Scale.FRANCE, wide), (Scale.REGION, fine))
    return frozenset(f"{scale.value}{found.frame}_{q}_{r}" for scale, (q, r) in cells)


def is_of(scale: Scale, code: str) -> bool:
    """Whether a cell belongs to this scale."""
    return code.startswith(scale.value)


@cache
def centre(code: str) -> Place:
    """The centre of a cell, in the units of its frame."""
    match = _CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"{code!r} is no cell of the map")
    scale, frame, q, r = match.groups()
    if scale == Scale.FRANCE.value and int(frame) != MAINLAND:
        land = outlines.layer(Layer.REGIONS).frames[int(frame)]
        return Place(int(frame), land.width / 2, land.height / 2)
    x, y = honeycomb.centre_of(int(q), int(r), RADII[Scale(scale)])
    return Place(int(frame), round(x, 1), round(y, 1))


@dataclass(frozen=True, slots=True)
class Window:
    """A région drawn large: its départements, and how its corner and its scale read in the units of its frame."""

    frame: Frame
    rank: int
    left: float
    top: float

    def inside(self, found: Place) -> tuple[float, float]:
        """A place of the frame, in the units of the window."""
        return round((found.x - self.left) * ZOOM, 1), round((found.y - self.top) * ZOOM, 1)


@cache
def window(region: str) -> Window | None:
    """The window of a région; None for a code that is none."""
    members = {row.code for row in dataset.departements() if row.region_id == region}
    for rank, frame in enumerate(outlines.layer(Layer.DEPARTEMENTS).frames):
        drawn = [outline for outline in frame.outlines if outline.code in members]
        if drawn:
            return _window(rank, drawn)
    return None


def _window(rank: int, drawn: Sequence[Outline]) -> Window:
    corners = [corner for outline in drawn for corner in _corners(outline.path)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, top = min(xs) - MARGIN / ZOOM, min(ys) - MARGIN / ZOOM
    width, height = (max(xs) - left) * ZOOM + MARGIN, (max(ys) - top) * ZOOM + MARGIN
    frame = Frame([_moved(outline, left, top) for outline in drawn], round(width), round(height))
    return Window(frame, rank, left, top)


def _corners(path: str) -> list[tuple[float, float]]:
    """Every corner of an outline, in its own units."""
    x = y = 0.0
    found = []
    for sign, numbers in _STROKE.findall(path):
        for dx, dy in _pairs(numbers):
            x, y = (dx, dy) if sign == "M" else (x + dx, y + dy)
            found.append((x, y))
    return found


def _moved(outline: Outline, left: float, top: float) -> Outline:
    """The same outline in the units of a window."""
    strokes = []
    for sign, numbers in _STROKE.findall(outline.path):
        away = (left, top) if sign == "M" else (0, 0)
        scaled = (f"{(x - away[0]) * ZOOM:.5g} {(y - away[1]) * ZOOM:.5g}" for x, y in _pairs(numbers))
        strokes.append(sign + " ".join(scaled))
    x, y = (outline.cx - left) * ZOOM, (outline.cy - top) * ZOOM
    return Outline(outline.code, outline.name, "".join(strokes), x, y)


def _pairs(numbers: str) -> list[tuple[float, float]]:
    values = [float(number) for number in _NUMBER.findall(numbers)]
    return list(zip(values[::2], values[1::2], strict=True))
