"""An agenda somebody else keeps, read again by itself: iCalendar or OpenAgenda, at an address of the web."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from essaim.areas.campaign.enums import FeedState
from essaim.areas.campaign.models.edition import Edition
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class Feed(Timestamped):
    """The address of an agenda, and where its last reading stands.

    ``etag`` and ``last_modified`` are what the server said last: nothing is read again while nothing changed.
    ``is_trusted`` publishes its events without rereading; otherwise each waits for a moderator like any other.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="feeds")
    title = models.CharField("nom de l'agenda", max_length=120)
    url = models.URLField("adresse du flux", max_length=500)
    is_trusted = models.BooleanField("publier sans relecture", default=False)
    state = models.CharField("état", max_length=10, choices=FeedState.choices(), default=FeedState.NEVER)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=80, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    read_at = models.DateTimeField("lu le", null=True, blank=True)
    changed_at = models.DateTimeField("changé le", null=True, blank=True)
    next_at = models.DateTimeField("prochaine lecture", default=timezone.now)
    failures = models.PositiveSmallIntegerField("échecs de suite", default=0)
    trouble = models.CharField("ce qui ne va pas", max_length=500, blank=True)
    batch_id = models.PositiveBigIntegerField("dernier import", null=True, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"title"})

    class Meta:
        verbose_name = "agenda suivi"
        verbose_name_plural = "agendas suivis"
        indexes = [models.Index(fields=["state", "next_at"], name="campaign_feed_next")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "url"],
                name="campaign_feed_once",
                violation_error_message="Cet agenda est déjà suivi pour cette édition.",
            ),
            models.CheckConstraint(
                condition=Q(failures=0) | ~Q(trouble=""),
                name="campaign_feed_trouble_told",
            ),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True) | Q(read_at__gte=F("changed_at")),
                name="campaign_feed_changed_when_read",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether it is read again by itself."""
        return self.state != FeedState.STOPPED
