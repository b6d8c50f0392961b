"""What an edition asks and counts, and what one edition took from another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from essaim.areas.campaign.enums import Kind
from essaim.areas.campaign.models import Count, Edition, Question, Term
from essaim.foundation.figures import indicators
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.kernel import french

USUAL = (
    "campaign.requests_registered",
    "campaign.offers_registered",
    "campaign.showcases_registered",
    "campaign.events_registered",
    "campaign.confirmed",
    "campaign.held",
    "campaign.held_pupils",
    "campaign.held_adults",
)
"""What an edition counts unless it says otherwise, in the order of its life: registered, confirmed, held."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions an edition adds to one registration."""

    kind: Kind
    questions: Sequence[Question]


def countable() -> Mapping[str, Indicator]:
    """The figures an edition may show: those of campaigns, the usual ones first."""
    known = {code: one for code, one in indicators.registered().items() if code.startswith("campaign.")}
    first = {code: known[code] for code in USUAL if code in known}
    return first | {code: one for code, one in sorted(known.items()) if code not in first}


def counts(edition: Edition) -> list[Count]:
    """What an edition counts, with its own definitions, in order."""
    return list(edition.counts.order_by("order", "pk"))


def questions(edition: Edition) -> list[Asked]:
    """What an edition asks besides, for each registration it offers."""
    every = list(edition.questions.order_by("order", "pk"))
    return [Asked(kind, [one for one in every if one.kind == kind]) for kind in edition.offered]


def copied(edition: Edition) -> str:
    """What an edition has from the one before, in words: « 16 thèmes, 8 types de rencontre, 2 questions »."""
    parts = [
        french.plural(edition.terms.filter(kind=kind).count(), kind.label, _plural(kind.label)) for kind in Term.Kind
    ]
    parts.append(french.plural(edition.questions.count(), "question"))
    parts.append(french.plural(edition.counts.count(), "compte"))
    return ", ".join(part for part in parts if not part.startswith("0"))


def _plural(label: str) -> str:
    """« types de rencontre », « thèmes »: the first word alone takes the plural."""
    first, _, rest = label.partition(" ")
    return f"{first}s {rest}".strip()
