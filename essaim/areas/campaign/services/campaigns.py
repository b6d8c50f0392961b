"""Create a campaign and write it; say who carries it, from when and until when."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from essaim.areas.campaign.models import Campaign, CoPilot
from essaim.areas.campaign.policies import editions as policies
from essaim.commons.directory.models import Organisation
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

WRITTEN = ("name", "short_name", "article", "period", "tagline")
RESERVED = frozenset({"nouvelle"})
"""Words that are already addresses under ``/campagnes/``."""


@gesture
def create(*, by: Actor, slug: str, fields: Mapping[str, Any]) -> Campaign:
    """A new campaign: its public address is its slug, and never changes."""
    policies.ensure_can_keep(by)
    if not slug or slug in RESERVED:
        raise Refused("Choisissez une adresse en toutes lettres, par exemple « mois-de-l-ess ».")
    if Campaign.objects.filter(slug=slug).exists():
        raise Refused(f"Une campagne a déjà l'adresse « {slug} » : choisissez-en une autre.")
    campaign = Campaign.objects.create(slug=slug, **{name: fields[name] for name in WRITTEN if name in fields})
    record(by, "campaign.campaign.created", campaign)
    return campaign


@gesture
def edit(*, by: Actor, campaign: Campaign, fields: Mapping[str, Any]) -> Campaign:
    """Correct its name and its words."""
    policies.ensure_can_keep(by)
    changed = sorted(name for name in WRITTEN if name in fields and getattr(campaign, name) != fields[name])
    for name in changed:
        setattr(campaign, name, fields[name])
    campaign.save()
    campaign.editions.update(updated_at=timezone.now())  # their public pages carry its name
    record(by, "campaign.campaign.edited", campaign, fields=changed)
    return campaign


@gesture
def add_copilot(*, by: Actor, campaign: Campaign, organisation: Organisation, on: dt.date) -> CoPilot:
    """An organisation carries the campaign from this day."""
    policies.ensure_can_keep(by)
    if campaign.copilots.filter(organisation=organisation, valid_until__isnull=True).exists():
        raise Refused(f"{organisation.name} copilote déjà cette campagne.")
    if campaign.copilots.filter(organisation=organisation, valid_until__gt=on).exists():
        raise Refused(f"{organisation.name} copilotait encore la campagne ce jour-là : choisissez une date plus tard.")
    copilot = CoPilot.objects.create(campaign=campaign, organisation=organisation, valid_from=on)
    record(by, "campaign.campaign.joined", campaign, organisation=organisation.pk)
    return copilot


@gesture
def end_copilot(*, by: Actor, copilot: CoPilot, on: dt.date) -> CoPilot:
    """An organisation carries the campaign no more from this day; what it carried before stays written."""
    policies.ensure_can_keep(by)
    if copilot.valid_until is not None:
        raise Refused("Cette organisation ne copilote déjà plus la campagne.")
    if copilot.valid_from and on <= copilot.valid_from:
        raise Refused(f"Elle copilote depuis le {french.date(copilot.valid_from)} : la fin vient après.")
    copilot.valid_until = on
    copilot.save(update_fields=["valid_until"])
    record(by, "campaign.campaign.left", copilot.campaign, organisation=copilot.organisation_id)
    return copilot
