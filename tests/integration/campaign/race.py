"""Two teams ask for the last place at the same second, again and again, on a database of its own.

Run by ``test_last_place.py`` as a program: on SQLite the test database is in memory, where nobody races anybody.
Each round empties the place with a plain delete of rows (the trail, which only grows, keeps every claim).
"""

import argparse
import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (after setup)
from django.db import connection, connections  # noqa: E402

from essaim.areas.campaign import seating  # noqa: E402
from essaim.areas.campaign.models import ClassRequest, Match, Offer  # noqa: E402
from essaim.areas.campaign.selectors import instances, places  # noqa: E402
from essaim.areas.campaign.services import handshake  # noqa: E402
from essaim.commons.directory.enums import Level  # noqa: E402
from essaim.foundation.audit import trail  # noqa: E402
from essaim.foundation.figures.domain.scope import FRANCE  # noqa: E402
from essaim.foundation.kernel.actor import LinkActor  # noqa: E402
from essaim.foundation.outbox.models import Letter  # noqa: E402


def prepare() -> tuple[Offer, str, list[ClassRequest]]:
    """Two classes that wait, and an actor with one place left at one half-day."""
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0, skip_checks=True)
    from tests.factories.campaign_matching import accepted_offer, accepted_request
    from tests.world import build_world

    world = build_world()
    asking = [accepted_request(world, (Level.FOURTH,)), accepted_request(world, (Level.THIRD,), mark="A")]
    offer = accepted_offer(world, "Les Ruches", capacity=1)
    slot = next(place.slots[0] for place in places.open_places(asking[0]) if place.offer == offer)
    return offer, slot, asking


def race(rounds: int) -> dict[str, int]:
    """What happened, all rounds together."""
    offer, slot, asking = prepare()
    start = Barrier(len(asking))
    seen: Counter[str] = Counter()

    def ask(request: ClassRequest) -> str:
        start.wait()
        try:
            handshake.claim(by=LinkActor(trail.urn(request)), request=request, offer=offer, slot=slot)
        except seating.PlaceTaken:
            return "told kindly"
        return "held"

    with ThreadPoolExecutor(len(asking), initializer=connection.ensure_connection) as pool:
        for _ in range(rounds):
            letters = Letter.objects.count()
            answers = sorted(pool.map(ask, asking))
            seen[" and ".join(answers)] += 1
            held = Match.objects.active().filter(offer=offer)
            seen["places held"] += held.count()
            seen["letters"] += Letter.objects.count() - letters
            waiting = instances.waiting_in(offer.edition, FRANCE).filter(pk__in=[one.pk for one in asking])
            seen["still waiting"] += waiting.count()
            held.delete()
        list(pool.map(lambda _: connections.close_all(), range(2 * len(asking))))
    return dict(seen)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rounds", type=int)
    json.dump(race(options.parse_args().rounds), sys.stdout)
