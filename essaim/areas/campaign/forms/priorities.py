"""What comes first in an edition: one bonus a criterion, and the list behind the two that need one."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from essaim.areas.campaign.domain.weights import LISTED, Rule
from essaim.areas.campaign.enums import Criterion

BONUSES = (("0", "ne compte pas"), ("1", "ajoute 1 au poids"), ("2", "ajoute 2 au poids"))
HELP = {
    Criterion.PRIORITY_EDUCATION: "Établissements en REP, REP+ ou dans une cité éducative, d’après la liste collée.",
    Criterion.RURAL: "Essaim ne contient pas de liste de communes rurales : collez celle que vous retenez.",
    Criterion.FIRST_TIME: "L’établissement n’avait aucune demande acceptée dans une édition d’avant.",
    Criterion.NEVER_SERVED: "L’établissement avait demandé, et n’a jamais eu de rencontre confirmée.",
}
SEPARATORS = re.compile(r"[\s,;]+")


class PrioritiesForm(forms.Form):
    """Four criteria; a code is an UAI or the INSEE code of a commune."""

    def __init__(self, *args: Any, rules: Sequence[Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {rule.criterion: rule for rule in rules}
        for criterion in Criterion:
            rule = known.get(criterion)
            self.fields[criterion.value] = forms.ChoiceField(
                label=criterion.label.capitalize(),
                choices=BONUSES,
                help_text=HELP[criterion],
                initial=str(rule.bonus) if rule else "0",
            )
            if criterion in LISTED:
                self.fields[f"{criterion.value}_codes"] = forms.CharField(
                    label=f"Liste pour « {criterion.label} »",
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 4}),
                    help_text="UAI ou codes INSEE de communes, séparés par des espaces ou des retours à la ligne.",
                    initial=" ".join(sorted(rule.codes)) if rule else "",
                )
                self.fields[f"{criterion.value}_source"] = forms.CharField(
                    label="D’où vient cette liste",
                    required=False,
                    max_length=300,
                    help_text="Qui la publie, à quelle date, à quelle adresse.",
                    initial=rule.source if rule else "",
                )

    def rules(self) -> list[Rule]:
        """The criteria that count."""
        said = self.cleaned_data
        return [
            Rule(
                criterion,
                int(said[criterion.value]),
                said.get(f"{criterion.value}_source", "").strip(),
                frozenset(filter(None, SEPARATORS.split(said.get(f"{criterion.value}_codes", "").upper()))),
            )
            for criterion in Criterion
            if said[criterion.value] != "0"
        ]
