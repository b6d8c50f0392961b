"""Whether the trail accounts for what changed behind a frozen value: moved by gestures, or changed behind its back.

A value is frozen with its manifest: each row it counted, and what of the row it depended on. When the same figure
counts something else today, the rows that differ are looked up in the trail since the freeze. A row a gesture explains
has moved, as life goes on; a row no gesture explains was changed in the database, and the seal is broken.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel import french

Facts = tuple[Any, ...]
Key = int | str
Counted = Mapping[Key, Facts]
"""The rows behind a value by primary key, each with the facts the value depends on."""

Through = Callable[[Collection[Key], int], Mapping[Key, Collection[str]]]
"""From rows, and the entry after which one looks, to the URNs gestures on which explain a change of each."""

BATCH = 400


def itself(keys: Collection[Key], since: int) -> Mapping[Key, Collection[str]]:  # noqa: ARG001 (a ``Through``)
    """Only gestures on the row explain it."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How the trail tells of the rows behind a figure.

    ``gestures``: the actions that may change what is counted, each with how one and several are said to a reader, no
    name in it; a code that ends with a dot stands for all that begin with it. ``through``: other things whose gestures
    explain a row (an import, the request of a class). ``told``: for some actions, the fields of the row whose value the
    entry kept, by field; the last entry that told must agree with the row.
    """

    gestures: Mapping[str, tuple[str, str]]
    through: Through = itself
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def words(self, action: str) -> tuple[str, str] | None:
        """How an action is said, if it may change what is counted."""
        if action in self.gestures:
            return self.gestures[action]
        prefixes = (code for code in self.gestures if code.endswith(".") and action.startswith(code))
        found = next(prefixes, None)
        return self.gestures[found] if found else None


UNTRACED = Trace(gestures={})
"""Nothing explains a change: what no area has thought through."""


@dataclass(frozen=True, slots=True)
class Account:
    """What the trail says of the rows that differ: the gestures that moved them, and the rows nothing explains."""

    gestures: tuple[str, ...] = ()
    last_at: dt.datetime | None = None
    unexplained: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether gestures explain every row."""
        return not self.unexplained


def account(trace: Trace, rows: QuerySet, before: Counted, now: Counted, since: int) -> Account:
    """Look up in the trail, after entry ``since``, every row that was counted differently."""
    keys = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
    model = rows.model._meta.label_lower
    others = trace.through(keys, since)
    wanted = {key: {f"{model}:{key}", *others.get(key, ())} for key in keys}
    entries = _entries({urn for urns in wanted.values() for urn in urns}, since)
    said = {entry.pk: (entry, words) for entry in entries if (words := trace.words(entry.action))}
    by_target: dict[str, list[Entry]] = {}
    for entry, _ in said.values():
        by_target.setdefault(entry.target, []).append(entry)
    explained = {key for key in keys if any(urn in by_target for urn in wanted[key])}
    denied = _denied(trace, rows, explained, by_target, model)
    moved = {entry.pk for key in explained - denied for urn in wanted[key] for entry in by_target.get(urn, ())}
    counts = Counter(words for pk, (_, words) in said.items() if pk in moved)
    lost = [key for key in keys if key not in explained or key in denied]
    return Account(
        tuple(french.plural(number, *words) for words, number in counts.most_common()),
        max((said[pk][0].at for pk in moved), default=None),
        tuple(f"{model}:{key}" for key in lost),
    )


def _entries(urns: Collection[str], since: int) -> Iterable[Entry]:
    """The entries about these things after one entry, in the order they were written."""
    ordered, found = sorted(urns), list[Entry]()
    for first in range(0, len(ordered), BATCH):
        found += Entry.objects.filter(pk__gt=since, target__in=ordered[first : first + BATCH]).order_by("pk")
    return sorted(found, key=lambda entry: entry.pk)


def _denied(
    trace: Trace, rows: QuerySet, keys: Collection[Key], by_target: Mapping[str, list[Entry]], model: str
) -> set[Key]:
    """The rows that no longer say what the last gesture that told of them kept."""
    told: dict[Key, dict[str, Any]] = {}
    for key in keys:
        for entry in by_target.get(f"{model}:{key}", ()):
            if entry.action in trace.told:
                context = json.loads(entry.context)
                told[key] = {name: context.get(kept) for name, kept in trace.told[entry.action].items()}
    fields = sorted({name for said in told.values() for name in said})
    denied: set[Key] = set()
    for row in rows.filter(pk__in=sorted(told)).order_by("pk").values("pk", *fields) if told else ():
        if any(_plain(row[name]) != kept for name, kept in told[row["pk"]].items()):
            denied.add(row["pk"])
    return denied


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
