"""Exact counts of a dry run or of an import, and the refusals worth listing."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.importer import Outcome, Refusal
from essaim.foundation.kernel import french

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
    refusals: list[Refusal] = field(default_factory=list)  # of the lines set aside
    remarks: list[Refusal] = field(default_factory=list)  # of lines that pass, less one piece of information
    cautions: dict[str, int] = field(default_factory=dict)  # what to confirm first, by how many rows it concerns
    counts_duplicates: bool = False

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Count one more line read and set aside, whatever the number of reasons."""
        self.read += 1
        self.refused += 1
        _list(self.refusals, refusals)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome of ``Importer.plan``."""
        if outcome.verdict is Verdict.REFUSED:
            self.refuse(outcome.refusals)
            return
        self.read += outcome.verdict is not Verdict.CLOSED
        name = "duplicates" if outcome.verdict is Verdict.DUPLICATE else outcome.verdict.value
        setattr(self, name, getattr(self, name) + 1)
        _list(self.remarks, outcome.refusals)
        if outcome.caution:
            self.cautions[outcome.caution] = self.cautions.get(outcome.caution, 0) + 1

    @property
    def is_refused(self) -> bool:
        """Whether nothing of what was read could be used."""
        return self.refused > 0 and self.refused == self.read

    @property
    def writes(self) -> int:
        """How many rows applying would write."""
        return self.new + self.changed + self.closed

    @property
    def warnings(self) -> list[str]:
        """What a person confirms before applying, in sentences."""
        return [sentence.format(count=french.number(count)) for sentence, count in self.cautions.items()]

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
        odd = {"cautions": self.cautions} if self.cautions else {}
        return {
            **counts,
            **odd,
            "refusals": [asdict(one) for one in self.refusals],
            "remarks": [asdict(r) for r in self.remarks],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Summary":
        """The summary that ``as_json`` wrote."""
        counts = {name: value for name, value in stored.items() if isinstance(value, int)}
        refusals = [Refusal(**one) for one in stored.get("refusals", ())]
        remarks = [Refusal(**one) for one in stored.get("remarks", ())]
        cautions = dict(stored.get("cautions", {}))
        return cls(
            **counts, refusals=refusals, remarks=remarks, cautions=cautions, counts_duplicates="duplicates" in stored
        )


def _list(listed: list[Refusal], more: Iterable[Refusal]) -> None:
    listed.extend(islice(more, max(0, LISTED - len(listed))))
