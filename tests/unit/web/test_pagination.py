import pytest
from django.http import QueryDict

from essaim.foundation.web.pagination import Page


def page(number: int, total: int, query: str = "") -> Page:
    return Page([], number, 10, total, QueryDict(query))


def shown(one: Page) -> list[str]:
    return ["…" if not link.url else f"[{link.number}]" if link.current else str(link.number) for link in one.links]


@pytest.mark.parametrize(
    ("number", "total", "expected"),
    [
        (1, 5, ["[1]"]),
        (1, 25, ["[1]", "2", "3"]),
        (1, 100, ["[1]", "2", "…", "10"]),
        (3, 100, ["1", "2", "[3]", "4", "…", "10"]),
        (4, 100, ["1", "2", "3", "[4]", "5", "…", "10"]),
        (5, 100, ["1", "…", "4", "[5]", "6", "…", "10"]),
        (10, 100, ["1", "…", "9", "[10]"]),
    ],
)
def test_a_gap_is_shown_only_where_several_pages_are_left_out(number, total, expected):
    assert shown(page(number, total)) == expected


def test_links_keep_the_search_and_the_first_page_has_no_number():
    one = page(2, 30, "q=lyc%C3%A9e&degre=1&degre=2&page=2")
    assert one.next_url == "?q=lyc%C3%A9e&degre=1&degre=2&page=3"
    assert one.previous_url == "?q=lyc%C3%A9e&degre=1&degre=2"


def test_an_empty_list_has_one_page_and_no_link():
    one = page(1, 0)
    assert (one.last, one.several, one.first_row, one.last_row) == (1, False, 0, 0)
    assert one.next_url == one.previous_url == ""


def test_the_ranks_of_the_rows_shown():
    one = Page(["a", "b"], 2, 10, 12, QueryDict(""))
    assert (one.first_row, one.last_row, len(one), list(one)) == (11, 12, 2, ["a", "b"])
