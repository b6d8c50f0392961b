"""The best flow, level after level: first serve as much as can be, then fit best, then travel least.

After each level only the arcs on which the optimum can still move are kept: those whose reduced cost is zero. Arcs of
negative reduced cost stay full, those of positive reduced cost stay empty. Costs are never combined into one number, so
none can overflow, and the potentials of the three levels together are the proof (``certificate``).

Two solvers do a level: the network simplex of LEMON (package ``pylmcf``), fast, and our own successive shortest paths
(``paths``), slower, on Python integers. Neither is believed: whatever it answers is certified.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from essaim.areas.campaign.domain.matching import paths
from essaim.areas.campaign.domain.matching.network import LEVELS, Arcs, Network

Ints = NDArray[np.int64]
SAFE = 2**62
"""Sums of costs stay under this: above, an integer of 64 bits could wrap."""


LevelSolver = Callable[[Arcs], tuple[Ints, Ints]]
"""The flow of each arc and the potential of each node; reduced cost = cost + potential[start] - potential[end]."""


class SolverFailed(RuntimeError):  # noqa: N818 (says what happened)
    """A solver gave no answer, or one that its own potentials do not prove."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The optimum and its three potentials."""

    units: Ints
    potentials: tuple[Ints, ...]
    method: str


def solve(network: Network, solver: LevelSolver | None = None, method: str = "", *, levels: int = len(LEVELS)) -> Flow:
    """The optimum of a network on its first levels: by the fast solver, by ours when it fails."""
    if solver is not None:
        return _by_levels(network, solver, method, levels)
    try:
        return _by_levels(network, simplex, "network simplex (LEMON), niveau par niveau", levels)
    except (ImportError, SolverFailed):
        return _by_levels(network, paths.solve, "plus courts chemins successifs, niveau par niveau", levels)


def simplex(arcs: Arcs) -> tuple[Ints, Ints]:
    """One level by LEMON's network simplex."""
    import pylmcf

    graph = pylmcf.Graph(len(arcs.supply), arcs.start, arcs.end)
    graph.set_node_supply(arcs.supply)
    graph.set_edge_capacities(arcs.capacity)
    graph.set_edge_costs(arcs.cost)
    try:
        graph.solve()
    except RuntimeError as error:
        raise SolverFailed(str(error)) from error
    return np.asarray(graph.result(), np.int64), np.asarray(graph.potentials(), np.int64)


def _by_levels(network: Network, solver: LevelSolver, method: str, levels: int) -> Flow:
    _guard(network)
    units = np.zeros(len(network.start), np.int64)
    movable = np.arange(len(network.start))
    supply = network.supply.copy()
    potentials = []
    for level in range(levels):
        arcs = Arcs(
            supply,
            np.ascontiguousarray(network.start[movable]),
            np.ascontiguousarray(network.end[movable]),
            np.ascontiguousarray(network.capacity[movable]),
            np.ascontiguousarray(network.costs[level][movable]),
        )
        found, prices = solver(arcs)
        reduced = arcs.cost + prices[arcs.start] - prices[arcs.end]
        full = reduced < 0
        if (found[full] != arcs.capacity[full]).any() or (found[reduced > 0] != 0).any():
            raise SolverFailed(f"level {level}: the potentials do not prove the flow")
        units[movable] = found
        potentials.append(prices)
        supply = _settled(supply, arcs, full)
        movable = movable[reduced == 0]
    return Flow(units, tuple(potentials), method)


def _settled(supply: Ints, arcs: Arcs, full: NDArray[np.bool_]) -> Ints:
    """What is left to send once the full arcs are settled."""
    left = supply.copy()
    np.subtract.at(left, arcs.start[full], arcs.capacity[full])
    np.add.at(left, arcs.end[full], arcs.capacity[full])
    return left


def _guard(network: Network) -> None:
    """Refuse costs whose sums over any path could leave 64 bits."""
    for cost in network.costs:
        highest = int(cost.max()) if len(cost) else 0
        if highest * (network.nodes + 1) >= SAFE:
            raise OverflowError("costs are too large for 64 bits: lower « stability » or the weights")
