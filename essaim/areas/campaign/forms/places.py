"""Which organisation an offer comes from: one of the directory, or a new one in a commune.

One thing is asked first: the name, or the number of the organisation. What follows from it is then asked on the same
screen, as a question and not as an error: « est-ce l'une d'elles ? », or the commune of an organisation that is not in
the directory, which whoever rereads enters there. A number found in the directory asks nothing more.
"""

from typing import Any, Self, cast

from django import forms
from rapidfuzz import fuzz

from essaim.areas.campaign.forms.steps import StepForm
from essaim.areas.campaign.models import Offer
from essaim.commons.directory.domain import numbers
from essaim.commons.directory.enums import OrganisationKind
from essaim.commons.directory.models import Organisation
from essaim.commons.directory.selectors import organisations
from essaim.commons.territory.domain.names import place_key
from essaim.commons.territory.models import Commune
from essaim.commons.territory.selectors import communes
from essaim.foundation.kernel import text
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.forms import ParsedField

NEW = "nouvelle"
PROPOSED = 5
CLOSE = 82
"""How alike two names must be, out of 100, for the question to be asked: a slip of the finger, or words left out."""
EITHER = frozenset({OrganisationKind.ESS_ACTOR, OrganisationKind.CRESS, OrganisationKind.NATIONAL})


NO_PLACE = "Écrivez la commune de votre organisation, ou son code postal."


class OrganisationStep(StepForm):
    """Name, then commune when the directory does not know it."""

    question = "Quelle est votre organisation ?"

    organisation_name = forms.CharField(
        label="Nom de l'organisation",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Écrivez le nom de votre organisation."},
    )
    organisation_number = ParsedField(
        numbers.parse,
        label="SIREN, SIRET ou RNA",
        max_length=25,
        required=False,
        help_text="Si vous l'avez sous la main : nous retrouvons votre fiche tout de suite.",
    )
    known = forms.ChoiceField(
        label="Est-ce l'une de celles-ci ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez votre organisation, ou dites qu'elle n'y est pas."},
    )
    place = forms.CharField(
        label="Sa commune",
        max_length=80,
        required=False,
        help_text="Nom ou code postal.",
        error_messages={"required": NO_PLACE},
    )
    commune = forms.ChoiceField(label="Quelle commune ?", required=False, widget=forms.RadioSelect)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """What may be chosen follows what was typed."""
        offer = cast("Offer", self.registration)
        if offer.organisation and not self._typed("asked"):
            self.initial.update(organisation_name=offer.organisation.name, known=str(offer.organisation.pk))
        elif offer.commune and not self._typed("asked"):
            self.initial.update(place=offer.commune.name, commune=offer.commune.pk, known=NEW)
        self.exact = _of_number(self._typed("organisation_number"))
        self.proposed = [] if self.exact else _organisations(self._typed("organisation_name"))
        self.communes = communes.search(self._typed("place"), limit=PROPOSED) if self._typed("place") else []
        self._show("known", [*((str(o.pk), _told(o)) for o in self.proposed), (NEW, "Non, la nôtre n'y est pas")])
        self._show("commune", [(c.pk, f"{c.name} ({c.departement.name})") for c in self.communes])
        self._keep_what_is_asked()

    @property
    def asks_more(self) -> bool:
        """The first time a name, or a commune, leads to a question."""
        if not self.is_bound or not self._typed("organisation_name") or self.exact:
            return False
        new = not self.proposed or self._typed("known") == NEW
        pending = "known" in self.fields and not self._typed("known")
        pending = pending or (new and (not self._typed("place") or ("commune" in self.fields and not self._settled())))
        return pending and self._typed("asked") != self._answers_so_far()

    def again(self) -> Self:
        """What was typed, the questions it leads to, and that they were asked."""
        typed = {name: self._typed(name) for name in self.base_fields}
        form = type(self)(initial=typed | {"asked": self._answers_so_far()}, registration=self.registration)
        if not self.proposed and not self._typed("place"):
            form.notice = (
                "Cette organisation n'est pas encore dans l'annuaire. Dites où elle est : "
                "la personne qui relit votre inscription ouvrira sa fiche."
            )
        return form

    def clean(self) -> dict[str, Any]:
        """One organisation of the directory, or a name and a commune."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("known", "")
        cleaned["organisation"] = self.exact or next((o for o in self.proposed if str(o.pk) == chosen), None)
        if cleaned["organisation"] is None and (chosen == NEW or not self.proposed):
            cleaned["commune"] = self._commune(cleaned)
        else:
            cleaned["commune"] = None
        return cleaned

    def answers(self) -> dict[str, Any]:
        """The organisation, or its name and commune."""
        given = self.cleaned_data
        return {name: given[name] for name in ("organisation", "organisation_name", "organisation_number", "commune")}

    def _keep_what_is_asked(self) -> None:
        """A first visit asks the name alone; a question without a choice to make is left out."""
        if not self.proposed:
            del self.fields["known"]
        if len(self.communes) < 2:  # noqa: PLR2004 (a choice needs two)
            del self.fields["commune"]
        if not self.is_bound and not self._typed("asked") and not self._typed("place"):
            del self.fields["place"]
        elif self.proposed:
            self.fields["place"].label = "Sa commune, si elle n'y est pas"
        else:
            self.fields["place"].required = self.exact is None

    def _answers_so_far(self) -> str:
        return "|".join(self._typed(name) for name in ("organisation_name", "known", "place"))

    def _settled(self) -> Commune | None:
        """The commune that was chosen, or the only one of that name."""
        if len(self.communes) == 1:
            return self.communes[0]
        chosen = next((commune for commune in self.communes if commune.pk == self._typed("commune")), None)
        exact = [commune for commune in self.communes if commune.search_key == place_key(self._typed("place"))]
        return chosen or (exact[0] if len(exact) == 1 else None)

    def _commune(self, cleaned: dict[str, Any]) -> Commune | None:
        if not cleaned.get("place"):
            if "place" not in self.errors:
                self.add_error("place", NO_PLACE)
            return None
        settled = self._settled()
        if settled is None and "commune" not in self.errors:
            missing = "Choisissez la commune dans la liste." if self.communes else "Cette commune n'est pas reconnue."
            self.add_error("commune" if self.communes else "place", missing)
        return settled

    def _typed(self, name: str) -> str:
        return str(self.data.get(name, "") if self.is_bound else self.initial.get(name, "")).strip()

    def _show(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices


def _of_number(typed: str) -> Organisation | None:
    """The organisation of the directory that has this number, when it is a number and one alone has it."""
    try:
        number = numbers.parse(typed) if typed else ""
    except Refused:
        return None
    return organisations.of_number(number) if number else None


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
