"""The helper of htmx tests sees a fragment that differs from the page, one that is a whole page, one put twice."""

import pytest
from django.http import HttpResponse

from tests.htmx import HEADERS, assert_same

PAGE = "<html><body><h1>t</h1><div id=results>{}</div></body></html>"


class Site:
    """Answers like a view: whole page, or fragment for htmx."""

    def __init__(self, fragment: str) -> None:
        self.fragment = fragment

    def get(self, address, headers=None):
        if headers and headers.get("HX-Request") == HEADERS["HX-Request"]:
            return HttpResponse(self.fragment)
        return HttpResponse(PAGE.format(address.removeprefix("/?q=")))


def test_the_same_result_is_accepted():
    assert_same(Site("<div id=results>a</div>"), "/?q=", "results", "/?q=a")


@pytest.mark.parametrize(
    "fragment",
    ["<div id=results>b</div>", PAGE.format("a"), "<div id=results>a</div><div id=results>a</div>"],
    ids=["other", "whole page", "twice"],
)
def test_another_result_is_refused(fragment):
    with pytest.raises(AssertionError):
        assert_same(Site(fragment), "/?q=", "results", "/?q=a")
