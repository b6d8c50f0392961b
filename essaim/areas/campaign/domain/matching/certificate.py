"""The proof that a matching is the best, checked by addition alone.

A certificate is one vector of three integers per node: its potentials. With them each arc has a reduced cost, a vector
too. If every arc of positive reduced cost (in the order of the levels) carries nothing and every arc of negative
reduced cost is full, no other flow can be better (complementary slackness, level after level). Nothing is optimised
again: whoever doubts adds and compares.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from essaim.areas.campaign.domain.matching.network import LEVELS, Network

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Level:
    """What the flow costs on one level, and what the potentials prove it costs at least."""

    primal: int
    dual: int


def levels(network: Network, units: Ints, potentials: Sequence[Ints]) -> list[Level]:
    """The cost and its bound on each level: equal when the potentials prove the flow."""
    found = []
    free = np.ones(len(network.start), bool)
    full = np.zeros(len(network.start), bool)
    for cost, prices in zip(network.costs, potentials, strict=True):
        reduced = cost + prices[network.start] - prices[network.end]
        bound = -_total(network.supply, prices) + _total(network.capacity[full], reduced[full])
        movable = free & (reduced < 0)
        bound += _total(network.capacity[movable], reduced[movable])
        found.append(Level(_total(cost, units), bound))
        full |= movable
        free &= reduced == 0
    return found


def faults(network: Network, units: Ints, potentials: Sequence[Ints]) -> list[str]:
    """Why this is not a proof; empty when it is one."""
    wrong = []
    if len(potentials) != len(LEVELS) or any(len(prices) != network.nodes for prices in potentials):
        return ["Le certificat n'a pas un prix par nœud et par niveau."]
    balance = network.supply.copy()
    np.subtract.at(balance, network.start, units)
    np.add.at(balance, network.end, units)
    if balance.any():
        wrong.append("Des demandes partent sans arriver : la solution n'est pas un flot.")
    if (units < 0).any() or (units > network.capacity).any():
        wrong.append("Une capacité est dépassée.")
    free = np.ones(len(network.start), bool)
    for level, (cost, prices) in enumerate(zip(network.costs, potentials, strict=True)):
        reduced = cost + prices[network.start] - prices[network.end]
        unused = free & (reduced > 0) & (units > 0)
        missed = free & (reduced < 0) & (units < network.capacity)
        if unused.any() or missed.any():
            wrong.append(f"Au niveau « {LEVELS[level]} », les prix ne prouvent pas la solution.")
            break
        free &= reduced == 0
    return wrong


def as_json(potentials: Sequence[Ints]) -> dict[str, Any]:
    """The certificate as it is written to a file."""
    return {"levels": list(LEVELS), "potentials": [prices.tolist() for prices in potentials]}


def from_json(data: Mapping[str, Any]) -> list[Ints]:
    """The potentials of a file; ``ValueError`` when it is not a certificate."""
    rows = data.get("potentials") if isinstance(data, Mapping) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ValueError("the file has no potentials")
    if not all(isinstance(price, int) for row in rows for price in row):
        raise ValueError("potentials are integers")
    return [np.array(row, np.int64) for row in rows]


def _total(left: Ints, right: Ints) -> int:
    """The sum of products, as a Python integer when 64 bits might not hold it."""
    if len(left) == 0:
        return 0
    largest = int(np.abs(left).max()) * int(np.abs(right).max()) * len(left)
    if largest < 2**62:
        return int((left * right).sum())
    return sum(int(a) * int(b) for a, b in zip(left.tolist(), right.tolist(), strict=True))
