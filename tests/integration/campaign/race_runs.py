"""Two coordinators bring overlapping territories together at the same second, while a third pairs by hand.

Run by ``test_two_coordinators.py`` as a program, on a database of its own (see ``race.py``). After each round: no class
has two proposals, no actor more than it offers, and exactly two letters exist for each proposal.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.integration.campaign import race  # sets Django up; on the path whatever folder a program starts in

# isort: split
from django.db import connection, connections
from django.db.models import Count

from essaim.areas.campaign.models import ClassRequest, Edition, Match, MatchRun, Offer
from essaim.areas.campaign.models.match import MatchQuerySet
from essaim.areas.campaign.selectors import runs as selectors
from essaim.areas.campaign.services import matching, runs
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.outbox.models import Letter

BOURGOGNE, DIJON = Scope("region", "27"), Scope("academie", "07")
NATIONAL, CRESS, CORRESPONDENT = (SystemActor(name) for name in ("race.national", "race.cress", "race.correspondent"))


def rounds(number: int) -> dict[str, int]:
    """What happened, all rounds together."""
    offer, slot, asking = race.prepare()
    edition = offer.edition
    start = Barrier(3)
    seen: Counter[str] = Counter()

    def attempt(gesture: Callable[[], object]) -> str:
        start.wait()
        try:
            gesture()
        except Refused:
            return "refused"
        return "done"

    with ThreadPoolExecutor(3, initializer=connection.ensure_connection) as pool:
        for _ in range(number):
            shown = selectors.draft(edition, BOURGOGNE, prospects=0).digest
            gestures = (
                lambda shown=shown: runs.run(by=CRESS, edition=edition, scope=BOURGOGNE, shown=shown),
                lambda: runs.run(by=NATIONAL, edition=edition, scope=DIJON),
                lambda: matching.pair(by=CORRESPONDENT, request=asking[0], offer=offer, slot=slot),
            )
            seen.update(pool.map(attempt, gestures))
            seen["faults"] += faults(edition, offer, asking)
            clean()
        list(pool.map(lambda _: connections.close_all(), range(6)))
    return dict(seen)


def faults(edition: Edition, offer: Offer, asking: list[ClassRequest]) -> int:
    """How many rules were broken by the round."""
    active = Match.objects.active().filter(request__edition=edition)
    twice = active.values("request").annotate(number=Count("pk")).filter(number__gt=1).order_by().count()
    beyond = sum(
        active.filter(offer=one).count() > one.capacity for one in Offer.objects.filter(edition=edition).order_by("pk")
    )
    met = active.filter(request__in=asking, offer=offer).count()
    written = Letter.objects.filter(purpose="match_proposed").count()
    return (
        twice
        + beyond
        + (met > offer.capacity)
        + (written != 2 * Match.objects.exclude(run=None, is_locked=False).count())
    )


def clean() -> None:
    """As before the round: the trail only grows, everything else goes."""
    made = _made()
    Letter.objects.filter(purpose__in=["match_proposed", "match_withdrawn"]).delete()
    made.delete()
    Match.objects.filter(taken_by__isnull=False).update(
        state="proposed", taken_by=None, ended_at=None, ended_by="", reason=""
    )
    MatchRun.objects.order_by("pk").delete()


def _made() -> MatchQuerySet:
    """What the round proposed, by a run or by hand."""
    return Match.objects.exclude(run=None, is_locked=False)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rounds", type=int)
    json.dump(rounds(options.parse_args().rounds), sys.stdout)
