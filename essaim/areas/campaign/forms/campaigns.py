"""What the coordination writes of a campaign, of those who carry it, of what its editions ask and count."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from essaim.areas.campaign.enums import Kind, QuestionForm
from essaim.areas.campaign.models import Campaign, Edition
from essaim.areas.campaign.selectors import wording
from essaim.areas.campaign.services.campaigns import WRITTEN
from essaim.commons.directory.enums import OrganisationKind
from essaim.commons.directory.models import Organisation
from essaim.foundation.kernel import text

DAY = {"type": "date"}
CARRIERS = (OrganisationKind.NATIONAL, OrganisationKind.CRESS)


class CampaignForm(forms.ModelForm):
    """Its name, how sentences speak of it, when it usually is."""

    class Meta:
        model = Campaign
        fields = WRITTEN
        help_texts = {
            "name": "Le nom entier, par exemple « Mois de l’économie sociale et solidaire ».",
            "short_name": "Dans les phrases et les fils d’Ariane, par exemple « Mois de l’ESS ».",
            "article": "Pour écrire « à la Semaine », « au Mois de l’ESS ».",
            "period": "Par exemple « novembre ».",
            "tagline": "Une phrase, en tête de sa page publique.",
        }

    @property
    def slug(self) -> str:
        """The address of a new campaign: « mois-de-l-ess »."""
        return text.slug(str(self.cleaned_data["short_name"]), length=40)


class CoPilotForm(forms.Form):
    """Which organisation, from which day."""

    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        error_messages={"required": "Choisissez une organisation."},
    )
    since = forms.DateField(label="Depuis le", widget=forms.DateInput(attrs=DAY))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = carriers()  # type: ignore[attr-defined]
        self.initial.setdefault("since", timezone.localdate())


class EndForm(forms.Form):
    """From which day it no longer carries the campaign."""

    on = forms.DateField(label="Ne copilote plus à partir du", widget=forms.DateInput(attrs=DAY))


class QuestionAddForm(forms.Form):
    """One more question, for one registration of the edition."""

    kind = forms.ChoiceField(label="Dans quelle inscription")
    label = forms.CharField(label="Question", max_length=150)
    hint = forms.CharField(label="Aide", max_length=200, required=False)
    form = forms.ChoiceField(label="Réponse attendue", choices=QuestionForm.choices())
    choices = forms.CharField(
        label="Choix",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Un par ligne, seulement pour un choix dans une liste.",
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(kind.value, kind.label[:1].upper() + kind.label[1:]) for kind in edition.offered]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]

    @property
    def of(self) -> Kind:
        """The registration it is asked in."""
        return Kind(self.cleaned_data["kind"])


class CountsForm(forms.Form):
    """What the edition counts."""

    indicators = forms.MultipleChoiceField(
        label="Comptes de l’édition",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Chaque compte garde la définition qu’il avait quand vous l’avez choisi.",
    )
    refresh = forms.BooleanField(
        label="Reprendre les définitions d’aujourd’hui",
        required=False,
        help_text="À cocher si une définition a changé et que vous voulez la nouvelle pour cette édition.",
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = [  # type: ignore[attr-defined]
            (code, one.label) for code, one in wording.countable().items()
        ]
        self.initial["indicators"] = [count.indicator for count in wording.counts(edition)]


def carriers() -> QuerySet[Organisation]:
    """Who may carry a campaign: the national organisations and the CRESS that still stand."""
    return Organisation.objects.filter(kind__in=CARRIERS, ending="").order_by("sort_key")
