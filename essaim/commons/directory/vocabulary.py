"""The words of the index, kept in each process: prefixes and misspellings are looked for here, not by the engine.

A copy is good as long as the generation in ``SearchState`` has not changed; the generation is drawn anew, in the same
transaction, each time a word enters the index. Forty thousand words weigh about 10 MB and are read in 0.2 s.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from django.db import connection
from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from essaim.commons.directory.domain.phonetics import sound
from essaim.commons.directory.domain.ranking import BEGUN, MISSPELT, WHOLE, Word, rarity
from essaim.commons.directory.models import SearchEntry, SearchPosting, SearchState, SearchTerm

MAX_BEGUN: Final = 400
MAX_MISSPELT: Final = 60
SHORTEST_PREFIX: Final = 2
LONG_ENOUGH_FOR_TWO: Final = 5
_UAI_LIKE = re.compile(r"\d{6,7}[a-z]?\d?[a-z]?")


class Vocabulary:
    """Every word of the index with its number and how many entries hold it."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.ids: dict[str, int] = {}
        self.by_sound: dict[str, list[str]] = defaultdict(list)
        self.by_length: dict[int, list[str]] = defaultdict(list)
        for text, number, sounded in SearchTerm.objects.order_by("text").values_list("text", "pk", "sound"):
            self.ids[text] = number
            self.by_length[len(text)].append(text)
            if sounded:
                self.by_sound[sounded].append(text)
        counts = SearchPosting.objects.order_by("term_id").values("term_id").annotate(n=Count("entry_id"))
        self.holders: dict[int, int] = dict(counts.values_list("term_id", "n"))
        self.total = SearchEntry.objects.count()
        self.sorted = list(self.ids)
        self._near: dict[str, Mapping[str, float]] = {}

    def count(self, text: str) -> int:
        """How many entries hold this word."""
        return self.holders.get(self.ids.get(text, 0), 0)

    def word(self, text: str, *, is_last: bool, tolerant: bool) -> Word:
        """What a word of a query may stand for; misspellings only when nothing else does, or when asked."""
        terms: dict[str, float] = {}
        if is_last:
            terms.update(dict.fromkeys(self.begun_by(text), BEGUN))
        if text in self.ids:
            terms[text] = WHOLE
        if tolerant or not terms:
            terms = {**self.near(text), **terms}
        holders = max((self.count(term) for term, quality in terms.items() if quality == WHOLE), default=0)
        holders = holders or max(map(self.count, terms), default=0)
        numbers = tuple(sorted(self.ids[term] for term in terms))
        return Word(text, terms, numbers, rarity(holders, max(self.total, holders)))

    def begun_by(self, prefix: str) -> list[str]:
        """The words that begin so; the most frequent ones when they are many."""
        if len(prefix) < SHORTEST_PREFIX:
            return []
        first = bisect_left(self.sorted, prefix)
        last = bisect_left(self.sorted, prefix + "\U0010ffff")
        found = self.sorted[first:last]
        if len(found) > MAX_BEGUN:
            found = sorted(found, key=lambda term: (-self.count(term), term))[:MAX_BEGUN]
        return found

    def near(self, text: str) -> Mapping[str, float]:
        """The words that sound alike, or are one or two slips away: a letter more, less, changed, or two exchanged."""
        if text not in self._near:
            slips = dict.fromkeys(self.by_sound.get(sound(text), ()), 1)
            slips |= dict(self._misspelt(text, _allowed_slips(text)))
            if not slips and len(text) >= LONG_ENOUGH_FOR_TWO and text.isalpha():
                slips = dict(self._misspelt(text, 2))
            slips.pop(text, None)
            found = sorted(slips.items(), key=lambda pair: (pair[1], -self.count(pair[0]), pair[0]))
            self._near[text] = {term: MISSPELT / count for term, count in found[:MAX_MISSPELT]}
        return self._near[text]

    def split(self, text: str) -> tuple[str, str] | None:
        """Two known words written as one: « saintexupery »."""
        cuts = ((text[:at], text[at:]) for at in range(3, len(text) - 2))
        known = [cut for cut in cuts if cut[0] in self.ids and cut[1] in self.ids]
        return max(known, key=lambda cut: (min(map(self.count, cut)), cut), default=None)

    def _misspelt(self, text: str, allowed: int) -> Iterator[tuple[str, int]]:
        for length in range(len(text) - allowed, len(text) + allowed + 1) if allowed else ():
            choices = self.by_length.get(length)
            if choices:
                found = process.extract(text, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None)
                yield from ((term, slips) for term, slips, _ in found if slips)


def _allowed_slips(text: str) -> int:
    """None for short words and postcodes, one up to six letters and in an identifier, two beyond."""
    if any(char.isdigit() for char in text):
        return 1 if _UAI_LIKE.fullmatch(text) else 0
    return 0 if len(text) < 4 else 1 if len(text) <= 6 else 2  # noqa: PLR2004 (lengths, as said above)


_current: dict[str, Vocabulary] = {}


def current() -> Vocabulary:
    """The vocabulary of the index as it stands."""
    generation = SearchState.objects.order_by("pk").values_list("generation", flat=True).first() or 0
    held = _current.get(connection.alias)
    if held is None or held.generation != generation:
        held = _current[connection.alias] = Vocabulary(generation)
    return held
