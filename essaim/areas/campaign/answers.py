"""Write the answers of a screen on a registration, and say which screens still wait for one.

Not a gesture: ``services.registrations`` calls it inside one. What is impossible is refused with what to do; codes are
kept as words, the place follows the school, the organisation or the commune.
"""

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, cast

from essaim.areas.campaign.domain import slots, steps, words
from essaim.areas.campaign.domain.steps import STEPS, Step
from essaim.areas.campaign.domain.timings import Timing
from essaim.areas.campaign.enums import Band, Channel, Mode
from essaim.areas.campaign.models import Offer, OpenEvent, Registration
from essaim.areas.campaign.models.registration import OfClass
from essaim.commons.directory import scoping
from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.domain.routing import Area
from essaim.commons.directory.enums import Level
from essaim.commons.directory.models import Organisation, School
from essaim.commons.territory.models import Departement
from essaim.foundation.kernel.errors import Refused

MAX_PUPILS = 999
MAX_CAPACITY = 50
LATER = frozenset({"territory"})
"""What is written once the row exists."""


def write(registration: Registration, answers: Mapping[str, Any]) -> None:
    """Set the answers on the row, unsaved; an unknown answer is a fault of the code."""
    if unknown := answers.keys() - steps.fields(registration.kind):
        raise ValueError(f"{registration.kind} has no {sorted(unknown)}")
    for name, value in answers.items():
        if name not in LATER:
            setattr(registration, name, _checked(registration, name, value))
    if isinstance(registration, OpenEvent) and "starts_at" in answers:
        _moments(registration)
    if {"school", "organisation", "commune"} & answers.keys():
        _place(registration)


def write_later(registration: Registration, answers: Mapping[str, Any]) -> None:
    """Set what needs a saved row: the départements an offer serves."""
    if isinstance(registration, Offer) and "territory" in answers:
        registration.territory.set(cast("Collection[Departement]", answers["territory"]))


def unanswered(registration: Registration) -> list[Step]:
    """The screens where something needed is missing, in order."""
    return [step for step in STEPS[registration.kind] if any(not _is_given(registration, name) for name in step.needed)]


def mark(value: str) -> str:
    """A letter or a number, in capitals; refused with what to write. The pattern leaves no room for a name."""
    written = value.strip().upper()
    if written and not re.fullmatch(class_labels.MARK, written):
        raise Refused("Le repère est une lettre ou un numéro, par exemple B ou 2 : jamais un nom.")
    return written


def _is_given(registration: Registration, name: str) -> bool:
    if (
        isinstance(registration, Offer | OpenEvent)
        and name in {"organisation_name", "commune"}
        and registration.organisation_id
    ):
        return True
    if name == "contact_email" and registration.channel == Channel.TELEPHONE:
        return bool(registration.contact_email or registration.contact_phone)
    return bool(getattr(registration, name))


def _checked(registration: Registration, name: str, value: Any) -> Any:
    if isinstance(value, str):
        value = value.strip()
    match name:
        case "levels":
            value = _levels(registration, value)
        case "slots":
            value = words.write(str(slots.Slot.parse(str(code))) for code in value)
        case "modes":
            value = words.write(_among(value, {str(mode) for mode in Mode}, "manière de se rencontrer"))
        case "themes" | "action_types":
            known = {term.code for term in registration.edition.terms.all()}
            value = words.write(_among(value, known, "mot de l'édition"))
        case "pupils":
            _between(value, 1, MAX_PUPILS, "Écrivez un nombre d'élèves de 1 à 999, par exemple 24.")
        case "capacity":
            _between(value, 1, MAX_CAPACITY, "Écrivez un nombre de rencontres de 1 à 50.")
        case "mark":
            value = mark(value)
        case "extra":
            value = json.dumps({code: text for code, text in value.items() if text}, ensure_ascii=False, sort_keys=True)
    return value


def _levels(registration: Registration, value: Collection[str]) -> str:
    if not isinstance(registration, OfClass):
        return words.write(_among(value, {str(band) for band in Band}, "part de la scolarité"))
    levels = [Level(code) for code in _among(value, {str(level) for level in Level}, "niveau")]
    if len(set(levels)) > class_labels.MAX_LEVELS:
        raise Refused(f"Une classe réunit au plus {class_labels.MAX_LEVELS} niveaux.")
    return class_labels.write(levels)


def _among(codes: Collection[str], known: Collection[str], what: str) -> list[str]:
    for code in codes:
        if code not in known:
            raise Refused(f"« {code} » n'est pas un {what} que l'on connaît : choisissez dans la liste.")
    return [str(code) for code in codes]


def _between(value: int | None, low: int, high: int, sentence: str) -> None:
    if value is not None and not low <= value <= high:
        raise Refused(sentence)


def _moments(event: OpenEvent) -> None:
    """One date replaces what was there, unless it is still the first and last moment of several dates."""
    if event.starts_at is None:
        event.set_moments([])
        return
    every = event.moments
    if not (every and event.starts_at == every[0].start and event.ends_at == (every[-1].end or every[-1].start)):
        event.set_moments([Timing(event.starts_at, event.ends_at)])


def _place(registration: Registration) -> None:
    area = _area(registration)
    registration.departement_id = area.departement or None
    registration.academie_id = area.academie or None
    registration.region_id = area.region or None


def _area(registration: Registration) -> Area:
    if isinstance(registration, OfClass):
        school: School | None = registration.school
        return scoping.area_of_school(school) if school else Area()
    offer = cast("Offer", registration)
    organisation: Organisation | None = offer.organisation
    if organisation is not None:
        offer.organisation_name = offer.organisation_number = ""
        own, theirs = offer.commune, organisation.commune
        offer.commune = own or theirs if isinstance(registration, OpenEvent) else theirs or own
    if offer.commune:
        return scoping.area_of_departement(offer.commune.departement)
    return scoping.area_of_organisation(organisation) if organisation else Area()
