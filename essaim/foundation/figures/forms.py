"""Where and when a reader wants a figure."""

from typing import Any

from django import forms

from essaim.foundation.figures import indicators, selectors
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear

DATE = {"type": "date"}
NOT_MEASURED = french.typeset("Ce chiffre n'est pas mesuré pour ce périmètre : choisissez-en un autre.")


class FigureSearch(forms.Form):
    """A territory and a period, in the address: a figure can be kept and sent. Only the fields of its period remain."""

    perimetre = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    objet = forms.ChoiceField(label="Édition ou campagne", required=False)
    par = forms.ChoiceField(label="Comparer les territoires", required=False)
    le = forms.DateField(label="À la date du", required=False, widget=forms.DateInput(attrs=DATE))
    annee = forms.CharField(label="Année", required=False, max_length=9)
    du = forms.DateField(label="Du", required=False, widget=forms.DateInput(attrs=DATE))
    au = forms.DateField(label="Au", required=False, widget=forms.DateInput(attrs=DATE))

    KEPT = {
        PeriodType.DAY: {"le"},
        PeriodType.SCHOOL_YEAR: {"annee"},
        PeriodType.YEAR: {"annee"},
        PeriodType.FREE: {"du", "au"},
    }

    def __init__(self, indicator: Indicator, data: Any) -> None:
        super().__init__(data)
        self.indicator = indicator
        self.scope: Scope = FRANCE if FRANCE.kind in indicator.scopes else Scope(indicator.scopes[0])
        self.period = selectors.current_period(indicator.period)
        for name in {"le", "annee", "du", "au"} - self.KEPT[indicator.period]:
            del self.fields[name]
        kinds = [(kind.code, kind.label) for kind in indicators.scope_kinds(indicator) if kind.code != FRANCE.kind]
        self.fields["par"].choices = [("", "Aucune comparaison"), *kinds]  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["par"]
        self.subjects = dict(indicator.narrowing.choices()) if indicator.narrowing else {}
        self.fields["objet"].choices = [("", "Toutes réunies"), *self.subjects.items()]  # type: ignore[attr-defined]
        if not self.subjects:
            del self.fields["objet"]
        self.is_valid()
        self.indicator = indicators.narrowed(indicator, self.subject)

    def clean_perimetre(self) -> str:
        """A scope this indicator is measured for."""
        text = self.cleaned_data["perimetre"]
        if text:
            try:
                scope = Scope.parse(text)
            except Refused as error:
                raise forms.ValidationError(str(error)) from error
            if not indicators.is_measured(self.indicator, scope):
                raise forms.ValidationError(NOT_MEASURED)
            self.scope = scope
        return str(text)

    def clean(self) -> dict[str, Any]:
        """The period, from the fields of its kind."""
        found = super().clean() or {}
        try:
            self.period = self._period(found) or self.period
        except Refused as error:
            self.add_error("annee" if "annee" in self.fields else "au", str(error))
        return found

    @property
    def subject(self) -> str:
        """The edition or campaign counted alone, if one was chosen."""
        return str(getattr(self, "cleaned_data", {}).get("objet") or "")

    @property
    def subject_name(self) -> str:
        """Its name."""
        return self.subjects.get(self.subject, "")

    @property
    def comparison(self) -> str:
        """The kind of territory to compare, if one was chosen."""
        return str(getattr(self, "cleaned_data", {}).get("par") or "")

    def _period(self, found: dict[str, Any]) -> Period | None:
        if found.get("le"):
            return Period.day(found["le"])
        if found.get("du") and found.get("au"):
            return Period(found["du"], found["au"])
        year = found.get("annee")
        if not year:
            return None
        if self.indicator.period is PeriodType.SCHOOL_YEAR:
            return Period.school_year(SchoolYear.parse(year))
        if not (year.isascii() and year.isdigit() and len(year) == 4 and year > "0000"):  # noqa: PLR2004 (digits)
            raise Refused(f"« {year} » n'est pas une année : écrivez quatre chiffres, par exemple 2026.")
        return Period.year(int(year))
