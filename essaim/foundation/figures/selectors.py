"""The values of the figures: computed now, or frozen then."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from essaim.foundation.figures import indicators, manifests, quoting, tracing
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator, Number
from essaim.foundation.figures.models import FrozenValue
from essaim.foundation.figures.tracing import Account, Counted
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and what it stands on."""

    value: Number
    counted: Counted | None
    inputs_digest: str

    @property
    def rows(self) -> int | None:
        """How many rows it counts."""
        return None if self.counted is None else len(self.counted)


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
    """The figure with the digest of the rows behind it: two equal digests counted the same rows, for the same facts."""
    found = round(Decimal(value(indicator, scope, period)), 4)  # the digits a frozen value keeps
    kept = counted(indicator, scope, period)
    made = manifests.digest_of(
        code=indicator.code,
        version=indicator.version,
        scope=scope,
        period=period,
        about=indicator.about,
        value=found,
        rows=kept,
    )
    return Measured(_plain(found), kept, made)


def counted(indicator: Indicator, scope: Scope, period: Period) -> Counted | None:
    """The rows a value counts today, each with the facts it depends on; nothing for a figure without rows."""
    if indicator.rows is None:
        return None
    found = rows(indicator, scope, period).values_list("pk", *indicator.facts)
    return {key: tuple(manifests.plain(fact) for fact in facts) for key, *facts in found}


def traced(value: FrozenValue, indicator: Indicator, since: int) -> Account:
    """What the trail says, after an entry, of the rows that are counted otherwise than when the value was frozen."""
    before, now = value.counted, counted(indicator, value.parsed_scope, value.period)
    if before is None or now is None:
        return Account(unexplained=(indicator.code,))
    return tracing.account(indicator.trace, rows(indicator, value.parsed_scope, value.period), before, now, since)


def rows(indicator: Indicator, scope: Scope, period: Period) -> QuerySet:
    """The rows the figure counts."""
    _ensure_measured_there(indicator, scope)
    if indicator.rows is None:
        raise Refused("Ce chiffre ne repose pas sur des fiches que l'on peut montrer.")
    return indicator.rows(scope, period)


def frozen(indicator: Indicator, scope: Scope = FRANCE) -> QuerySet[FrozenValue]:
    """The frozen values of a scope, for the same subject, latest first."""
    return FrozenValue.objects.filter(indicator=indicator.code, scope=str(scope), about=indicator.about).order_by("-id")


def frozen_as(digests: Collection[str]) -> Mapping[str, FrozenValue]:
    """The frozen values a text quotes, by their digest."""
    return {
        value.inputs_digest: value for value in FrozenValue.objects.filter(inputs_digest__in=digests).order_by("pk")
    }


def is_quoted(row: models.Model) -> bool:
    """Whether a frozen value that a document quotes today counts this row."""
    since = getattr(row, "created_at", None)
    found = FrozenValue.objects.filter(manifest__isnull=False, **({"frozen_at__gte": since} if since else {}))
    values = {value.inputs_digest: value for value in found.order_by("pk")}
    return any(_counts(values[one], row) for one in sorted(quoting.among(values.keys())))


def _counts(value: FrozenValue, row: models.Model) -> bool:
    indicator = indicators.registered().get(value.indicator)
    if indicator is None or indicator.rows is None:
        return False
    model = indicator.rows(value.parsed_scope, value.period).model
    return model is type(row) and row.pk in (value.counted or {})


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value.normalize()


def _ensure_measured_there(indicator: Indicator, scope: Scope) -> None:
    if scope.kind not in indicator.scopes:
        raise Refused(f"« {indicator.label} » n'est pas mesuré pour ce périmètre ({scope}).")
