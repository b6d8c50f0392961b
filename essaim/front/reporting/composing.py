"""Compose a bilan from named figures, and count it again: the only numbers of a bilan are those of ``figures``."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from essaim.commons.protocol import selectors as protocol
from essaim.commons.territory.selectors import areas
from essaim.foundation.audit.trail import urn
from essaim.foundation.figures import indicators
from essaim.foundation.figures import selectors as figures
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.kernel.errors import Refused
from essaim.front.reporting import subjects
from essaim.front.reporting.domain.document import Cell, Document, Figure, Section, Signatory
from essaim.front.reporting.domain.outline import OF_CAMPAIGN, PICTURED, Planned, outline
from essaim.front.reporting.enums import BilanKind

DEPARTEMENT = "departement"
SCOPES = (FRANCE_KIND, "region", "academie")
"""The kinds of territory a bilan may cover."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What bilan is asked for."""

    kind: BilanKind
    about: str
    scope: Scope
    period: Period


def title_of(spec: Spec) -> str:
    """« Bilan des six mois », « Bilan de la Semaine 2027 », « Bilan du partenariat »."""
    if spec.kind is BilanKind.SIX_MONTHS:
        return "Bilan des six mois"
    if spec.kind is BilanKind.PARTNERSHIP:
        return "Bilan du partenariat"
    return f"Bilan : {subjects.parse(spec.about).name}"


def compose(spec: Spec) -> Document:
    """The bilan as the data are now."""
    name = _scope_name(spec.scope)
    agreement = protocol.current()
    planned, wanted = outline(spec.kind, indicators.registered())
    axes = {axis.number: axis for axis in protocol.axes(agreement)} if agreement else {}
    sections = []
    missing = [one.label for one in wanted]
    for section in planned:
        told, left = _figures(section, spec)
        missing += left
        axis = axes.get(section.axis)
        title = f"Axe {section.axis} : {axis.title}" if axis else section.title
        if told or axis:
            sections.append(Section(title, axis.wording if axis else "", tuple(told)))
    sections += _by_campaign(spec)
    cells, cells_label = _cells(spec)
    return Document(
        kind=spec.kind,
        about=spec.about,
        title=title_of(spec),
        subtitle=f"{name}, {spec.period.words}",
        scope=str(spec.scope),
        scope_name=name,
        start=spec.period.start,
        end=spec.period.end,
        signatories=signatories(),
        sections=tuple(sections),
        missing=tuple(missing),
        cells=cells,
        cells_label=cells_label,
    )


def names(scopes: Iterable[Scope]) -> dict[Scope, str]:
    """What these territories are called, in one query a kind; the code itself when nobody knows it."""
    wanted = list(scopes)
    known = {kind: indicators.territories(kind) for kind in {scope.kind for scope in wanted}}
    return {scope: known[scope.kind].get(scope.code, str(scope)) for scope in wanted}


def signatories() -> tuple[Signatory, ...]:
    """Who carries the protocol today: those who validate a bilan."""
    agreement = protocol.current()
    parties = protocol.parties(agreement) if agreement else ()
    return tuple(Signatory(urn(party), party.organisation.label, party.capacity) for party in parties)


def recount(frozen: Document) -> Document:
    """The frozen bilan with each figure counted again, on the same territory and period.

    A figure whose definition changed since cannot be counted again as it was: it keeps its value, and its own words.
    """
    known = indicators.registered()
    again = {
        figure.key: _recounted(figure, indicators.narrowed(known[figure.code], figure.about))
        for figure in frozen.figures
        if figure.code in known and known[figure.code].version == figure.version
    }
    return frozen.with_figures(again)


def measure(indicator: Indicator, scope: Scope, period: Period) -> Figure:
    """One figure, counted now."""
    measured = figures.measure(indicator, scope, period)
    return Figure(
        code=indicator.code,
        version=indicator.version,
        label=indicator.label,
        definition=indicator.definition,
        source=indicator.source,
        source_url=indicator.source_url,
        unit=indicator.unit,
        scope=str(scope),
        start=period.start,
        end=period.end,
        value=measured.value,
        rows=measured.rows,
        inputs_digest=measured.inputs_digest,
        about=indicator.about,
    )


def _recounted(figure: Figure, indicator: Indicator) -> Figure:
    now = figures.measure(indicator, Scope.parse(figure.scope), figure.period)
    return replace(figure, value=now.value, rows=now.rows, inputs_digest=now.inputs_digest)


def _by_campaign(spec: Spec) -> list[Section]:
    """A period tells its campaigns one by one, those that count something: two that overlap are never added up."""
    if spec.kind is not BilanKind.SIX_MONTHS:
        return []
    told = []
    for about, name in subjects.campaigns(spec.period).items():
        known = [indicators.narrowed(indicators.registered()[code], about) for code in OF_CAMPAIGN]
        figures = [measure(indicator, spec.scope, spec.period) for indicator in known]
        if any(figure.value for figure in figures):
            told.append(Section(name, "", tuple(figures)))
    return told


def _figures(section: Planned, spec: Spec) -> tuple[list[Figure], list[str]]:
    """The figures of a section, and the labels of those that are not measured there or over such a period."""
    told, left = [], []
    for code in section.codes:
        indicator = _for(indicators.registered()[code], spec)
        period = _period(indicator, spec.period)
        if period is None or spec.scope.kind not in indicator.scopes:
            left.append(indicator.label)
        else:
            told.append(measure(indicator, spec.scope, period))
    return told, left


def _for(indicator: Indicator, spec: Spec) -> Indicator:
    """The figure as this bilan tells it: that of an edition counts this edition alone, whatever else overlaps it."""
    return indicators.narrowed(indicator, spec.about if spec.kind is BilanKind.EDITION else "")


def _period(indicator: Indicator, period: Period) -> Period | None:
    """What the figure is measured over: the period, its last day, or nothing that fits."""
    if indicator.period is PeriodType.DAY:
        return Period.day(period.last_day)
    if indicator.period is PeriodType.FREE or period == figures.current_period(indicator.period, period.start):
        return period
    return None


def _cells(spec: Spec) -> tuple[tuple[Cell, ...], str]:
    """The picture of the cover: one cell a département, in the territory of the bilan."""
    codes = _departements(spec.scope)
    for code in PICTURED[spec.kind]:
        indicator = indicators.registered().get(code)
        if indicator is None or DEPARTEMENT not in indicator.scopes:
            continue
        counted = _for(indicator, spec).compute(DEPARTEMENT, codes, _period(indicator, spec.period) or spec.period)
        if any(counted.values()):
            return tuple(Cell(code, int(counted.get(code, 0))) for code in codes), f"{indicator.label} par département"
    return (), ""


def _departements(scope: Scope) -> list[str]:
    found = areas.departements()
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{scope.kind: scope.code})
    return sorted(found.values_list("pk", flat=True))


def _scope_name(scope: Scope) -> str:
    if scope.kind not in SCOPES:
        raise Refused(f"Un bilan couvre la France, une région ou une académie, pas « {scope} ».")
    name = names([scope])[scope]
    if name == str(scope):
        raise Refused(f"« {scope} » n'est pas un territoire connu : vérifiez son code.")
    return name
