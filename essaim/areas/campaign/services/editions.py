"""Create an edition, write it, open, close and archive it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from essaim.areas.campaign.data import loading
from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import EditionState
from essaim.areas.campaign.models import Campaign, Edition, Term
from essaim.areas.campaign.policies import editions as policies
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

WRITTEN = (
    "title", "number", "school_year", "commitment", "opens_on", "closes_on", "starts_on", "ends_on", "introduction",
)  # fmt: skip
"""What the coordination writes of an edition; its address never changes."""


@gesture
def create(*, by: Actor, campaign: Campaign, slug: str, fields: Mapping[str, Any]) -> Edition:
    """A new edition, in preparation, with the words of the last one, or those of ``data/semaine.toml``."""
    policies.ensure_can_keep(by)
    if Edition.objects.filter(slug=slug).exists():
        raise Refused(f"Une édition a déjà l'adresse « {slug} » : choisissez-en une autre.")
    last = campaign.editions.order_by("-starts_on", "-number").first()
    edition = Edition(campaign=campaign, slug=slug)
    _write(edition, fields)
    words = last.terms.values_list("kind", "code", "label", "order") if last else loading.terms()
    Term.objects.bulk_create(
        Term(edition=edition, kind=kind, code=code, label=label, order=order) for kind, code, label, order in words
    )
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
def set_terms(*, by: Actor, edition: Edition, kind: Term.Kind, terms: Mapping[str, str]) -> Edition:
    """Write the words of one kind, by code, in their order; a word already answered by somebody stays readable."""
    policies.ensure_can_keep(by)
    if not terms:
        raise Refused("Gardez au moins un mot : sans lui, personne ne peut répondre à la question.")
    edition.terms.filter(kind=kind).exclude(code__in=terms).delete()
    for order, (code, label) in enumerate(terms.items(), start=1):
        Term.objects.update_or_create(edition=edition, kind=kind, code=code, defaults={"label": label, "order": order})
    record(by, "campaign.edition.worded", edition, kind=str(kind), terms=len(terms))
    return edition


@gesture
def load_reference(*, by: Actor) -> Campaign:
    """The campaign « Semaine de l'ESS à l'école » and its next edition, in preparation: nothing opens by itself."""
    policies.ensure_can_keep(by)
    campaign, _ = Campaign.objects.get_or_create(slug=loading.SLUG, defaults={"name": loading.name()})
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
    edition.save()


def _move(by: Actor, edition: Edition, wanted: EditionState) -> None:
    policies.ensure_can_keep(by)
    now = EditionState(edition.state)
    if not lifecycle.can_move_edition(now, wanted):
        raise Refused(f"Cette édition est déjà « {now.label} » : rechargez la page.")
    try:
        with transaction.atomic():
            moved = Edition.objects.filter(pk=edition.pk, state=now).update(state=wanted)
    except IntegrityError:
        raise Refused("Une autre édition est ouverte : fermez d'abord ses inscriptions.") from None
    if not moved:
        raise Refused("Cette édition vient de changer d'état : rechargez la page.")
    edition.refresh_from_db(fields=["state"])
