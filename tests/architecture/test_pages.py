"""Every address has its row in the one table (tests/pages)."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.pages.base import Page, every_page
from tests.world import Persona


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every named address, with its area."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield space + (entry.name or f"(without a name) {entry.pattern}")


def undeclared(addresses: set[str], pages: list[Page]) -> list[str]:
    """Addresses without a row, and rows without an address."""
    declared = {page.name for page in pages}
    return sorted(addresses - declared) + [f"{name}: no such address" for name in sorted(declared - addresses)]


def test_every_address_has_a_row():
    assert undeclared(set(names(get_resolver())), every_page()) == []


def test_the_rule_of_rows_can_fail():
    page = Page("gone:page", "Disparue", {}, 1)
    assert undeclared({"directory:new"}, [page]) == ["directory:new", "gone:page: no such address"]


def test_every_row_speaks_of_every_persona():
    incomplete = [page.name for page in every_page() if set(page.access) != set(Persona)]
    assert incomplete == []


def test_every_row_has_a_french_title_and_a_budget():
    for page in every_page():
        assert page.title[:1].isupper() or page.title[:1].isdigit(), page.name
        assert page.budget >= 0, page.name
