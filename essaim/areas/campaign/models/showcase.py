"""Pupils show an action of theirs, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from essaim.areas.campaign.domain import lifecycle
from essaim.areas.campaign.enums import Channel, Kind, Outcome
from essaim.areas.campaign.models.registration import PRIVATE_CONTACT, OfClass, showcase_reference
from essaim.foundation.records.privacy import Privacy


class Showcase(OfClass):
    """Pupils show an action of theirs."""

    kind = Kind.SHOWCASE

    reference = models.CharField("référence", max_length=8, unique=True, default=showcase_reference, editable=False)
    title = models.CharField("titre de l'action", max_length=150, blank=True)
    story = models.TextField("l'action en quelques mots", max_length=1500, blank=True)
    starts_at = models.DateTimeField("début", null=True, blank=True)
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    place = models.CharField("lieu", max_length=200, blank=True)
    is_open = models.BooleanField("ouverte au public", default=False)
    outcome = models.CharField("suite", max_length=8, choices=Outcome.choices(), default=Outcome.UNTOLD)
    outcome_reason = models.CharField("pourquoi elle n'a pas eu lieu", max_length=200, blank=True)
    outcome_channel = models.CharField("suite dite", max_length=10, choices=Channel.choices(), blank=True)
    told_at = models.DateTimeField("suite dite le", null=True, blank=True)

    privacy: ClassVar[Privacy] = PRIVATE_CONTACT
    not_personal: ClassVar[frozenset[str]] = frozenset({"reason", "title", "story", "place", "outcome_reason"})

    class Meta(OfClass.Meta):
        verbose_name = "action d'élèves"
        verbose_name_plural = "actions d'élèves"
        indexes = [
            models.Index(fields=["edition", "state"], name="campaign_showcase_state"),
            models.Index(fields=["contact_email"], name="campaign_showcase_email"),
        ]
        constraints = [
            *OfClass.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="campaign_showcase_hours",
                violation_error_message="L'action finit après avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.UNTOLD, told_at__isnull=True, outcome_channel="", outcome_reason="")
                | Q(outcome=Outcome.HELD, told_at__isnull=False, outcome_reason="") & ~Q(outcome_channel="")
                | Q(outcome=Outcome.NOT_HELD, told_at__isnull=False) & ~Q(outcome_channel="") & ~Q(outcome_reason=""),
                name="campaign_showcase_outcome_whole",
            ),
            models.UniqueConstraint(
                fields=["edition", "school", "levels", "mark", "title"],
                condition=Q(state__in=lifecycle.LIVE),
                name="campaign_showcase_once",
            ),
        ]

    @property
    def label(self) -> str:
        """« Trocante de printemps, Collège Jules Ferry »."""
        return ", ".join(filter(None, [self.title, self.school.name if self.school else ""]))
