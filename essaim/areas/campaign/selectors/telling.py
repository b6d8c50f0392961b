"""A registration told screen by screen, in words: what its author reads over, and what is reread."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from essaim.areas.campaign.domain import words
from essaim.areas.campaign.domain.steps import STEPS, Step
from essaim.areas.campaign.enums import Band, Mode
from essaim.areas.campaign.models import Offer, OpenEvent, Registration, Showcase, wording
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.selectors import editions
from essaim.commons.directory.domain import class_labels
from essaim.foundation.kernel import french, phone

NAMES: Mapping[str, str] = {
    "school": "Établissement",
    "levels": "Niveau",
    "pupils": "Élèves",
    "mark": "Repère",
    "action_types": "Type",
    "themes": "Thèmes",
    "slots": "Demi-journées",
    "modes": "Manière",
    "organisation_name": "Organisation",
    "organisation_number": "SIREN, SIRET ou RNA",
    "commune": "Commune",
    "title": "Titre",
    "max_pupils": "Élèves au plus",
    "range_km": "Jusqu’où",
    "capacity": "Rencontres au plus",
    "story": "En quelques mots",
    "starts_at": "Quand",
    "place": "Lieu",
    "is_open": "Public",
    "contact_name": "Nom",
    "contact_email": "Adresse électronique",
    "contact_phone": "Téléphone",
    "message": "Un mot de plus",
    "website": "Page",
    "is_remote": "En ligne",
}
SILENT = frozenset({"organisation", "territory", "ends_at", "extra"})
"""Told together with another answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """A screen and its answers, name by name; empty ones are left out."""

    slug: str
    title: str
    facts: tuple[tuple[str, str], ...]


def summary(registration: Registration) -> list[Told]:
    """Every screen of a registration, in words."""
    labels = editions.labels(registration.edition)
    return [Told(step.slug, step.title, _facts(registration, step, labels)) for step in STEPS[registration.kind]]


def _facts(registration: Registration, step: Step, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    told = ((NAMES[name], _told(registration, name, labels)) for name in step.fields if name not in SILENT)
    facts = tuple((name, value) for name, value in told if value)
    return facts + _extra(registration) if "extra" in step.fields else facts


def _extra(registration: Registration) -> tuple[tuple[str, str], ...]:
    """What the edition asked besides, in its own words."""
    given = wording.answers(registration.extra)
    if not given:
        return ()
    asked = registration.edition.questions.filter(kind=registration.kind).order_by("order", "pk")
    return tuple((question.label, given[question.code]) for question in asked if question.code in given)


def _told(registration: Registration, name: str, labels: Mapping[str, str]) -> str:  # noqa: C901, PLR0911 (one a field)
    match name:
        case "levels":
            return _levels(registration)
        case "themes" | "action_types":
            codes = words.read(getattr(registration, name))
            every = "tous" if name == "themes" and not codes and not isinstance(registration, Showcase) else ""
            return ", ".join(labels.get(code, code) for code in codes) or every
        case "modes":
            return ", ".join(Mode(code).label for code in words.read(getattr(registration, name)))
        case "slots":
            where = registration.departement_id or ""
            return editions.slots_told(registration.edition, getattr(registration, name), where)
        case "range_km":
            return _reach(cast("Offer", registration))
        case "organisation_name":
            return cast("Offer", registration).who
        case "starts_at":
            return _hours(cast("Showcase | OpenEvent", registration))
        case "is_remote":
            return "oui" if cast("OpenEvent", registration).is_remote else ""
        case "is_open":
            return "ouverte au public" if cast("Showcase", registration).is_open else "réservée à l’établissement"
        case "contact_phone":
            return phone.display(registration.contact_phone) if registration.contact_phone else ""
    value = getattr(registration, name)
    return "" if value is None else str(value)


def _levels(registration: Registration) -> str:
    if isinstance(registration, OfClass):
        return ", ".join(level.label for level in class_labels.read(registration.levels))
    return ", ".join(Band(code).label for code in cast("Offer", registration).bands)


def _reach(offer: Offer) -> str:
    if offer.range_km:
        return f"{offer.range_km}{french.NBSP}km"
    return ", ".join(departement.name for departement in offer.territory.order_by("code"))


def _hours(showcase: Showcase | OpenEvent) -> str:
    if showcase.starts_at is None:
        return ""
    if isinstance(showcase, OpenEvent) and (len(showcase.moments) > 1 or any(m.all_day for m in showcase.moments)):
        days = sorted({day for moment in showcase.moments for day in moment.dates(showcase.zone)})
        first, last = french.period(days[0], days[-1]), french.plural(len(showcase.moments), "date")
        return first if len(showcase.moments) == 1 else f"{last}, {first}"
    zone = ZoneInfo(showcase.departement.timezone if showcase.departement else "Europe/Paris")
    start = showcase.starts_at.astimezone(zone)
    told = f"{french.full_date(start.date())}, {french.clock(start.time())}"
    return f"{told} à {french.clock(showcase.ends_at.astimezone(zone).time())}" if showcase.ends_at else told
