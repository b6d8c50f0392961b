"""One indicator an axis: how an area says what served each axis of the protocol, so that bilans are per axis.

An area that counts things serving a commitment declares its measure once, and gets one indicator for each axis::

    per_axis.register(
        code="encounters.held",
        label="Rencontres tenues",
        definition="…",
        unit=("rencontre", "rencontres"),
        period=PeriodType.FREE,
        scopes=("france", "region", "academie"),
        source="…",
        compute=held_for_axis,  # (axis, kind, codes, period): as ``Indicator.compute``, the number of the axis first
        rows=held_rows_for_axis,  # (axis, scope, period)
    )

gives ``encounters.held.axis1`` to ``encounters.held.axis5``. A room that opens later enters every bilan this way.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet

from essaim.foundation.figures import indicators
from essaim.foundation.figures.domain.scope import Period, Scope
from essaim.foundation.figures.indicators import Indicator, Number
from essaim.foundation.kernel.french import NBSP

AXES = (1, 2, 3, 4, 5)
"""The axes of the protocol of 22 March."""

ComputeForAxis = Callable[[int, str, Collection[str], Period], Mapping[str, Number]]
RowsForAxis = Callable[[int, Scope, Period], QuerySet]


def register(
    *, code: str, label: str, definition: str, compute: ComputeForAxis, rows: RowsForAxis | None = None, **others: Any
) -> None:
    """Declare one indicator an axis; ``others`` are the fields of ``Indicator`` that do not follow the axis."""
    for axis in AXES:
        indicators.register(
            Indicator(
                code=axis_code(code, axis),
                label=f"{label}, axe{NBSP}{axis}",
                definition=f"{definition} Seul compte ce qui sert un engagement de l'axe{NBSP}{axis} du protocole.",
                compute=partial(compute, axis),
                rows=partial(rows, axis) if rows else None,
                listed=False,
                **others,
            )
        )


def axis_code(code: str, axis: int) -> str:
    """The code of a measure for an axis: ``encounters.held.axis1``."""
    return f"{code}.axis{axis}"


def of_axis(axis: int) -> list[Indicator]:
    """Every indicator areas declared for an axis, in the order of their codes."""
    found = indicators.registered()
    return [found[name] for name in sorted(found) if name.endswith(f".axis{axis}")]
