"""Words of the seals."""

from django.db import models


class Status(models.TextChoices):
    """Where a frozen text stands."""

    PENDING = "pending", "attend les validations"
    PARTLY = "partly", "validé en partie"
    SEALED = "sealed", "validé par toutes les parties"
    VOIDED = "voided", "annulé : le texte a changé"
    BROKEN = "broken", "altéré : le texte n'est plus celui qui a été validé"
