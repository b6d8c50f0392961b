"""Freeze a text, validate it, void it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.foundation.audit import trail
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.text import squeeze
from essaim.foundation.seals import policies, selectors
from essaim.foundation.seals.models import Seal, Validation

TWICE = "Ce texte est déjà soumis à validation : reprenez-le d'abord pour le modifier."


@dataclass(frozen=True, slots=True)
class Party:
    """Who is expected to validate: the URN of the party and its name of the day."""

    urn: str
    label: str


@trail.gesture
def freeze(*, by: Actor, target: str, title: str, text: str, parties: Sequence[Party]) -> Seal:
    """Submit a text to its parties: from here on, it no longer changes without voiding what they validated."""
    policies.ensure_can_freeze(by, target)
    if not text.strip():
        raise Refused("Ce texte est vide : écrivez-le avant de le soumettre à validation.")
    if not parties or len({party.urn for party in parties}) < len(parties):
        raise Refused("Indiquez les parties qui valident ce texte, chacune une seule fois.")
    seal = Seal(
        target=target,
        title=title,
        text=text,
        digest=selectors.digest_of(text),
        frozen_at=timezone.now(),
        frozen_by=by.actor_ref,
    )
    try:
        with transaction.atomic():
            seal.save()
    except IntegrityError as error:
        raise Refused(TWICE) from error
    Validation.objects.bulk_create(
        Validation(seal=seal, party=party.urn, party_label=party.label, rank=rank)
        for rank, party in enumerate(parties, start=1)
    )
    trail.record(by, "seals.seal.frozen", seal, about=target, digest=seal.digest, parties=[p.urn for p in parties])
    return seal


@trail.gesture
def validate(*, by: Actor, seal: Seal, party: str, capacity: str, current_text: str) -> Validation:
    """Validate a text for a party, in a declared capacity, as it is shown at this moment."""
    policies.ensure_can_validate(by, seal, party)
    locked = Seal.objects.select_for_update(of=("self",)).get(pk=seal.pk)
    validation = locked.validations.select_for_update(of=("self",)).filter(party=party).first()
    if validation is None:
        raise Refused("Cette partie n'est pas attendue pour ce texte.")
    if locked.is_voided:
        raise Refused("Ce texte a changé depuis : ouvrez sa nouvelle version pour la valider.")
    if validation.is_given:
        raise Refused(f"« {validation.party_label} » a déjà validé ce texte.")
    declared = squeeze(capacity)
    if not declared:
        raise Refused("Indiquez en quelle qualité vous validez, par exemple : présidence de la CRESS.")
    faults = selectors.verify(locked, current_text).faults
    if faults:
        raise Refused(f"Ce texte ne peut pas être validé. {faults[0]}")
    validation.capacity, validation.digest = declared, locked.digest
    validation.given_at, validation.given_by = timezone.now(), by.actor_ref
    validation.save(update_fields=["capacity", "digest", "given_at", "given_by"])
    trail.record(by, "seals.seal.validated", locked, party=party, digest=locked.digest)
    return validation


@trail.gesture
def void(*, by: Actor, seal: Seal, reason: str) -> Seal:
    """Take a text back to change it: its validations no longer count, and stay readable."""
    policies.ensure_can_freeze(by, seal.target)
    locked = Seal.objects.select_for_update(of=("self",)).get(pk=seal.pk)
    if locked.is_voided:
        raise Refused("Ce texte a déjà été repris.")
    if not squeeze(reason):
        raise Refused("Dites aux parties pourquoi ce texte est repris.")
    locked.voided_at, locked.voided_by, locked.void_reason = timezone.now(), by.actor_ref, squeeze(reason)
    locked.save(update_fields=["voided_at", "voided_by", "void_reason"])
    trail.record(by, "seals.seal.voided", locked, about=locked.target)
    return locked
