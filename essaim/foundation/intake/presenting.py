"""What the pages of imports show: counts as cards, verdicts as sections, states as pills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from essaim.foundation.intake import registry
from essaim.foundation.intake.enums import BatchState, Verdict
from essaim.foundation.intake.importer import Importer, Refusal
from essaim.foundation.intake.models import Batch
from essaim.foundation.intake.selectors import summary_of
from essaim.foundation.intake.summary import Summary

SHOWN = 20  # refusals on a page; the file to download has them all
PILLS = {
    BatchState.UPLOADED: "todo",
    BatchState.MAPPED: "todo",
    BatchState.PLANNING: "wait",
    BatchState.PLANNED: "wait",
    BatchState.APPLYING: "wait",
    BatchState.APPLIED: "done",
    BatchState.UNDONE: "info",
    BatchState.REFUSED: "late",
    BatchState.EXPIRED: "stop",
}
COUNTS = (
    ("new", "nouvelles fiches"),
    ("changed", "fiches modifiées"),
    ("closed", "fiches fermées"),
    ("unchanged", "déjà à jour"),
    ("duplicates", "doublons possibles"),
    ("refused", "lignes refusées"),
)
SECTIONS = (
    (Verdict.NEW, "new", "Nouvelles fiches"),
    (Verdict.CHANGED, "changed", "Fiches modifiées"),
    (Verdict.CLOSED, "closed", "Fiches fermées"),
    (Verdict.DUPLICATE, "duplicates", "Doublons possibles, rien n’est écrit pour eux"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One count."""

    name: str
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """The first outcomes of one verdict."""

    name: str
    title: str
    count: int
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class BatchCard:
    """An import in a list."""

    batch: Batch
    title: str
    pill: str
    state: str
    summary: Summary | None


def batch_card(batch: Batch) -> BatchCard:
    """What a list says of an import."""
    state = BatchState(batch.state)
    return BatchCard(batch, registry.get(batch.kind).title, PILLS[state], state.label, summary_of(batch))


def cards_of(summary: Summary | None) -> list[Card]:
    """The counts worth a card: those that are not nothing, and always new, changed and refused."""
    if summary is None:
        return []
    always = {"new", "changed", "refused"}
    cards = [Card(name, getattr(summary, name), words) for name, words in COUNTS]
    return [card for card in cards if card.value or card.name in always]


def sections_of(samples: Mapping[str, Sequence[Mapping[str, Any]]], summary: Summary | None) -> list[Section]:
    """The verdicts that have rows to show."""
    if summary is None:
        return []
    return [
        Section(name, title, getattr(summary, name), samples[verdict.value])
        for verdict, name, title in SECTIONS
        if samples.get(verdict.value)
    ]


def labelled(listed: Sequence[Refusal], importer: Importer) -> list[Refusal]:
    """The first of these refusals, naming fields as people do."""
    labels = {field.name: field.label for field in importer.fields}
    return [replace(refusal, field=labels.get(refusal.field, refusal.field)) for refusal in listed[:SHOWN]]
