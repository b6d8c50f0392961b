"""What is known of persons, field by field: why, on which basis, until when, and what erasure does to it.

Every concrete model of Essaim carries ``privacy``: a mapping of field name to ``Personal``, empty when the model knows
nothing of persons. A test fails when a model has none, or when a field that looks personal (address, name, telephone,
free text, file, link to a user) is neither in it nor in ``not_personal``. RGPD art. 5, 6, 13, 17 and 30.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """Lawfulness of processing (RGPD art. 6.1)."""

    PUBLIC_INTEREST = "mission d'intérêt public"
    LEGITIMATE_INTEREST = "intérêt légitime"
    CONSENT = "consentement"
    CONTRACT = "contrat"
    LEGAL_DUTY = "obligation légale"


class Erasure(StrEnum):
    """What happens to the field when the person asks to be forgotten, or when its time is over."""

    BLANK = "effacé"
    DELETE_ROW = "ligne supprimée"
    UNLINK = "lien coupé"
    KEEP = "conservé"  # a legal life: signatures, published mandates


@dataclass(frozen=True, slots=True)
class Personal:
    """Why one field about a person is kept, and until when."""

    purpose: str
    basis: Basis
    retention: str
    erasure: Erasure = Erasure.BLANK


Privacy = Mapping[str, Personal]
NOTHING_PERSONAL: Privacy = {}
