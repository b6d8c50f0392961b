"""What each kind of bilan tells, section by section: codes of indicators, in order.

An indicator belongs to the area that registers it; a code nobody registers yet is told as missing, never guessed. The
sections of the axes take every indicator registered for their axis, so that a new room enters by itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from essaim.front.reporting.enums import BilanKind

AXES: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure a bilan tells, and how it is called while nobody registers it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A section of an outline: a title and the codes it tells; ``axis`` is 0 outside the protocol."""

    title: str
    codes: tuple[str, ...]
    axis: int = 0


REGISTRATIONS: Final = (
    Wanted("campaign.requests_registered", "demandes d'équipes inscrites"),
    Wanted("campaign.offers_registered", "offres d'acteurs inscrites"),
    Wanted("campaign.showcases_registered", "actions d'élèves inscrites"),
    Wanted("campaign.pupils_registered", "élèves des classes inscrites"),
)
MATCHES: Final = (
    Wanted("campaign.matched", "rencontres proposées"),
    Wanted("campaign.confirmed", "rencontres confirmées"),
    Wanted("campaign.answer_rate", "part des réponses"),
    Wanted("campaign.answer_hours", "délai de réponse"),
)
HELD: Final = (
    Wanted("campaign.held", "rencontres de l'édition tenues"),
    Wanted("campaign.held_pupils", "élèves présents aux rencontres de l'édition"),
    Wanted("campaign.held_adults", "adultes présents aux rencontres de l'édition"),
    Wanted("campaign.held_hours", "heures de rencontre de l'édition"),
)
ENCOUNTERS: Final = (
    Wanted("encounters.held", "rencontres tenues"),
    Wanted("encounters.pupils", "élèves présents aux rencontres"),
    Wanted("encounters.adults", "adultes présents aux rencontres"),
    Wanted("encounters.hours", "heures de rencontre"),
)
EVENTS: Final = (
    Wanted("encounters.events_held", "évènements tenus"),
    Wanted("encounters.people", "personnes venues aux évènements"),
)
NETWORK: Final = (
    Wanted("directory.academies_covered", "académies couvertes"),
    Wanted("directory.organisations", "organisations de l'annuaire"),
    Wanted("directory.schools_open", "établissements ouverts"),
)
SECTIONS: Final[Mapping[BilanKind, tuple[tuple[str, tuple[Wanted, ...]], ...]]] = {
    BilanKind.EDITION: (
        ("Inscriptions", REGISTRATIONS),
        ("Mises en relation", MATCHES),
        ("Rencontres", HELD),
        ("Le réseau", NETWORK[:1]),
    ),
    BilanKind.SIX_MONTHS: (
        ("Rencontres", ENCOUNTERS),
        ("Évènements", EVENTS),
        ("Le réseau", NETWORK),
    ),
    BilanKind.PARTNERSHIP: (("Le réseau", NETWORK),),
}
OF_CAMPAIGN: Final = tuple(wanted.code for wanted in (*REGISTRATIONS, *HELD[:3]))
"""What a period tells of each campaign alone."""

PICTURED: Final[Mapping[BilanKind, tuple[str, ...]]] = {
    BilanKind.EDITION: ("campaign.held", "campaign.confirmed", "campaign.requests_registered"),
    BilanKind.SIX_MONTHS: ("encounters.held",),
    BilanKind.PARTNERSHIP: ("encounters.held",),
}
"""What the cells of the cover may count: the first that is measured by département and not empty."""


def outline(kind: BilanKind, known: Collection[str]) -> tuple[list[Planned], list[Wanted]]:
    """The sections of a bilan for the codes that areas registered, and what is wanted but not registered."""
    planned = [
        Planned(title, tuple(wanted.code for wanted in listed if wanted.code in known))
        for title, listed in SECTIONS[kind]
    ]
    missing = [wanted for _, listed in SECTIONS[kind] for wanted in listed if wanted.code not in known]
    if kind is BilanKind.PARTNERSHIP:
        planned = [Planned("", _of_axis(axis, known), axis) for axis in AXES] + planned
    return [section for section in planned if section.codes or section.axis], missing


def leading(codes: Sequence[str], limit: int = 3) -> list[str]:
    """The figures of the cover: the first of the bilan that say what happened."""
    preferred = [wanted.code for wanted in (*HELD[:3], *ENCOUNTERS[:3], *REGISTRATIONS, *EVENTS)]
    first = [code for code in preferred if code in codes]
    return [*first, *(code for code in codes if code not in first)][:limit]


def _of_axis(axis: int, known: Iterable[str]) -> tuple[str, ...]:
    """The codes of an axis: those of encounters and events in the order of the other bilans, then new rooms."""
    order = [wanted.code for wanted in (*ENCOUNTERS, *EVENTS)]
    suffix = f".axis{axis}"

    def place(code: str) -> tuple[int, str]:
        base = code.removesuffix(suffix)
        return (order.index(base) if base in order else len(order), code)

    return tuple(sorted((code for code in known if code.endswith(suffix)), key=place))
