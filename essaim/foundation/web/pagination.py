"""One page of a long list: counted on the bare queryset, bounded, with links that keep the search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict

T = TypeVar("T", bound=Model)
PARAMETER = "page"
AROUND = 1  # pages shown on each side of the current one


@dataclass(frozen=True, slots=True)
class PageLink:
    """A number to go to; without address, the gap between two."""

    number: int = 0
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows to show and what ``<c-pagination :page="page">`` needs."""

    rows: Sequence[T]
    number: int
    per_page: int
    total: int
    query: QueryDict

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def last(self) -> int:
        """The number of the last page, one for an empty list."""
        return max(1, ceil(self.total / self.per_page))

    @property
    def several(self) -> bool:
        """Whether links are needed at all."""
        return self.last > 1

    @property
    def first_row(self) -> int:
        """The rank of the first row shown, from one."""
        return (self.number - 1) * self.per_page + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """The rank of the last row shown."""
        return self.first_row + len(self.rows) - 1 if self.rows else 0

    @property
    def previous_url(self) -> str:
        """Where the page before is, or nothing."""
        return self.url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """Where the page after is, or nothing."""
        return self.url(self.number + 1) if self.number < self.last else ""

    @property
    def links(self) -> list[PageLink]:
        """First, last, and those around; a gap where some are left out."""
        near = range(self.number - AROUND, self.number + AROUND + 1)
        numbers = sorted({1, self.last, *(n for n in near if 1 <= n <= self.last)})
        links: list[PageLink] = []
        for previous, number in zip([0, *numbers], numbers, strict=False):
            if number - previous == 2:  # noqa: PLR2004 (a gap of one page is that page)
                links.append(self._link(number - 1))
            elif number - previous > 1:
                links.append(PageLink())
            links.append(self._link(number))
        return links

    def url(self, number: int) -> str:
        """The same search, at another page."""
        query = self.query.copy()
        query.pop(PARAMETER, None)
        if number > 1:
            query[PARAMETER] = str(number)
        return "?" + query.urlencode()

    def _link(self, number: int) -> PageLink:
        return PageLink(number, self.url(number), number == self.number)


def paginate(request: HttpRequest, queryset: QuerySet[T, Any], per_page: int = 25) -> Page[T]:
    """The page asked for by ``?page=``; a number that does not exist gives the nearest one.

    The count drops the order, the joined rows and the prefetches of the list: it is one bare query.
    """
    total = queryset.order_by().select_related(None).prefetch_related(None).count()
    number = _number(request, total, per_page)
    start = (number - 1) * per_page
    return Page(list(queryset[start : start + per_page]), number, per_page, total, request.GET)


def sequence_page(request: HttpRequest, rows: Sequence[Any], per_page: int = 25) -> Page[Any]:
    """The same for a list that is already read: things put together from several tables."""
    number = _number(request, len(rows), per_page)
    start = (number - 1) * per_page
    return Page(rows[start : start + per_page], number, per_page, len(rows), request.GET)


def _number(request: HttpRequest, total: int, per_page: int) -> int:
    last = max(1, ceil(total / per_page))
    asked = request.GET.get(PARAMETER, "")
    return min(max(1, int(asked)), last) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1  # noqa: PLR2004 (digits of a page)
