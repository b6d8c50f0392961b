"""The order of search results: computed here, in Python, so that both engines give the very same.

Each word of the query is worth what it distinguishes (its rarity, as in BM25), times how well it is met (whole, begun,
misspelt), times where it is met (the UAI, the name, the city…). An entry that meets every word always comes before one
that misses some. Ties are broken by what is open, then by the alphabet, then by age of the record.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

FIELDS: Final[Mapping[str, float]] = {"u": 4.0, "n": 1.0, "c": 0.8, "p": 0.9, "k": 0.35}
"""Identifier, name, city, postcode, kind: what a word is worth by where it stands. Stored as ``n:jaures``."""

WHOLE, BEGUN, MISSPELT = 1.0, 0.85, 0.6
COMPLETE_BONUS: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that meets at least one word."""

    entry_id: int
    kind: str
    target_id: int
    words: str  # "n:college n:jean n:jaures c:lille p:59000"
    is_open: bool
    size: int  # number of words of the name
    sort_key: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the query, and the terms of the vocabulary that may stand for it, with how well they do."""

    text: str
    terms: Mapping[str, float]
    numbers: tuple[int, ...]  # of these terms, for the engine
    weight: float


def rarity(holders: int, total: int) -> float:
    """How much a term distinguishes: the inverse document frequency of BM25."""
    return math.log(1 + (total - holders + 0.5) / (holders + 0.5))


def score(candidate: Candidate, words: Sequence[Word]) -> float:
    """What a candidate is worth for these words."""
    met: dict[str, float] = {}
    for marked in candidate.words.split(" "):
        field, _, term = marked.partition(":")
        met[term] = max(met.get(term, 0.0), FIELDS.get(field, 0.0))
    total, missed = 0.0, 0
    for word in words:
        best = max((met[term] * quality for term, quality in word.terms.items() if term in met), default=0.0)
        missed += best == 0.0
        total += best * word.weight
    conciseness = 1.0 / (1.0 + 0.02 * candidate.size)
    return round(total * conciseness + (COMPLETE_BONUS if not missed else -10.0 * missed), 6)


def order(candidates: Iterable[Candidate], words: Sequence[Word]) -> list[tuple[float, Candidate]]:
    """Best first, the same way everywhere."""
    scored = [(score(candidate, words), candidate) for candidate in candidates]
    scored.sort(key=lambda pair: (-pair[0], not pair[1].is_open, pair[1].sort_key, pair[1].kind, pair[1].target_id))
    return scored
