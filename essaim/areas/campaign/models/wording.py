"""What an edition asks and counts, written for it and kept with it, and who carries the campaign, dated."""

import json
from typing import ClassVar

from django.db import models
from django.db.models import Q

from essaim.areas.campaign.enums import Kind, QuestionForm
from essaim.areas.campaign.models.edition import Campaign, Edition
from essaim.commons.directory.models import Organisation
from essaim.foundation.records.models import Dated
from essaim.foundation.records.privacy import NOTHING_PERSONAL, Privacy


class CoPilot(Dated):
    """An organisation that carries a campaign with others, from a day to another (programmes.md, « Consequences »)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="copilots")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="campaigns_carried")

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL

    class Meta(Dated.Meta):
        verbose_name = "copilote d'une campagne"
        verbose_name_plural = "copilotes d'une campagne"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "organisation"],
                condition=Q(valid_until__isnull=True),
                name="campaign_copilot_once",
                violation_error_message="Cette organisation copilote déjà la campagne.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} copilote {self.campaign_id}"


class Question(models.Model):
    """A question an edition adds to a registration: never needed, so that seven answers stay the most."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="questions")
    kind = models.CharField("inscription", max_length=10, choices=Kind.choices())
    code = models.SlugField(max_length=40)
    label = models.CharField("question", max_length=150)
    hint = models.CharField("aide", max_length=200, blank=True)
    form = models.CharField("réponse", max_length=8, choices=QuestionForm.choices(), default=QuestionForm.TEXT)
    choices = models.TextField("choix", blank=True, help_text="Un par ligne, pour un choix dans une liste.")
    order = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"label", "choices"})

    class Meta:
        verbose_name = "question de l'édition"
        verbose_name_plural = "questions de l'édition"
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "code"], name="campaign_question_once"),
            models.CheckConstraint(
                condition=~Q(form=QuestionForm.CHOICE) | ~Q(choices=""),
                name="campaign_question_choices",
                violation_error_message="Écrivez les choix, un par ligne.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def options(self) -> list[str]:
        """The choices, in their order."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class Count(models.Model):
    """A figure an edition shows, with its definition as it stood when the edition was prepared.

    The indicator keeps counting by its own code; what it meant for this edition is kept here, word for word.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="counts")
    indicator = models.CharField("indicateur", max_length=60)
    label = models.CharField("intitulé", max_length=120)
    definition = models.TextField("définition")
    order = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar[Privacy] = NOTHING_PERSONAL
    not_personal: ClassVar[frozenset[str]] = frozenset({"label", "definition"})

    class Meta:
        verbose_name = "compte de l'édition"
        verbose_name_plural = "comptes de l'édition"
        constraints = [models.UniqueConstraint(fields=["edition", "indicator"], name="campaign_count_once")]

    def __str__(self) -> str:
        return self.label


def answers(stored: str) -> dict[str, str]:
    """The answers of a registration to the questions of its edition, by code."""
    return dict(json.loads(stored)) if stored else {}
