"""A plane cut into regular hexagons, point upwards: the cells in which the map gathers what is close.

Axial coordinates and their rounding: Red Blob Games, « Hexagonal Grids » (2013, revised 2024). A hexagon of radius r is
r√3 wide; the centres of two neighbours are r√3 apart.
"""

from math import sqrt
from typing import Final

ROOT3: Final = sqrt(3)


def cell_of(x: float, y: float, radius: float) -> tuple[int, int]:
    """The cell that holds a point; a point on an edge belongs to one cell, always the same."""
    q = (ROOT3 / 3 * x - y / 3) / radius
    r = (2 / 3 * y) / radius
    return _rounded(q, r)


def centre_of(q: int, r: int, radius: float) -> tuple[float, float]:
    """The centre of a cell."""
    return radius * ROOT3 * (q + r / 2), radius * 1.5 * r


def _rounded(q: float, r: float) -> tuple[int, int]:
    """Round the three cube coordinates, then correct the one that moved most, so that their sum stays nothing."""
    s = -q - r
    near_q, near_r, near_s = round(q), round(r), round(s)
    off_q, off_r, off_s = abs(near_q - q), abs(near_r - r), abs(near_s - s)
    if off_q > off_r and off_q > off_s:
        near_q = -near_r - near_s
    elif off_r > off_s:
        near_r = -near_q - near_s
    return near_q, near_r
