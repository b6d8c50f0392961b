"""Generated pages say what the code says, and nothing that people rely on is left out of them."""

import re
from pathlib import Path

import pytest

from config import cli, env, references
from config.documents import TOOLS
from tests.architecture.house import ROOT, areas, tracked


def test_generated_pages_are_fresh():
    assert references.stale() == [], "run script/docs and commit docs/"


def test_the_rule_of_freshness_can_fail(tmp_path, monkeypatch):
    monkeypatch.setattr(references, "FOLDER", tmp_path / "reference")
    assert len(references.write()) == len(references.REFERENCES)
    assert references.stale() == []
    (tmp_path / "reference/reglages.md").write_text("old")
    assert references.stale() == ["reglages.md"]


def _page(name: str) -> str:
    return (references.FOLDER / name).read_text()


@pytest.mark.parametrize("name", sorted(set(env.VARIABLES) | set(TOOLS)))
def test_each_setting_is_documented(name):
    assert f"| `{name}` | " in _page("reglages.md")


@pytest.mark.parametrize("words", sorted(cli.build().every()))
def test_each_command_is_documented(words):
    assert f"\n## essaim {words}\n" in _page("commandes.md")


@pytest.mark.parametrize("name", sorted(set(areas()) - {"kernel"}))
def test_each_area_is_documented(name):
    assert f".{name}` | " in _page("modules.md")


def test_each_variable_of_the_scripts_is_documented():
    read = set()
    for path in tracked():
        if path.is_relative_to(ROOT / "script") and path.suffix in {"", ".sh"}:
            read |= set(re.findall(r"\bESSAIM_[A-Z_]+", path.read_text()))
    assert read
    assert read <= set(env.VARIABLES) | set(TOOLS)


def links(path: Path) -> list[str]:
    """Relative links of a Markdown page that lead nowhere."""
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text())
    return [f"{path.name}: {target}" for target in targets if not (path.parent / target).exists()]


def test_links_between_documents_lead_somewhere():
    pages = [path for path in tracked() if path.suffix == ".md"]
    assert [link for page in pages for link in links(page)] == []


def test_the_rule_of_links_can_fail(tmp_path):
    (tmp_path / "a.md").write_text("[b](b.md) [c](https://example.org) [d](a.md#x)")
    assert links(tmp_path / "a.md") == ["a.md: b.md"]
