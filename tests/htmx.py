"""What htmx does to a page, for tests: ask for the fragment, put it in place, compare with the page loaded afresh.

The promise of every enhanced link or form is that the reader ends up with the same page, with or without JavaScript.
"""

from bs4 import BeautifulSoup, Tag
from django.test import Client

HEADERS = {"HX-Request": "true"}
VOLATILE = ("csrfmiddlewaretoken",)
"""Hidden fields whose value changes at each answer."""


def swapped(client: Client, page: str, target: str, address: str, swap: str = "outerHTML") -> BeautifulSoup:
    """The page at ``page`` once htmx has put the fragment of ``address`` in ``#target``."""
    soup = _soup(client.get(page).content)
    place = soup.find(id=target)
    assert isinstance(place, Tag), f"no #{target} at {page}"
    response = client.get(
        address, headers={**HEADERS, "HX-Target": target, "HX-Current-URL": f"http://testserver{page}"}
    )
    assert response.status_code == 200, response.status_code
    fragment = _soup(response.content)
    assert fragment.find("html") is None, f"{address} answers htmx with a whole page"
    if swap == "innerHTML":
        place.clear()
        place.append(fragment)
    else:
        place.replace_with(fragment)
    return soup


def fresh(client: Client, address: str) -> BeautifulSoup:
    """The page a reader without JavaScript gets."""
    return _soup(client.get(address).content)


def assert_same(client: Client, page: str, target: str, address: str, swap: str = "outerHTML") -> None:
    """The part that htmx changes is the same as in the fresh page, and there is one of it."""
    mine, theirs = swapped(client, page, target, address, swap), fresh(client, address)
    assert len(mine.find_all(id=target)) == 1, f"#{target} stands twice after the swap"
    assert _text(mine.find(id=target)) == _text(theirs.find(id=target))


def _soup(content: bytes) -> BeautifulSoup:
    soup = BeautifulSoup(content, "html.parser")
    for name in VOLATILE:
        for tag in soup.find_all(attrs={"name": name}):
            tag["value"] = ""
    return soup


def _text(tag: object) -> str:
    assert isinstance(tag, Tag)
    return tag.prettify()
