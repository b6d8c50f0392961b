"""Create an edition, write it, open, close and archive it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.areas.campaign import copying
from essaim.areas.campaign.data import loading
from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import EditionState
from essaim.areas.campaign.models import Campaign, Edition
from essaim.areas.campaign.policies import editions as policies
from essaim.areas.campaign.selectors import holidays
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

WRITTEN = (
    "title", "number", "school_year", "commitment", "opens_on", "closes_on", "starts_on", "ends_on", "introduction",
    "kinds", "holidays_reason", "silence_days", "needs_attestation",
)  # fmt: skip
"""What the coordination writes of an edition; its address never changes."""

HOLIDAYS_LENGTH = 1000


@gesture
def create(*, by: Actor, campaign: Campaign, slug: str, fields: Mapping[str, Any]) -> Edition:
    """A new edition, in preparation. It takes everything of the last one but its dates: words, questions, counts.

    The first edition of a campaign starts with the words of ``data/semaine.toml`` and the usual counts.
    """
    policies.ensure_can_keep(by)
    if Edition.objects.filter(slug=slug).exists():
        raise Refused(f"Une édition a déjà l'adresse « {slug} » : choisissez-en une autre.")
    last = campaign.editions.order_by("-starts_on", "-number").first()
    edition = Edition(campaign=campaign, slug=slug)
    if last is not None:
        edition.introduction, edition.kinds = last.introduction, last.kinds
    _write(edition, fields)
    copying.carry(last, edition)
    record(by, "campaign.edition.created", edition, number=edition.number)
    return edition


@gesture
def edit(*, by: Actor, edition: Edition, fields: Mapping[str, Any]) -> Edition:
    """Correct the dates, the title, the presentation or the commitment served."""
    policies.ensure_can_keep(by)
    changed = sorted(name for name in WRITTEN if name in fields and getattr(edition, name) != fields[name])
    _write(edition, fields)
    record(by, "campaign.edition.edited", edition, fields=changed)
    return edition


@gesture
def announce(*, by: Actor, edition: Edition) -> Edition:
    """Publish the edition before registrations open: its dates and words are public, nobody registers yet."""
    _move(by, edition, EditionState.ANNOUNCED)
    record(by, "campaign.edition.announced", edition, number=edition.number)
    return edition


@gesture
def take_back(*, by: Actor, edition: Edition) -> Edition:
    """Announced too early: the edition is in preparation again, and nobody sees it."""
    _move(by, edition, EditionState.DRAFT)
    record(by, "campaign.edition.taken_back", edition, number=edition.number)
    return edition


@gesture
def open(*, by: Actor, edition: Edition) -> Edition:  # noqa: A001 (editions.open, read with its module)
    """Let registrations in, for the first time or again."""
    _move(by, edition, EditionState.OPEN)
    record(by, "campaign.edition.opened", edition, number=edition.number)
    return edition


@gesture
def close(*, by: Actor, edition: Edition) -> Edition:
    """Let no more registrations in; what was sent is answered and matched."""
    _move(by, edition, EditionState.CLOSED)
    record(by, "campaign.edition.closed", edition, number=edition.number)
    return edition


@gesture
def archive(*, by: Actor, edition: Edition, on: dt.date) -> Edition:
    """Put an edition away once its last day is over; it stays readable."""
    if on <= edition.ends_on:
        raise Refused(f"L'édition dure jusqu'au {french.date(edition.ends_on)} : archivez-la ensuite.")
    _move(by, edition, EditionState.ARCHIVED)
    record(by, "campaign.edition.archived", edition, number=edition.number)
    return edition


@gesture
def load_reference(*, by: Actor) -> Campaign:
    """The campaign « Semaine de l'ESS à l'école » and its next edition, in preparation: nothing opens by itself."""
    policies.ensure_can_keep(by)
    campaign, _ = Campaign.objects.get_or_create(slug=loading.SLUG, defaults=loading.wording())
    for planned in loading.editions():
        if not campaign.editions.filter(slug=planned.slug).exists():
            create(by=by, campaign=campaign, slug=planned.slug, fields=planned.fields)
    record(by, "campaign.reference.loaded", campaign, editions=campaign.editions.count())
    return campaign


def _write(edition: Edition, fields: Mapping[str, Any]) -> None:
    for name in WRITTEN:
        if name in fields:
            setattr(edition, name, fields[name])
    if edition.opens_on > edition.closes_on:
        raise Refused("L'ouverture des inscriptions précède leur clôture : inversez les deux dates.")
    if edition.starts_on > edition.ends_on:
        raise Refused("Le premier jour précède le dernier : inversez les deux dates.")
    if edition.opens_on >= edition.ends_on:
        raise Refused("Les inscriptions ouvrent avant la fin de l'édition : vérifiez l'année.")
    if Edition.objects.filter(campaign=edition.campaign_id, number=edition.number).exclude(pk=edition.pk).exists():
        raise Refused(f"La {french.ordinal(edition.number, feminine=True)} édition existe déjà : vérifiez le numéro.")
    _mind_holidays(edition)
    edition.save()


def _mind_holidays(edition: Edition) -> None:
    """Dates while an académie is on holiday are kept with a reason, and what was known is kept beside it."""
    check = holidays.check({name: getattr(edition, name) for name in holidays.DATES})
    edition.holidays_met = check.text[:HOLIDAYS_LENGTH]
    if not check.away:
        edition.holidays_reason = ""
    elif not edition.holidays_reason.strip():
        raise Refused(
            f"{check.text}. Changez ces dates, ou écrivez la raison de les garder : elle reste avec l'édition."
        )


def _move(by: Actor, edition: Edition, wanted: EditionState) -> None:
    policies.ensure_can_keep(by)
    now = EditionState(edition.state)
    if not lifecycle.can_move_edition(now, wanted):
        raise Refused(f"Cette édition est déjà « {now.label} » : rechargez la page.")
    try:
        with transaction.atomic():
            moved = Edition.objects.filter(pk=edition.pk, state=now).update(state=wanted, updated_at=timezone.now())
    except IntegrityError:
        raise Refused("Une autre édition est ouverte : fermez d'abord ses inscriptions.") from None
    if not moved:
        raise Refused("Cette édition vient de changer d'état : rechargez la page.")
    edition.refresh_from_db(fields=["state", "updated_at"])
