"""What the coordination writes of a campaign and of an edition: dates, words, questions, counts."""

from typing import Any

from django import forms
from django.utils import timezone

from essaim.areas.campaign.domain import words
from essaim.areas.campaign.enums import Kind
from essaim.areas.campaign.models import Campaign, Edition, Term
from essaim.areas.campaign.services.editions import WRITTEN
from essaim.commons.protocol import selectors as protocol
from essaim.foundation.kernel import text
from essaim.foundation.kernel.school_year import SchoolYear

DAY = {"type": "date"}
MOST_WORDS = 40


class EditionForm(forms.ModelForm):
    """Dates, title, presentation, and the commitment of the protocol it serves."""

    kinds = forms.MultipleChoiceField(
        label="Inscriptions proposées",
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, kind.label[:1].upper() + kind.label[1:]) for kind in Kind],
        error_messages={"required": "Cochez au moins une inscription."},
    )

    class Meta:
        model = Edition
        fields = WRITTEN
        widgets = {
            **{name: forms.DateInput(attrs=DAY) for name in ("opens_on", "closes_on", "starts_on", "ends_on")},
            "introduction": forms.Textarea(attrs={"rows": 4}),
            "holidays_reason": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "opens_on": "L’ouverture reste un geste : rien ne s’ouvre tout seul ce jour-là.",
            "closes_on": "Ce jour compris. Ensuite, personne ne peut plus envoyer d’inscription.",
            "introduction": "Deux phrases, pour la page publique.",
            "holidays_reason": "Utile seulement si une date tombe pendant des vacances : Essaim vous dit lesquelles.",
        }

    def __init__(self, *args: Any, campaign: Campaign, last: Edition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.campaign = campaign
        self.initial["kinds"] = words.read(self.instance.kinds)
        if last is not None:
            self._carry(last)
        self.fields["commitment"].queryset = protocol.commitments()  # type: ignore[attr-defined]
        self.fields["commitment"].empty_label = None  # type: ignore[attr-defined]
        year = SchoolYear.of(timezone.localdate())
        known = {year.previous.starts, year.starts, year.next.starts, self.instance.school_year or year.starts}
        known |= {int(self.initial["school_year"])} if self.initial.get("school_year") else set()
        self.fields["school_year"] = forms.TypedChoiceField(
            label="Année scolaire",
            coerce=int,
            choices=[(start, SchoolYear(start).label) for start in sorted(known)],
            initial=self.initial.get("school_year") or self.instance.school_year or year.starts,
        )

    def _carry(self, last: Edition) -> None:
        """The answers of the last edition, one year on; the dates are left to write."""
        carried = {
            "number": last.number + 1,
            "title": last.title.replace(str(last.starts_on.year), str(last.starts_on.year + 1)),
            "school_year": last.school_year + 1,
            "commitment": last.commitment_id,
            "introduction": last.introduction,
            "kinds": words.read(last.kinds),
            "silence_days": last.silence_days,
            "needs_attestation": last.needs_attestation,
        }
        self.initial.update(carried)

    def values(self) -> dict[str, Any]:
        """What the service writes."""
        return {name: self.cleaned_data[name] for name in WRITTEN} | {"kinds": words.write(self.cleaned_data["kinds"])}

    @property
    def slug(self) -> str:
        """The address of a new edition: « semaine-2027 »."""
        return f"{self.instance.campaign.slug}-{self.cleaned_data['starts_on'].year}"

    def _post_clean(self) -> None:
        """The service says what two dates cannot be; the row of this page is not touched."""


class WordsForm(forms.Form):
    """The words of an edition, one a line, in the order they are shown."""

    theme = forms.CharField(label="Thèmes", widget=forms.Textarea(attrs={"rows": 12}))
    action = forms.CharField(label="Types de rencontre", widget=forms.Textarea(attrs={"rows": 10}))
    showcase = forms.CharField(label="Types d’action d’élèves", widget=forms.Textarea(attrs={"rows": 10}))
    event = forms.CharField(label="Types d’évènement ouvert", widget=forms.Textarea(attrs={"rows": 10}))

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {(term.kind, term.label): term.code for term in edition.terms.order_by("kind", "order")}
        for kind in Term.Kind:
            self.initial[kind.value] = "\n".join(label for (of, label) in self.known if of == kind)

    def clean(self) -> dict[str, Any]:
        """A reasonable number of words, none twice."""
        cleaned = super().clean() or {}
        for kind in Term.Kind:
            labels = self.terms(kind)
            if kind.value in cleaned and not 1 <= len(labels) <= MOST_WORDS:
                self.add_error(kind.value, f"Écrivez de 1 à {MOST_WORDS} mots, un par ligne.")
        return cleaned

    def terms(self, kind: Term.Kind) -> dict[str, str]:
        """Label by code; a word that was there keeps its code, so that answers given still read."""
        labels = [" ".join(line.split())[:80] for line in self.cleaned_data.get(kind.value, "").splitlines()]
        found: dict[str, str] = {}
        for label in filter(None, labels):
            found[self.known.get((kind.value, label)) or text.slug(label, length=40)[:40]] = label
        return found
