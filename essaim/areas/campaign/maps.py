"""The map of a search, ready to draw: the country in wide cells, or one région large, in fine cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from essaim.areas.campaign import zones
from essaim.areas.campaign.atlas import CELL, Atlas
from essaim.areas.campaign.domain.publication import Facet
from essaim.areas.campaign.search import ActionSearch
from essaim.areas.campaign.zones import Scale, Window
from essaim.commons.territory import outlines
from essaim.foundation.kernel import french
from essaim.foundation.web.maps import Datum, DrawnFrame, Frame, MapLayer, MapView, Mark, Outline

EDGE: Final = 21
"""How near the edge of the map the centre of a cell may stand and be seen whole."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A piece of the map: land, cells with their number, one dot for each place."""

    drawn: DrawnFrame
    dots: str
    count: int

    @property
    def name(self) -> str:
        """The overseas région it shows, or nothing."""
        return self.drawn.frame.name


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole map: its finding, its plates, and the two lists that say the same numbers."""

    title: str
    plates: Sequence[Plate]
    cells: Sequence[Mark]
    regions: MapView
    attribution: str

    @property
    def mainland(self) -> Plate:
        """The large plate."""
        return self.plates[0]

    @property
    def insets(self) -> Sequence[Plate]:
        """The overseas régions, at their own scale."""
        return self.plates[1:]


def of(atlas: Atlas, search: ActionSearch) -> Chart:
    """The map of what was asked."""
    window = zones.window(search.region) if search.region else None
    counted = search.counts(Facet.ZONE)
    scale = Scale.REGION if window else Scale.FRANCE
    met = {code: count for code, count in counted.items() if count and zones.is_of(scale, code)}
    cell = search.each(Facet.ZONE)
    data = {code: Datum(count, href=cell(code) + "#actions") for code, count in met.items()}
    layer = _windowed(atlas, window, met) if window else _country(atlas, met)
    view = MapView("", layer, data, "actions", current=search.zone, land=_land(window), cells=CELL)
    drawn = (view.mainland, *view.insets)
    dots = {0: atlas.dots_in(window, search.unzoned)} if window else atlas.dots(search.unzoned)
    plates = [Plate(frame, dots.get(rank, ""), _count(frame.marks)) for rank, frame in enumerate(drawn)]
    return Chart(_title(search), plates, view.rows, _regions(search), layer.attribution)


def _country(atlas: Atlas, met: Iterable[str]) -> MapLayer:
    land = outlines.layer(outlines.Layer.REGIONS)
    frames = [
        _frame(atlas, f, [code for code in met if zones.centre(code).frame == rank])
        for rank, f in enumerate(land.frames)
    ]
    return MapLayer("zones", frames[0], frames[1:], land.attribution)


def _frame(atlas: Atlas, land: Frame, codes: Iterable[str]) -> Frame:
    marks = [_mark(atlas, code, (land.width, land.height)) for code in codes]
    return Frame(marks, land.width, land.height, land.name)


def _windowed(atlas: Atlas, window: Window, met: Iterable[str]) -> MapLayer:
    inside = [code for code in met if zones.centre(code).frame == window.rank]
    size = window.frame.width, window.frame.height
    marks = [_mark(atlas, code, size, window.inside(zones.centre(code))) for code in inside]
    frame = Frame(marks, window.frame.width, window.frame.height)
    return MapLayer("zones", frame, (), outlines.ATTRIBUTION)


def _land(window: Window | None) -> MapLayer:
    if window is None:
        return outlines.layer(outlines.Layer.REGIONS)
    return MapLayer("departements", window.frame, (), outlines.ATTRIBUTION)


def _mark(atlas: Atlas, code: str, size: tuple[float, float], at: tuple[float, float] | None = None) -> Outline:
    """A mark at the centre of its cell, brought back inside the frame when the cell overhangs its edge."""
    centre = zones.centre(code)
    x, y = at or (centre.x, centre.y)
    width, height = size
    return Outline(code, atlas.names[code], "", _between(x, width), _between(y, height))


def _between(at: float, size: float) -> float:
    return min(max(at, EDGE), size - EDGE)


def _count(marks: Iterable[Mark]) -> int:
    return sum(int(mark.datum.value) for mark in marks if mark.datum)


def _title(search: ActionSearch) -> str:
    counts = search.by_region
    if search.region:
        placed = counts.get(search.region, 0)
        return f"{search.region_name} : {french.plural(placed, 'action')}" if placed else "Aucune action placée"
    met = [count for count in counts.values() if count]
    if not met:
        return "Aucune action placée"
    return f"{french.plural(sum(met), 'action')} dans {french.plural(len(met), 'région')}"


def _regions(search: ActionSearch) -> MapView:
    """The régions with their numbers, largest first: what the cells say, in the words of the territory."""
    counts = search.by_region
    layer = outlines.layer(outlines.Layer.REGIONS)
    codes = [outline.code for frame in layer.frames for outline in frame.outlines]
    region = search.each(Facet.REGION, Facet.ZONE)
    data = {code: Datum(counts.get(code, 0), href=region(code) + "#actions") for code in codes}
    return MapView(_title(search), layer, data, "actions", current=search.region)
