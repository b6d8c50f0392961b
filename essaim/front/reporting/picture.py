"""The picture of a cover: the cells of the period on the map, for the page and, as one drawing, for paper."""

from collections.abc import Iterator

from essaim.commons.territory import outlines
from essaim.foundation.kernel import french
from essaim.foundation.web.maps import Datum, DrawnFrame, MapView
from essaim.front.reporting.domain.document import Document

LAND, RULE, HONEY, INK = "#efe7f6", "#ffffff", "#f7b92f", "#2a1a3e"
CELL = "M0-19 16.500-9.500v19L0 19-16.500 9.500v-19z"
GAP = 12
NOTE = "Une alvéole par département, d'autant plus grande que son nombre est grand."


def view(document: Document) -> MapView | None:
    """The map of the cells, or nothing when nothing is counted by département."""
    if not document.cells:
        return None
    layer, land = outlines.layer(outlines.Layer.DEPARTEMENTS), outlines.layer(outlines.Layer.REGIONS)
    drawn = {outline.code for frame in layer.frames for outline in frame.outlines}
    data = {cell.code: Datum(cell.value) for cell in document.cells if cell.code in drawn}
    return MapView(finding(document), layer, data, document.cells_label, land=land, cells=(0.3, 0.9), note=NOTE)


def finding(document: Document) -> str:
    """What the picture says, in a sentence."""
    places = french.plural(len(document.cells), "département")
    return f"{document.cells_label} : {french.number(sum(cell.value for cell in document.cells))} dans {places}"


def drawing(document: Document) -> str:
    """The same map as one SVG for paper: the mainland, then the overseas frames in a row below; empty without cells."""
    drawn = view(document)
    if drawn is None:
        return ""
    mainland, insets = drawn.mainland, drawn.insets
    height = mainland.frame.height + GAP + max(inset.frame.height for inset in insets)
    step = mainland.frame.width / len(insets)
    groups = [_group(mainland, 0, 0)]
    groups += [
        _group(inset, step * rank + (step - inset.frame.width) / 2, mainland.frame.height + GAP)
        for rank, inset in enumerate(insets)
    ]
    box = f"0 0 {mainland.frame.width:g} {height:g}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(groups)}</svg>'


def _group(drawn: DrawnFrame, x: float, y: float) -> str:
    return f'<g transform="translate({x:g} {y:g})">{"".join((*_land(drawn), *_cells(drawn)))}</g>'


def _land(drawn: DrawnFrame) -> Iterator[str]:
    for outline in drawn.land:
        yield f'<path d="{outline.path}" fill="{LAND}" stroke="{RULE}" stroke-width="2"/>'


def _cells(drawn: DrawnFrame) -> Iterator[str]:
    for mark in drawn.marks:
        if mark.datum and mark.datum.value:
            yield f'<path d="{CELL}" transform="{mark.transform}" fill="{HONEY}" stroke="{INK}" stroke-width="1.5"/>'
