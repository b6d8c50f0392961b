"""One pass over the files of a batch: rows in, outcomes out, counted, fingerprinted, and applied or not."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from essaim.foundation.intake.enums import ACTIONABLE, Verdict
from essaim.foundation.intake.importer import Importer, Options, Outcome, Refusal, Row
from essaim.foundation.intake.readers import Bounds, header, open_table
from essaim.foundation.intake.summary import Summary
from essaim.foundation.intake.writes import Recorder
from essaim.foundation.kernel.actor import Actor

SAMPLED = 10  # outcomes of each verdict kept for reading
CHANGES_SHOWN = 8
CELL_SHOWN = 200

Watch = Callable[[Iterator[Row]], Iterator[Row]]
"""Lets somebody follow the rows as they pass (progress), and gives them back."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, under the name people know, with its columns."""

    path: Path
    name: str
    mapping: Mapping[str, str]


@dataclass(slots=True)
class Plan:
    """What a batch would do: exact counts, the first outcomes of each verdict, and what apply needs."""

    summary: Summary
    outcomes: list[Outcome] = field(default_factory=list)  # actionable, or with something to note
    samples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    digest: str = ""


def make_plan(
    importer: Importer, sources: Sequence[Source], options: Options, bounds: Bounds, watch: Watch = iter
) -> Plan:
    """Read everything, write nothing."""
    summary = Summary(counts_duplicates=importer.counts_duplicates)
    plan = Plan(summary)
    fingerprint = hashlib.sha256()
    for outcome in importer.plan(watch(_rows(importer, sources, bounds, summary)), options):
        summary.add(outcome)
        fingerprint.update(_line(outcome))
        if outcome.verdict in ACTIONABLE or outcome.payload is not None:
            plan.outcomes.append(outcome)
        sample = plan.samples.setdefault(outcome.verdict.value, [])
        if len(sample) < SAMPLED and outcome.verdict not in {Verdict.UNCHANGED, Verdict.REFUSED}:
            sample.append(_sample(outcome))
    plan.digest = fingerprint.hexdigest()
    return plan


def apply_plan(importer: Importer, plan: Plan, *, by: Actor, batch_id: int) -> None:
    """Write what was planned, in the transaction of the caller."""
    if plan.outcomes:
        importer.apply(plan.outcomes, by=by, writes=Recorder(batch_id))


def _rows(importer: Importer, sources: Sequence[Source], bounds: Bounds, summary: Summary) -> Iterator[Row]:
    """The sound rows of all the files; broken records are counted on the way."""
    for source in sources:
        with open_table(source.path, source.name, bounds) as table:
            header.check(source.mapping, table.header, importer.fields, source.name)
            for row in header.rows(table, importer.fields, source.mapping):
                if isinstance(row, Refusal):
                    summary.refuse([row])
                else:
                    yield row


def _line(outcome: Outcome) -> bytes:
    """What makes two plans the same."""
    changes = sorted((label, before, after) for label, (before, after) in outcome.changes.items())
    parts = [outcome.verdict.value, outcome.file, outcome.line, outcome.key, outcome.label, outcome.note, changes]
    return json.dumps(parts, ensure_ascii=False).encode() + b"\n"


def _sample(outcome: Outcome) -> dict[str, Any]:
    """An outcome as the page of the dry run shows it."""
    changes = [
        [label, before[:CELL_SHOWN], after[:CELL_SHOWN]]
        for label, (before, after) in list(outcome.changes.items())[:CHANGES_SHOWN]
    ]
    return {
        "file": outcome.file,
        "line": outcome.line,
        "key": outcome.key,
        "label": outcome.label[:CELL_SHOWN],
        "note": outcome.note,
        "changes": changes,
        "more": max(0, len(outcome.changes) - CHANGES_SHOWN),
    }
