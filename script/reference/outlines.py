"""Outlines of régions, académies and départements, dissolved from communes and simplified together.

Neighbours share the very same border: the whole frame is cleaned and simplified as one coverage (GEOS), never outline
by outline. What is enclosed and belongs to nobody is a commune nouvelle drawn too small by the source: it goes to the
neighbour with the longest border (the Spanish enclave of Llívia, 4 km wide, goes with them: a speck at this scale).
Islands too small to be seen are dropped, except when a territory would lose its only ground.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import shapely
from projection import Plane
from shapely.geometry.base import BaseGeometry
from sources import Packages, Shape

MAINLAND = "France hexagonale et Corse"
WIDTH, HEIGHT, MARGIN = 640.0, 660.0, 6.0
INSET, INSET_MARGIN = 110.0, 6.0
OVERSEAS = {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte"}
GAP_KM = 30.0
SNAP_KM = 0.02
SMALLEST = {"mainland": 2.0, "inset": 1.0}
"""Square units of the frame under which an island is not drawn."""

TOLERANCES = {"regions": 3.2, "academies": 2.6, "departements": 2.0}
"""Effective area (its square root, in units) under which a bend is dropped: fewer territories, coarser lines."""


@dataclass(frozen=True)
class Frame:
    """A piece of map, its size, and how degrees become its units."""

    name: str
    width: float
    height: float
    plane: Plane
    departements: Mapping[str, BaseGeometry]  # in units of the frame


def build(packages: Packages, shapes: Mapping[tuple[str, str], Shape], data: Path) -> bytes:
    """The three layers as compact JSON: frames with their projection, then one path per territory."""
    ground = _dissolved(packages, shapes)
    belongs = {"departements": {code: code for code in ground}, **_attachments(data)}
    frames = [_mainland(ground), *(_inset(code, name, ground[code]) for code, name in OVERSEAS.items())]
    layers = {
        layer: [_drawn(frame, belongs[layer], tolerance) for frame in frames] for layer, tolerance in TOLERANCES.items()
    }
    described = [
        {"name": frame.name, "width": frame.width, "height": frame.height, "projection": asdict(frame.plane)}
        for frame in frames
    ]
    return json.dumps({"frames": described, "layers": layers}, ensure_ascii=False, separators=(",", ":")).encode()


def _dissolved(packages: Packages, shapes: Mapping[tuple[str, str], Shape]) -> dict[str, BaseGeometry]:
    """One outline in degrees per département."""
    pieces: dict[str, list[BaseGeometry]] = defaultdict(list)
    for row in packages.table("communes"):
        shape = shapes.get((row["code"], "current")) if row["type"] == "commune-actuelle" else None
        if shape is not None and shape.outline is not None:
            pieces[row["departement"]].append(shape.outline)
    return {code: shapely.union_all(found, grid_size=1e-5) for code, found in sorted(pieces.items())}


def _attachments(data: Path) -> dict[str, dict[str, str]]:
    """Région and académie of each département, from the tables beside."""
    with (data / "departements-cog.csv").open(encoding="utf-8", newline="") as text:
        regions = {row["code"]: row["region"] for row in csv.DictReader(text)}
    with (data / "departements.csv").open(encoding="utf-8", newline="") as text:
        academies = {row["code"]: row["academie"] for row in csv.DictReader(text)}
    return {"regions": regions, "academies": academies}


def _mainland(ground: Mapping[str, BaseGeometry]) -> Frame:
    codes = [code for code in ground if code not in OVERSEAS]
    return _frame(MAINLAND, Plane("lambert"), {code: ground[code] for code in codes}, (WIDTH, HEIGHT, MARGIN))


def _inset(code: str, name: str, outline: BaseGeometry) -> Frame:
    centre = outline.centroid
    plane = Plane("local", round(centre.x, 3), round(centre.y, 3))
    return _frame(name, plane, {code: outline}, (INSET, INSET, INSET_MARGIN))


def _frame(name: str, plane: Plane, ground: Mapping[str, BaseGeometry], size: tuple[float, float, float]) -> Frame:
    """Clean in kilometres, where gaps have a meaning, then fit the frame."""
    width, height, margin = size
    flat = [plane.project(outline) for outline in ground.values()]
    clean = shapely.coverage_clean(flat, snapping_distance=SNAP_KM, gap_width=GAP_KM)
    fitted = plane.fitted(tuple(shapely.total_bounds(clean)), width, height, margin)
    move = shapely.transform
    placed = [move(outline, lambda points: points * fitted.scale + [fitted.dx, fitted.dy]) for outline in clean]
    return Frame(name, width, height, fitted, dict(zip(ground, placed, strict=True)))


def _drawn(frame: Frame, belongs: Mapping[str, str], tolerance: float) -> list[dict[str, object]]:
    """The territories of a frame, dissolved, simplified together, written as paths."""
    groups: dict[str, list[BaseGeometry]] = defaultdict(list)
    for code, outline in frame.departements.items():
        groups[belongs[code]].append(outline)
    codes = sorted(groups)
    merged = [shapely.coverage_union_all(groups[code]) for code in codes]
    inset = frame.width == INSET
    visible = [_without_specks(outline, SMALLEST["inset" if inset else "mainland"]) for outline in merged]
    simple = shapely.coverage_simplify(visible, tolerance / 2 if inset else tolerance)
    return [_written(code, outline) for code, outline in zip(codes, simple, strict=True)]


def _without_specks(outline: BaseGeometry, smallest: float) -> BaseGeometry:
    polygons = sorted(shapely.get_parts(outline), key=lambda part: -part.area)
    kept = [part for part in polygons if part.area >= smallest] or polygons[:1]
    return shapely.multipolygons(kept)


def _written(code: str, outline: BaseGeometry) -> dict[str, object]:
    largest = max(shapely.get_parts(outline), key=lambda part: part.area)
    heart = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.05), 0)
    turned = shapely.orient_polygons(outline)
    rings = [ring for part in shapely.get_parts(turned) for ring in (part.exterior, *part.interiors)]
    path = "".join(_ring(ring.coords) for ring in rings)
    return {"code": code, "path": path, "cx": round(heart.x, 1), "cy": round(heart.y, 1)}


def _ring(points: Sequence[tuple[float, float]]) -> str:
    """One closed ring in tenths of a unit, each point relative to the one before: short, and equal on both sides."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = []
    (x, y), previous = tenths[0], tenths[0]
    for point in tenths[1:-1]:
        if point != previous:
            steps.append(f"{_number(point[0] - previous[0])} {_number(point[1] - previous[1])}")
            previous = point
    return f"M{_number(x)} {_number(y)}l{' '.join(steps)}z".replace(" -", "-")


def _number(tenths: int) -> str:
    """``-12`` tenths is ``-1.2``; ``5`` is ``.5``; ``30`` is ``3``."""
    sign, value = ("-", -tenths) if tenths < 0 else ("", tenths)
    whole, tenth = divmod(value, 10)
    return f"{sign}{whole or '' if tenth else whole}{f'.{tenth}' if tenth else ''}"
