"""What is linked to what: from one thing, from many at once, or step by step through the graph."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q, QuerySet

from essaim.foundation.links import kinds
from essaim.foundation.links.models import Link

BATCH = 500
"""URNs asked for in one query."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link seen from one of its ends: ``words`` leads to ``other``."""

    link: Link
    other: str
    words: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A thing the walk came to: how far it is, and the link it was reached by."""

    urn: str
    distance: int
    by: Link | None


def outgoing(urns: Collection[str], on: dt.date, *, of: Collection[str] = ()) -> QuerySet[Link]:
    """Links that start from these things and are true on this date, of some kinds or of all."""
    return _true(Q(source__in=urns), on, of)


def incoming(urns: Collection[str], on: dt.date, *, of: Collection[str] = ()) -> QuerySet[Link]:
    """Links that lead to these things and are true on this date."""
    return _true(Q(target__in=urns), on, of)


def ties(urns: Collection[str], on: dt.date, *, of: Collection[str] = ()) -> dict[str, list[Tie]]:
    """For each thing, its links of both directions, told from its side; one query for all of them."""
    found: dict[str, list[Tie]] = {urn: [] for urn in urns}
    for link in _touching(urns, on, of):
        kind = kinds.registered().get(link.kind)
        for end, is_source in ((link.source, True), (link.target, False)):
            if end in found:
                words = kind.read_from(source=is_source) if kind else link.kind
                found[end].append(Tie(link, link.other_end(end), words))
    return found


def walk(start: str, on: dt.date, *, depth: int, of: Collection[str] = ()) -> dict[str, Reached]:
    """Everything within ``depth`` links of a thing, nearest first, itself included; one query a step.

    Links are followed both ways. A thing is reached once, by a shortest path; among those of the same length, by the
    oldest link.
    """
    reached = {start: Reached(start, 0, None)}
    edge = {start}
    for distance in range(1, depth + 1):
        fresh: dict[str, Reached] = {}
        for link in _touching(edge, on, of):
            for end in {link.source, link.target} - reached.keys() - fresh.keys():
                fresh[end] = Reached(end, distance, link)
        reached |= fresh
        edge = set(fresh)
        if not edge:
            break
    return reached


def path(reached: dict[str, Reached], urn: str) -> list[Link]:
    """The links from the start of a walk to one of the things it reached."""
    links: list[Link] = []
    while (link := reached[urn].by) is not None:
        links.append(link)
        urn = link.other_end(urn)
    return links[::-1]


def _touching(urns: Iterable[str], on: dt.date, of: Collection[str]) -> Iterator[Link]:
    seen: set[int] = set()
    remaining = iter(sorted(urns))
    while batch := list(islice(remaining, BATCH)):
        for link in _true(Q(source__in=batch) | Q(target__in=batch), on, of):
            if link.pk not in seen:
                seen.add(link.pk)
                yield link


def _true(ends: Q, on: dt.date, of: Collection[str]) -> QuerySet[Link]:
    found = Link.objects.on(on).filter(ends).order_by("id")
    return found.filter(kind__in=of) if of else found
