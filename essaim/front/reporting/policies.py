"""Who composes a bilan, who reads it before it is sealed, who validates it for a party."""

from essaim.commons.directory.domain.routing import Area
from essaim.commons.directory.scoping import holds_seat, scope_of
from essaim.commons.protocol import selectors as protocol
from essaim.commons.territory.selectors import areas
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Scope
from essaim.foundation.kernel.actor import STAFF_ROLES, Actor, Role
from essaim.foundation.kernel.errors import Forbidden
from essaim.front.reporting.models import Bilan

COMPOSERS = (Role.CRESS, Role.CORRESPONDENT)
BILAN, PARTY = "reporting.bilan", "protocol.party"


def can_begin(by: Actor) -> bool:
    """Whether this person may compose a bilan of some territory."""
    return by.holds(Role.NATIONAL, Role.ADMIN, *COMPOSERS)


def can_compose(by: Actor, scope: Scope) -> bool:
    """National coordinations compose every bilan; a CRESS and a correspondence, that of their territory."""
    if by.holds(Role.NATIONAL, Role.ADMIN):
        return True
    return scope.kind != FRANCE_KIND and by.holds(*COMPOSERS) and scope_of(by).covers(_area(scope))


def can_read(by: Actor, *, is_sealed: bool) -> bool:
    """Everyone reads a bilan once its parties validated it; before, the two networks do."""
    return is_sealed or by.holds(*STAFF_ROLES)


def can_sign(by: Actor, party: str) -> bool:
    """Whoever holds the seat of signatory of the organisation that carries the protocol, on that day."""
    model, _, pk = party.partition(":")
    found = protocol.party(int(pk)) if model == PARTY and pk.isdecimal() else None
    return found is not None and holds_seat(by, Role.SIGNATORY, str(found.organisation_id))


def may_freeze(by: Actor, target: str) -> bool:
    """What seals ask: whether this bilan may be frozen, or taken back, by this person."""
    found = Bilan.objects.filter(pk=target.partition(":")[2]).first()
    return found is not None and can_compose(by, found.parsed_scope)


def may_validate(by: Actor, target: str, party: str) -> bool:  # noqa: ARG001 (what seals ask)
    """What seals ask: whether this person commits this party."""
    return can_sign(by, party)


def may_link(by: Actor, source: str, target: str) -> bool:  # noqa: ARG001 (what links ask)
    """Whether this person says at which event a bilan was signed."""
    return may_freeze(by, source)


def ensure_can_begin(by: Actor) -> None:
    """Raise unless ``can_begin``."""
    if not can_begin(by):
        raise Forbidden("Un bilan est composé par une coordination : demandez-le à la vôtre.")


def ensure_can_compose(by: Actor, scope: Scope) -> None:
    """Raise unless ``can_compose``."""
    if not can_compose(by, scope):
        raise Forbidden("Vous composez les bilans de votre territoire seulement : demandez celui-ci à qui y répond.")


def ensure_can_read(by: Actor, *, is_sealed: bool) -> None:
    """Raise unless ``can_read``."""
    if not can_read(by, is_sealed=is_sealed):
        raise Forbidden("Ce bilan sera public quand les deux partenaires l'auront validé.")


def _area(scope: Scope) -> Area:
    """The place of a scope: an académie stands in its région, so that a CRESS composes for it."""
    if scope.kind == "region":
        return Area(region=scope.code)
    academie = areas.academie_by_code(scope.code) if scope.kind == "academie" else None
    return Area(academie=scope.code, region=(academie.region_id or "") if academie else "")
