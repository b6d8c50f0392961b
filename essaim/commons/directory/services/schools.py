"""Gestures on schools: enter one that no file lists, correct a fact, close, reopen, reunite."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.commons.directory import school_columns, search
from essaim.commons.directory.domain import facts
from essaim.commons.directory.domain.facts import Origin, Value
from essaim.commons.directory.domain.places import Place
from essaim.commons.directory.enums import ClosingReason, SchoolKind, SchoolSource, SchoolState, Sector
from essaim.commons.directory.models import School
from essaim.commons.directory.policies import schools as policies
from essaim.commons.directory.school_places import places_around
from essaim.commons.territory.models import Commune
from essaim.foundation.audit import trail
from essaim.foundation.kernel import uai as uai_codes
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.text import squeeze


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What a person knows of a school. Empty means « I do not say », as in a file."""

    name: str
    kind: SchoolKind
    sector: Sector = Sector.UNKNOWN
    uai: str = ""
    street: str = ""
    postcode: str = ""
    commune: Commune | None = None
    locality: str = ""  # for a school abroad
    phone: str = ""
    email: str = ""
    website: str = ""
    pupils: int | None = None

    def told(self) -> dict[str, Value]:
        """The facts, as dated knowledge."""
        told: dict[str, Value] = {"name": (squeeze(self.name),), "kind": (str(self.kind),)}
        if self.sector is not Sector.UNKNOWN:
            told["sector"] = (str(self.sector),)
        if self.street:
            told["street"] = (self.street, "", "")
        for name in ("postcode", "phone", "email", "website", "pupils"):
            if value := getattr(self, name):
                told[name] = (value,)
        if place := self._place():
            told["place"] = place.value
        return told

    def _place(self) -> Place | None:
        if self.commune is not None:
            departement = self.commune.departement
            return Place(self.commune.name, self.commune.pk, departement.pk, departement.academie_id)
        return Place(self.locality, is_abroad=True) if self.locality else None


@trail.gesture
def create(*, by: Actor, given: SchoolFacts) -> School:
    """Enter a school, a MFR, a CFA or a university that no file lists; it is marked as entered by hand."""
    policies.ensure_can_create(by)
    uai = uai_codes.parse(given.uai) if given.uai else None
    _ensure_new(uai)
    school = School(uai=uai)
    _write(school, facts.merge(facts.unknown({}), {**given.told(), "state": _open()}, _by_hand()))
    trail.record(by, "directory.school.created", school, uai=uai or "")
    return school


@trail.gesture
def correct(*, by: Actor, school: School, given: SchoolFacts) -> School:
    """Correct what a file says wrongly; a file of a later date may say otherwise."""
    policies.ensure_can_edit(by, school)
    if given.uai and uai_codes.parse(given.uai) != school.uai:
        uai = uai_codes.parse(given.uai)
        if school.uai:
            raise Refused(f"Cet établissement a déjà l'UAI {school.uai} : un UAI ne se change pas.")
        _ensure_new(uai)
        school.uai = uai
    before = school_columns.known(school)
    told = {name: value for name, value in given.told().items() if before.values[name] != value}
    _write(school, facts.merge(before, told, _by_hand()))
    trail.record(by, "directory.school.corrected", school, facts=sorted(told))
    return school


@trail.gesture
def close(
    *, by: Actor, school: School, reason: ClosingReason, on: dt.date | None = None, into: School | None = None
) -> School:
    """Close a school: it stays readable, with what happened there, but is no longer proposed."""
    policies.ensure_can_edit(by, school)
    if school.state == SchoolState.CLOSED:
        raise Refused("Cet établissement est déjà fermé.")
    if reason not in {ClosingReason.ENDED, ClosingReason.MERGED, ClosingReason.MISTAKE}:
        raise Refused("Choisissez une raison parmi celles qui sont proposées.")
    if (reason is ClosingReason.MERGED) != (into is not None) or into == school:
        raise Refused("Choisissez l'autre établissement avec lequel celui-ci est réuni.")
    if on is not None and on > timezone.localdate():
        raise Refused("La date de fermeture est à venir : revenez ce jour-là.")
    state = (str(SchoolState.CLOSED), on or timezone.localdate(), str(reason), into.pk if into else None)
    _write(school, facts.merge(school_columns.known(school), {"state": state}, _by_hand()))
    trail.record(by, "directory.school.closed", school, reason=str(reason), into=into.pk if into else None)
    return school


@trail.gesture
def reopen(*, by: Actor, school: School) -> School:
    """Reopen a school closed by mistake."""
    policies.ensure_can_edit(by, school)
    if school.state != SchoolState.CLOSED:
        raise Refused("Cet établissement n'est pas fermé.")
    _write(school, facts.merge(school_columns.known(school), {"state": _open()}, _by_hand()))
    trail.record(by, "directory.school.reopened", school)
    return school


def _ensure_new(uai: str | None) -> None:
    known = School.objects.filter(uai=uai).first() if uai else None
    if known is not None:
        raise Refused(f"L'UAI {uai} est déjà celui de « {known.name} » : ouvrez sa fiche.")


def _write(school: School, after: facts.Known) -> None:
    """Save the school and its entry in the index."""
    school_columns.fill(school, after, places_around(after.values["place"][1]))
    try:
        with transaction.atomic():
            school.save()
    except IntegrityError as error:
        raise Refused("Cet établissement vient d'être enregistré par quelqu'un d'autre : rechargez la page.") from error
    search.index(school_columns.document(school))


def _open() -> Value:
    return (str(SchoolState.OPEN), None, "", None)


def _by_hand() -> Origin:
    return Origin.of(timezone.localdate(), SchoolSource.HAND)
