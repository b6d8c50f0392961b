"""The report of the day itself: three numbers, and the key under which a device keeps and sends them."""

import uuid
from typing import Any

from django import forms

from essaim.commons.encounters.forms.encounters import ReportForm
from essaim.commons.encounters.models import Encounter


class DayForm(ReportForm):
    """Pupils, adults, minutes; the day and the key come with the page."""

    words = None  # type: ignore[assignment]  # on the spot, three numbers are enough: words can wait
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("pupils", "adults", "minutes")

    def __init__(self, data: Any, encounter: Encounter) -> None:
        known = {name: value for name, value in self.known(encounter).items() if name != "words"}
        super().__init__(data, initial={**known, "key": uuid.uuid4()}, auto_id=f"r{encounter.pk}_%s")
        self.fields["held_on"].widget = forms.HiddenInput()
        self.fields["minutes"].help_text = ""
        self.fields["adults"].help_text = "Sans les élèves."

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("key", "held_on", "pupils", "adults", "minutes")}
