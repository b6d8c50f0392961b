"""Points on the sphere: distance, bounding box, coordinates worth keeping.

Distance is the haversine on a sphere of radius 6371.0088 km (mean radius of the GRS 80 ellipsoid), the convention of
``interfaces.md``. A bounding box that crosses the antimeridian has ``west > east`` (Wallis-et-Futuna is near it).
"""

from dataclasses import dataclass
from math import asin, cos, degrees, isfinite, pi, radians, sin, sqrt
from typing import Final

from essaim.foundation.kernel.errors import Refused

EARTH_RADIUS_KM: Final = 6371.0088
_MARGIN: Final = 1e-7  # degrees, a centimetre: rounding must not lose a point on the edge


@dataclass(frozen=True, slots=True)
class Box:
    """Latitudes and longitudes between which every point within a distance lies."""

    south: float
    north: float
    west: float
    east: float

    @property
    def crosses_antimeridian(self) -> bool:
        """Whether longitudes to keep are those above ``west`` **or** below ``east``."""
        return self.west > self.east

    def contains(self, lat: float, lon: float) -> bool:
        """Whether a point is inside."""
        if not self.south <= lat <= self.north:
            return False
        if self.crosses_antimeridian:
            return lon >= self.west or lon <= self.east
        return self.west <= lon <= self.east


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points, as the crow flies."""
    phi1, phi2 = radians(lat1), radians(lat2)
    chord = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def box(lat: float, lon: float, km: float) -> Box:
    """The smallest box that holds every point within ``km`` of this one."""
    angle = km / EARTH_RADIUS_KM
    reach = degrees(angle) + _MARGIN
    south, north = max(-90.0, lat - reach), min(90.0, lat + reach)
    if south == -90.0 or north == 90.0 or angle >= pi / 2:  # noqa: PLR2004 (a pole is inside: every longitude is)
        return Box(south, north, -180.0, 180.0)
    wide = degrees(asin(min(1.0, sin(angle) / cos(radians(lat))))) + _MARGIN
    return Box(south, north, _turn(lon - wide), _turn(lon + wide))


def check(lat: float, lon: float) -> tuple[float, float]:
    """The same coordinates if they are some; refused with the reason, zeros included (a spreadsheet's empty cells)."""
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):  # noqa: PLR2004 (degrees)
        raise Refused(
            f"{lat} ; {lon} : ce ne sont pas des coordonnées. La latitude va de -90 à 90, la longitude de -180 à 180, "
            "en degrés décimaux."
        )
    if lat == lon == 0:
        raise Refused(
            "Les coordonnées 0 ; 0 sont en pleine mer : laissez les deux cases vides si elles sont inconnues."
        )
    return lat, lon


def _turn(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0 if abs(lon) > 180 else lon  # noqa: PLR2004 (degrees)
