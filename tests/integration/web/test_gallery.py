"""The gallery is the list: what it shows is what is snapshot, and nothing is left out of it."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import Context

import essaim.foundation.web
from essaim.foundation.web import gallery

COTTON = Path(essaim.foundation.web.__file__).parent / "templates/cotton"
PARTS = {
    "meta-item",
    "th",
    "td",
    "tab",
    "crumb",
    "moment",
    "date",
    "fact",
    "facet",
    "data-table",
    "twin",
    "error-summary",
}
"""Pieces that only exist inside another component, and are shown with it."""


def html(example: gallery.Example) -> str:
    return BeautifulSoup(example.render(Context({})), "html.parser").prettify()


@pytest.mark.parametrize("example", gallery.examples(), ids=lambda example: example.key)
def test_an_example_keeps_its_html(example, snapshot):
    assert html(example) == snapshot


@pytest.mark.parametrize("example", gallery.examples(), ids=lambda example: example.key)
def test_an_example_has_nothing_the_content_policy_blocks(example):
    soup = BeautifulSoup(example.render(Context({})), "html.parser")
    assert not soup.find_all(["style", "script"])
    assert not [
        tag for tag in soup.find_all(True) if "style" in tag.attrs or any(a.startswith("on") for a in tag.attrs)
    ]


def test_every_component_has_an_example():
    components = {path.stem.replace("_", "-") for path in COTTON.glob("*.html")}
    assert components - PARTS == {example.component for example in gallery.examples()}


def test_every_component_says_its_options_first():
    silent = [path.name for path in COTTON.glob("*.html") if not path.read_text().startswith("{% comment %}")]
    assert silent == []


def test_a_described_control_points_to_something_that_is_there():
    for example in gallery.examples():
        soup = BeautifulSoup(example.render(Context({})), "html.parser")
        ids = {tag["id"] for tag in soup.find_all(id=True)}
        for tag in soup.find_all(attrs={"aria-describedby": True}):
            assert set(tag["aria-describedby"].split()) <= ids, example.key
        for label in soup.find_all("label", attrs={"for": True}):
            assert label["for"] in ids, example.key


@pytest.mark.parametrize("example", [e for e in gallery.examples() if e.component == "map"], ids=lambda e: e.key)
def test_a_map_and_its_list_say_the_same(example):
    view = example.context()["view"]
    soup = BeautifulSoup(example.render(Context({})), "html.parser")
    listed = [
        (li.find(["a", "span"]).text, li.find(class_="num").contents[0].strip()) for li in soup.select(".map-list li")
    ]
    assert listed == [(mark.name, mark.written) for mark in view.rows]
    assert view.layer.attribution in soup.text
