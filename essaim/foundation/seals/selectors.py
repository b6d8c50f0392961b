"""Where a text stands, and whether it is still the one that was validated."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from essaim.foundation.audit import trail
from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel import digest
from essaim.foundation.seals.enums import Status
from essaim.foundation.seals.models import Seal, Validation

FROZEN = "seals.seal.frozen"
VALIDATED = "seals.seal.validated"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of a seal, its validations, and what is wrong with it, in sentences."""

    status: Status
    validations: tuple[Validation, ...]
    faults: tuple[str, ...] = ()

    @property
    def missing(self) -> list[Validation]:
        """The parties that have not validated yet."""
        return [validation for validation in self.validations if not validation.is_given]

    @property
    def is_sealed(self) -> bool:
        """Whether every party validated the text as it is."""
        return self.status is Status.SEALED


def digest_of(text: str) -> str:
    """The digest of a text: accents composed and line ends unified, nothing else changed."""
    return digest.of_text(digest.normal(text))


def seals_of(target: str) -> QuerySet[Seal]:
    """Every seal of a thing, latest first, voided ones included, validations with them."""
    return Seal.objects.filter(target=target).order_by("-id").prefetch_related("validations")


def open_seal(target: str) -> Seal | None:
    """The seal a thing has now."""
    return seals_of(target).filter(voided_at__isnull=True).first()


def open_seals(targets: Collection[str]) -> dict[str, Seal]:
    """The seals that things have now, by target, validations with them; things without one are left out."""
    found = Seal.objects.filter(target__in=targets, voided_at__isnull=True).order_by("pk")
    return {seal.target: seal for seal in found.prefetch_related("validations")}


def awaiting(parties: Collection[str]) -> QuerySet[Seal]:
    """The texts that wait for the validation of one of these parties, the oldest first."""
    return Seal.objects.filter(
        voided_at__isnull=True,
        pk__in=Validation.objects.filter(party__in=parties, given_at__isnull=True).values("seal"),
    ).order_by("pk")


def frozen_entry(seal: Seal) -> int:
    """The number of the entry of the trail that froze this text: what came after is since."""
    found = Entry.objects.filter(target=trail.urn(seal), action=FROZEN).order_by("pk").values_list("pk", flat=True)
    return found.first() or 0


def standing(model: str) -> QuerySet[Seal]:
    """The seals that stand today on things of a model (``reporting.bilan``)."""
    return Seal.objects.filter(target__startswith=f"{model}:", voided_at__isnull=True).order_by("pk")


def verify(seal: Seal, current_text: str) -> Verdict:
    """Whether the text that is shown, the frozen one, the digest and each validation still agree.

    Three records must tell the same story: the seal, its validations, and the append-only trail, which kept the
    digest, the parties and each validation. Whoever rewrites the first two in the database cannot rewrite the third.
    """
    validations = tuple(seal.validations.all())
    if seal.is_voided:
        return Verdict(Status.VOIDED, validations)
    faults = tuple(_faults(seal, validations, current_text))
    return Verdict(Status.BROKEN if faults else progress(validations), validations, faults)


def progress(validations: tuple[Validation, ...]) -> Status:
    """How far the parties have come, without a look at the text itself."""
    given = sum(validation.is_given for validation in validations)
    if given == 0:
        return Status.PENDING
    return Status.SEALED if given == len(validations) else Status.PARTLY


def _faults(seal: Seal, validations: tuple[Validation, ...], current_text: str) -> list[str]:
    faults = []
    if digest_of(seal.text) != seal.digest:
        faults.append("Le texte gelé n'est plus celui de son empreinte.")
    if digest_of(current_text) != seal.digest:
        faults.append("Le texte montré n'est plus celui qui a été gelé.")
    faults += [
        f"La validation de « {validation.party_label} » porte sur un autre texte."
        for validation in validations
        if validation.is_given and validation.digest != seal.digest
    ]
    return faults + _denied_by_the_trail(seal, validations)


def _denied_by_the_trail(seal: Seal, validations: tuple[Validation, ...]) -> list[str]:
    entries = Entry.objects.filter(target=trail.urn(seal), action__in=[FROZEN, VALIDATED]).values_list(
        "action", "context"
    )
    frozen: dict[str, Any] = {}
    validated: set[tuple[str, str]] = set()
    for action, context in entries:
        told = json.loads(context)
        if action == FROZEN:
            frozen = told
        else:
            validated.add((told["party"], told["digest"]))
    faults = []
    if frozen.get("digest") != seal.digest:
        faults.append("Le journal ne confirme pas l'empreinte de ce texte.")
    if frozen.get("parties") != [validation.party for validation in validations]:
        faults.append("Les parties attendues ne sont plus celles du jour où le texte a été gelé.")
    return faults + [
        f"Le journal ne confirme pas la validation de « {validation.party_label} »."
        for validation in validations
        if validation.is_given and (validation.party, validation.digest) not in validated
    ]
