"""Enter, correct, close, follow and reunite organisations."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from essaim.commons.directory import organisation_index
from essaim.commons.directory.enums import Ending, MemberKind
from essaim.commons.directory.models import Contact, Membership, Organisation, Seat, Tenure
from essaim.commons.directory.policies import organisations as policies
from essaim.commons.directory.selectors.organisations import free_slug
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel.actor import Actor, Role
from essaim.foundation.kernel.errors import Refused

FILLED_BY_MERGE = (
    "short_name", "siren", "siret", "rna", "family", "siae_kind", "description", "website", "address",
    "commune", "latitude", "longitude", "region", "academie", "departement", "range_km", "ceiling",
)  # fmt: skip
"""What the kept organisation takes from its duplicate when it has nothing of its own."""


@gesture
def create(*, by: Actor, fields: Mapping[str, Any]) -> Organisation:
    """Enter an organisation; ``fields`` are the model's, ``served`` a list of départements."""
    policies.ensure_can_create(by)
    organisation = Organisation(**_own(fields), slug=free_slug(fields["name"]))
    _save(organisation)
    if "served" in fields:
        organisation.served.set(fields["served"])
    organisation_index.refresh(organisation)
    record(by, "directory.organisation.created", organisation)
    return organisation


@gesture
def update(*, by: Actor, organisation: Organisation, fields: Mapping[str, Any]) -> Organisation:
    """Correct what is known of an organisation."""
    policies.ensure_can_edit(by, organisation)
    changed = sorted(name for name, value in _own(fields).items() if getattr(organisation, name) != value)
    for name, value in _own(fields).items():
        setattr(organisation, name, value)
    _save(organisation)
    if "served" in fields:
        organisation.served.set(fields["served"])
    organisation_index.refresh(organisation)
    record(by, "directory.organisation.updated", organisation, fields=changed)
    return organisation


@gesture
def close(*, by: Actor, organisation: Organisation, on: dt.date, ending: Ending) -> Organisation:
    """Say that an organisation is no more, from this date; what it did stays."""
    policies.ensure_can_edit(by, organisation)
    _end(organisation, on, ending)
    record(by, "directory.organisation.closed", organisation, on=on, ending=ending)
    return organisation


@gesture
def succeed(*, by: Actor, organisation: Organisation, successor: Organisation, on: dt.date) -> Organisation:
    """Say who follows an organisation from this date: CNCRESS, then ESS France."""
    policies.ensure_can_edit(by, organisation)
    if successor.pk == organisation.pk or successor.on(on).pk == organisation.pk:
        raise Refused("Une organisation ne peut pas se succéder à elle-même : choisissez-en une autre.")
    organisation.successor = successor
    _end(organisation, on, Ending.RENAMED)
    record(by, "directory.organisation.succeeded", organisation, successor=successor, on=on)
    return organisation


@gesture
def merge(*, by: Actor, duplicate: Organisation, into: Organisation, on: dt.date) -> Organisation:
    """Reunite two entries of one organisation: everything moves to ``into``; the duplicate stays, and points to it."""
    policies.ensure_can_merge(by, duplicate)
    policies.ensure_can_merge(by, into)
    if duplicate.pk == into.pk:
        raise Refused("Choisissez deux organisations différentes à réunir.")
    if duplicate.siren and into.siren and duplicate.siren != into.siren:
        raise Refused(
            f"Ces deux organisations ont des SIREN différents ({duplicate.siren} et {into.siren}) : "
            "ce ne sont pas des doublons. Corrigez d'abord le numéro faux."
        )
    duplicate.successor = into
    _end(duplicate, on, Ending.DUPLICATE)
    filled = [name for name in FILLED_BY_MERGE if not getattr(into, name) and getattr(duplicate, name)]
    for name in filled:
        setattr(into, name, getattr(duplicate, name))
    into.is_esus = into.is_esus or duplicate.is_esus
    _save(into)
    organisation_index.refresh(into)
    into.served.add(*duplicate.served.all())
    duplicate.contacts.update(organisation=into)
    moved = _move_memberships(duplicate, into) + _move_seats(duplicate, into)
    record(by, "directory.organisation.merged", duplicate, into=into, filled=filled, moved=moved)
    return into


@gesture
def add_contact(*, by: Actor, organisation: Organisation, fields: Mapping[str, str]) -> Contact:
    """Note whom to call. Private."""
    policies.ensure_can_edit(by, organisation)
    contact = Contact.objects.create(organisation=organisation, **fields)
    record(by, "directory.contact.added", organisation, contact=contact.pk)
    return contact


@gesture
def remove_contact(*, by: Actor, contact: Contact) -> None:
    """Forget whom to call."""
    policies.ensure_can_edit(by, contact.organisation)
    pk = contact.pk
    contact.delete()
    record(by, "directory.contact.removed", contact.organisation, contact=pk)


@gesture
def join(
    *, by: Actor, organisation: Organisation, network: Organisation, member_kind: MemberKind, on: dt.date
) -> Membership:
    """An organisation becomes a member of a network."""
    policies.ensure_can_keep_memberships(by)
    if Membership.objects.on(on).filter(organisation=organisation, network=network).exists():
        raise Refused(f"{organisation.name} est déjà membre à cette date.")
    membership = Membership.objects.create(
        organisation=organisation, network=network, member_kind=member_kind, valid_from=on
    )
    record(by, "directory.membership.begun", organisation, network=network, on=on)
    return membership


@gesture
def leave(*, by: Actor, membership: Membership, on: dt.date) -> Membership:
    """A member leaves its network on this date; the past stays true."""
    policies.ensure_can_keep_memberships(by)
    _check_end(membership.valid_from, on)
    membership.valid_until = on
    membership.save(update_fields=["valid_until"])
    record(by, "directory.membership.ended", membership.organisation, network=membership.network, on=on)
    return membership


def _own(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "served"}


def _save(organisation: Organisation) -> None:
    if organisation.siret and not organisation.siren:
        organisation.siren = organisation.siret[:9]
    organisation.save()


def _end(organisation: Organisation, on: dt.date, ending: Ending) -> None:
    if organisation.ending:
        raise Refused("Cette organisation est déjà close.")
    _check_end(organisation.valid_from, on)
    organisation.valid_until = on
    organisation.ending = ending
    organisation.save()
    organisation_index.refresh(organisation)


def _check_end(start: dt.date | None, on: dt.date) -> None:
    if start and on <= start:
        raise Refused(f"La fin doit suivre le début, le {start:%d/%m/%Y} : choisissez une date plus tardive.")


def _move_memberships(duplicate: Organisation, into: Organisation) -> int:
    held = set(into.memberships.filter(valid_until=None).values_list("network_id", flat=True))
    moved = duplicate.memberships.exclude(valid_until=None, network_id__in=held)
    return moved.update(organisation=into)


def _move_seats(duplicate: Organisation, into: Organisation) -> int:
    moved = 0
    for seat in duplicate.seats.order_by("pk"):
        target = Seat.objects.of(Role(seat.role), into)
        holders = set(target.tenures.filter(valid_until=None).values_list("user_id", flat=True))
        moved += Tenure.objects.filter(seat=seat).exclude(valid_until=None, user_id__in=holders).update(seat=target)
    return moved
