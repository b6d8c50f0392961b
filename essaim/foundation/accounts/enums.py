"""Vocabularies of accounts: roles in French, states of a one-time link, ways to know who is on the telephone."""

from collections.abc import Mapping
from enum import StrEnum

from essaim.foundation.kernel.actor import Role

ROLE_LABELS: Mapping[Role, str] = {
    Role.TEAM: "équipe éducative",
    Role.ESS_ACTOR: "acteur de l’ESS",
    Role.CORRESPONDENT: "correspondance L’ESPER",
    Role.OCCE: "animation OCCE",
    Role.CRESS: "CRESS",
    Role.NATIONAL: "coordination nationale",
    Role.INSTITUTION: "partenaire institutionnel",
    Role.SIGNATORY: "signature au nom d’une organisation",
    Role.ADMIN: "administration de la plateforme",
}


class LinkState(StrEnum):
    """Where a one-time link stands."""

    READY = "ready"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class IdentityCheck(StrEnum):
    """How an administrator made sure of a person before taking a lost second factor off."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    CALLED_BACK = "called_back"


CHECK_LABELS: Mapping[IdentityCheck, str] = {
    IdentityCheck.IN_PERSON: "vue en personne",
    IdentityCheck.VIDEO: "vue en visioconférence, par quelqu’un qui la connaît",
    IdentityCheck.CALLED_BACK: "rappelée au numéro que le réseau avait déjà",
}
