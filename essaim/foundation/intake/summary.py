"""Exact counts of a dry run or of an import, and the refusals worth listing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.importer import Outcome, Refusal

LISTED = 1000
"""At most so many refusals are listed; the counts stay exact (interfaces.md)."""


@dataclass(slots=True)
class Summary:
    """What a batch would do, or did. ``refused`` counts lines, not reasons."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    refused: int = 0
    duplicates: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    counts_duplicates: bool = False

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Count one more line read and set aside, whatever the number of reasons."""
        self.read += 1
        self.refused += 1
        self._list(refusals)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome of ``Importer.plan``."""
        if outcome.verdict is Verdict.REFUSED:
            self.refuse(outcome.refusals)
            return
        self.read += outcome.verdict is not Verdict.CLOSED
        name = "duplicates" if outcome.verdict is Verdict.DUPLICATE else outcome.verdict.value
        setattr(self, name, getattr(self, name) + 1)
        self._list(outcome.refusals)

    @property
    def writes(self) -> int:
        """How many rows applying would write."""
        return self.new + self.changed + self.closed

    def as_json(self) -> dict[str, Any]:
        """The shape other programs rely on (interfaces.md, ``essaim schools import``)."""
        counts = {
            "read": self.read,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "closed": self.closed,
            "refused": self.refused,
        }
        if self.counts_duplicates:
            counts["duplicates"] = self.duplicates
        listed = [{"file": r.file, "line": r.line, "field": r.field, "reason": r.reason} for r in self.refusals]
        return {**counts, "refusals": listed}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Summary":
        """The summary that ``as_json`` wrote."""
        counts = {name: stored[name] for name in stored if name != "refusals"}
        refusals = [Refusal(**refusal) for refusal in stored.get("refusals", [])]
        return cls(**counts, refusals=refusals, counts_duplicates="duplicates" in stored)

    def _list(self, refusals: Iterable[Refusal]) -> None:
        for refusal in refusals:
            if len(self.refusals) < LISTED:
                self.refusals.append(refusal)
