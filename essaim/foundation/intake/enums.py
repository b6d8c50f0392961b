"""The words of an import: what becomes of a row, where a batch stands, where its files come from."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the dry run says of one row of a file (or of one row of the database, for ``CLOSED``)."""

    NEW = "new"  # à créer
    CHANGED = "changed"  # à modifier
    UNCHANGED = "unchanged"  # déjà à jour
    CLOSED = "closed"  # absent d'un fichier déclaré complet : à fermer, jamais à supprimer
    REFUSED = "refused"  # ligne écartée, avec une raison
    DUPLICATE = "duplicate"  # peut-être déjà là sous un autre identifiant : rien n'est écrit sans décision


ACTIONABLE = frozenset({Verdict.NEW, Verdict.CHANGED, Verdict.CLOSED})
"""The verdicts that write something when the batch is applied."""


class BatchState(StrEnum):
    """Where a batch stands; the moves allowed are in ``domain.lifecycle``."""

    UPLOADED = "uploaded"  # a column must be chosen by a person
    MAPPED = "mapped"  # every required field has its column
    PLANNING = "planning"
    PLANNED = "planned"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDONE = "undone"
    REFUSED = "refused"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        """What people read."""
        return LABELS[self]


LABELS = {
    BatchState.UPLOADED: "colonnes à reconnaître",
    BatchState.MAPPED: "colonnes reconnues",
    BatchState.PLANNING: "essai en cours",
    BatchState.PLANNED: "prêt à appliquer",
    BatchState.APPLYING: "application en cours",
    BatchState.APPLIED: "appliqué",
    BatchState.UNDONE: "annulé",
    BatchState.REFUSED: "refusé",
    BatchState.EXPIRED: "expiré",
}


class Origin(StrEnum):
    """Which way in: the bounds of a file depend on it."""

    SCREEN = "screen"
    COMMAND = "command"
