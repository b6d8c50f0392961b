"""Which organisation an offer comes from: one of the directory, or a new one in a commune.

Without account nor script it takes at most two rounds: the name is typed, then one answers « est-ce l'une
d'elles ? ». A new organisation needs its commune, found by name or postcode; a namesake is chosen in a list.
"""

from typing import Any, cast

from django import forms
from rapidfuzz import fuzz

from essaim.areas.campaign.forms.steps import StepForm
from essaim.areas.campaign.models import Offer
from essaim.commons.directory.enums import OrganisationKind
from essaim.commons.directory.models import Organisation
from essaim.commons.directory.selectors import organisations
from essaim.commons.territory.domain.names import place_key
from essaim.commons.territory.models import Commune
from essaim.commons.territory.selectors import communes
from essaim.foundation.kernel import text

NEW = "nouvelle"
PROPOSED = 5
CLOSE = 82
"""How alike two names must be, out of 100, for the question to be asked: a slip of the finger, or words left out."""
EITHER = frozenset({OrganisationKind.ESS_ACTOR, OrganisationKind.CRESS, OrganisationKind.NATIONAL})


class OrganisationStep(StepForm):
    """Name, then commune when the directory does not know it."""

    question = "Quelle est votre organisation ?"

    organisation_name = forms.CharField(
        label="Nom de l'organisation",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Écrivez le nom de votre organisation."},
    )
    known = forms.ChoiceField(
        label="Est-ce l'une de celles-ci ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez votre organisation, ou dites qu'elle n'y est pas."},
        help_text="Si oui, rien d'autre à écrire.",
    )
    place = forms.CharField(
        label="Sa commune",
        max_length=80,
        required=False,
        help_text="Nom ou code postal. Inutile si votre organisation est dans la liste.",
    )
    commune = forms.ChoiceField(label="Quelle commune ?", required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """What may be chosen follows what was typed."""
        offer = cast("Offer", self.registration)
        self.initial.pop("commune", None)
        if offer.organisation:
            self.initial.update(organisation_name=offer.organisation.name, known=str(offer.organisation.pk))
        elif offer.commune:
            self.initial.update(place=offer.commune.name, commune=offer.commune.pk, known=NEW)
        self.proposed = _organisations(self._typed("organisation_name"))
        self.communes = communes.search(self._typed("place"), limit=PROPOSED) if self._typed("place") else []
        self._show("known", [*((str(o.pk), _told(o)) for o in self.proposed), (NEW, "Non, la nôtre n'y est pas")])
        self._show("commune", [(c.pk, f"{c.name} ({c.departement.name})") for c in self.communes])
        if not self.proposed:
            del self.fields["known"]
        if len(self.communes) < 2:  # noqa: PLR2004 (a choice needs two)
            del self.fields["commune"]

    def clean(self) -> dict[str, Any]:
        """One organisation of the directory, or a name and a commune."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("known", "")
        cleaned["organisation"] = next((o for o in self.proposed if str(o.pk) == chosen), None)
        if cleaned["organisation"] is None and (chosen == NEW or not self.proposed):
            cleaned["commune"] = self._commune(cleaned)
        else:
            cleaned["commune"] = None
        return cleaned

    def answers(self) -> dict[str, Any]:
        """The organisation, or its name and commune."""
        given = self.cleaned_data
        return {name: given[name] for name in ("organisation", "organisation_name", "commune")}

    def _commune(self, cleaned: dict[str, Any]) -> Commune | None:
        typed, code = cleaned.get("place", ""), cleaned.get("commune", "")
        if not typed:
            self.add_error("place", "Écrivez la commune de votre organisation, ou son code postal.")
            return None
        if len(self.communes) == 1:
            return self.communes[0]
        chosen = next((commune for commune in self.communes if commune.pk == code), None)
        exact = [commune for commune in self.communes if commune.search_key == place_key(typed)]
        if chosen is None and len(exact) == 1:
            return exact[0]
        if chosen is None and "commune" not in self.errors:
            missing = "Choisissez la commune dans la liste." if self.communes else "Cette commune n'est pas reconnue."
            self.add_error("commune" if self.communes else "place", missing)
        return chosen

    def _typed(self, name: str) -> str:
        return str(self.data.get(name, "") if self.is_bound else self.initial.get(name, "")).strip()

    def _show(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices


def _organisations(name: str) -> list[Organisation]:
    """The organisations of the directory this name may mean, the closest first."""
    if not name:
        return []
    ranked = organisations.matching(name, limit=PROPOSED)
    found = organisations.organisations().filter(pk__in=ranked, kind__in=EITHER).in_bulk()
    key = text.search_key(name)
    near = [found[pk] for pk in ranked if pk in found]
    return [one for one in near if fuzz.token_set_ratio(key, text.search_key(one.name)) >= CLOSE]


def _told(organisation: Organisation) -> str:
    place = organisation.commune or organisation.departement or organisation.region
    return f"{organisation.name}, {place}" if place and str(place) not in organisation.name else organisation.name
