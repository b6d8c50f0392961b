"""Editions side by side, on what their bilans froze: nothing is counted again, each number is the one that was signed.

An edition has a column when its bilan for the territory is frozen; the public sees those every party validated.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from essaim.foundation.audit.trail import urn
from essaim.foundation.documents import charts
from essaim.foundation.documents.charts import Chart
from essaim.foundation.documents.tables import Column, Format, Table
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import french
from essaim.foundation.seals import selectors as seals
from essaim.front.reporting import composing
from essaim.front.reporting.domain.document import Document, Figure, Number
from essaim.front.reporting.enums import BilanKind
from essaim.front.reporting.models import Bilan

SOURCE = "Bilans arrêtés dans Essaim, chiffres du jour de leur gel"
FIRST = "campaign.held"
"""The figure drawn when none is chosen."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A column: the bilan of an edition, as it was frozen."""

    bilan: Bilan
    document: Document
    is_sealed: bool

    @property
    def name(self) -> str:
        """« Semaine de l'ESS à l'école 2026 »."""
        return self.document.title.removeprefix("Bilan : ")

    def figure(self, code: str) -> Figure | None:
        """One of its figures, if it tells it."""
        return next((figure for figure in self.document.figures if figure.code == code), None)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure across the editions, by year; ``differs`` when two of them froze it under two definitions."""

    code: str
    label: str
    cells: tuple[tuple[str, str], ...]
    differs: bool


def editions(scope: Scope, *, sealed_only: bool) -> list[Edition]:
    """The editions whose bilan of this territory is frozen, the oldest first."""
    found = list(Bilan.objects.filter(kind=BilanKind.EDITION, scope=str(scope)).order_by("period_start", "pk"))
    standing = seals.open_seals([urn(bilan) for bilan in found])
    told = []
    for bilan in found:
        seal = standing.get(urn(bilan))
        if seal is None:
            continue
        is_sealed = all(one.is_given for one in seal.validations.all())
        if is_sealed or not sealed_only:
            told.append(Edition(bilan, Document.read(seal.text), is_sealed))
    return told


def scopes(*, sealed_only: bool) -> dict[str, str]:
    """The territories that have a frozen bilan of an edition, by name."""
    codes = Bilan.objects.filter(kind=BilanKind.EDITION).order_by("scope").values_list("scope", flat=True).distinct()
    known = [Scope.parse(code) for code in codes]
    names = composing.names(known)
    return {str(scope): names[scope] for scope in known if editions(scope, sealed_only=sealed_only)}


def lines(compared: Sequence[Edition]) -> list[Line]:
    """The figures of the editions, in the order of the latest, each across all of them."""
    labels = {figure.code: figure.label for edition in compared for figure in edition.document.figures}
    return [_line(compared, code, label) for code, label in labels.items()]


def chart(compared: Sequence[Edition], code: str) -> Chart | None:
    """One figure drawn across the editions that tell it; nothing to draw with one edition."""
    drawn = [(edition, figure) for edition in compared if (figure := edition.figure(code))]
    if len(drawn) < 2:  # noqa: PLR2004 (one bar compares nothing)
        return None
    label = drawn[-1][1].label
    told = [f"{figure.told} en {edition.document.end.year}" for edition, figure in drawn]
    columns = [Column("Édition"), Column(label, _format([figure.value for _, figure in drawn]))]
    table = Table(label, columns, [(edition.name, figure.value) for edition, figure in drawn], source=SOURCE)
    return charts.bar_chart(french.typeset(f"{label} : {french.join(told)}."), table)


def sheet(compared: Sequence[Edition], scope_name: str) -> Table:
    """The same for a spreadsheet: a row an edition, a column a figure."""
    known = {figure.code: figure.label for edition in compared for figure in edition.document.figures}
    columns = [Column("Édition"), Column("Bilan arrêté pour"), *(_column(compared, *one) for one in known.items())]
    rows = [
        [edition.name, scope_name, *(figure.value if (figure := edition.figure(code)) else None for code in known)]
        for edition in compared
    ]
    title = f"Éditions comparées, {scope_name}"
    return Table(title, columns, rows, source=SOURCE, on=timezone.localdate())


def _line(compared: Sequence[Edition], code: str, label: str) -> Line:
    found = [(str(edition.document.end.year), edition.figure(code)) for edition in compared]
    cells = tuple((year, figure.told if figure else "non compté") for year, figure in found)
    return Line(code, label, cells, len({figure.version for _, figure in found if figure}) > 1)


def _column(compared: Sequence[Edition], code: str, label: str) -> Column:
    return Column(label, _format([figure.value for edition in compared if (figure := edition.figure(code))]))


def _format(values: Sequence[Number]) -> Format:
    return Format.INTEGER if all(isinstance(value, int) for value in values) else Format.DECIMAL
