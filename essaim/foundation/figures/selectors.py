"""The values of the figures: computed now, or frozen then."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from essaim.foundation.figures import indicators, quoting
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator, Number
from essaim.foundation.figures.models import FrozenValue
from essaim.foundation.kernel import digest
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and what it stands on."""

    value: Number
    rows: int | None
    inputs_digest: str


@dataclass(frozen=True, slots=True)
class Current:
    """An indicator as it is today over its widest scope."""

    indicator: Indicator
    told: str
    period: Period


@dataclass(frozen=True, slots=True)
class Line:
    """The value of one scope, for a table."""

    scope: Scope
    name: str
    value: Number
    told: str


def catalogue() -> list[Indicator]:
    """The indicators one lists, by their name."""
    listed = (indicator for indicator in indicators.registered().values() if indicator.listed)
    return sorted(listed, key=lambda indicator: indicator.label)


def current_values() -> list[Current]:
    """Every indicator with its value of today for the whole country, where it is measured."""
    found = []
    for indicator in catalogue():
        period = current_period(indicator.period)
        measured = FRANCE.kind in indicator.scopes
        found.append(Current(indicator, indicator.told(value(indicator, FRANCE, period)) if measured else "", period))
    return found


def current_period(kind: PeriodType, today: dt.date | None = None) -> Period:
    """The period a reader means when none is given: today, this school year, this year."""
    day = today or timezone.localdate()
    if kind is PeriodType.SCHOOL_YEAR:
        return Period.school_year(SchoolYear.of(day))
    return Period.year(day.year) if kind is PeriodType.YEAR else Period.day(day)


def value(indicator: Indicator, scope: Scope, period: Period) -> Number:
    """The figure, computed now."""
    _ensure_measured_there(indicator, scope)
    return indicator.compute(scope.kind, [scope.code], period).get(scope.code, 0)


def lines(indicator: Indicator, kind: str, period: Period) -> list[Line]:
    """The figure for each territory of a kind, by name: the number of queries does not follow theirs."""
    names: Mapping[str, str] = next((k.choices() for k in indicators.scope_kinds(indicator) if k.code == kind), {})
    values = indicator.compute(kind, names.keys(), period) if names else {}
    return [
        Line(Scope(kind, code), name, values.get(code, 0), indicator.told(values.get(code, 0)))
        for code, name in names.items()
    ]


def measure(indicator: Indicator, scope: Scope, period: Period) -> Measured:
    """The figure with the digest of the rows behind it: two equal digests counted the same rows."""
    found = value(indicator, scope, period)
    keys = list(rows(indicator, scope, period).values_list("pk", flat=True)) if indicator.rows else None
    inputs = {
        "indicator": indicator.code,
        "version": indicator.version,
        "scope": str(scope),
        "period": [period.start, period.end],
        "value": Decimal(found),
        "rows": sorted(map(str, keys)) if keys is not None else None,
    }
    return Measured(found, None if keys is None else len(keys), digest.of(inputs))


def rows(indicator: Indicator, scope: Scope, period: Period) -> QuerySet:
    """The rows the figure counts."""
    _ensure_measured_there(indicator, scope)
    if indicator.rows is None:
        raise Refused("Ce chiffre ne repose pas sur des fiches que l'on peut montrer.")
    return indicator.rows(scope, period)


def frozen(indicator: Indicator, scope: Scope = FRANCE) -> QuerySet[FrozenValue]:
    """The frozen values of a scope, latest first."""
    return FrozenValue.objects.filter(indicator=indicator.code, scope=str(scope)).order_by("-id")


def is_quoted(row: models.Model) -> bool:
    """Whether a frozen value that a document quotes today counts this row."""
    since = getattr(row, "created_at", None)
    found = FrozenValue.objects.filter(rows__gt=0, **({"frozen_at__gte": since} if since else {})).order_by("pk")
    values = {value.inputs_digest: value for value in found}
    return any(_counts(values[one], row) for one in sorted(quoting.among(values.keys())))


def _counts(value: FrozenValue, row: models.Model) -> bool:
    indicator = indicators.registered().get(value.indicator)
    if indicator is None or indicator.rows is None:
        return False
    counted = indicator.rows(value.parsed_scope, value.period)
    return counted.model is type(row) and counted.filter(pk=row.pk).exists()


def _ensure_measured_there(indicator: Indicator, scope: Scope) -> None:
    if scope.kind not in indicator.scopes:
        raise Refused(f"« {indicator.label} » n'est pas mesuré pour ce périmètre ({scope}).")
