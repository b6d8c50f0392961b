"""From degrees to the units of a frame: Lambert-93 for the mainland, a local plane for each overseas région.

The same numbers are written beside the outlines, and ``essaim.commons.territory.outlines`` applies them to place a
school on the map: what is drawn here must be computable there with four operations and no library.
"""

import math
from dataclasses import dataclass

import numpy as np
from shapely import transform
from shapely.geometry.base import BaseGeometry

# Lambert-93 (RGF93 / EPSG:2154), on the sphere: within 1 km of the ellipsoid, a pixel of our frames.
PHI1, PHI2 = math.radians(44), math.radians(49)
PHI0, LAMBDA0 = math.radians(46.5), math.radians(3)
RADIUS = 6371.0088
CONE = math.log(math.cos(PHI1) / math.cos(PHI2)) / math.log(
    math.tan(math.pi / 4 + PHI2 / 2) / math.tan(math.pi / 4 + PHI1 / 2)
)
FACTOR = RADIUS * math.cos(PHI1) * math.tan(math.pi / 4 + PHI1 / 2) ** CONE / CONE
RHO0 = FACTOR / math.tan(math.pi / 4 + PHI0 / 2) ** CONE


@dataclass(frozen=True)
class Plane:
    """Kilometres east and north of an origin, then scaled into a frame whose y goes down."""

    kind: str  # "lambert" or "local"
    lon0: float = 0
    lat0: float = 0
    scale: float = 1
    dx: float = 0
    dy: float = 0

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """The outline in the units of the frame."""
        return transform(geometry, self._points)

    def fitted(self, bounds: tuple[float, float, float, float], width: float, height: float, margin: float) -> "Plane":
        """The same plane, scaled and centred so that these bounds fill the frame."""
        west, top, east, bottom = bounds
        scale = min((width - 2 * margin) / (east - west), (height - 2 * margin) / (bottom - top))
        dx = (width - scale * (east - west)) / 2 - scale * west
        dy = (height - scale * (bottom - top)) / 2 - scale * top
        return Plane(self.kind, self.lon0, self.lat0, round(scale, 6), round(dx, 3), round(dy, 3))

    def _points(self, points: np.ndarray) -> np.ndarray:
        lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
        if self.kind == "lambert":
            rho = FACTOR / np.tan(math.pi / 4 + lat / 2) ** CONE
            theta = CONE * (lon - LAMBDA0)
            x, y = rho * np.sin(theta), RHO0 - rho * np.cos(theta)
        else:
            x = RADIUS * (lon - math.radians(self.lon0)) * math.cos(math.radians(self.lat0))
            y = RADIUS * (lat - math.radians(self.lat0))
        return np.column_stack([self.scale * x + self.dx, self.dy - self.scale * y])
