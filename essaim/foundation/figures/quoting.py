"""Which frozen values a document that stands today quotes: the areas that write documents declare it.

A frozen value outlives the bilan it was frozen for; a bilan taken back no longer holds anything.
"""

from collections.abc import Callable, Collection

Quoted = Callable[[Collection[str]], frozenset[str]]
"""From digests of frozen values to those that a document which stands quotes."""

_quoters: list[Quoted] = []


def register(quoted: Quoted) -> None:
    """Declare documents that quote frozen values; once each."""
    if quoted not in _quoters:
        _quoters.append(quoted)


def among(digests: Collection[str]) -> frozenset[str]:
    """Those of these digests that some document quotes."""
    return frozenset().union(*(quoted(digests) for quoted in _quoters)) if digests else frozenset()
