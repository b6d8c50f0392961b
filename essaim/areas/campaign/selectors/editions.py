"""Which edition this is, its words and its half-days."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from essaim.areas.campaign.domain import slots, words
from essaim.areas.campaign.domain.slots import Slot
from essaim.areas.campaign.enums import EditionState
from essaim.areas.campaign.models import Campaign, Edition, Term
from essaim.commons.directory.enums import Degree
from essaim.commons.directory.models import School
from essaim.commons.territory.domain.public_holidays import public_holidays
from essaim.commons.territory.selectors import calendars

SEMAINE = "semaine"
"""The campaign of the Semaine de l'ESS à l'école."""

_NEAREST = Case(
    When(state=EditionState.OPEN, then=Value(0)),
    When(state=EditionState.CLOSED, then=Value(1)),
    When(state=EditionState.ANNOUNCED, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


def editions(campaign: str = SEMAINE) -> QuerySet[Edition]:
    """Every edition of a campaign, the latest first."""
    return (
        Edition.objects.filter(campaign__slug=campaign)
        .select_related("campaign", "commitment")
        .order_by("-starts_on", "-number")
    )


def public(campaign: str = SEMAINE) -> QuerySet[Edition]:
    """The editions the public knows of: those announced, or opened once."""
    return editions(campaign).exclude(state=EditionState.DRAFT)


def current(campaign: str = SEMAINE) -> Edition | None:
    """The edition one speaks of today: the open one, else the last closed, the next announced, the last archived."""
    return public(campaign).annotate(rank=_NEAREST).order_by("rank", "-starts_on", "-number").first()


def campaigns_during(first: dt.date, after: dt.date) -> Mapping[str, str]:
    """The campaigns one of whose editions begins in a period, the end excluded: ``campaign:mois`` to its name."""
    begun = Edition.objects.exclude(state=EditionState.DRAFT).filter(starts_on__gte=first, starts_on__lt=after)
    found = Campaign.objects.filter(pk__in=begun.values("campaign")).order_by("name")
    return {f"campaign:{slug}": name for slug, name in found.values_list("slug", "name")}


def subjects() -> Mapping[str, str]:
    """What figures may be narrowed to: each campaign, then each edition the public knows of, the latest first."""
    found: dict[str, str] = {}
    for campaign in Campaign.objects.order_by("name"):
        found[f"campaign:{campaign.slug}"] = campaign.name
    told = Edition.objects.exclude(state=EditionState.DRAFT).order_by("-starts_on", "-number")
    return found | {f"edition:{slug}": title for slug, title in told.values_list("slug", "title")}


def by_slug(slug: str) -> QuerySet[Edition]:
    """One edition, ready for its pages."""
    return Edition.objects.filter(slug=slug).select_related("campaign", "commitment")


def terms(edition: Edition, kind: Term.Kind) -> list[tuple[str, str]]:
    """The words of an edition, as choices, in the order the coordination gave."""
    return list(edition.terms.filter(kind=kind).order_by("order", "label").values_list("code", "label"))


def labels(edition: Edition) -> Mapping[str, str]:
    """Every word of an edition by its code, in one query: themes, types of encounter, types of pupils' action."""
    return dict(edition.terms.order_by("kind", "order").values_list("code", "label"))


def half_days(edition: Edition, departement: str = "") -> list[Slot]:
    """The half-days of an edition, without the public holidays of the place."""
    years = range(edition.starts_on.year, edition.ends_on.year + 1)
    off = frozenset().union(*(public_holidays(year, departement) for year in years))
    return slots.half_days(edition.starts_on, edition.ends_on, off)


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """A half-day one may choose, and what to know of it there."""

    slot: Slot
    note: str = ""

    @property
    def label(self) -> str:
        """« mercredi 24 mars, après-midi (pas de classe dans le premier degré) »."""
        return f"{self.slot.label} ({self.note})" if self.note else self.slot.label


def slots_of_school(edition: Edition, school: School | None) -> list[SlotChoice]:
    """The half-days of an edition with what the school's own calendar says; expects ``academie`` joined.

    Holidays are told, never hidden: an école may keep a day of class where its académie does not, and a calendar that
    is not known says nothing.
    """
    departement = (school.departement_id or "") if school else ""
    known = calendars.calendar(school.academie, edition.starts_on) if school and school.academie else None
    first_degree = bool(school and school.degree == Degree.FIRST)
    chosen = []
    for slot in half_days(edition, departement):
        holiday = known.holiday_on(slot.day) if known else None
        note = holiday.label.lower() if holiday else ""
        if not note and first_degree and slot.is_wednesday_afternoon:
            note = "pas de classe dans le premier degré"
        chosen.append(SlotChoice(slot, note))
    return chosen


def slots_told(edition: Edition, stored: str, departement: str = "") -> str:
    """The half-days of a registration in words: « toute la semaine », or each of them."""
    return slots.summary(words.read(stored), half_days(edition, departement))
