"""The protocol of 22 March between the organisations of the tests, as the reference gives it."""

import datetime as dt

from essaim.commons.directory.enums import Ending, OrganisationKind
from essaim.commons.protocol import reference, selectors
from tests.factories.directory_people import make_organisation
from tests.world import World


def populate(world: World) -> None:
    """``world.protocol``, ``world.commitment`` (1.2, the Semaine) and ``world.cncress``, which ESS France follows."""
    world.things["cncress"] = make_organisation(
        "CNCRESS",
        kind=OrganisationKind.NATIONAL,
        valid_until=dt.date(2020, 6, 25),
        ending=Ending.RENAMED,
        successor=world.ess_france,
    )
    reference.ensure_loaded()
    world.things |= {"protocol": selectors.current(), "commitment": selectors.commitment("1.2")}
