"""The words of an import: what becomes of a row, where a batch stands."""

from enum import StrEnum

from django.db import models


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


class BatchState(models.TextChoices):
    """Where a batch stands; the moves allowed are in ``domain.lifecycle``."""

    UPLOADED = "uploaded", "déposé"
    MAPPED = "mapped", "colonnes reconnues"
    PLANNING = "planning", "lecture en cours"
    PLANNED = "planned", "prêt à appliquer"
    APPLYING = "applying", "application en cours"
    APPLIED = "applied", "appliqué"
    UNDONE = "undone", "annulé"
    REFUSED = "refused", "refusé"
    EXPIRED = "expired", "expiré"
