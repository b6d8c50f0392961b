"""What ties may be made: each area declares its kinds at start, in its ``apps.py: ready()``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from essaim.foundation.kernel.actor import Actor

MayTie = Callable[[Actor, str, str], bool]
"""Whether this actor may tie or untie these two URNs: the policy of the area that owns the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way to be linked; ``forward`` and ``backward`` read between the ends: "accueille", "est accueillie par"."""

    code: str
    forward: str
    backward: str
    sources: frozenset[str]
    targets: frozenset[str]
    may_tie: MayTie

    def admits(self, source: str, target: str) -> bool:
        """Whether the models of both ends are those of this kind."""
        return source.partition(":")[0] in self.sources and target.partition(":")[0] in self.targets

    def read_from(self, *, source: bool) -> str:
        """The words, seen from one end."""
        return self.forward if source else self.backward


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Declare a kind; its code is declared once."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"two kinds of link are called {kind.code}")
    return kind


def registered() -> Mapping[str, Kind]:
    """Every kind, by code."""
    return MappingProxyType(_kinds)
