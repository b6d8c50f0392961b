"""A path of stages, for ``<c-path>``: one cell per stage."""

from dataclasses import dataclass
from enum import StrEnum


class StageState(StrEnum):
    """Where a stage stands; the value is its class on the page."""

    PAST = "past"
    NOW = "now"
    TODO = "todo"
    SKIPPED = "skipped"


SAID = {
    StageState.PAST: "faite",
    StageState.NOW: "en cours",
    StageState.TODO: "à venir",
    StageState.SKIPPED: "passée",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One cell of a path."""

    number: int
    label: str
    state: StageState
    note: str = ""
    href: str = ""

    @property
    def said(self) -> str:
        """The state in a word, for those who do not see the colour."""
        return SAID[self.state]
