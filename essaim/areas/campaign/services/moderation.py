"""Reread a registration: accept it, give it back, refuse it, send it one level up, undo one's answer."""

import datetime as dt

from django.utils import timezone

from essaim.areas.campaign import registration_letters as letters
from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import Offer, Registration
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.policies import registrations as policies
from essaim.areas.campaign.registration_moves import move
from essaim.areas.campaign.selectors import classes as class_selectors
from essaim.areas.campaign.selectors import registrations, routing
from essaim.areas.campaign.services import attestations
from essaim.commons.directory.domain import class_labels, numbers
from essaim.commons.directory.enums import OrganisationKind
from essaim.commons.directory.models import Organisation, SchoolClass
from essaim.commons.directory.selectors import people
from essaim.commons.directory.services import classes, organisations
from essaim.commons.protocol.serving import SERVES
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.links import services as links

ONE_DAY = dt.timedelta(days=1)
ENGAGED = "Une rencontre est proposée, prévue ou tenue : annulez-la d'abord."


@gesture
def accept(*, by: Actor, registration: Registration) -> Registration:
    """It counts from now on: the class, or the organisation, serves the commitment of the edition."""
    policies.ensure_can_moderate(by, registration)
    if isinstance(registration, Offer) and registration.organisation is None:
        raise Refused("Rattachez d'abord cette offre à une organisation de l'annuaire, connue ou nouvelle.")
    fields: dict[str, object] = {}
    if isinstance(registration, OfClass):
        fields["school_class"] = _class_of(by, registration)
    move(registration, RegistrationState.ACCEPTED, moderated_at=timezone.now(), reason="", **fields)
    _serve(by, registration)
    letters.accepted(registration)
    if isinstance(registration, OfClass) and registration.awaits_attestation:
        attestations.ask(by=by, registration=registration)
    record(by, "campaign.registration.accepted", registration, edition=registration.edition_id)
    return registration


@gesture
def give_back(*, by: Actor, registration: Registration, reason: str) -> Registration:
    """Ask its author for something, and say what."""
    policies.ensure_can_moderate(by, registration)
    move(registration, RegistrationState.RETURNED, moderated_at=timezone.now(), reason=_said(reason))
    letters.returned(registration)
    record(by, "campaign.registration.returned", registration)
    return registration


@gesture
def refuse(*, by: Actor, registration: Registration, reason: str) -> Registration:
    """Say no, and why."""
    policies.ensure_can_moderate(by, registration)
    move(registration, RegistrationState.REFUSED, moderated_at=timezone.now(), reason=_said(reason))
    letters.refused(registration)
    record(by, "campaign.registration.refused", registration)
    return registration


@gesture
def undo(*, by: Actor, registration: Registration) -> Registration:
    """Take one's answer back: it is to be read again, and its author is told."""
    policies.ensure_can_moderate(by, registration)
    if registrations.is_engaged(registration):
        raise Refused(ENGAGED)
    if registration.state not in {RegistrationState.ACCEPTED, RegistrationState.REFUSED}:
        raise Refused("Il n'y a pas de réponse à reprendre : rechargez la page.")
    was = RegistrationState(registration.state)
    move(registration, RegistrationState.SUBMITTED, moderated_at=None, reason="")
    if was is RegistrationState.ACCEPTED:
        _serve_no_more(by, registration)
    letters.reopened(registration)
    record(by, "campaign.registration.reopened", registration, was=was)
    return registration


@gesture
def raise_up(*, by: Actor, registration: Registration) -> Registration:
    """Send it to the level above, when it is not for us to say."""
    policies.ensure_can_moderate(by, registration)
    if registration.state != RegistrationState.SUBMITTED:
        raise Refused("Cette inscription a déjà sa réponse : rechargez la page.")
    route = routing.above(registration)
    if route.post is None:
        raise Refused("Personne ne siège au-dessus : répondez, ou écrivez à la coordination nationale.")
    registration.routed_role, registration.routed_code = route.post.role, route.post.code
    registration.save(update_fields=["routed_role", "routed_code", "updated_at"])
    letters.to_moderate(registration, people.answer(route), routing.holders(route.post))
    record(by, "campaign.registration.raised", registration, to=route.post.role)
    return registration


@gesture
def attach(*, by: Actor, offer: Offer, organisation: Organisation) -> Offer:
    """Say which organisation of the directory an offer comes from."""
    policies.ensure_can_moderate(by, offer)
    _attach(offer, organisation)
    record(by, "campaign.registration.attached", offer, organisation=organisation.pk)
    return offer


@gesture
def create_organisation(*, by: Actor, offer: Offer) -> Offer:
    """Enter the organisation of an offer in the directory, as it was typed, and attach the offer to it."""
    policies.ensure_can_moderate(by, offer)
    if offer.organisation_id:
        raise Refused("Cette offre est déjà rattachée à une organisation.")
    fields = {
        "kind": OrganisationKind.ESS_ACTOR,
        "name": offer.organisation_name,
        "commune": offer.commune,
        "range_km": offer.range_km,
        "is_demo": offer.is_demo,
        **numbers.columns(offer.organisation_number),
    }
    _attach(offer, organisations.create(by=by, fields=fields))
    record(by, "campaign.registration.attached", offer, organisation=offer.organisation_id)
    return offer


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused("Dites pourquoi : une raison toute faite, ou une phrase.")
    return reason.strip()[:400]


def _attach(offer: Offer, organisation: Organisation) -> None:
    if organisation.ending:
        raise Refused("Cette fiche est close : choisissez celle qui l'a suivie.")
    offer.organisation = organisation
    offer.commune = offer.commune or organisation.commune
    for twin in registrations.twins(offer):
        raise Refused(f"Cette organisation a déjà cette offre pour l'édition ({twin.reference}).")
    offer.save(update_fields=["organisation", "commune", "updated_at"])


def _class_of(by: Actor, registration: OfClass) -> SchoolClass:
    """The class in the directory: the one already there, or a new one."""
    found = class_selectors.known_class(registration)
    if found is not None or registration.school is None:
        if found is None:
            raise Refused("Il manque l'établissement : rendez l'inscription à la personne qui l'a écrite.")
        return found
    return classes.create(
        by=by,
        school=registration.school,
        school_year=registration.edition.school_year,
        levels=class_labels.read(registration.levels),
        pupils=registration.pupils or 0,
        mark=registration.mark,
    )


def _serve(by: Actor, registration: Registration) -> None:
    """Tie the class or the organisation to the commitment, from today (or the first day) to the end of the edition."""
    source = class_selectors.serving(registration)
    edition = registration.edition
    if source is None or class_selectors.link_of(registration) is not None:
        return
    links.tie(
        by=by,
        kind=SERVES,
        source=source,
        target=edition.commitment,
        on=min(timezone.localdate(), edition.starts_on),
        until=edition.ends_on + ONE_DAY,
    )


def _serve_no_more(by: Actor, registration: Registration) -> None:
    """End the tie today unless another accepted registration keeps it."""
    link = class_selectors.link_of(registration)
    if link is not None and not class_selectors.others_served(registration):
        links.untie(by=by, link=link, on=min(timezone.localdate(), registration.edition.ends_on))
