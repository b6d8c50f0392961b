"""The picture of a cover: the cells of the period on the map, for the page and, as one drawing, for paper.

The country is a map with its list (``<c-map>``); a région or an académie, a piece of the same outlines.
"""

from collections.abc import Iterator, Sequence
from html import escape

from essaim.commons.territory import outlines
from essaim.foundation.figures.domain.scope import FRANCE_KIND
from essaim.foundation.kernel import french
from essaim.foundation.web.maps import Datum, DrawnFrame, MapView, Mark
from essaim.front.reporting.domain.document import Document

LAND, RULE, HONEY, INK = "#efe7f6", "#ffffff", "#f7b92f", "#2a1a3e"
CELL = "M0-19 16.500-9.500v19L0 19-16.500 9.500v-19z"
GAP, MARGIN = 12, 55
NOTE = "Une alvéole par département, d’autant plus grande que son nombre est grand."


def view(document: Document) -> MapView | None:
    """The map of the cells, or nothing when nothing is counted by département."""
    if not document.cells:
        return None
    layer, land = outlines.layer(outlines.Layer.DEPARTEMENTS), outlines.layer(outlines.Layer.REGIONS)
    drawn = {outline.code for frame in layer.frames for outline in frame.outlines}
    data = {cell.code: Datum(cell.value) for cell in document.cells if cell.code in drawn}
    return MapView(finding(document), layer, data, document.cells_label, land=land, cells=(0.3, 0.9), note=NOTE)


def marks(document: Document) -> list[Mark]:
    """The départements of the bilan with their numbers, the largest first: the list beside the drawing."""
    drawn = view(document)
    return [mark for mark in drawn.rows if mark.datum] if drawn else []


def is_whole(document: Document) -> bool:
    """Whether the bilan is that of the country, shown on the whole map."""
    return document.parsed_scope.kind == FRANCE_KIND


def finding(document: Document) -> str:
    """What the picture says, in a sentence."""
    counted = [cell.value for cell in document.cells if cell.value]
    places = french.plural(len(counted), "département")
    return french.typeset(f"{document.cells_label} : {french.number(sum(counted))} dans {places}")


def drawing(document: Document) -> str:
    """The map as one SVG: the country with its overseas frames, or the piece of a territory; empty without cells."""
    drawn = view(document)
    if drawn is None:
        return ""
    frames = [drawn.mainland, *drawn.insets]
    if is_whole(document):
        return _country(frames[0], frames[1:], finding(document))
    places = {cell.code for cell in document.cells}
    for frame in frames:
        inside = [mark for mark in frame.marks if mark.outline.code in places]
        if inside:
            return _piece(frame, inside, finding(document), is_mainland=frame is frames[0])
    return ""


def _country(mainland: DrawnFrame, insets: Sequence[DrawnFrame], name: str) -> str:
    height = mainland.frame.height + GAP + max(inset.frame.height for inset in insets)
    step = mainland.frame.width / len(insets)
    groups = [_group(mainland, 0, 0)]
    groups += [
        _group(inset, step * rank + (step - inset.frame.width) / 2, mainland.frame.height + GAP)
        for rank, inset in enumerate(insets)
    ]
    return _svg(f"0 0 {mainland.frame.width:g} {height:g}", groups, name)


def _piece(drawn: DrawnFrame, inside: Sequence[Mark], name: str, *, is_mainland: bool) -> str:
    """The land around some départements; an overseas région has its frame for itself."""
    if not is_mainland:
        return _svg(drawn.frame.view_box, [_group(drawn, 0, 0)], name)
    across, down = [mark.outline.cx for mark in inside], [mark.outline.cy for mark in inside]
    left, top = min(across) - MARGIN, min(down) - MARGIN
    box = f"{left:g} {top:g} {max(across) + MARGIN - left:g} {max(down) + MARGIN - top:g}"
    return _svg(box, [_group(drawn, 0, 0)], name)


def _svg(box: str, groups: Sequence[str], name: str) -> str:
    named = f'role="img" aria-label="{escape(name)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {named}>{"".join(groups)}</svg>'


def _group(drawn: DrawnFrame, x: float, y: float) -> str:
    return f'<g transform="translate({x:g} {y:g})">{"".join((*_land(drawn), *_cells(drawn)))}</g>'


def _land(drawn: DrawnFrame) -> Iterator[str]:
    for outline in drawn.land:
        yield f'<path d="{outline.path}" fill="{LAND}" stroke="{RULE}" stroke-width="2"/>'


def _cells(drawn: DrawnFrame) -> Iterator[str]:
    for mark in drawn.marks:
        if mark.datum and mark.datum.value:
            yield f'<path d="{CELL}" transform="{mark.transform}" fill="{HONEY}" stroke="{INK}" stroke-width="1.5"/>'
