"""The published actions of an edition, put in order once, then narrowed and counted in microseconds.

Each value of each facet is a whole number whose bit of rank *i* says whether the action of rank *i* bears it. Choices
add up inside one facet (or), narrow across facets (and), and a count is a number of bits: whatever a reader or a robot
combines, an answer over ten thousand actions costs about the same. ``publication`` says the rule in plain words; a
property test holds both to each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress

from essaim.areas.campaign.domain.publication import VALUES, Action, Criteria, Facet

_BITS = bytes.maketrans(b"01", b"\x00\x01")


class Catalogue:
    """Actions by day then place, ready to be narrowed."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self.actions: Sequence[Action] = sorted(actions, key=lambda action: action.order)
        self.every = (1 << len(self.actions)) - 1
        self.values: Mapping[Facet, Mapping[str, int]] = {facet: self._bits(facet) for facet in Facet}

    @cached_property
    def dated(self) -> int:
        """Those that have a day."""
        return self._where(action.when is not None for action in self.actions)

    @cached_property
    def place_ranks(self) -> Sequence[int]:
        """The rank of each action when they are put by région, then commune."""
        order = sorted(range(len(self.actions)), key=lambda rank: self.actions[rank].place_order)
        ranks = [0] * len(order)
        for place, rank in enumerate(order):
            ranks[rank] = place
        return ranks

    def kept(self, criteria: Criteria, among: int | None = None) -> int:
        """The actions asked for, as bits, among these or all."""
        found = self.every if among is None else among
        for facet, chosen in criteria.chosen.items():
            if chosen:
                known, either = self.values[facet], 0
                for value in chosen:
                    either |= known.get(value, 0)
                found &= either
        return found

    def counts(self, criteria: Criteria, facet: Facet, among: int | None = None) -> Mapping[str, int]:
        """How many actions each value of a facet would give, the other facets kept."""
        base = self.kept(criteria.without(facet), among)
        return {value: (bits & base).bit_count() for value, bits in self.values[facet].items()}

    def ranks(self, bits: int, *, by_place: bool = False) -> list[int]:
        """The ranks of these actions, in order."""
        flags = format(bits, "b")[::-1].encode().translate(_BITS)
        found = list(compress(range(len(flags)), flags))
        return sorted(found, key=self.place_ranks.__getitem__) if by_place else found

    def _bits(self, facet: Facet) -> Mapping[str, int]:
        read = VALUES[facet]
        met: dict[str, bytearray] = {}
        for rank, action in enumerate(self.actions):
            for value in read(action):
                met.setdefault(value, bytearray(len(self.actions) // 8 + 1))[rank >> 3] |= 1 << (rank & 7)
        return {value: int.from_bytes(bits, "little") for value, bits in met.items()}

    def _where(self, flags: Iterable[bool]) -> int:
        bits = bytearray(len(self.actions) // 8 + 1)
        for rank, flag in enumerate(flags):
            if flag:
                bits[rank >> 3] |= 1 << (rank & 7)
        return int.from_bytes(bits, "little")
