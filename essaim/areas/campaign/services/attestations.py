"""The head of a school attests, without an account, that a class may be spoken of in public; and takes it back."""

from django.utils import timezone

from essaim.areas.campaign import attestation_letters as letters
from essaim.areas.campaign.enums import AttestationState, RegistrationState
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.policies import attestations as policies
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

NO_ADDRESS = (
    "L’annuaire ne connaît pas l’adresse électronique de cet établissement : ajoutez-la à sa fiche, puis demandez de "
    "nouveau."
)


@trail.gesture
def ask(*, by: Actor, registration: OfClass) -> OfClass:
    """Write to the institutional address of the school."""
    policies.ensure_can_ask(by, registration)
    if registration.state != RegistrationState.ACCEPTED or not registration.edition.needs_attestation:
        raise Refused("Cette inscription n’a pas d’attestation à demander.")
    if registration.attestation == AttestationState.GIVEN:
        raise Refused("L’établissement a déjà donné son attestation.")
    if registration.school is None or not registration.school.email:
        raise Refused(NO_ADDRESS)
    _write(registration, AttestationState.ASKED)
    letters.ask(registration)
    trail.record(by, "campaign.attestation.asked", registration, school=registration.school_id)
    return registration


@trail.gesture
def attest(*, by: Actor, registration: OfClass) -> OfClass:
    """The school agrees: what describes the class may be public from now on."""
    policies.ensure_can_attest(by, registration)
    _write(registration, AttestationState.GIVEN)
    letters.to_author(registration)
    trail.record(by, "campaign.attestation.given", registration, school=registration.school_id)
    return registration


@trail.gesture
def take_back(*, by: Actor, registration: OfClass) -> OfClass:
    """The school no longer agrees: nothing of the class is public any more, its meetings go on."""
    policies.ensure_can_attest(by, registration)
    _write(registration, AttestationState.WITHDRAWN)
    letters.to_author(registration)
    trail.record(by, "campaign.attestation.withdrawn", registration, school=registration.school_id)
    return registration


def _write(registration: OfClass, state: AttestationState) -> None:
    """Pages kept by readers follow the date of the row: it changes with it."""
    registration.attestation, registration.attestation_at = state, timezone.now()
    registration.save(update_fields=["attestation", "attestation_at", "updated_at"])
