"""This area's part of the demonstration: the Semaine of 2025 and of 2026, held and put away, and the one that is open.

Dates of the editions of the past are those that were published (programmes.md B.1); everything else is invented.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from essaim.areas.campaign import demo_current, demo_past
from essaim.areas.campaign.data import loading
from essaim.areas.campaign.demo_registrations import Drawing
from essaim.areas.campaign.enums import EditionState
from essaim.areas.campaign.models import Campaign, ClassRequest, Edition, Match, Offer, Showcase
from essaim.areas.campaign.services import editions
from essaim.commons.encounters.models import Encounter
from essaim.commons.protocol import selectors as protocol
from essaim.commons.protocol.models import Commitment
from essaim.foundation.accounts.domain import demonstration
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role

HOLIDAYS = "Démonstration : les inscriptions sont ouvertes depuis trois semaines, quel que soit le jour de la visite."
OPENED_DAYS_AGO = dt.timedelta(days=24)
PAST: Sequence[tuple[int, str, tuple[dt.date, ...], tuple[int, int, int]]] = (
    (
        9,
        "semaine-2025",
        (dt.date(2024, 11, 29), dt.date(2025, 3, 14), dt.date(2025, 3, 24), dt.date(2025, 3, 29)),
        (118, 66, 72),
    ),
    (
        10,
        "semaine-2026",
        (dt.date(2025, 11, 28), dt.date(2026, 3, 13), dt.date(2026, 3, 23), dt.date(2026, 3, 28)),
        (144, 84, 98),
    ),
)
"""Number, address, the four dates, and how many requests, offers and showcases were sent at scale one."""

NOW = (78, 44, 26)
"""What has come in so far in the edition that is open."""

NEXT = (dt.date(2027, 11, 26), dt.date(2028, 3, 17), dt.date(2028, 3, 27), dt.date(2028, 4, 1))
ELSEWHERE = (dt.date(2025, 9, 1), dt.date(2025, 10, 17), dt.date(2025, 11, 1), dt.date(2025, 11, 30))
ANNOUNCED = (dt.date(2027, 9, 1), dt.date(2027, 10, 15), dt.date(2027, 11, 8), dt.date(2027, 11, 30))


def load(*, seed: int, scale: float) -> dict[str, int]:
    """Editions, registrations, matches and their encounters; run again, it adds nothing."""
    if ClassRequest.objects.filter(is_demo=True).exists():
        return {"éditions": 0, "inscriptions": 0, "mises en relation": 0, "rencontres": 0}
    before = Encounter.objects.count()
    by = User.objects.get(email=demonstration.address(Role.NATIONAL))
    campaign, commitment = Campaign.objects.get(slug=loading.SLUG), protocol.commitment("1.2")
    for number, slug, dates, sizes in PAST:
        edition = _create(by, campaign, commitment, slug, number, dates)
        editions.open(by=by, edition=edition)
        demo_past.write(Drawing(_ready(slug), seed), **_counts(sizes, scale))
        editions.close(by=by, edition=edition)
        editions.archive(by=by, edition=edition, on=timezone.localdate())
    _create(by, campaign, commitment, "semaine-2028", 12, NEXT)
    _another_campaign(by, commitment)
    demo_current.write(Drawing(_open(by), seed), **_counts(NOW, scale))
    sent = sum(model._base_manager.filter(is_demo=True).count() for model in (ClassRequest, Offer, Showcase))
    return {
        "éditions": Edition.objects.count(),
        "inscriptions": sent,
        "mises en relation": Match.objects.count(),
        "rencontres": Encounter.objects.count() - before,
    }


def _counts(sizes: tuple[int, int, int], scale: float) -> dict[str, int]:
    requests, offers, showcases = (max(least, round(n * scale)) for n, least in zip(sizes, (28, 28, 12), strict=True))
    return {"requests": requests, "offers": offers, "showcases": showcases}


def _create(
    by: User, campaign: Campaign, commitment: Commitment, slug: str, number: int, dates: tuple[dt.date, ...]
) -> Edition:
    opens, closes, starts, ends = dates
    fields = {
        "number": number,
        "title": f"{campaign.name} {starts.year}",
        "school_year": starts.year - 1 if starts.month < 9 else starts.year,  # noqa: PLR2004 (September)
        "commitment": commitment,
        "opens_on": opens,
        "closes_on": closes,
        "starts_on": starts,
        "ends_on": ends,
        "needs_attestation": False,
        "introduction": "Édition de démonstration : les dates sont vraies, tout le reste est inventé.",
    }
    return editions.create(by=by, campaign=campaign, slug=slug, fields=fields)


def _another_campaign(by: User, commitment: Commitment) -> None:
    """A second campaign: one edition closed and never put away, as one inherits them, and the next announced."""
    campaign, _ = Campaign.objects.get_or_create(slug="mois", defaults={"name": "Mois de l'ESS en classe"})
    edition = _create(by, campaign, commitment, "mois-2025", 1, ELSEWHERE)
    if edition.state == EditionState.DRAFT:
        editions.open(by=by, edition=edition)
        editions.close(by=by, edition=edition)
    following = _create(by, campaign, commitment, "mois-2027", 2, ANNOUNCED)
    if following.state == EditionState.DRAFT:
        editions.announce(by=by, edition=following)


def _open(by: User) -> Edition:
    """The edition of this year, open at today's date, whatever the day it is looked at."""
    edition = Edition.objects.get(slug="semaine-2027")
    today = timezone.localdate()
    opens = min(edition.opens_on, today - OPENED_DAYS_AGO)
    closes = min(max(edition.closes_on, today), max(edition.ends_on, opens))
    fields = {"opens_on": opens, "closes_on": closes, "holidays_reason": HOLIDAYS}
    editions.edit(by=by, edition=edition, fields=fields)
    if edition.state == EditionState.DRAFT:
        editions.open(by=by, edition=edition)
    return _ready(edition.slug)


def _ready(slug: str) -> Edition:
    """The edition with its words at hand."""
    return Edition.objects.select_related("commitment", "campaign").prefetch_related("terms").get(slug=slug)
