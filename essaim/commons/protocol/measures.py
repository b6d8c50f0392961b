"""The figures of each axis, ready to be shown: value, unit, definition and where its rows are."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from essaim.commons.protocol import per_axis
from essaim.commons.protocol.models import Axis
from essaim.foundation.figures import selectors as figures
from essaim.foundation.figures.domain.scope import FRANCE, Period
from essaim.foundation.figures.indicators import Indicator, Number
from essaim.foundation.kernel.school_year import SchoolYear


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of an axis."""

    indicator: Indicator
    value: Number
    period: Period

    @property
    def unit(self) -> str:
        """``classe`` or ``classes``, as the value asks."""
        return self.indicator.unit[self.value >= 2]  # noqa: PLR2004 (the French plural begins at two)


@dataclass(frozen=True, slots=True)
class MeasuredAxis:
    """An axis with what served it."""

    axis: Axis
    figures: tuple[Measure, ...]


def year_of(day: dt.date) -> Period:
    """The school year of a day: what the protocol's page measures."""
    return Period.school_year(SchoolYear.of(day))


def of_axis(axis: Axis, day: dt.date) -> tuple[Measure, ...]:
    """The figures of an axis in the school year of a day, for the whole country; those at zero are left out."""
    period = year_of(day)
    measured = ((indicator, figures.value(indicator, FRANCE, period)) for indicator in per_axis.of_axis(axis.number))
    return tuple(Measure(indicator, value, period) for indicator, value in measured if value)


def with_figures(axes: Iterable[Axis], day: dt.date) -> list[MeasuredAxis]:
    """Each axis with its figures."""
    return [MeasuredAxis(axis, of_axis(axis, day)) for axis in axes]
