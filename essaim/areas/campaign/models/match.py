"""A match brings one request and one offer together at a half-day; each side answers, and places are never doubled.

A place is a row: ``seat`` 1..capacity of the offer, ``slot_seat`` 1..capacity at that half-day, one active match per
request. Partial unique constraints make two simultaneous answers to the last place impossible on both engines; the
service catches the error and puts the second on the waiting list (stack.md, "Two engines").
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from essaim.areas.campaign.domain import slots
from essaim.areas.campaign.enums import Channel, Disturbance, MatchState, Mode, Motive, Party, Reply
from essaim.areas.campaign.models.edition import Edition
from essaim.areas.campaign.models.registration import ClassRequest, Offer, Registration
from essaim.commons.encounters.models import Encounter
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Basis, Personal, Privacy

ACTIVE = (MatchState.PROPOSED, MatchState.CONFIRMED, MatchState.HELD)
"""The states in which a match holds a place."""

AGREED = (MatchState.CONFIRMED, MatchState.HELD)
"""The states that follow the second yes."""

ENDED = (MatchState.DECLINED, MatchState.CANCELLED, MatchState.LAPSED)
"""The states that free the place: somebody said no, the network took it back, or nobody answered in time."""


class MatchRun(models.Model):
    """One run of the matching, archived: what went in, what came out, its proof.

    Its letters leave at ``leaves_at``: until then it can be undone as if it had never been.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="runs")
    scope = models.CharField("périmètre", max_length=30, default="france")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=80, help_text="kind:id")
    instance = models.TextField("instance", help_text="JSON canonique")
    solution = models.TextField("solution", help_text="JSON canonique")
    digest = models.CharField("empreinte", max_length=64)
    disturbance = models.CharField(
        "ce qui pouvait changer", max_length=5, choices=Disturbance.choices(), default=Disturbance.LEAST
    )
    priorities = models.TextField("priorités appliquées", default="{}", help_text="JSON canonique")
    leaves_at = models.DateTimeField("départ des lettres", default=timezone.now)
    undone_at = models.DateTimeField("repris le", null=True, blank=True)
    undone_by = models.CharField("repris par", max_length=80, blank=True, help_text="kind:id")
    served = models.PositiveIntegerField("demandes servies", default=0)
    unserved = models.PositiveIntegerField("demandes sans réponse", default=0)

    privacy: ClassVar[Privacy] = {
        "by": Personal(
            purpose="savoir qui a lancé le rapprochement",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="cinq ans, puis le numéro ne mène plus à personne",
        ),
        "undone_by": Personal(
            purpose="savoir qui a repris le rapprochement",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="cinq ans, puis le numéro ne mène plus à personne",
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"instance", "solution", "priorities"})

    class Meta:
        verbose_name = "rapprochement"
        verbose_name_plural = "rapprochements"
        indexes = [models.Index(fields=["edition", "scope", "id"], name="campaign_run_scope")]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by="") | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="campaign_run_undone_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"rapprochement {self.pk}"

    @property
    def may_be_undone(self) -> bool:
        """Whether its letters are still here."""
        return self.undone_at is None and timezone.now() < self.leaves_at


class ForbiddenPair(Timestamped):
    """A request and an offer that are not to be proposed to each other again, at any half-day or at one.

    Written when a side declines (any half-day), when a meeting is cancelled (that half-day), or by the network.
    """

    request = models.ForeignKey(ClassRequest, models.CASCADE, related_name="forbidden")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="forbidden")
    slot = models.CharField("demi-journée", max_length=20, blank=True, help_text="vide : toutes")
    by = models.CharField("de qui vient la décision", max_length=10, choices=Party.choices())
    reason = models.CharField("raison", max_length=200, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    class Meta:
        verbose_name = "rapprochement écarté"
        verbose_name_plural = "rapprochements écartés"
        constraints = [models.UniqueConstraint(fields=["request", "offer", "slot"], name="campaign_forbidden_once")]

    def __str__(self) -> str:
        return f"{self.request_id} ≠ {self.offer_id}"


class MatchQuerySet(models.QuerySet["Match"]):
    """Matches by what they hold, with what pages and letters show."""

    def active(self) -> Self:
        """Those that hold a place."""
        return self.filter(state__in=ACTIVE)

    def ended(self) -> Self:
        """Those whose place is free again."""
        return self.filter(state__in=ENDED)

    def told(self) -> Self:
        """With all that a page or a letter says of both sides, in one query."""
        return self.select_related(
            "request__edition__commitment",
            "request__edition__campaign",
            "request__school__commune__departement",
            "request__school__departement",
            "request__school__academie",
            "request__school_class",
            "offer__organisation",
            "offer__commune__departement",
            "encounter",
            "request__author",
            "offer__author",
        )


class Match(Timestamped):
    """A proposal to one team and one actor at one half-day, and what each answers.

    Both replies are about ``slot``. When a side proposes another date the match moves there at once, the place with it:
    that side has answered, the other is asked again, and ``former_slot`` keeps what was proposed before.
    """

    request = models.ForeignKey(ClassRequest, models.PROTECT, related_name="matches")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="matches")
    run = models.ForeignKey(MatchRun, models.SET_NULL, null=True, blank=True, related_name="matches")
    taken_by = models.ForeignKey(
        MatchRun, models.SET_NULL, null=True, blank=True, related_name="taken", verbose_name="reprise par"
    )
    encounter = models.ForeignKey(Encounter, models.PROTECT, null=True, blank=True, related_name="matches")
    state = models.CharField("état", max_length=10, choices=MatchState.choices(), default=MatchState.PROPOSED)
    slot = models.CharField("demi-journée", max_length=20)
    former_slot = models.CharField("demi-journée proposée auparavant", max_length=20, blank=True)
    mode = models.CharField("manière", max_length=10, choices=Mode.choices())
    tenths = models.PositiveIntegerField("distance en dixièmes de km", default=0)
    why = models.CharField("pourquoi", max_length=400, blank=True)
    is_locked = models.BooleanField("décidée par la coordination", default=False)
    seat = models.PositiveSmallIntegerField("place", default=1)
    slot_seat = models.PositiveSmallIntegerField("place à cette demi-journée", default=1)
    team_reply = models.CharField("réponse de l'équipe", max_length=10, choices=Reply.choices(), default=Reply.PENDING)
    team_channel = models.CharField(
        "voie de l'équipe", max_length=10, choices=Channel.choices(), blank=True, default=""
    )
    team_asked_at = models.DateTimeField("demandé à l'équipe le", default=timezone.now)
    team_replied_at = models.DateTimeField("réponse de l'équipe le", null=True, blank=True)
    actor_reply = models.CharField("réponse de l'acteur", max_length=10, choices=Reply.choices(), default=Reply.PENDING)
    actor_channel = models.CharField(
        "voie de l'acteur", max_length=10, choices=Channel.choices(), blank=True, default=""
    )
    actor_asked_at = models.DateTimeField("demandé à l'acteur le", default=timezone.now)
    actor_replied_at = models.DateTimeField("réponse de l'acteur le", null=True, blank=True)
    confirmed_at = models.DateTimeField("second accord le", null=True, blank=True)
    ended_at = models.DateTimeField("fin le", null=True, blank=True)
    ended_by = models.CharField("fin décidée par", max_length=10, choices=Party.choices(), blank=True)
    motive = models.CharField("motif", max_length=10, choices=Motive.choices(), blank=True)
    reason = models.CharField("raison", max_length=200, blank=True)

    objects = MatchQuerySet.as_manager()

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"why", "reason"})

    class Meta:
        verbose_name = "mise en relation"
        verbose_name_plural = "mises en relation"
        indexes = [
            models.Index(fields=["offer", "state"], name="campaign_match_offer"),
            models.Index(fields=["state", "confirmed_at"], name="campaign_match_confirmed"),
            models.Index(fields=["created_at"], name="campaign_match_created"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(state__in=ACTIVE), name="campaign_match_one_a_request"
            ),
            models.UniqueConstraint(
                fields=["offer", "seat"], condition=Q(state__in=ACTIVE), name="campaign_match_one_a_seat"
            ),
            models.UniqueConstraint(
                fields=["offer", "slot", "slot_seat"],
                condition=Q(state__in=ACTIVE),
                name="campaign_match_one_a_slot_seat",
            ),
            models.CheckConstraint(condition=Q(seat__gte=1, slot_seat__gte=1), name="campaign_match_seated"),
            models.CheckConstraint(
                condition=~Q(state__in=AGREED)
                | Q(team_reply=Reply.YES, actor_reply=Reply.YES, confirmed_at__isnull=False, encounter__isnull=False),
                name="campaign_match_confirmed_twice",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ACTIVE, ended_at__isnull=True, ended_by="")
                | Q(state__in=ENDED, ended_at__isnull=False) & ~Q(ended_by="") & ~Q(reason=""),
                name="campaign_match_ended_whole",
                violation_error_message="Une fin a une date, une personne et une raison.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(
                        **{f"{side}_reply": Reply.PENDING, f"{side}_replied_at__isnull": True, f"{side}_channel": ""}
                    )
                    | ~Q(**{f"{side}_reply": Reply.PENDING})
                    & ~Q(**{f"{side}_channel": ""})
                    & Q(**{f"{side}_replied_at__isnull": False}),
                    name=f"campaign_match_{side}_reply_whole",
                )
                for side in (Party.TEAM.value, Party.ACTOR.value)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} × {self.offer_id}"

    @property
    def is_active(self) -> bool:
        """Whether it holds a place."""
        return self.state in ACTIVE

    @property
    def when(self) -> str:
        """« lundi 22 mars, matin »."""
        return slots.label(self.slot)

    @property
    def former_when(self) -> str:
        """What was proposed before the date moved, or nothing."""
        return slots.label(self.former_slot) if self.former_slot else ""

    @property
    def mode_label(self) -> str:
        """« dans l'établissement »."""
        return Mode(self.mode).label

    @property
    def km(self) -> float:
        """The distance, as a number for the filter ``km``."""
        return self.tenths / 10

    def registration_of(self, party: Party) -> Registration:
        """What this side registered; expects it joined."""
        return self.request if party is Party.TEAM else self.offer

    def reply_of(self, party: Party) -> Reply:
        """What this side says."""
        return Reply(getattr(self, f"{party}_reply"))

    def awaits(self, party: Party) -> bool:
        """Whether this side is asked something now."""
        return self.state == MatchState.PROPOSED and self.reply_of(party) is Reply.PENDING
