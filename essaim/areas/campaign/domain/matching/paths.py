"""A flow of least cost by successive shortest paths, on Python integers: slower, and with nothing to trust but itself.

Each unit goes from a node that has some left to the nearest node that lacks some, by Dijkstra on reduced costs
(Ahuja, Magnanti, Orlin, *Network Flows*, 1993, section 9.7). It cross-checks the fast solver, and stands in for it.
"""

from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from essaim.areas.campaign.domain.matching.network import Arcs

Ints = NDArray[np.int64]


def solve(arcs: Arcs) -> tuple[Ints, Ints]:
    """The flow of each arc and the potential of each node, at least total cost."""
    residual = _Residual(arcs)
    left = [int(units) for units in arcs.supply]
    for node, units in enumerate(left):
        for _ in range(max(0, units)):
            lacking = residual.send(node, left)
            left[node] -= 1
            left[lacking] += 1
    flow = np.array([residual.room[2 * rank + 1] for rank in range(len(arcs.start))], np.int64)
    return flow, np.array(residual.potential, np.int64)


class _Residual:
    """The residual graph: arc ``2k`` is arc ``k``, arc ``2k + 1`` its way back."""

    def __init__(self, arcs: Arcs) -> None:
        self.target: list[int] = []
        self.cost: list[int] = []
        self.room: list[int] = []
        self.leaving: list[list[int]] = [[] for _ in arcs.supply]
        self.potential = [0] * len(arcs.supply)
        rows = zip(arcs.start.tolist(), arcs.end.tolist(), arcs.capacity.tolist(), arcs.cost.tolist(), strict=True)
        for start, end, capacity, cost in rows:
            self.leaving[start].append(len(self.target))
            self.leaving[end].append(len(self.target) + 1)
            self.target += [end, start]
            self.cost += [cost, -cost]
            self.room += [capacity, 0]

    def send(self, source: int, left: list[int]) -> int:
        """Send one unit from ``source`` along a cheapest path to a node that lacks some; returns that node."""
        by, reached = self._nearest(source, left)
        node = reached
        while node != source:
            arc = by[node]
            self.room[arc] -= 1
            self.room[arc ^ 1] += 1
            node = self.target[arc ^ 1]
        return reached

    def _nearest(self, source: int, left: list[int]) -> tuple[dict[int, int], int]:
        """Dijkstra until a node that lacks some; potentials follow, so that reduced costs stay non-negative."""
        distance, by, settled = {source: 0}, dict[int, int](), set[int]()
        queue = [(0, source)]
        while queue:
            far, node = heappop(queue)
            if node in settled:
                continue
            settled.add(node)
            if left[node] < 0:
                self._raise(distance, settled, far)
                return by, node
            for arc in self.leaving[node]:
                if self.room[arc] and (there := self.target[arc]) not in settled:
                    length = far + self.cost[arc] + self.potential[node] - self.potential[there]
                    if length < distance.get(there, length + 1):
                        distance[there], by[there] = length, arc
                        heappush(queue, (length, there))
        raise ValueError("nobody is left to receive: the supplies do not balance")

    def _raise(self, distance: dict[int, int], settled: set[int], reached: int) -> None:
        """``potential += min(distance, reached)``, written as a fall of the settled nodes: the others stay."""
        for node in settled:
            self.potential[node] += distance[node] - reached
