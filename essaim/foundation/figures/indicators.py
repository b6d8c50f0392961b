"""The indicators Essaim publishes: each has one name, one definition, one source and one way to be computed.

An area registers its own in ``apps.py: ready()``, with selectors it already has::

    indicators.register(
        Indicator(
            code="directory.schools_open",
            label="Établissements ouverts",
            definition="Établissements du premier et du second degré ouverts ce jour-là selon l'annuaire …",
            unit=("établissement", "établissements"),
            period=PeriodType.DAY,
            scopes=("france", "region", "academie"),
            source="Annuaire de l'éducation, ministère chargé de l'éducation nationale",
            compute=figures.schools_open,
            rows=figures.schools_open_rows,
            seen_by=everyone,
            trace=Trace(gestures={"directory.school.closed": ("école fermée", "écoles fermées")}),
        )
    )

``compute(kind, codes, period)`` answers for many scopes of one kind at once, in a fixed number of queries. A change of
definition is a new ``version``: values frozen under the old one keep their own words. Numbers are public to whom may
see the page; rows are read by each reader as far as ``seen_by`` says; ``trace`` says which gestures move them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.tracing import UNTRACED, Trace
from essaim.foundation.kernel import french

Number = int | Decimal
Compute = Callable[[str, Collection[str], Period], Mapping[str, Number]]
"""From a kind of scope, codes and a period to the value of each code; a code left out counts nothing."""

Rows = Callable[[Scope, Period], QuerySet]
"""The rows a value counts, ordered, one query."""


SeenBy = Callable[[Any, QuerySet], QuerySet]
"""From a reader and the rows a value counts to those whose title and page this reader may see."""


def nobody(user: Any, rows: QuerySet) -> QuerySet:  # noqa: ARG001 (a ``SeenBy``)
    """Rows nobody may open from a figure."""
    return rows.none()


def everyone(user: Any, rows: QuerySet) -> QuerySet:  # noqa: ARG001 (a ``SeenBy``)
    """Rows that are public: a school, an organisation."""
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """How a figure is counted for one subject alone, and what it says it counts then."""

    compute: Compute
    rows: Rows
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """A figure that can be told for one subject alone: an edition, a campaign.

    ``choices``: the subjects a reader may choose, by name in the address (``edition:semaine-2027``).
    """

    choices: Callable[[], Mapping[str, str]]
    to: Callable[[str], Narrowed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure with a name; ``unit`` is its singular and plural.

    ``facts`` are the fields of a row the value depends on (what is added up); none for a mere count of rows. ``about``
    is the subject it is narrowed to, if any. ``listed`` is false for the parts of another figure: bilans quote them, a
    list of figures would drown under them.
    """

    code: str
    label: str
    definition: str
    unit: tuple[str, str]
    period: PeriodType
    scopes: tuple[str, ...]
    source: str
    compute: Compute
    source_url: str = ""
    version: int = 1
    rows: Rows | None = None
    facts: tuple[str, ...] = ()
    seen_by: SeenBy = nobody
    trace: Trace = UNTRACED
    narrowing: Narrowing | None = None
    about: str = ""
    listed: bool = True

    def told(self, value: Number) -> str:
        """``45 213 établissements``."""
        return french.plural(value, *self.unit)


@dataclass(frozen=True, slots=True)
class ScopeKind:
    """A kind of territory figures may be told for, and its territories by code."""

    code: str
    label: str
    choices: Callable[[], Mapping[str, str]]


_indicators: dict[str, Indicator] = {}
_kinds: dict[str, ScopeKind] = {FRANCE_KIND: ScopeKind(FRANCE_KIND, "France", lambda: {"": "France entière"})}


def register(indicator: Indicator) -> Indicator:
    """Declare an indicator; its code is declared once."""
    if _indicators.setdefault(indicator.code, indicator) != indicator:
        raise ValueError(f"two indicators are called {indicator.code}")
    return indicator


def register_scope(kind: ScopeKind) -> None:
    """Declare a kind of territory and who names its territories (``territory`` does)."""
    _kinds[kind.code] = kind


def registered() -> Mapping[str, Indicator]:
    """Every indicator, by code."""
    return MappingProxyType(_indicators)


def narrowed(indicator: Indicator, about: str) -> Indicator:
    """The same figure for one subject alone; itself when it knows no subjects, or none is asked."""
    if not about or indicator.narrowing is None:
        return indicator
    to = indicator.narrowing.to(about)
    return replace(indicator, about=about, compute=to.compute, rows=to.rows, definition=to.definition)


def scope_kinds(indicator: Indicator) -> list[ScopeKind]:
    """The kinds of territory this indicator can be told for, that an area has declared."""
    return [_kinds[kind] for kind in indicator.scopes if kind in _kinds]


def is_measured(indicator: Indicator, scope: Scope) -> bool:
    """Whether this indicator is told for this territory, and the territory exists."""
    return any(kind.code == scope.kind and scope.code in kind.choices() for kind in scope_kinds(indicator))


def territories(kind: str) -> Mapping[str, str]:
    """The territories of a kind, by code; none for a kind no area declared."""
    return _kinds[kind].choices() if kind in _kinds else {}


def scope_name(scope: Scope) -> str:
    """``region:11`` → « Île-de-France »; the code itself when nobody knows it."""
    kind = _kinds.get(scope.kind)
    return (kind.choices().get(scope.code) if kind else None) or str(scope)
