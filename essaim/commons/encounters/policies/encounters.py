"""Who sees and changes an encounter: its two sides, and the network that covers its territory.

A side is whoever holds a seat of the school or of the organisation, whoever the room of its origin knows (the author
of a registration), or whoever opened a link signed for this encounter. Somebody of the network may note a gesture for
a side that telephones: it is recorded as such.
"""

from essaim.commons.directory.domain.routing import Area
from essaim.commons.directory.models import Organisation, School
from essaim.commons.directory.scoping import area_of_departement, area_of_school, scope_of
from essaim.commons.encounters import origins
from essaim.commons.encounters.enums import Channel, EncounterState
from essaim.commons.encounters.models import Encounter
from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor, LinkActor, Role
from essaim.foundation.kernel.errors import Forbidden

NETWORK = (Role.CORRESPONDENT, Role.OCCE, Role.CRESS, Role.NATIONAL, Role.ADMIN)
NOT_YOURS = "Cette rencontre appartient à l'équipe et à l'acteur qu'elle réunit, et à qui les accompagne."


def area_of(encounter: Encounter) -> Area:
    """Where an encounter counts; expects ``departement__academie`` joined."""
    return area_of_departement(encounter.departement) if encounter.departement else area_of_school(encounter.school)


def covers(by: Actor, encounter: Encounter) -> bool:
    """Whether somebody of the network answers for the territory of the encounter."""
    return by.holds(*NETWORK) and scope_of(by).covers(area_of(encounter))


def holds_side(by: Actor, encounter: Encounter) -> bool:
    """Whether the actor stands on one of the two sides."""
    if isinstance(by, LinkActor) and by.ref in {trail.urn(encounter), encounter.origin}:
        return True
    return _holds(by, encounter.school_id, encounter.organisation_id) or origins.holds_side(by, encounter.origin)


def can_see(by: Actor, encounter: Encounter) -> bool:
    """The two sides and the network of the place; the public sees counts, never this page."""
    return holds_side(by, encounter) or covers(by, encounter)


def can_change(by: Actor, encounter: Encounter) -> bool:
    """Those who see it; once held, only the network cancels it."""
    if encounter.state == EncounterState.HELD:
        return covers(by, encounter)
    return can_see(by, encounter)


def can_report(by: Actor, encounter: Encounter) -> bool:
    """Those who see it say how it went, and correct it."""
    return can_see(by, encounter)


def can_list(by: Actor) -> bool:
    """The network reads lists; a side reads its own."""
    scope = scope_of(by)
    return by.holds(*NETWORK) or bool(scope.schools or scope.organisations)


def can_plan(by: Actor, school: School, organisation: Organisation | None, origin: str) -> bool:
    """A side of what the encounter comes from, a seat of the school or organisation, or the network of the place."""
    if isinstance(by, LinkActor):
        return bool(origin) and by.ref == origin
    if _holds(by, school.pk, organisation.pk if organisation else None) or origins.holds_side(by, origin):
        return True
    return by.holds(*NETWORK) and scope_of(by).covers(area_of_school(school))


def can_purge(by: Actor) -> bool:
    """The worker, or whoever keeps the platform."""
    return by.holds(Role.ADMIN)


def ensure_can_see(by: Actor, encounter: Encounter) -> None:
    """Raise unless ``can_see``."""
    if not can_see(by, encounter):
        raise Forbidden(NOT_YOURS)


def ensure_can_change(by: Actor, encounter: Encounter, channel: Channel) -> None:
    """Raise unless ``can_change``; by telephone, only the network."""
    if not can_change(by, encounter):
        raise Forbidden(NOT_YOURS)
    _ensure_channel(channel, covered=covers(by, encounter))


def ensure_can_report(by: Actor, encounter: Encounter, channel: Channel) -> None:
    """Raise unless ``can_report``; by telephone, only the network."""
    if not can_report(by, encounter):
        raise Forbidden(NOT_YOURS)
    _ensure_channel(channel, covered=covers(by, encounter))


def ensure_can_plan(
    by: Actor, school: School, organisation: Organisation | None, origin: str, channel: Channel
) -> None:
    """Raise unless ``can_plan``; by telephone, only the network."""
    if not can_plan(by, school, organisation, origin):
        raise Forbidden("Une rencontre est prévue par l'équipe, l'acteur, ou la personne du réseau qui les accompagne.")
    _ensure_channel(channel, covered=by.holds(*NETWORK))


def ensure_can_list(by: Actor) -> None:
    """Raise unless ``can_list``."""
    if not can_list(by):
        raise Forbidden("La liste des rencontres se lit avec un compte de l'équipe, de l'acteur ou du réseau.")


def ensure_can_purge(by: Actor) -> None:
    """Raise unless ``can_purge``."""
    if not can_purge(by):
        raise Forbidden("Ce ménage est fait par Essaim ou par l'administration.")


def _holds(by: Actor, school: int | None, organisation: int | None) -> bool:
    scope = scope_of(by)
    return str(school) in scope.schools or (organisation is not None and str(organisation) in scope.organisations)


def _ensure_channel(channel: Channel, *, covered: bool) -> None:
    if channel is Channel.TELEPHONE and not covered:
        raise Forbidden("Seule une personne du réseau note un geste fait au téléphone.")
