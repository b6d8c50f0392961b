"""Check a solution somebody else wrote: its pairs, its sums, and by its certificate that nothing does better.

Nothing is optimised here. The pairs become a flow again; the certificate's prices are added up along each arc.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from essaim.areas.campaign.domain.matching import candidates as finding
from essaim.areas.campaign.domain.matching import certificate, network
from essaim.areas.campaign.domain.matching.candidates import Candidates
from essaim.areas.campaign.domain.matching.instance import Instance, Triple
from essaim.areas.campaign.domain.matching.misses import NearMisses
from essaim.areas.campaign.domain.matching.network import Network
from essaim.areas.campaign.domain.matching.solution import Pair, found_pair, levels_of, locked_pair, pair_json

Ints = NDArray[np.int64]
TOLD = ("mode", "km", "shared_themes")
"""What every pair says of its meeting."""

TOLD_OF_LOCKS = ("locked", "infeasible")
"""What a pair says of the decision behind it; left out, it says it is nobody's."""

NOBODYS: Mapping[str, Any] = {"locked": False, "infeasible": None}


def faults(instance: Instance, written: Any, potentials: Sequence[Ints]) -> list[str]:
    """Why this is not the best matching of the instance; empty when it is, and proven."""
    if not isinstance(written, Mapping) or not isinstance(written.get("pairs"), list):
        return ["pairs: Le fichier de solution doit être un objet JSON avec une liste « pairs »."]
    found = finding.find(instance)
    net = network.build(instance, found)
    checker = _Checker(instance, found, net)
    wrong = list(checker.read(written["pairs"]))
    if not wrong:
        wrong += certificate.faults(net, checker.units, potentials)
    if not wrong:
        wrong += list(checker.sums(written, potentials))
    return wrong


class _Checker:
    """The pairs of a file, put back on the network."""

    def __init__(self, instance: Instance, found: Candidates, net: Network) -> None:
        self.instance, self.found, self.net = instance, found, net
        self.rows = {
            Triple(instance.requests[r].id, instance.offers[o].id, found.slots[s]): row
            for row, (r, o, s) in enumerate(zip(found.request, found.offer, found.slot, strict=True))
        }
        self.pairs: list[Pair] = []
        self.units = np.zeros(len(net.start), np.int64)

    def read(self, pairs: Sequence[Any]) -> Iterator[str]:
        """What is wrong with the pairs one by one; the flow is laid as they are read."""
        seen = set()
        for rank, row in enumerate(pairs):
            path = f"pairs[{rank}]"
            triple = _triple(row)
            if triple is None:
                yield f"{path}: Une paire a besoin de « request », « offer » et « slot », en textes."
                continue
            if triple.request in seen:
                yield f"{path}.request: La demande « {triple.request} » a deux paires."
                continue
            seen.add(triple.request)
            pair = self._known(triple)
            if pair is None:
                who = f"« {triple.request} » et « {triple.offer} »"
                yield f"{path}: {who} ne peuvent pas se rencontrer à {triple.slot}."
                continue
            self.pairs.append(pair)
            told = pair_json(pair)
            yield from (
                f"{path}.{name}: « {row.get(name)} » au lieu de « {told[name]} »."
                for name in TOLD
                if row.get(name) != told[name]
            )
            yield from (
                f"{path}.{name}: « {row.get(name)} » au lieu de « {told.get(name)} »."
                for name in TOLD_OF_LOCKS
                if row.get(name, NOBODYS[name]) != told.get(name, NOBODYS[name])
            )
        missing = [triple for triple in self.instance.locked.values() if triple.request not in seen]
        yield from (f"pairs: Le verrou de « {triple.request} » n'est pas respecté." for triple in missing)
        self._lay()

    def sums(self, written: Mapping[str, Any], potentials: Sequence[Ints]) -> Iterator[str]:
        """What is wrong with the sums, once the pairs are right."""
        levels = levels_of(
            self.instance, self.net, tuple(self.pairs), certificate.levels(self.net, self.units, potentials)
        )
        expected = {
            "served_weight": levels[0].primal,
            "shared_themes": sum(pair.meeting.shared_themes for pair in self.pairs),
            "km": -levels[2].primal / 10,
        }
        if written.get("objective") != expected:
            yield f"objective: « {written.get('objective')} » au lieu de « {expected} »."
        proof = written.get("proof")
        told = proof.get("levels") if isinstance(proof, Mapping) else None
        if told != [{"primal": level.primal, "dual": level.dual} for level in levels]:
            yield "proof.levels: Les niveaux ne sont pas ceux que donnent les paires et le certificat."
        served = {pair.triple.request for pair in self.pairs}
        absent = sorted(request.id for request in self.instance.requests if request.id not in served)
        rows = written.get("unserved")
        listed = sorted(row["request"] for row in rows if _has_request(row)) if isinstance(rows, list) else None
        if listed != absent:
            yield "unserved: La liste n'est pas celle des demandes sans paire."
        elif isinstance(rows, list):
            yield from self._misses(rows)

    def _misses(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """What is wrong with the reasons of the requests left: offers one condition away, counted again."""
        near, ranks = NearMisses(self.instance), {r.id: rank for rank, r in enumerate(self.instance.requests)}
        for position, row in enumerate(rows):
            counted = near.of(ranks[row["request"]])
            told = {condition.value: count for condition, count in counted.items()}
            if row.get("blocked_by", told) != told or row.get("near_misses", counted.total()) != counted.total():
                yield f"unserved[{position}]: Les offres à une condition près sont {told}."

    def _known(self, triple: Triple) -> Pair | None:
        if self.instance.locked.get(triple.request) == triple:
            return locked_pair(self.instance, triple)
        row = self.rows.get(triple)
        return None if row is None else found_pair(self.instance, self.found, row)

    def _lay(self) -> None:
        """The flow of the pairs: each along its arcs, the requests left straight to the sink."""
        used = np.zeros(max(1, len(self.found)), bool)
        used[[self.rows[pair.triple] for pair in self.pairs if not pair.locked]] = True
        carried = (self.net.triple >= 0) & used[self.net.triple]
        self.units[carried] = 1
        inside = np.zeros(self.net.nodes, np.int64)
        for _ in range(3):  # into the slots, then into the offers, then under the ceilings
            inside[:] = 0
            np.add.at(inside, self.net.end, self.units)
            passing = (self.net.triple < 0) & (self.net.supply[self.net.start] == 0)
            self.units[passing] = inside[self.net.start[passing]]
        sent = np.zeros(self.net.nodes, np.int64)
        np.add.at(sent, self.net.start[carried], 1)
        straight = (self.net.triple < 0) & (self.net.supply[self.net.start] > 0)
        self.units[straight] = 1 - sent[self.net.start[straight]]


def _triple(row: Any) -> Triple | None:
    if not isinstance(row, Mapping):
        return None
    parts = [part for name in ("request", "offer", "slot") if isinstance(part := row.get(name), str)]
    return Triple(*parts) if len(parts) == len(Triple.__slots__) else None


def _has_request(row: Any) -> bool:
    return isinstance(row, Mapping) and isinstance(row.get("request"), str)
