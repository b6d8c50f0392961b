"""A frozen bilan against the data of today: intact, moved by gestures the trail tells, or changed behind its back.

Three things are checked, figure by figure: that the frozen value still says what the text says, that the figure counts
the same rows for the same facts, and, where it does not, that gestures since the freeze explain every row that differs.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from essaim.foundation.figures import indicators
from essaim.foundation.figures import selectors as figures
from essaim.foundation.figures.tracing import Account
from essaim.foundation.kernel import french
from essaim.front.reporting import composing
from essaim.front.reporting.domain.document import Difference, Document, Figure, changed, difference

ALTERED = "Le chiffre arrêté « {label} » n'est plus celui de son empreinte."
NO_GESTURE = "« {label} » : {rows} sans aucun geste au journal."


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong, in sentences; which figures would be different today; the day a gesture last moved one."""

    faults: tuple[str, ...]
    differences: tuple[Difference, ...]
    moved_on: dt.date | None


def check(document: Document, *, since: int) -> Checked:
    """Check a frozen text, after the entry of the trail that froze it."""
    values = figures.frozen_as([figure.inputs_digest for figure in document.figures])
    by_key = {figure.key: figure for figure in document.figures}
    faults = [
        ALTERED.format(label=figure.label)
        for figure in by_key.values()
        if not _is_kept(figure, values.get(figure.inputs_digest))
    ]
    differences, last = [], []
    for old, new in changed(document, composing.recount(document)):
        told = _account(old, values.get(old.inputs_digest), since)
        differences.append(difference(old, new, told.gestures, len(told.unexplained)))
        last += [told.last_at] if told.last_at else []
        if told.unexplained:
            rows = french.plural(len(told.unexplained), "fiche changée", "fiches changées")
            faults.append(NO_GESTURE.format(label=old.label, rows=rows))
    moved_on = timezone.localdate(max(last)) if last else None
    return Checked(tuple(faults), tuple(differences), moved_on)


def _is_kept(figure: Figure, value: "figures.FrozenValue | None") -> bool:
    """Whether the value kept apart says what the text says, on rows that are those of its digest."""
    return value is not None and value.exact == figure.value and value.is_intact


def _account(figure: Figure, value: "figures.FrozenValue | None", since: int) -> Account:
    indicator = indicators.registered()[figure.code]
    if value is None:
        return Account(unexplained=(figure.code,))
    return figures.traced(value, indicators.narrowed(indicator, figure.about), since)
