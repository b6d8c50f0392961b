"""What one writes of a school and of its classes."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from essaim.commons.directory.domain import class_labels
from essaim.commons.directory.enums import ClosingReason, Level, SchoolFamily, SchoolKind, Sector
from essaim.commons.directory.forms.school_picker import SchoolField
from essaim.commons.directory.models import School, SchoolClass
from essaim.commons.directory.search import Filters
from essaim.commons.directory.services.schools import SchoolFacts
from essaim.commons.territory.models import Academie, Commune, Departement
from essaim.foundation.kernel import phone, text
from essaim.foundation.kernel import uai as uai_codes
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear

MAX_WORDS = 200


class SchoolSearch:
    """What the list is narrowed by, read from the address; what is unknown there is ignored."""

    def __init__(self, query: Any) -> None:
        self.text = query.get("q", "").strip()[:MAX_WORDS]
        families = {family.value: family for family in SchoolFamily}
        self.families = [families[value] for value in query.getlist("type") if value in families]
        self.departement = query.get("departement", "")[:3]
        self.academie = query.get("academie", "")[:2]
        self.with_closed = query.get("fermes") == "1"

    @property
    def filters(self) -> Filters:
        """The same, for a selector."""
        kinds = sorted({kind.value for family in self.families for kind in family.kinds})
        return Filters(kinds, self.departement, self.academie, open_only=not self.with_closed)

    @property
    def is_narrowed(self) -> bool:
        """Whether something besides the words is asked."""
        return bool(self.families or self.departement or self.academie)

    @property
    def departements(self) -> Any:
        """The choices of a list."""
        return Departement.objects.order_by("sort_key").only("pk", "name")

    @property
    def academies(self) -> Any:
        """The choices of a list: académies of today."""
        return Academie.objects.on(timezone.localdate()).order_by("sort_key").only("pk", "name")


class SchoolForm(forms.Form):
    """Enter a school that no file lists, or correct one."""

    name = forms.CharField(label="Nom", max_length=200)
    kind = forms.ChoiceField(label="Type", choices=[(k.value, k.label) for k in SchoolKind if k != SchoolKind.SERVICE])
    sector = forms.ChoiceField(label="Secteur", choices=Sector.choices(), initial=Sector.UNKNOWN)
    uai = forms.CharField(
        label="UAI",
        max_length=12,
        required=False,
        help_text="Sept chiffres et une lettre, par exemple 0750001A. Laissez vide s'il n'y en a pas.",
    )
    street = forms.CharField(label="Adresse", max_length=120, required=False)
    postcode = forms.CharField(label="Code postal", max_length=5, required=False)
    city = forms.CharField(label="Commune", max_length=100)
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=120,
        required=False,
        help_text="Celle de l'établissement, jamais celle d'une personne.",
    )
    website = forms.URLField(label="Site", max_length=300, required=False, assume_scheme="https")
    pupils = forms.IntegerField(label="Nombre d'élèves", min_value=1, max_value=60_000, required=False)

    def __init__(self, *args: Any, school: School | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commune: Commune | None = None
        if school is not None:
            self.initial = self.initial or _initial(school)
            if school.uai:
                del self.fields["uai"]

    def clean_uai(self) -> str:
        """A UAI with its letter, or nothing."""
        given = self.cleaned_data["uai"]
        return _checked(given, uai_codes.parse) if given else ""

    def clean_phone(self) -> str:
        """A number one can dial, or nothing."""
        given = self.cleaned_data["phone"]
        return _checked(given, phone.parse) if given else ""

    def clean(self) -> dict[str, Any]:
        """Find the commune, by its name and its postcode."""
        cleaned = super().clean() or {}
        if cleaned.get("city"):
            self.commune = _commune(cleaned["city"], cleaned.get("postcode", ""))
            if self.commune is None:
                self.add_error("city", "Cette commune n'est pas reconnue : vérifiez son nom et son code postal.")
        return cleaned

    def facts(self) -> SchoolFacts:
        """What the service needs."""
        cleaned = self.cleaned_data
        return SchoolFacts(
            name=cleaned["name"],
            kind=SchoolKind(cleaned["kind"]),
            sector=Sector(cleaned["sector"]),
            uai=cleaned.get("uai", ""),
            street=cleaned["street"],
            postcode=cleaned["postcode"],
            commune=self.commune,
            phone=cleaned["phone"],
            email=cleaned["email"],
            website=cleaned["website"],
            pupils=cleaned["pupils"],
        )


class SchoolClosingForm(forms.Form):
    """Say that a school receives no more pupils, and why."""

    reason = forms.ChoiceField(
        label="Pourquoi",
        choices=[
            (r.value, capfirst(r.label)) for r in (ClosingReason.ENDED, ClosingReason.MERGED, ClosingReason.MISTAKE)
        ],
        widget=forms.RadioSelect,
    )
    into = SchoolField(
        label="Réuni avec",
        required=False,
        help_text="Seulement si l'établissement est réuni avec un autre : son UAI, ou son nom et sa commune.",
    )
    on = forms.DateField(label="Depuis le", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """A reunion has another school; nothing else has."""
        cleaned = super().clean() or {}
        is_merged = cleaned.get("reason") == ClosingReason.MERGED
        if is_merged and not cleaned.get("into") and "into" not in self.errors:
            self.add_error("into", "Choisissez l'établissement avec lequel celui-ci est réuni.")
        if not is_merged:
            cleaned["into"] = None
        if cleaned.get("on") and cleaned["on"] > timezone.localdate():
            self.add_error("on", "Cette date est à venir : écrivez une date passée.")
        return cleaned


class SchoolClassForm(forms.Form):
    """A class: levels, number of pupils, school year, and no name."""

    levels = forms.MultipleChoiceField(
        label="Niveaux",
        choices=class_labels.grouped(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "in-line"}),
        help_text="Un seul, ou plusieurs pour une classe à plusieurs niveaux.",
    )
    pupils = forms.IntegerField(label="Nombre d'élèves", min_value=1, max_value=999)
    mark = forms.RegexField(
        class_labels.MARK,
        label="Repère",
        max_length=10,
        required=False,
        help_text="Une lettre ou un numéro s'il y a plusieurs classes de ce niveau, par exemple B. Jamais un nom.",
        error_messages={"invalid": "Écrivez une lettre ou un numéro, par exemple B ou 2."},
    )
    school_year = forms.TypedChoiceField(label="Année scolaire", coerce=int)

    def __init__(self, *args: Any, group: SchoolClass | None = None, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = SchoolYear.of(today)
        self.fields["school_year"].choices = [(y.starts, y.label) for y in (year.previous, year, year.next)]  # type: ignore[attr-defined]
        self.initial.setdefault("school_year", year.starts)
        if group is not None:
            self.initial.update(levels=group.level_list, pupils=group.pupils, mark=group.mark)
            del self.fields["school_year"]

    def values(self) -> dict[str, Any]:
        """What the service needs."""
        return {**self.cleaned_data, "levels": [Level(value) for value in self.cleaned_data["levels"]]}


def _initial(school: School) -> dict[str, Any]:
    names = ("name", "kind", "sector", "postcode", "email", "website", "pupils")
    return {
        **{name: getattr(school, name) for name in names},
        "street": school.address_1,
        "city": school.locality,
        "phone": phone.display(school.phone) if school.phone else "",
    }


def _checked(given: str, parse: Any) -> str:
    try:
        return str(parse(given))
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from refused


def _commune(city: str, postcode: str) -> Commune | None:
    found = Commune.objects.filter(search_key=text.search_key(city)).select_related("departement")
    if postcode:
        found = found.filter(postcodes__code=postcode)
    several = list(found.order_by("-population", "code")[:2])
    current = [commune for commune in several if commune.kind == "current"] or several
    return current[0] if len(current) == 1 or (current and postcode) else None
