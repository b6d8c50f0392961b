"""What the screens of a registration have in common."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self, cast

from django import forms

from essaim.areas.campaign.domain import words
from essaim.areas.campaign.models import Registration
from essaim.areas.campaign.models.registration import OfClass

LISTS = ("themes", "action_types", "modes", "levels", "slots")


class StepForm(forms.Form):
    """One screen: its question, its fields, what was answered before."""

    question: ClassVar[str] = ""
    notice = ""
    """What the reader is told above the fields, when one answer leads to another question."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registration = registration
        self.edition = registration.edition
        for name in self.fields:
            given = getattr(registration, name, None)
            if name in LISTS:
                given = words.read(str(given or ""))
            if given not in (None, "", []):
                self.initial.setdefault(name, given)
        self.prepare()

    def prepare(self) -> None:
        """What this screen adds: choices of the edition, of the school, and so on."""

    def choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Give a field its choices, each with a capital."""
        cast("forms.ChoiceField", self.fields[name]).choices = [
            (code, label[:1].upper() + label[1:]) for code, label in choices
        ]

    @property
    def asks_more(self) -> bool:
        """Whether what was typed leads to a question not asked yet: it is asked, not told as an error."""
        return False

    def again(self) -> Self:
        """The same screen with what was typed, and the question it leads to."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return type(self)(initial=typed, registration=self.registration)

    @property
    def is_of_class(self) -> bool:
        """Whether it is about a class."""
        return isinstance(self.registration, OfClass)

    def answers(self) -> dict[str, Any]:
        """What the service needs."""
        return dict(self.cleaned_data)
