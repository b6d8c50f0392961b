"""An open event of an edition: everybody may come, at these dates, in this place. It is registered, or imported."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from essaim.areas.campaign.domain import lifecycle, words
from essaim.areas.campaign.domain.timings import Timing
from essaim.areas.campaign.enums import Kind, RegistrationState
from essaim.areas.campaign.models.feed import Feed
from essaim.areas.campaign.models.registration import PRIVATE_CONTACT, Registration, new_reference
from essaim.commons.directory.models import Organisation
from essaim.commons.territory.domain import timezones
from essaim.commons.territory.models import Commune
from essaim.foundation.records.privacy import Privacy


def event_reference() -> str:
    """« O » (ouvert) and seven signs."""
    return new_reference("O")


class OpenEvent(Registration):
    """Somebody opens their doors, holds a debate, a market: an évènement ouvert of an edition.

    ``timings`` holds every date, ``starts_at`` and ``ends_at`` the first and the last moment. ``source_uid`` is its
    name where it comes from (a calendar, OpenAgenda), and ``source_digest`` what that source said last: a correction
    made here lasts until the source itself changes. A date called off stays, marked ``cancelled_at``.
    """

    kind = Kind.EVENT

    reference = models.CharField("référence", max_length=8, unique=True, default=event_reference, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="open_events", verbose_name="organisation"
    )
    organisation_name = models.CharField("nom de l'organisation", max_length=200, blank=True)
    organisation_number = models.CharField("SIREN, SIRET ou RNA", max_length=14, blank=True)
    title = models.CharField("titre", max_length=200, blank=True)
    story = models.TextField("présentation", max_length=4000, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="open_events")
    place = models.CharField("lieu", max_length=300, blank=True)
    is_remote = models.BooleanField("en ligne", default=False)
    website = models.URLField("page de l'évènement", max_length=300, blank=True)
    themes = models.CharField("thèmes", max_length=400, blank=True)
    action_types = models.CharField("types d'évènement", max_length=400, blank=True)
    starts_at = models.DateTimeField("début", null=True, blank=True)
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    timings = models.TextField("dates", blank=True, help_text="Des moments UTC, début/fin, entre espaces.")
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True)
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="events")
    source = models.CharField("source", max_length=120, blank=True)
    source_uid = models.CharField("identifiant dans la source", max_length=255, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)

    privacy: ClassVar[Privacy] = PRIVATE_CONTACT
    not_personal: ClassVar[frozenset[str]] = frozenset(
        {"reason", "organisation_name", "organisation_number", "title", "story", "place", "timings"}
    )

    class Meta(Registration.Meta):
        verbose_name = "évènement ouvert"
        verbose_name_plural = "évènements ouverts"
        indexes = [
            models.Index(fields=["edition", "state"], name="campaign_open_state"),
            models.Index(fields=["contact_email"], name="campaign_open_email"),
            models.Index(fields=["edition", "starts_at"], name="campaign_open_starts"),
        ]
        constraints = [
            *Registration.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=RegistrationState.DRAFT) | Q(starts_at__isnull=False) & ~Q(title=""),
                name="campaign_open_complete",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gte=F("starts_at")),
                name="campaign_open_hours",
                violation_error_message="L'évènement finit après avoir commencé.",
            ),
            models.UniqueConstraint(
                fields=["edition", "source_uid"],
                condition=~Q(source_uid="") & Q(state__in=lifecycle.LIVE),
                name="campaign_open_source_once",
            ),
        ]

    @property
    def who(self) -> str:
        """Who holds it, in the directory or as written; expects ``organisation`` joined."""
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def label(self) -> str:
        """« Portes ouvertes, Recyclerie du Moulin »."""
        return ", ".join(filter(None, [self.title, self.who]))

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the place; expects the commune and its département joined."""
        if self.commune is None:
            return ZoneInfo("Europe/Paris")
        return ZoneInfo(timezones.of_commune(self.commune.pk, self.commune.departement.timezone))

    @property
    def moments(self) -> list[Timing]:
        """Every date, in order."""
        return [Timing.parse(code) for code in words.read(self.timings)]

    def set_moments(self, moments: list[Timing]) -> None:
        """Write every date, and the first and last moment with them."""
        ordered = sorted(set(moments), key=lambda moment: moment.order)
        self.timings = words.write(str(moment) for moment in ordered)
        self.starts_at = ordered[0].start if ordered else None
        self.ends_at = max((moment.end or moment.start for moment in ordered), default=None)

    @property
    def is_over(self) -> bool:
        """Whether its last moment is past."""
        last = self.ends_at or self.starts_at
        return last is not None and last < timezone.now()
