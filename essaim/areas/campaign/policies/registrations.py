"""Who may begin a registration, read it, change it, and answer it.

Everybody begins one without account. Its author comes back by the signed link of the letter, or by their account; so do
the people of the same school or organisation. Those who answer for the territory read it, enter it for somebody on the
telephone, and reread it; OCCE animates the first degree only (programmes.md B.3).
"""

from dataclasses import replace

from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import Edition, Offer, OpenEvent, Registration
from essaim.areas.campaign.models.registration import OfClass
from essaim.areas.campaign.policies import editions
from essaim.commons.directory.enums import Degree
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor, LinkActor, Role
from essaim.foundation.kernel.errors import Forbidden

NETWORK = (Role.CORRESPONDENT, Role.OCCE, Role.CRESS, Role.NATIONAL, Role.ADMIN)
"""Those who answer for a territory, or for the whole network."""


def can_begin(by: Actor, edition: Edition) -> bool:
    """Everybody while registrations are open; the coordination at any time."""
    return edition.is_open or editions.can_keep(by)


def can_enter_for_others(by: Actor) -> bool:
    """The network enters what somebody says on the telephone."""
    return by.holds(*NETWORK)


def is_author(by: Actor, registration: Registration) -> bool:
    """Who began it, by link or account, and who sits in the same school or organisation."""
    if isinstance(by, LinkActor):
        return by.ref == trail.urn(registration)
    if not isinstance(by, User):
        return False
    scope = scope_of(by)
    if registration.author_id == by.pk:
        return True
    if isinstance(registration, OfClass):
        return str(registration.school_id) in scope.schools
    return isinstance(registration, Offer | OpenEvent) and str(registration.organisation_id) in scope.organisations


def covers(by: Actor, registration: Registration) -> bool:
    """Whether the person answers for the territory of the registration; a draft without place has none."""
    return by.holds(*NETWORK) and scope_of(by).covers(registration.area)


def can_see(by: Actor, registration: Registration) -> bool:
    """Its author and those who answer for its territory: a contact is written in it."""
    return is_author(by, registration) or covers(by, registration)


def can_edit(by: Actor, registration: Registration) -> bool:
    """Every answer, as long as it has not been accepted, refused or withdrawn."""
    return registration.is_editable and can_see(by, registration)


def can_withdraw(by: Actor, registration: Registration) -> bool:
    """At any time once sent, by its author or for them."""
    moves = lifecycle.REGISTRATION_MOVES[RegistrationState(registration.state)]
    return RegistrationState.WITHDRAWN in moves and can_see(by, registration)


def can_moderate(by: Actor, registration: Registration) -> bool:
    """CRESS, correspondence and national coordination of the place; OCCE for the first degree."""
    if registration.state == RegistrationState.DRAFT or not covers(by, registration):
        return False
    if scope_of(by).covers(replace(registration.area, departement="")):
        return True
    return isinstance(registration, OfClass) and bool(
        registration.school and registration.school.degree == Degree.FIRST
    )


def ensure_can_begin(by: Actor, edition: Edition) -> None:
    """Raise unless ``can_begin``."""
    if not can_begin(by, edition):
        raise Forbidden("Les inscriptions à cette édition ne sont pas ouvertes aujourd'hui.")


def ensure_can_see(by: Actor, registration: Registration) -> None:
    """Raise unless ``can_see``."""
    if not can_see(by, registration):
        raise Forbidden("Cette inscription s'ouvre par le lien reçu par courriel, ou dans le réseau de son territoire.")


def ensure_can_edit(by: Actor, registration: Registration) -> None:
    """Raise unless ``can_edit``."""
    ensure_can_see(by, registration)
    if not can_edit(by, registration):
        raise Forbidden("Cette inscription a déjà sa réponse : écrivez à la personne qui vous accompagne.")


def ensure_can_withdraw(by: Actor, registration: Registration) -> None:
    """Raise unless ``can_withdraw``."""
    if not can_withdraw(by, registration):
        raise Forbidden("Cette inscription ne peut plus être retirée.")


def ensure_in_network(by: Actor) -> None:
    """Raise unless the person answers for a territory."""
    if not by.holds(*NETWORK):
        raise Forbidden("Cette page est pour les personnes qui animent un territoire.")


def ensure_can_moderate(by: Actor, registration: Registration) -> None:
    """Raise unless ``can_moderate``."""
    if not can_moderate(by, registration):
        raise Forbidden("Cette inscription est relue par la CRESS ou la correspondance de son territoire.")
