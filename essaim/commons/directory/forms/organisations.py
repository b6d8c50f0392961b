"""What one writes of an organisation."""

from typing import Any

from django import forms

from essaim.commons.directory.enums import Ending, EssFamily, MemberKind, OrganisationKind, SiaeKind
from essaim.commons.directory.models import Contact, Organisation
from essaim.commons.territory.models import Commune, Departement
from essaim.foundation.kernel import rna, siren, text
from essaim.foundation.kernel.errors import Refused

ENTERED_KINDS = [(kind.value, kind.label) for kind in (OrganisationKind.ESS_ACTOR, OrganisationKind.INSTITUTION)]
NOTHING = [("", "Ne sait pas")]


class OrganisationForm(forms.ModelForm):
    """Enter or correct an organisation; the commune is found by its postcode and name."""

    website = forms.URLField(label="Site", max_length=300, required=False, assume_scheme="https")
    postcode = forms.CharField(label="Code postal", max_length=5, required=False)
    city = forms.CharField(label="Commune", max_length=80, required=False)
    served = forms.ModelMultipleChoiceField(
        label="Départements servis",
        queryset=Departement.objects.order_by("code"),
        required=False,
        help_text="Là où l'organisation peut rencontrer des classes. Vide : seul le rayon d'action compte.",
    )

    class Meta:
        model = Organisation
        fields = (
            "kind", "name", "short_name", "family", "siret", "rna", "is_esus", "siae_kind", "description", "website",
            "address", "postcode", "city", "range_km", "served", "ceiling",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ENTERED_KINDS  # type: ignore[attr-defined]
        self.fields["family"].choices = [*NOTHING, *EssFamily.choices()]  # type: ignore[attr-defined]
        self.fields["siae_kind"].choices = [("", "Non"), *SiaeKind.choices()]  # type: ignore[attr-defined]
        self.fields["siret"].max_length = None  # type: ignore[attr-defined]
        self.fields["siret"].validators.clear()
        commune = self.instance.commune
        if commune:
            self.initial.setdefault("city", commune.name)
            first = commune.postcodes.order_by("code").first()
            self.initial.setdefault("postcode", first.code if first else "")

    def clean_siret(self) -> str:
        """Fourteen digits with their key, or nothing."""
        return _checked(self.cleaned_data["siret"], siren.parse_siret)

    def clean_rna(self) -> str:
        """``W`` and nine digits, or nothing."""
        return _checked(self.cleaned_data["rna"], rna.parse)

    def clean(self) -> dict[str, Any]:
        """Find the commune."""
        cleaned = super().clean() or {}
        postcode, city = cleaned.get("postcode", ""), cleaned.get("city", "")
        self.commune = None
        if postcode or city:
            found = Commune.objects.filter(kind="current")
            if postcode:
                found = found.filter(postcodes__code=postcode)
            if city:
                found = found.filter(search_key=text.search_key(city))
            communes = list(found.order_by("-population", "code")[:2])
            if len(communes) == 1 or (communes and postcode):
                self.commune = communes[0]
            else:
                self.add_error("city", "Cette commune n'est pas reconnue : vérifiez le code postal et le nom.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the service needs."""
        left_out = {"postcode", "city"}
        values = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        values["commune"] = self.commune
        if values["siret"]:
            values["siren"] = values["siret"][:9]
        return values


def _checked(raw: str, parse: Any) -> str:
    if not raw:
        return ""
    try:
        return parse(raw)
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from refused


class ContactForm(forms.ModelForm):
    """Whom to call; at least one way to reach them."""

    class Meta:
        model = Contact
        fields = ("name", "capacity", "email", "phone")


class ClosingForm(forms.Form):
    """Say that an organisation is no more."""

    on = forms.DateField(label="Depuis le", widget=forms.DateInput(attrs={"type": "date"}))
    ending = forms.ChoiceField(
        label="Pourquoi",
        choices=[(e.value, e.label) for e in (Ending.DISSOLVED, Ending.MERGED, Ending.LEFT)],
        widget=forms.RadioSelect,
    )


class MergeForm(forms.Form):
    """Choose the entry to keep."""

    into = forms.ModelChoiceField(
        label="Fiche à garder",
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choisissez la fiche à garder."},
    )

    def __init__(self, *args: Any, candidates: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        field.queryset = Organisation.objects.filter(pk__in=[c.pk for c in candidates]).order_by("sort_key")  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """An organisation joins the network."""

    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.filter(ending="").order_by("sort_key")
    )
    member_kind = forms.ChoiceField(label="Catégorie", choices=MemberKind.choices(), widget=forms.RadioSelect)
    on = forms.DateField(label="Membre depuis le", widget=forms.DateInput(attrs={"type": "date"}))
