"""Keep the index in step with the data, in the same transaction: one thing after a gesture, thousands in an import."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import transaction

from essaim.commons.directory.domain.phonetics import sound
from essaim.commons.directory.domain.search_words import Document, size, terms
from essaim.commons.directory.models import SearchEntry, SearchPosting, SearchState, SearchTerm

T = TypeVar("T")
CHUNK = 2000
COLUMNS = ("words", "category", "departement_code", "academie_code", "is_open", "size", "sort_key")


@transaction.atomic
def sync(documents: Iterable[Document]) -> int:
    """Write what changed of these things; the number of entries written."""
    written = 0
    for chunk in batched(documents, CHUNK):
        by_kind: dict[str, list[Document]] = {}
        for document in chunk:
            by_kind.setdefault(document.kind, []).append(document)
        for kind, alike in by_kind.items():
            written += _sync(kind, alike)
    return written


@transaction.atomic
def remove(kind: str, target_ids: Collection[int]) -> None:
    """Forget things that are no more."""
    for chunk in batched(target_ids, CHUNK):
        entries = SearchEntry.objects.filter(kind=kind, target_id__in=chunk)
        SearchPosting.objects.filter(entry__in=entries).delete()
        entries.delete()


@transaction.atomic
def keep_only(kind: str, target_ids: Collection[int]) -> None:
    """Forget every thing of this kind that is not among these."""
    known = SearchEntry.objects.filter(kind=kind).values_list("target_id", flat=True)
    remove(kind, sorted(set(known) - set(target_ids)))


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most this many items."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _sync(kind: str, documents: Sequence[Document]) -> int:
    known = {
        entry.target_id: entry
        for entry in SearchEntry.objects.filter(kind=kind, target_id__in=[d.target_id for d in documents])
    }
    created: list[SearchEntry] = []
    updated: list[SearchEntry] = []
    former_terms: dict[int, frozenset[str]] = {}
    for document in documents:
        values = _values(document)
        entry = known.get(document.target_id)
        if entry is None:
            created.append(SearchEntry(kind=kind, target_id=document.target_id, **values))
        elif any(getattr(entry, column) != value for column, value in values.items()):
            former_terms[entry.pk] = terms(entry.words)
            for column, value in values.items():
                setattr(entry, column, value)
            updated.append(entry)
    created = SearchEntry.objects.bulk_create(created, batch_size=CHUNK)
    SearchEntry.objects.bulk_update(updated, COLUMNS, batch_size=200)
    _write_postings(created, updated, former_terms)
    return len(created) + len(updated)


def _values(document: Document) -> dict[str, object]:
    words = document.words
    return {
        "words": words,
        "category": document.category,
        "departement_code": document.departement,
        "academie_code": document.academie,
        "is_open": document.is_open,
        "size": size(words),
        "sort_key": document.sort_key,
    }


def _write_postings(
    created: Sequence[SearchEntry], updated: Sequence[SearchEntry], former: dict[int, frozenset[str]]
) -> None:
    wanted = {entry.pk: terms(entry.words) for entry in (*created, *updated)}
    numbers = _numbers(frozenset().union(*wanted.values())) if wanted else {}
    gone = {pk: former[pk] - wanted[pk] for pk in former}
    for pk, texts in gone.items():
        if texts:
            SearchPosting.objects.filter(entry_id=pk, term__text__in=texts).delete()
    SearchPosting.objects.bulk_create(
        [
            SearchPosting(term_id=numbers[text], entry_id=pk)
            for pk, texts in wanted.items()
            for text in sorted(texts - former.get(pk, frozenset()))
        ],
        batch_size=5000,
    )


def _numbers(texts: frozenset[str]) -> dict[str, int]:
    """The number of each word; new words enter the vocabulary and open a new generation of it."""
    numbers = dict(_known(sorted(texts)))
    new = sorted(texts - numbers.keys())
    if new:
        _open_generation()  # first: it makes those who add words wait for one another
        numbers.update(_known(new))
        missing = [text for text in new if text not in numbers]
        SearchTerm.objects.bulk_create([SearchTerm(text=text, sound=sound(text)) for text in missing], batch_size=CHUNK)
        numbers.update(_known(missing))
    return numbers


def _known(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    for chunk in batched(texts, CHUNK):
        yield from SearchTerm.objects.filter(text__in=chunk).values_list("text", "pk")


def _open_generation() -> None:
    generation = secrets.randbits(62)
    if not SearchState.objects.filter(pk=1).update(generation=generation):
        SearchState.objects.update_or_create(pk=1, defaults={"generation": generation})
