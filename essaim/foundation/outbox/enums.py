"""Where a letter stands."""

from django.db import models


class State(models.TextChoices):
    """The life of a letter, from the transaction that wrote it to the server that took it."""

    QUEUED = "queued", "en attente"
    LEASED = "leased", "en cours d’envoi"
    SENT = "sent", "envoyée"
    FAILED = "failed", "en échec"
    CANCELLED = "cancelled", "annulée"
