"""Load the protocol, note who succeeds a party, open and close commitments."""

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from essaim.commons.directory.models import Organisation
from essaim.commons.protocol import policies
from essaim.commons.protocol.models import Agreement, Axis, Commitment, Party
from essaim.commons.protocol.reference_rows import date, rows
from essaim.foundation.audit import trail
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.text import squeeze


@trail.gesture
def load_reference(*, by: Actor) -> dict[str, int]:
    """Write the agreements, parties, axes and commitments that are missing.

    What people noted since is left alone: a party that was succeeded keeps its end, an axis that was reworded keeps its
    words. Run again, it changes nothing.
    """
    policies.ensure_can_keep(by)
    agreements = _agreements()
    axes = _axes(agreements)
    counts = {
        "agreements": len(agreements),
        "parties": _parties(agreements),
        "axes": len(axes),
        "commitments": _commitments(axes),
    }
    trail.record(by, "protocol.reference.loaded", "protocol.agreement:reference", **counts)
    return counts


@trail.gesture
def succeed_party(
    *, by: Actor, party: Party, organisation: Organisation, on: dt.date, capacity: str, act: str
) -> Party:
    """Another organisation carries the agreement from a date on, by an act that says so."""
    policies.ensure_can_keep(by)
    held = Party.objects.select_for_update().get(pk=party.pk)
    if held.valid_until is not None:
        raise Refused(f"Cette partie a déjà pris fin le {french.date(held.valid_until)} : partez de celle qui la suit.")
    if held.organisation_id == organisation.pk:
        raise Refused("Une organisation ne peut pas se succéder à elle-même : choisissez celle qui prend la suite.")
    if held.valid_from and on <= held.valid_from:
        raise Refused(f"La succession doit venir après le {french.date(held.valid_from)}, début de cette partie.")
    if not squeeze(act):
        raise Refused("Indiquez l'acte qui le dit : statuts, délibération, avenant, avec sa date.")
    if not squeeze(capacity):
        raise Refused(
            "Indiquez en quelle qualité l'organisation porte l'accord, par exemple : présidence d'ESS France."
        )
    held.valid_until = on
    held.save(update_fields=["valid_until"])
    successor = Party.objects.create(
        agreement_id=held.agreement_id,
        organisation=organisation,
        capacity=squeeze(capacity),
        rank=held.rank,
        act=squeeze(act),
        valid_from=on,
    )
    trail.record(by, "protocol.party.succeeded", successor, before=held.pk, on=on)
    return successor


@trail.gesture
def end_party(*, by: Actor, party: Party, on: dt.date, act: str) -> Party:
    """An organisation no longer carries the agreement from a date on, by an act that says so; nobody follows it yet."""
    policies.ensure_can_keep(by)
    held = Party.objects.select_for_update().get(pk=party.pk)
    if held.valid_until is not None:
        raise Refused(f"Cette partie a déjà pris fin le {french.date(held.valid_until)}.")
    if held.valid_from and on <= held.valid_from:
        raise Refused(f"La fin doit venir après le {french.date(held.valid_from)}, début de cette partie.")
    if not squeeze(act):
        raise Refused("Indiquez l'acte qui le dit : statuts, délibération, avenant, avec sa date.")
    held.valid_until = on
    held.act = " ".join(filter(None, [held.act, squeeze(act)]))[: Party._meta.get_field("act").max_length]
    held.save(update_fields=["valid_until", "act"])
    trail.record(by, "protocol.party.ended", held, on=on)
    return held


@trail.gesture
def reword(*, by: Actor, thing: Axis | Commitment, title: str, wording: str) -> Axis | Commitment:
    """Correct the words of an axis or of a commitment; what served it, and bilans already frozen, keep theirs."""
    policies.ensure_can_keep(by)
    held = type(thing)._base_manager.select_for_update().get(pk=thing.pk)
    said = (squeeze(title), wording.strip())
    if not all(said):
        raise Refused("Il faut un titre court et un texte : écrivez les deux.")
    if said == (held.title, held.wording):
        raise Refused("Rien n'a changé : le titre et le texte sont déjà ceux-là.")
    held.title, held.wording = said
    held.save(update_fields=["title", "wording"])
    trail.record(by, "protocol.axis.reworded" if isinstance(held, Axis) else "protocol.commitment.reworded", held)
    return held


@trail.gesture
def open_commitment(*, by: Actor, axis: Axis, code: str, title: str, wording: str, on: dt.date) -> Commitment:
    """The parties undertake something more under an axis."""
    policies.ensure_can_keep(by)
    code = code.strip()
    if code.partition(".")[0] != str(axis.number) or not code.partition(".")[2].isdecimal():
        raise Refused(f"Le code d'un engagement de l'axe {axis.number} s'écrit {axis.number}.1, {axis.number}.2…")
    if not squeeze(title) or not wording.strip():
        raise Refused("Un engagement a un titre court et un texte : écrivez les deux.")
    commitment = Commitment(axis=axis, code=code, title=squeeze(title), wording=wording.strip(), valid_from=on)
    try:
        with transaction.atomic():
            commitment.save()
    except IntegrityError as error:
        raise Refused(f"L'engagement {code} existe déjà : prenez le numéro suivant.") from error
    trail.record(by, "protocol.commitment.opened", commitment, code=code, on=on)
    return commitment


@trail.gesture
def close_commitment(*, by: Actor, commitment: Commitment, on: dt.date) -> Commitment:
    """The parties no longer undertake this from a date on; what served it stays counted."""
    policies.ensure_can_keep(by)
    held = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if held.valid_until is not None:
        raise Refused(f"Cet engagement a déjà pris fin le {french.date(held.valid_until)}.")
    if held.valid_from and on <= held.valid_from:
        raise Refused(f"La fin doit venir après le {french.date(held.valid_from)}, début de cet engagement.")
    held.valid_until = on
    held.save(update_fields=["valid_until"])
    trail.record(by, "protocol.commitment.closed", held, code=held.code, on=on)
    return held


def _agreements() -> dict[str, Agreement]:
    found: dict[str, Agreement] = {}
    for row in rows("agreements"):
        found[row["slug"]], _ = Agreement.objects.update_or_create(
            slug=row["slug"],
            defaults={
                "kind": row["kind"],
                "parent": found.get(row["parent"]),
                "title": row["title"],
                "summary": row["summary"],
                "source_url": row["source_url"],
                "remark": row["remark"],
                **{name: date(row[name]) for name in ("signed_on", "valid_from", "valid_until")},
            },
        )
    return found


def _parties(agreements: Mapping[str, Agreement]) -> int:
    wanted = rows("parties")
    slugs = {row["organisation"] for row in wanted}
    organisations = {o.slug: o for o in Organisation.objects.filter(slug__in=slugs)}
    if missing := sorted(slugs - organisations.keys()):
        raise Refused(f"Chargez d'abord l'annuaire : il y manque {french.join(missing)}.")
    for row in wanted:
        Party.objects.get_or_create(
            agreement=agreements[row["agreement"]],
            rank=int(row["rank"]),
            valid_from=date(row["valid_from"]),
            defaults={
                "organisation": organisations[row["organisation"]],
                "capacity": row["capacity"],
                "act": row["act"],
                "source_url": row["source_url"],
                "valid_until": date(row["valid_until"]),
            },
        )
    return len(wanted)


def _axes(agreements: Mapping[str, Agreement]) -> dict[tuple[str, int], Axis]:
    found = {}
    for row in rows("axes"):
        number = int(row["number"])
        found[row["agreement"], number], _ = Axis.objects.get_or_create(
            agreement=agreements[row["agreement"]],
            number=number,
            defaults={"title": row["title"], "wording": row["wording"]},
        )
    return found


def _commitments(axes: Mapping[tuple[str, int], Axis]) -> int:
    wanted = rows("commitments")
    for row in wanted:
        axis = axes[row["agreement"], int(row["axis"])]
        Commitment.objects.get_or_create(
            axis=axis,
            code=row["code"],
            defaults={
                "title": row["title"],
                "wording": row["wording"],
                "valid_from": axis.agreement.valid_from,
            },
        )
    return len(wanted)
