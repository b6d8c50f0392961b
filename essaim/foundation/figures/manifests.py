"""The rows a value counted, kept small beside it: sorted, canonical, compressed; their digest is in signed texts."""

import datetime as dt
import json
import zlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from essaim.foundation.figures.domain.scope import Period, Scope
from essaim.foundation.figures.tracing import Counted
from essaim.foundation.kernel import digest


def pack(rows: Counted) -> bytes:
    """What is kept of the rows."""
    return zlib.compress(digest.canonical(listed(rows)).encode(), 9)


def unpack(packed: bytes) -> Counted:
    """The rows that were kept."""
    return {key: tuple(facts) for key, *facts in json.loads(zlib.decompress(packed))}


def listed(rows: Counted) -> list[list[Any]]:
    """The rows in the order of their keys, facts as the manifest writes them."""
    return [[key, *(plain(fact) for fact in facts)] for key, facts in sorted(rows.items())]


def plain(fact: Any) -> Any:
    """A fact as both engines write it."""
    if isinstance(fact, dt.datetime):
        return fact.astimezone(dt.UTC).isoformat()
    return fact.isoformat() if isinstance(fact, dt.date) else str(fact) if isinstance(fact, Decimal) else fact


def digest_of(  # noqa: PLR0913 (all that a value stands on)
    *, code: str, version: int, scope: Scope, period: Period, about: str, value: Any, rows: Counted | None
) -> str:
    """The digest a signed text quotes: two equal digests counted the same rows, for the same facts."""
    inputs: Mapping[str, Any] = {
        "indicator": code,
        "version": version,
        "scope": str(scope),
        "period": [period.start, period.end],
        "about": about,
        "value": Decimal(value),
        "rows": None if rows is None else listed(rows),
    }
    return digest.of(inputs)
