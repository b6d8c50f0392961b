"""How often and how fast people answer, counted the same way everywhere; small counts are not told.

Each proposal asks two questions, one a side. A no or another date is an answer; so is a yes said on the telephone. A
side asked again after a change of date is counted once, for its last question. Under five questions, neither the share
nor the delay is told: one person's silence would be read in them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Final

from essaim.foundation.kernel import french

LEAST: Final = 5
FEW: Final = f"moins de {LEAST}"
HOUR: Final = dt.timedelta(hours=1)
DAY_HOURS: Final = 48
"""Up to two days a delay is told in hours."""


@dataclass(frozen=True, slots=True)
class Question:
    """One side asked, and when it answered, if it did."""

    asked_at: dt.datetime
    replied_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What a territory answered."""

    asked: int
    answered: int
    median_hours: Decimal | None

    @classmethod
    def of(cls, questions: Iterable[Question]) -> "Answers":
        """Counted from the questions themselves."""
        found = list(questions)
        taken = [max(0.0, (q.replied_at - q.asked_at) / HOUR) for q in found if q.replied_at is not None]
        hours = Decimal(str(median(taken))).quantize(Decimal("0.1")) if taken else None
        return cls(len(found), len(taken), hours)

    @property
    def is_told(self) -> bool:
        """Whether there are enough questions to tell."""
        return self.asked >= LEAST

    @property
    def asked_told(self) -> str:
        """« 48 », « moins de 5 », or « aucune »."""
        if self.is_told:
            return french.number(self.asked)
        return FEW if self.asked else "aucune"

    @property
    def percent(self) -> int | None:
        """Answers over questions, in percents; None under five questions."""
        if not self.is_told:
            return None
        return int((Decimal(100 * self.answered) / self.asked).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def share_told(self) -> str:
        """« 62 % », or a dash that says it is not told."""
        return "non publié" if self.percent is None else f"{self.percent}{french.NBSP}%"

    @property
    def delay_told(self) -> str:
        """« 31 heures », « 3 jours »: half of the answers came faster; nothing under five answers."""
        if self.answered < LEAST or self.median_hours is None:
            return "non publié"
        if self.median_hours < DAY_HOURS:
            return french.plural(max(1, int(self.median_hours.quantize(Decimal(1), ROUND_HALF_UP))), "heure")
        return french.plural(int((self.median_hours / 24).quantize(Decimal(1), ROUND_HALF_UP)), "jour")


def told(count: int) -> str:
    """A count somebody could be recognised in when it is small: « moins de 5 »."""
    return french.number(count) if count >= LEAST or count == 0 else FEW
