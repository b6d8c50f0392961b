"""Read our SVG paths back: rings of points, in tenths of a unit."""

import re

from essaim.foundation.web.maps import Frame

RING = re.compile(r"M([^l]+)l([^z]+)z")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
Point = tuple[int, int]


def rings(path: str) -> list[list[Point]]:
    found = []
    for start, steps in RING.findall(path):
        x, y = (round(float(n) * 10) for n in NUMBER.findall(start))
        moves = [round(float(n) * 10) for n in NUMBER.findall(steps)]
        ring = [(x, y)]
        for dx, dy in zip(moves[::2], moves[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
    return found


def segments(path: str) -> set[tuple[Point, Point]]:
    """Directed sides of every ring."""
    return {side for ring in rings(path) for side in zip(ring, [*ring[1:], ring[0]], strict=True)}


def area(path: str) -> float:
    """Square units, holes deducted: rings turn one way, holes the other."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in segments(path))) / 200


def contains(path: str, x: float, y: float) -> bool:
    """Whether a ray from the point crosses the outline an odd number of times."""
    x, y = x * 10, y * 10
    crossings = 0
    for (x1, y1), (x2, y2) in segments(path):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def distance(path: str, x: float, y: float) -> float:
    """Units between a point and the outline's nearest side."""
    return min(_to_side(x * 10, y * 10, *a, *b) for a, b in segments(path)) / 10


def paths(frame: Frame) -> dict[str, str]:
    return {outline.code: outline.path for outline in frame.outlines}


def _to_side(px: float, py: float, x1: int, y1: int, x2: int, y2: int) -> float:
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = max(0.0, min(1.0, ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / length)) if length else 0.0
    return ((px - x1 - along * (x2 - x1)) ** 2 + (py - y1 - along * (y2 - y1)) ** 2) ** 0.5
