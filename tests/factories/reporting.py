"""A bilan under way, one that waits for its validations, one both parties validated."""

import datetime as dt

from essaim.commons.protocol import selectors as protocol
from essaim.foundation.accounts.models import User
from essaim.foundation.audit.trail import urn
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel.actor import Role, SystemActor
from essaim.front.reporting import services
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.enums import BilanKind
from essaim.front.reporting.models import Bilan
from tests.factories.accounts import with_second_factor
from tests.factories.directory_people import hold
from tests.world import Persona, World

BY = SystemActor("tests")
YEAR = Period(dt.date(2025, 9, 1), dt.date(2026, 9, 1))
"""The school year in which the encounter of the tests was held."""


def make_bilan(kind=BilanKind.PARTNERSHIP, scope: Scope = FRANCE, period: Period = YEAR, about="") -> Bilan:
    """The bilan of the partnership for the country and the year of the tests, unless told otherwise."""
    return services.begin(by=BY, spec=Spec(kind, about or "partnership:protocole", scope, period))


def sign(world: World, bilan: Bilan) -> None:
    """Both parties validate a frozen bilan, each by its own signatory."""
    signatories = {world.esper.pk: world.users[Persona.SIGNATORY], world.ess_france.pk: world.other_signatory}
    for party in protocol.parties(world.protocol):
        by = signatories[party.organisation_id]
        services.sign(by=by, bilan=bilan, party=urn(party), capacity=party.capacity)


def populate(world: World) -> None:
    """``world.bilan`` (computed), ``world.frozen_bilan``, ``world.sealed_bilan``, ``world.other_signatory``."""
    other = with_second_factor(User.objects.create_user("presidence@ess.test", name="présidence d'ESS France"))
    hold(other, Role.SIGNATORY, world.ess_france)
    world.things["other_signatory"] = other
    bilan = make_bilan()
    frozen = make_bilan(BilanKind.SIX_MONTHS, Scope("region", "27"))
    sealed = make_bilan(BilanKind.SIX_MONTHS)
    services.freeze(by=BY, bilan=frozen)
    services.freeze(by=BY, bilan=sealed)
    sign(world, sealed)
    world.things |= {"bilan": bilan, "frozen_bilan": frozen, "sealed_bilan": sealed}
