"""What the page of a bilan shows: figures with their way to the rows, signatures, and what changed since."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.front.reporting import papers, picture, policies, selectors
from essaim.front.reporting.domain.document import Figure, Section, Signatory
from essaim.front.reporting.enums import BilanState
from essaim.front.reporting.forms import SignForm
from essaim.front.reporting.selectors import Reading

BROKEN = (
    "Quelque chose a été changé sans aucun geste au journal, dans ce texte ou dans les fiches qu'il compte. "
    "Ne vous appuyez pas sur ce bilan avant de l'avoir repris et vérifié."
)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure and the page of its rows, where an area still registers it."""

    figure: Figure
    href: str


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its figures."""

    section: Section
    figures: tuple[ShownFigure, ...]
    zero: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A box of the cover: who is expected, what they gave, and the form of who may give it now."""

    party: Signatory
    given: str = ""
    form: SignForm | None = None


def context(by: Actor, reading: Reading, signing: SignForm | None) -> dict[str, Any]:
    """Everything the page of a bilan shows."""
    return {
        "reading": reading,
        "bilan": reading.bilan,
        "document": reading.document,
        "lead": [_shown(figure) for figure in papers.lead(reading.document)],
        "sections": [
            ShownSection(section, tuple(_shown(figure) for figure in section.shown), papers.at_zero(section))
            for section in reading.document.sections
        ],
        "signatures": list(signatures(by, reading, signing)),
        "map": picture.view(reading.document) if picture.is_whole(reading.document) else None,
        "drawing": "" if picture.is_whole(reading.document) else picture.drawing(reading.document),
        "finding": picture.finding(reading.document),
        "marks": picture.marks(reading.document),
        "warning": warning(reading),
        "moved": moved(reading),
        "event": selectors.event_of(reading.bilan),
        "can_compose": policies.can_compose(by, reading.bilan.parsed_scope),
        "has_errors": bool(signing and signing.errors),
    }


def signatures(by: Actor, reading: Reading, signing: SignForm | None) -> Iterator[Signature]:
    """One box a party, in the order of the protocol."""
    words = given(reading)
    for party in reading.document.signatories:
        form = None
        if reading.can_be_signed and party.urn not in words and policies.can_sign(by, party.urn):
            is_this = signing is not None and signing.data.get("party") == party.urn
            form = signing if is_this else SignForm(initial={"party": party.urn, "capacity": party.capacity})
            form = form.only_if(moved=reading.is_moved) if form else None
        yield Signature(party, words.get(party.urn, ""), form)


def given(reading: Reading) -> dict[str, str]:
    """What each party that validated said: its capacity and the day."""
    if reading.verdict is None:
        return {}
    return {
        one.party: f"Validé le {french.date(timezone.localdate(one.given_at))}, en qualité de : {one.capacity}"
        for one in reading.verdict.validations
        if one.given_at
    }


def warning(reading: Reading) -> str:
    """What a reader must know before quoting this bilan: it is not final, or it was altered."""
    if reading.state is BilanState.OPEN:
        return "Version de travail : les chiffres changent avec les données, aucune partie ne l'a validée."
    return french.typeset(BROKEN) if reading.state is BilanState.BROKEN else ""


def moved(reading: Reading) -> str:
    """What a reader learns above the figures that have moved: what was signed stays, and how many differ today."""
    if not reading.is_moved or reading.seal is None:
        return ""
    day = french.date(timezone.localdate(reading.seal.frozen_at))
    return french.typeset(
        f"Ce bilan garde les chiffres arrêtés le {day} : ce sont eux que les parties valident. "
        f"{selectors.moved_words(reading)} depuis, par des gestes notés au journal."
    )


def _shown(figure: Figure) -> ShownFigure:
    indicator = indicators.registered().get(figure.code)
    if indicator is None:
        return ShownFigure(figure, "")
    address = reverse("figures:indicator-detail", args=[figure.code])
    return ShownFigure(figure, f"{address}?{urlencode(_query(figure, indicator.period))}")


def _query(figure: Figure, kind: PeriodType) -> dict[str, str]:
    query = {} if figure.scope == "france" else {"perimetre": figure.scope}
    query |= {"objet": figure.about} if figure.about else {}
    match kind:
        case PeriodType.DAY:
            return query | {"le": figure.start.isoformat()}
        case PeriodType.SCHOOL_YEAR:
            return query | {"annee": SchoolYear.of(figure.start).label}
        case PeriodType.YEAR:
            return query | {"annee": str(figure.start.year)}
        case PeriodType.FREE:
            return query | {"du": figure.start.isoformat(), "au": figure.end.isoformat()}
