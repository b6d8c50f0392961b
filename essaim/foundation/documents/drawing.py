"""How charts are drawn: a Vega-Lite specification, drawn without a browser, then cleaned to shapes and texts.

Two drawings a chart, one for a phone and one for a wide page, so that the text of an SVG, which shrinks with it, stays
readable on both; the style sheet shows one of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring  # built here; what is read goes through defusedxml

import vl_convert
from defusedxml.ElementTree import fromstring

from essaim.foundation.kernel import french

WIDE, NARROW = 640, 320
SVG = "{http://www.w3.org/2000/svg}"
FONT = "Atkinson Hyperlegible"
LETTER = 7.6  # mean width of a letter at 15 px, to give names their room
INK, SOFT, RULE = "#2a1a3e", "#5f5173", "#e3daec"
SERIES: tuple[tuple[str, tuple[int, ...]], ...] = (
    # colour and dash of each series: told apart without seeing hues
    ("#5a2a82", (1, 0)),
    ("#855400", (7, 4)),
    ("#1a674e", (2, 3)),
    ("#1f5a86", (10, 3, 2, 3)),
)
TOKENS: Mapping[str, str] = {
    # on a page, colours follow the reader's theme
    INK: "ink",
    SOFT: "ink-soft",
    RULE: "line",
    "#5a2a82": "violet",
    "#855400": "amber",
    "#1a674e": "board",
    "#1f5a86": "sky",
}
KEPT = frozenset(
    {"transform", "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "r", "cx", "cy", "opacity", "text-anchor"}
    | {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"}
    | {"font-family", "font-size", "font-weight"}
)

vl_convert.register_font_directory(str(Path(__file__).parent / "fonts"))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, its name, and its value as it is written."""

    name: str
    value: float
    written: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line, its points, and what is written at its end."""

    name: str
    points: Sequence[tuple[str, float | None]]
    end: str


def bars(values: Sequence[Bar], width: int) -> dict[str, Any]:
    """Horizontal bars from zero, values at their ends; names beside them, or above them on a phone."""
    above = width == NARROW
    room = max(len(bar.written) for bar in values) * LETTER + 16
    names = 0 if above else min(max(len(bar.name) for bar in values) * LETTER + 12, 250)
    lower = 12 if above else 1
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domainMin": 0, "nice": False}}
    bar = {"type": "bar", "color": SERIES[0][0], "height": 18, "yOffset": lower - 1, "y2Offset": lower - 1}
    name = {"x": 0, "align": "left", "dy": -11} if above else {"x": -10, "align": "right", "dy": 1}
    text = {"type": "text", "baseline": "middle"}
    return {
        "data": {"values": [{"name": b.name, "value": b.value, "written": b.written} for b in values]},
        "width": width - names - room,
        "height": {"step": 50 if above else 32},
        "encoding": {"y": {"field": "name", "type": "nominal", "sort": None, "axis": None}},
        "layer": [
            {"mark": bar, "encoding": {"x": x}},
            {"mark": {**text, **name, "limit": 250}, "encoding": {"text": {"field": "name"}}},
            {
                "mark": {**text, "align": "left", "dx": 6, "dy": lower, "fontWeight": "bold"},
                "encoding": {"x": x, "text": {"field": "written"}},
            },
        ],
    }


def lines(drawn: Sequence[Line], width: int, *, from_zero: bool) -> dict[str, Any]:
    """Lines told apart by dash; the name and last value of each above the drawing, in its colour, with its dash."""
    known = [line.name for line in drawn]
    points = [{"name": line.name, "at": at, "value": value} for line in drawn for at, value in line.points]
    legend = [{"end": line.end, "name": line.name, "x": 40, "y": 12 + 22 * rank} for rank, line in enumerate(drawn)]
    top = 22 * len(drawn) + 16

    def by_name(values: Sequence[object]) -> dict[str, Any]:
        scale = {"domain": known, "range": list(values[: len(known)])}
        return {"field": "name", "type": "nominal", "legend": None, "scale": scale}

    colour, dash = by_name([c for c, _ in SERIES]), by_name([list(d) for _, d in SERIES])
    axis = {"title": None, "ticks": False, "labelPadding": 8}
    at = {"field": "at", "type": "ordinal", "sort": None, "axis": {**axis, "labelAngle": 0, "domainColor": SOFT}}
    scale = {"zero": from_zero, "range": [top + 220, top]}
    value = {**axis, "tickCount": 4, "domain": False, "gridColor": RULE}
    y = {"field": "value", "type": "quantitative", "scale": scale, "axis": value}
    by_pixel = {"x": {"field": "x", "type": "quantitative", "scale": None}}
    by_pixel |= {"y": {"field": "y", "type": "quantitative", "scale": None}}
    return {
        "width": width - 60,
        "height": top + 220,
        "encoding": {"color": colour},
        "layer": [
            {
                "data": {"values": points},
                "mark": {"type": "line", "strokeWidth": 3, "point": {"filled": True, "size": 50}},
                "encoding": {"x": at, "y": y, "strokeDash": dash},
            },
            {
                "data": {"values": legend},
                "mark": {"type": "text", "align": "left", "baseline": "middle", "fontWeight": "bold"},
                "encoding": {**by_pixel, "text": {"field": "end"}},
            },
            {
                "data": {"values": [{**row, "x": x} for row in legend for x in (0, 32)]},
                "mark": {"type": "line", "strokeWidth": 3},
                "encoding": {**by_pixel, "strokeDash": dash},
            },
        ],
        "resolve": {"scale": {"x": "independent", "y": "independent"}, "axis": {"y": "independent"}},
    }


def draw(spec: Mapping[str, Any], title: str) -> Element:
    """The drawing, cleaned: shapes, texts, and the finding as its one accessible name."""
    config = {
        "aria": False,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {"labelFontSize": 14, "labelColor": INK},
        "text": {"font": FONT, "fontSize": 15, "fill": INK},
    }
    schema = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "background": None, "padding": 2}
    root = fromstring(vl_convert.vegalite_to_svg({**schema, **spec, "config": config}, format_locale="fr-FR"))
    box = {"viewBox": f"0 0 {root.get('width')} {root.get('height')}"}
    bare = Element("svg", {"xmlns": SVG[1:-1], **box, "role": "img", "aria-label": french.typeset(title)})
    bare.extend(_copies(root))
    return bare


def for_paper(svg: Element) -> str:
    """The drawing in its own colours and our font."""
    return tostring(svg, encoding="unicode")


def for_page(svg: Element, variant: str) -> str:
    """The drawing in the reader's colours and font, shown at one range of widths (``wide`` or ``narrow``)."""
    text = tostring(svg, encoding="unicode").replace("<svg ", f'<svg class="{variant}" ', 1)
    text = re.sub(r' font-(?:family|size)="[^"]*"', "", text).replace(' font-weight="bold"', ' class="strong"')
    return re.sub(r'"(#[0-9a-f]{6})"', lambda found: f'"var(--{TOKENS[found[1]]})"', text)


def _copies(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.get("display") == "none" or child.get("class") == "background":
            continue
        copy = Element(child.tag.removeprefix(SVG), {k: v for k, v in child.attrib.items() if k in KEPT})
        copy.text = child.text
        copy.extend(_copies(child))
        if len(copy) or copy.tag != "g":
            yield copy
