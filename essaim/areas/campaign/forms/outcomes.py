"""What became of pupils' action: its numbers, or why it did not take place."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from essaim.areas.campaign.enums import Channel
from essaim.areas.campaign.models import Showcase
from essaim.areas.campaign.policies import showcases as policies
from essaim.commons.encounters.domain.report import Report
from essaim.commons.encounters.forms.encounters import GestureForm, ReportForm


class HeldForm(ReportForm):
    """The day, the numbers, a few words: what is known already is written."""

    def __init__(self, *args: Any, showcase: Showcase, **kwargs: Any) -> None:
        super().__init__(*args, initial=known(showcase), **kwargs)
        self.fields["held_on"].error_messages["required"] = "Écrivez le jour de l'action."
        self.fields["adults"].help_text = "Équipe, familles et invités, sans les élèves."

    def report(self) -> Report:
        """What the service takes."""
        return Report(**self.values())

    @property
    def how(self) -> Channel | None:
        """By telephone when it was ticked; else however the page was opened."""
        return Channel.TELEPHONE if self.cleaned_data.get("by_phone") else None


class NotHeldForm(GestureForm):
    """Why it did not take place."""

    reason = forms.CharField(
        label="Pourquoi ?",
        help_text="Une phrase, sans nom d’élève. Votre territoire la lit.",
        max_length=200,
        error_messages={"required": "Écrivez une phrase : elle aide à préparer l'an prochain."},
    )

    @property
    def how(self) -> Channel | None:
        """By telephone when it was ticked; else however the page was opened."""
        return Channel.TELEPHONE if self.cleaned_data.get("by_phone") else None


def known(showcase: Showcase) -> dict[str, Any]:
    """The day, the class and the length that were announced."""
    today = timezone.now().astimezone(policies.zone_of(showcase)).date()
    length = showcase.ends_at - showcase.starts_at if showcase.starts_at and showcase.ends_at else None
    return {
        "held_on": min(policies.day_of(showcase), today),
        "pupils": showcase.pupils,
        "minutes": length // dt.timedelta(minutes=1) if length else None,
    }
