"""A bilan to compose, a validation to give, a reason to take back."""

from collections.abc import Collection
from typing import Any, Self

from django import forms
from django.utils import timezone

from essaim.commons.encounters.selectors import events
from essaim.commons.protocol import selectors as protocol
from essaim.foundation.audit.trail import urn
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.front.reporting import comparing, policies, selectors, subjects
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.enums import BilanKind

DATE = {"type": "date"}
SIX_MONTHS = "six-months"
LATEST = 50
"""How many events one chooses among."""


class BilanForm(forms.Form):
    """What to tell, where; the period follows from what is told, and may be chosen."""

    objet = forms.ChoiceField(label="De quoi faire le bilan")
    perimetre = forms.ChoiceField(label="Pour quel territoire")
    du = forms.DateField(
        label="Du", required=False, widget=forms.DateInput(attrs=DATE), help_text="Vide : la période habituelle."
    )
    au = forms.DateField(
        label="Au, compris",
        required=False,
        widget=forms.DateInput(attrs=DATE),
    )

    def __init__(self, data: Any, *, by: Actor) -> None:
        super().__init__(data)
        six = (SIX_MONTHS, f"Les six mois {SchoolYear.of(timezone.localdate()).label}, de septembre à février")
        places = [(code, name) for code, name in selectors.scopes() if policies.can_compose(by, Scope.parse(code))]
        self.fields["objet"].choices = [six, *subjects.choices()]  # type: ignore[attr-defined]
        self.fields["perimetre"].choices = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two dates or none, in order."""
        found = super().clean() or {}
        if bool(found.get("du")) is not bool(found.get("au")) and not self.errors:
            self.add_error("au" if found.get("du") else "du", "Écrivez les deux dates, ou aucune.")
        if not self.errors:
            try:
                self.spec = self._spec(found)
            except Refused as refused:
                self.add_error("au", str(refused))
        return found

    def _spec(self, found: dict[str, Any]) -> Spec:
        year = SchoolYear.of(timezone.localdate())
        scope = Scope.parse(found["perimetre"])
        if found["objet"] == SIX_MONTHS:
            about = f"partnership:{protocol.PROTOCOL}"
            return Spec(BilanKind.SIX_MONTHS, about, scope, _chosen(found) or subjects.six_months(year))
        subject = subjects.parse(found["objet"])
        usual = subject.period or Period.school_year(year)
        return Spec(subject.kind, subject.about, scope, _chosen(found) or usual)


class CompareForm(forms.Form):
    """A territory and a figure to draw, in the address: a comparison can be kept and sent."""

    perimetre = forms.ChoiceField(label="Territoire", required=False)
    chiffre = forms.ChoiceField(label="Chiffre à dessiner", required=False)

    def __init__(self, data: Any, *, sealed_only: bool) -> None:
        self.scopes = comparing.scopes(sealed_only=sealed_only)
        first = FRANCE_KIND if FRANCE_KIND in self.scopes else next(iter(self.scopes), FRANCE_KIND)
        self.scope = Scope.parse(_among(self.scopes, data.get("perimetre"), first))
        self.compared = comparing.editions(self.scope, sealed_only=sealed_only)
        self.lines = comparing.lines(self.compared)
        codes = {line.code: line.label for line in self.lines}
        self.code = _among(codes, data.get("chiffre"), comparing.FIRST)
        super().__init__({"perimetre": str(self.scope), "chiffre": self.code})
        self.fields["perimetre"].choices = [*self.scopes.items()]  # type: ignore[attr-defined]
        self.fields["chiffre"].choices = [*codes.items()]  # type: ignore[attr-defined]

    @property
    def scope_name(self) -> str:
        """The territory compared."""
        return self.scopes.get(str(self.scope), "")


class SignForm(forms.Form):
    """In which capacity one validates; and that one knows which figures have moved, when some have."""

    party = forms.CharField(widget=forms.HiddenInput)
    capacity = forms.CharField(label="En qualité de", max_length=150)
    knows = forms.BooleanField(
        label="Je valide les chiffres tels qu’ils ont été arrêtés, et j’ai lu ceux qui ont changé depuis",
        required=False,
    )

    def only_if(self, *, moved: bool) -> Self:
        """The form of a bilan whose figures are all those of today asks nothing more."""
        if not moved:
            del self.fields["knows"]
        return self


class ReasonForm(forms.Form):
    """Why a frozen bilan is taken back."""

    reason = forms.CharField(label="Pourquoi reprendre ce bilan", max_length=200)


class EventForm(forms.Form):
    """At which event a bilan is signed: one of those the reader may see."""

    event = forms.ChoiceField(label="L'évènement où ce bilan se signe")

    def __init__(self, data: Any, *, by: Actor) -> None:
        super().__init__(data)
        found = events.visible_to(by).order_by("-starts_at", "pk")[:LATEST]
        self.fields["event"].choices = [  # type: ignore[attr-defined]
            (urn(event), f"{event.title}, {french.date(timezone.localdate(event.starts_at))}") for event in found
        ]


def _among(known: Collection[str], asked: str | None, usual: str) -> str:
    """What was asked when it exists; else the usual."""
    return asked if asked and asked in known else usual


def _chosen(found: dict[str, Any]) -> Period | None:
    return Period(found["du"], subjects.day_after(found["au"])) if found.get("du") else None
