"""Find schools and organisations by identifier, name, city or postcode, badly typed or not.

``index(document)`` after a gesture, ``search_index.sync(documents)`` in an import, ``find(text)`` to look. The engine
finds entries that hold the words, by integers; ``domain.ranking`` orders them: SQLite and PostgreSQL answer the same.

Three attempts, each only when the one before found nothing: every word as typed (the last one may be unfinished, a word
nobody bears is read with its misspellings); every word with its misspellings; all the words but one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from essaim.commons.directory import search_index, vocabulary
from essaim.commons.directory.domain import ranking
from essaim.commons.directory.domain.ranking import Candidate, Word
from essaim.commons.directory.domain.search_words import Document, query_words
from essaim.commons.directory.models import SearchEntry, SearchPosting
from essaim.commons.directory.vocabulary import Vocabulary

MOST: Final = 600
"""A query met by more entries than this is ranked among the shortest names only, and says so."""

ENOUGH: Final = 3
"""With so many answers that miss one word, the next word is not suspected."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search, besides the words."""

    categories: Collection[str] = ()
    departement: str = ""
    academie: str = ""
    open_only: bool = False

    def condition(self) -> Q:
        """The same, for the database."""
        condition = Q()
        if self.categories:
            condition &= Q(category__in=list(self.categories))
        if self.departement:
            condition &= Q(departement_code=self.departement)
        if self.academie:
            condition &= Q(academie_code=self.academie)
        if self.open_only:
            condition &= Q(is_open=True)
        return condition


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found."""

    kind: str
    target_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Best first. ``is_cut`` when more entries met the words than can be ranked."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    is_cut: bool = False
    is_approximate: bool = False  # no entry meets every word as typed


def index(document: Document) -> None:
    """Put one thing in the index, or refresh it, in the transaction of the change."""
    search_index.sync([document])


def find(
    text: str, *, kinds: Collection[str] = (), filters: Filters | None = None, limit: int = 20, offset: int = 0
) -> Found:
    """What answers these words."""
    texts = query_words(text)
    if not texts:
        return Found()
    condition = (filters or Filters()).condition() & (Q(kind__in=list(kinds)) if kinds else Q())
    known = vocabulary.current()
    texts = [piece for word in texts for piece in _pieces(known, word)]
    plain = _words(known, texts, tolerant=False)
    candidates, words, is_exact = _candidates(plain, condition), plain, _is_exact(plain)
    if not candidates:
        words, is_exact = _words(known, texts, tolerant=True), False
        candidates = _candidates(words, condition)
        if not candidates and len(words) > 1:
            candidates = _all_but_one(words, condition)
    ordered = ranking.order(candidates.values(), words)
    hits = [Hit(candidate.kind, candidate.target_id, score) for score, candidate in ordered]
    return Found(hits[offset : offset + limit], len(hits), len(hits) >= MOST, not is_exact)


def _words(known: Vocabulary, texts: Sequence[str], *, tolerant: bool) -> list[Word]:
    last = len(texts) - 1
    return [known.word(text, is_last=rank == last, tolerant=tolerant) for rank, text in enumerate(texts)]


def _pieces(known: Vocabulary, text: str) -> tuple[str, ...]:
    """The word, or the two known words it is made of when nothing is near it."""
    if text in known.ids or known.begun_by(text) or known.near(text):
        return (text,)
    return known.split(text) or (text,)


def _is_exact(words: Sequence[Word]) -> bool:
    return all(any(quality >= ranking.BEGUN for quality in word.terms.values()) for word in words)


def _candidates(words: Sequence[Word], condition: Q) -> dict[int, Candidate]:
    """Entries that meet every word for which the vocabulary knows something."""
    known = [word for word in words if word.terms]
    if not known:
        return {}
    return {candidate.entry_id: candidate for candidate in _meeting(known, condition)}


def _all_but_one(words: Sequence[Word], condition: Q) -> dict[int, Candidate]:
    """Entries that miss one word, the rarest words being the first suspected."""
    found: dict[int, Candidate] = {}
    suspects = sorted((word for word in words if word.terms), key=lambda word: (-word.weight, word.text))
    for suspect in suspects:
        kept = [word for word in suspects if word is not suspect]
        if kept:
            found |= {candidate.entry_id: candidate for candidate in _meeting(kept, condition)}
        if len(found) >= ENOUGH:
            break
    return found


def _meeting(words: Sequence[Word], condition: Q) -> list[Candidate]:
    """The engine starts from the rarest word, then checks the others."""
    rarest, *others = sorted(words, key=lambda word: (-word.weight, word.text))
    entries: QuerySet[SearchEntry] = SearchEntry.objects.filter(condition, pk__in=_holding(rarest).values("entry_id"))
    for word in others:
        entries = entries.filter(Exists(_holding(word).filter(entry_id=OuterRef("pk"))))
    entries = entries.order_by("size", "-is_open", "sort_key", "kind", "target_id")
    rows = entries.values_list("pk", "kind", "target_id", "words", "is_open", "size", "sort_key")[:MOST]
    return [Candidate(*row) for row in rows]


def _holding(word: Word) -> QuerySet[SearchPosting]:
    return SearchPosting.objects.filter(term_id__in=word.numbers)
