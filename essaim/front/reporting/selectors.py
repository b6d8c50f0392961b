"""Bilans as they are read: computed, frozen or sealed, and whether their figures are still what was validated."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Label
from essaim.foundation.audit.trail import urn
from essaim.foundation.figures import indicators
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import french
from essaim.foundation.links import selectors as links
from essaim.foundation.seals import selectors as seals
from essaim.foundation.seals.enums import Status
from essaim.foundation.seals.selectors import Verdict
from essaim.front.reporting import checking, composing, policies
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.domain.document import Difference, Document
from essaim.front.reporting.enums import BilanKind, BilanState
from essaim.front.reporting.models import Bilan

SIGNED_AT = "signed_at"
"""The kind of link between a bilan and the event where it is signed."""

STATES = {
    Status.PENDING: BilanState.FROZEN,
    Status.PARTLY: BilanState.FROZEN,
    Status.SEALED: BilanState.SEALED,
    Status.BROKEN: BilanState.BROKEN,
    Status.VOIDED: BilanState.OPEN,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A bilan ready to be shown: the text, and what its seal says of it."""

    bilan: Bilan
    document: Document
    state: BilanState
    digest: str
    verdict: Verdict | None = None
    seal: "seals.Seal | None" = None
    differences: tuple[Difference, ...] = ()
    faults: tuple[str, ...] = ()
    moved_on: dt.date | None = None

    @property
    def is_moved(self) -> bool:
        """Whether gestures have changed figures since it was frozen; what was frozen stays what is signed."""
        return bool(self.differences) and self.state is not BilanState.BROKEN

    @property
    def is_frozen(self) -> bool:
        """Whether the text was submitted to its parties."""
        return self.seal is not None

    @property
    def was_sealed(self) -> bool:
        """Whether every party validated it, whatever happened to the data since."""
        return self.verdict is not None and all(given.is_given for given in self.verdict.validations)

    @property
    def can_be_signed(self) -> bool:
        """Whether a party may still validate it."""
        return self.state is BilanState.FROZEN


@dataclass(frozen=True, slots=True)
class Line:
    """A bilan in the list."""

    bilan: Bilan
    state: BilanState
    validations: tuple["seals.Validation", ...]
    territory: str


def bilans() -> QuerySet[Bilan]:
    """Every bilan, the latest period first."""
    return Bilan.objects.order_by("-period_end", "scope", "pk")


def lines(*, sealed_only: bool) -> list[Line]:
    """The list, in a constant number of queries; whether the data changed since is told by the page of each."""
    found = list(bilans())
    open_seals = seals.open_seals([urn(bilan) for bilan in found])
    names = composing.names({bilan.parsed_scope for bilan in found})
    told = []
    for bilan in found:
        seal = open_seals.get(urn(bilan))
        validations = tuple(seal.validations.all()) if seal else ()
        state = STATES[seals.progress(validations)] if seal else BilanState.OPEN
        if state is BilanState.SEALED or not sealed_only:
            told.append(Line(bilan, state, validations, names[bilan.parsed_scope]))
    return told


def read(bilan: Bilan) -> Reading:
    """A bilan: its frozen text with what the data of today say of it, or what they say while it is open."""
    seal = seals.open_seal(urn(bilan))
    if seal is None:
        document = composing.compose(spec_of(bilan))
        return Reading(bilan, document, BilanState.OPEN, document.digest)
    document = Document.read(seal.text)
    verdict = seals.verify(seal, document.text)
    checked = checking.check(document, since=seals.frozen_entry(seal))
    faults = (*verdict.faults, *checked.faults)
    return Reading(
        bilan,
        document,
        BilanState.BROKEN if faults else STATES[verdict.status],
        seal.digest,
        verdict,
        seal,
        checked.differences,
        faults,
        checked.moved_on,
    )


def moved_words(reading: Reading) -> str:
    """« 3 chiffres ont changé »."""
    return french.plural(len(reading.differences), "chiffre a changé", "chiffres ont changé")


def is_public(bilan: Bilan) -> bool:
    """Whether every party validated this bilan, in one query or two."""
    seal = seals.open_seal(urn(bilan))
    return seal is not None and seals.progress(tuple(seal.validations.all())) is Status.SEALED


def quoted(digests: Collection[str]) -> frozenset[str]:
    """What ``figures.quoting`` asks: the values among these that a frozen bilan quotes."""
    texts = seals.standing(policies.BILAN).values_list("text", flat=True)
    return frozenset(one for text in texts for one in digests if one in text)


def event_of(bilan: Bilan) -> Label | None:
    """The event where a bilan is signed, as its area names it."""
    found = links.outgoing([urn(bilan)], timezone.localdate(), of=[SIGNED_AT]).first()
    return presenters.label_of_target(found.target) if found else None


def spec_of(bilan: Bilan) -> Spec:
    """What a bilan asks for."""
    return Spec(BilanKind(bilan.kind), bilan.about, bilan.parsed_scope, bilan.period)


def scopes() -> list[tuple[str, str]]:
    """The territories a bilan may cover, as choices: France, régions, académies."""
    return [
        (str(Scope(kind, code)), name)
        for kind in composing.SCOPES
        for code, name in indicators.territories(kind).items()
    ]
