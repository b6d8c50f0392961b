"""A match brings one request and one offer together at a half-day; each side answers, and places are never doubled.

A place is a row: ``seat`` 1..capacity of the offer, ``slot_seat`` 1..capacity at that half-day, one active match per
request. Partial unique constraints make two simultaneous answers to the last place impossible on both engines; the
service catches the error and puts the second on the waiting list (stack.md, "Two engines").
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from essaim.areas.campaign.enums import Channel, MatchState, Reply
from essaim.areas.campaign.models.edition import Edition
from essaim.areas.campaign.models.registration import ClassRequest, Offer
from essaim.foundation.records.models import Timestamped
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Basis, Personal, Privacy

ACTIVE = (MatchState.PROPOSED, MatchState.CONFIRMED, MatchState.HELD)
"""The states in which a match holds a place."""


class MatchRun(models.Model):
    """One run of the matching, archived: what went in, what came out, its proof."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="runs")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=80, help_text="kind:id")
    instance = models.TextField("instance", help_text="JSON canonique")
    solution = models.TextField("solution", help_text="JSON canonique")
    digest = models.CharField("empreinte", max_length=64)
    served = models.PositiveIntegerField("demandes servies", default=0)
    unserved = models.PositiveIntegerField("demandes sans réponse", default=0)

    privacy: ClassVar[Privacy] = {
        "by": Personal(
            purpose="savoir qui a lancé le rapprochement",
            basis=Basis.LEGITIMATE_INTEREST,
            retention="cinq ans, puis le numéro ne mène plus à personne",
        ),
    }
    not_personal: ClassVar[frozenset[str]] = frozenset({"instance", "solution"})

    class Meta:
        verbose_name = "rapprochement"
        verbose_name_plural = "rapprochements"

    def __str__(self) -> str:
        return f"rapprochement {self.pk}"


class Match(Timestamped):
    """A proposal to one team and one actor, and what each answers."""

    request = models.ForeignKey(ClassRequest, models.PROTECT, related_name="matches")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="matches")
    run = models.ForeignKey(MatchRun, models.SET_NULL, null=True, blank=True, related_name="matches")
    state = models.CharField("état", max_length=10, choices=MatchState.choices(), default=MatchState.PROPOSED)
    slot = models.CharField("demi-journée", max_length=20)
    mode = models.CharField("manière", max_length=10)
    tenths = models.PositiveIntegerField("distance en dixièmes de km", default=0)
    why = models.CharField("pourquoi", max_length=400, blank=True)
    is_locked = models.BooleanField("décidée par la coordination", default=False)
    seat = models.PositiveSmallIntegerField("place", default=1)
    slot_seat = models.PositiveSmallIntegerField("place à cette demi-journée", default=1)
    team_reply = models.CharField("réponse de l'équipe", max_length=10, choices=Reply.choices(), default=Reply.PENDING)
    team_channel = models.CharField(max_length=10, choices=Channel.choices(), blank=True)
    team_replied_at = models.DateTimeField(null=True, blank=True)
    actor_reply = models.CharField("réponse de l'acteur", max_length=10, choices=Reply.choices(), default=Reply.PENDING)
    actor_channel = models.CharField(max_length=10, choices=Channel.choices(), blank=True)
    actor_replied_at = models.DateTimeField(null=True, blank=True)
    proposed_slot = models.CharField("autre demi-journée proposée", max_length=20, blank=True)
    reason = models.CharField("raison", max_length=200, blank=True)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"why", "reason"})

    class Meta:
        verbose_name = "mise en relation"
        verbose_name_plural = "mises en relation"
        indexes = [models.Index(fields=["offer", "state"], name="campaign_match_offer")]
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
            models.CheckConstraint(
                condition=~Q(state=MatchState.CONFIRMED) | Q(team_reply=Reply.YES, actor_reply=Reply.YES),
                name="campaign_match_confirmed_twice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} × {self.offer_id}"
