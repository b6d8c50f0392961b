"""A season of the demonstration on the chief towns of départements: what ``essaim demo load`` writes, in little."""

from functools import cache

from config.demo import load
from essaim.areas.campaign import reference as campaign
from essaim.commons.directory import reference as directory
from essaim.commons.protocol import reference as protocol
from essaim.commons.territory import dataset
from essaim.commons.territory.models import Academie, Commune, Departement, Region
from essaim.foundation.records import statistics
from tests.factories import territory
from tests.world import World

SMALL = 0.2


def populate(world: World) -> None:
    """Nothing: a season is loaded by the tests that want one."""


def _places() -> None:
    """Every région, académie and département, and the town each département is governed from."""
    Region.objects.bulk_create(dataset.regions())
    Academie.objects.bulk_create(dataset.academies())
    Departement.objects.bulk_create(dataset.departements())
    Commune.objects.bulk_create(_towns())


@cache
def _towns() -> list[Commune]:
    """Read once for every season of a run."""
    wanted = {departement.seat_code for departement in dataset.departements()} | set(territory.COMMUNES)
    return [commune for commune, _ in dataset.communes() if commune.pk in wanted]


def load_season(seed: int, scale: float = SMALL) -> dict[str, int]:
    """Territory, references, then each area's part; counts by kind of object."""
    _places()
    directory.ensure_loaded()
    protocol.ensure_loaded()
    campaign.ensure_loaded()
    statistics.refresh()
    return load(seed=seed, scale=scale)
