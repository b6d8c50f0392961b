"""Outlines ready to draw, and where a point falls on them.

The three layers come from ``data/outlines.json`` (see ``data/SOURCES.md``): SVG paths in the units of six frames, the
mainland with Corsica and the five overseas régions at their own scale.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from essaim.commons.territory import dataset
from essaim.foundation.kernel.geo import EARTH_RADIUS_KM
from essaim.foundation.web.maps import Frame, MapLayer, Outline

ATTRIBUTION: Final = "Contours : IGN, Admin Express, Licence Ouverte 2.0"

SOUTHERNMOST, NORTHERNMOST = -60, 75
"""Beyond, no frame; and the cone of the mainland has no point at the pole."""

# Lambert-93 on the sphere: the numbers of script/reference/projection.py.
_PHI1, _PHI2, _PHI0, _LAMBDA0 = (math.radians(degrees) for degrees in (44, 49, 46.5, 3))
_CONE: Final = math.log(math.cos(_PHI1) / math.cos(_PHI2)) / math.log(
    math.tan(math.pi / 4 + _PHI2 / 2) / math.tan(math.pi / 4 + _PHI1 / 2)
)
_FACTOR: Final = EARTH_RADIUS_KM * math.cos(_PHI1) * math.tan(math.pi / 4 + _PHI1 / 2) ** _CONE / _CONE


class Layer(StrEnum):
    """What a map is cut into."""

    REGIONS = "regions"
    ACADEMIES = "academies"
    DEPARTEMENTS = "departements"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point stands: the rank of its frame (0 is the mainland) and its coordinates there."""

    frame: int
    x: float
    y: float


@cache
def layer(key: Layer) -> MapLayer:
    """One of the three layers; read once per process."""
    content, names = _content(), _names()[key]
    mainland, *insets = [
        Frame(
            [Outline(one["code"], names[one["code"]], one["path"], one["cx"], one["cy"]) for one in drawn],
            frame["width"],
            frame["height"],
            frame["name"],
        )
        for frame, drawn in zip(content["frames"], content["layers"][key], strict=True)
    ]
    return MapLayer(key.value, mainland, insets, ATTRIBUTION)


def locate(latitude: float, longitude: float) -> Place | None:
    """Where a point falls; None outside every frame (the Pacific, schools abroad)."""
    if not SOUTHERNMOST < latitude < NORTHERNMOST:
        return None
    for rank, frame in enumerate(_content()["frames"]):
        x, y = _project(frame["projection"], latitude, longitude)
        if 0 <= x <= frame["width"] and 0 <= y <= frame["height"]:
            return Place(rank, round(x, 1), round(y, 1))
    return None


def _project(plane: Mapping[str, Any], latitude: float, longitude: float) -> tuple[float, float]:
    x, y = _PLANES[plane["kind"]](plane, math.radians(latitude), math.radians(longitude))
    return plane["scale"] * x + plane["dx"], plane["dy"] - plane["scale"] * y


def _lambert(plane: Mapping[str, Any], phi: float, lambda_: float) -> tuple[float, float]:  # noqa: ARG001 (same shape as _local)
    rho = _FACTOR / math.tan(math.pi / 4 + phi / 2) ** _CONE
    origin = _FACTOR / math.tan(math.pi / 4 + _PHI0 / 2) ** _CONE
    theta = _CONE * (lambda_ - _LAMBDA0)
    return rho * math.sin(theta), origin - rho * math.cos(theta)


def _local(plane: Mapping[str, Any], phi: float, lambda_: float) -> tuple[float, float]:
    lat0, lon0 = math.radians(plane["lat0"]), math.radians(plane["lon0"])
    return EARTH_RADIUS_KM * (lambda_ - lon0) * math.cos(lat0), EARTH_RADIUS_KM * (phi - lat0)


_PLANES: Final[Mapping[str, Callable[[Mapping[str, Any], float, float], tuple[float, float]]]] = {
    "lambert": _lambert,
    "local": _local,
}


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((dataset.FOLDER / "outlines.json").read_bytes())
    return content


@cache
def _names() -> dict[Layer, dict[str, str]]:
    return {
        Layer.REGIONS: {row.code: row.name for row in dataset.regions()},
        Layer.ACADEMIES: {row.code: row.name for row in dataset.academies()},
        Layer.DEPARTEMENTS: {row.code: row.name for row in dataset.departements()},
    }
