"""Letters and their enclosures: rows first, mail afterwards."""

import datetime as dt
from typing import ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from essaim.foundation.outbox.enums import State
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import Basis, Erasure, Personal, Privacy

KEPT = "90 jours après l’envoi, puis effacé ; la ligne reste, sans texte ni adresse"


def area_label(area: str) -> str:
    """« Comptes » for ``accounts``; the code itself when the area is gone."""
    try:
        return str(apps.get_app_config(area).verbose_name)
    except LookupError:
        return area


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by what the worker may do with them."""

    def due(self, now: dt.datetime) -> Self:
        """Waiting, and their time has come."""
        return self.filter(state=State.QUEUED, next_try_at__lte=now)

    def abandoned(self, now: dt.datetime) -> Self:
        """Taken by a worker that did not come back before the end of its lease."""
        return self.filter(state=State.LEASED, lease_until__lte=now)

    def to_purge(self, before: dt.datetime) -> Self:
        """Finished before this moment, with a text that nobody needs any more."""
        finished = Q(state__in=[State.FAILED, State.CANCELLED], updated_at__lt=before)
        return self.filter(Q(state=State.SENT, sent_at__lt=before) | finished, purged_at=None)

    def cancel_unsent(self, now: dt.datetime) -> int:
        """Make sure that those which have not left never will. The number cancelled."""
        unsent = self.filter(state__in=[State.QUEUED, State.LEASED, State.FAILED])
        return unsent.update(state=State.CANCELLED, lease_until=None, leased_by="", updated_at=now)


class Letter(Timestamped):
    """One message to one address, sent after the transaction that wrote it, under one Message-ID for ever."""

    message_id = models.CharField("Message-ID", max_length=120, unique=True, editable=False)
    dedup_key = models.CharField("clé d’unicité", max_length=200, unique=True, null=True, blank=True)
    area = models.CharField("domaine", max_length=30)
    purpose = models.CharField("objet du traitement", max_length=60)
    about = models.CharField("à propos de", max_length=120, blank=True, help_text="area.model:id")
    recipient = models.CharField("destinataire", max_length=80, blank=True, help_text="kind:id, jamais un nom")

    to = models.EmailField("adresse", blank=True)
    subject = models.CharField("sujet", max_length=200, blank=True)
    text = models.TextField("texte", blank=True)
    html = models.TextField("page", blank=True)
    unsubscribe = models.URLField("adresse pour ne plus recevoir", max_length=400, blank=True)

    state = models.CharField("état", max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    next_try_at = models.DateTimeField("prochain essai", default=timezone.now)
    leased_by = models.CharField("pris par", max_length=80, blank=True)
    lease_until = models.DateTimeField("pris jusqu’à", null=True, blank=True)
    last_error = models.CharField(
        "dernière erreur", max_length=40, blank=True, help_text="code, jamais le texte du serveur"
    )
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    purged_at = models.DateTimeField("effacée le", null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    privacy: ClassVar[Privacy] = {
        "to": Personal("acheminer la lettre", Basis.PUBLIC_INTEREST, KEPT),
        "subject": Personal("acheminer la lettre", Basis.PUBLIC_INTEREST, KEPT),
        "text": Personal("acheminer la lettre", Basis.PUBLIC_INTEREST, KEPT),
        "html": Personal("acheminer la lettre", Basis.PUBLIC_INTEREST, KEPT),
        "unsubscribe": Personal("cesser d’écrire à qui le demande", Basis.PUBLIC_INTEREST, KEPT),
        "recipient": Personal("savoir à qui l’on a écrit", Basis.PUBLIC_INTEREST, "durée du compte", Erasure.UNLINK),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"about", "message_id", "leased_by", "last_error"})

    class Meta:
        verbose_name = "lettre"
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="outbox_letter_due", condition=Q(state=State.QUEUED)),
            models.Index(fields=["lease_until"], name="outbox_letter_leased", condition=Q(state=State.LEASED)),
            models.Index(fields=["state", "-id"], name="outbox_letter_state"),
            models.Index(fields=["area", "-id"], name="outbox_letter_area"),
            models.Index(fields=["recipient"], name="outbox_letter_recipient"),
            models.Index(fields=["sent_at"], name="outbox_letter_purge", condition=Q(purged_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="outbox_letter_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.LEASED, lease_until__isnull=False) & ~Q(leased_by="")
                | ~Q(state=State.LEASED) & Q(lease_until__isnull=True, leased_by=""),
                name="outbox_letter_lease_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | ~Q(state=State.SENT) & Q(sent_at__isnull=True),
                name="outbox_letter_sent_dated",
            ),
            models.CheckConstraint(
                condition=Q(purged_at__isnull=False, text="", html="", to="", subject="", unsubscribe="")
                | Q(purged_at__isnull=True) & ~Q(to=""),
                name="outbox_letter_purge_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"lettre {self.pk} ({self.area}, {self.purpose})"

    @property
    def area_label(self) -> str:
        """The area that wrote, as readers call it."""
        return area_label(self.area)

    @property
    def status(self) -> State:
        """The state, typed."""
        return State(self.state)


class Enclosure(models.Model):
    """A small file that travels with a letter: a calendar entry, a receipt."""

    MAX_BYTES: ClassVar[int] = 512 * 1024

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="enclosures", verbose_name="lettre")
    name = models.CharField("nom du fichier", max_length=120)
    content_type = models.CharField("type", max_length=80)
    content = models.BinaryField("contenu")

    privacy: ClassVar[Privacy] = {
        "content": Personal("acheminer la lettre", Basis.PUBLIC_INTEREST, KEPT, Erasure.DELETE_ROW),
        "name": Personal("acheminer la lettre", Basis.PUBLIC_INTEREST, KEPT, Erasure.DELETE_ROW),
    }

    class Meta:
        verbose_name = "pièce jointe"

    def __str__(self) -> str:
        return f"pièce jointe {self.pk} de la lettre {self.letter_id}"
