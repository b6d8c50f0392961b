"""Read ``semaine.toml``: the campaign, its editions, its words."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from essaim.commons.protocol import selectors as protocol

SLUG = "semaine"


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition as it is foreseen: its address, and what the service writes."""

    slug: str
    fields: dict[str, Any]


def name() -> str:
    """The name of the campaign."""
    return str(_file()["name"])


def tagline() -> str:
    """What it is, in a sentence."""
    return str(_file()["tagline"])


def wording() -> dict[str, str]:
    """Its short name and article, its usual period, its sentence."""
    return {name: str(_file()[name]) for name in ("name", "short_name", "article", "period", "tagline")}


def editions() -> list[Planned]:
    """The editions of the file, with the commitment each serves: the protocol must be there."""
    planned = []
    for row in _file()["editions"]:
        fields = {key: value for key, value in row.items() if key != "slug"}
        planned.append(Planned(row["slug"], {**fields, "commitment": protocol.commitment(row["commitment"])}))
    return planned


def terms() -> Iterator[tuple[str, str, str, int]]:
    """Kind, code, label and order of each word."""
    for kind, words in _file()["terms"].items():
        for order, (code, label) in enumerate(words.items(), start=1):
            yield kind, code, label, order


def kit() -> Iterator[tuple[str, str, str]]:
    """Side, title and text of each sheet that comes with a confirmed encounter (``kit.toml``)."""
    for side, sheet in tomllib.loads(Path(__file__).with_name("kit.toml").read_text(encoding="utf-8")).items():
        yield side, sheet["title"], sheet["body"].strip()


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("semaine.toml").read_text(encoding="utf-8"))
