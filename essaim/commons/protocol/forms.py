"""Dates, successions and commitments, as people enter them."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

DATE = {"type": "date"}


class DayForm(forms.Form):
    """A day in the address: who carried the protocol then."""

    le = forms.DateField(label="À la date du", required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))

    @classmethod
    def read(cls, data: Any) -> tuple["DayForm", dt.date]:
        """The form and the day it gives: today when none is given or it cannot be read."""
        today = timezone.localdate()
        form = cls(data if "le" in data else None, initial={"le": today})
        chosen = form.cleaned_data["le"] if form.is_valid() else None
        return form, chosen or today
