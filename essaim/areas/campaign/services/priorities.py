"""Say what comes first in an edition: which criteria, by how much, and on whose list."""

from collections.abc import Sequence

from essaim.areas.campaign.domain.weights import LISTED, MAX_WEIGHT, Rule
from essaim.areas.campaign.models import Edition, Priority
from essaim.areas.campaign.policies import editions as policies
from essaim.commons.territory.models import Commune
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel import uai
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

UAI_LENGTH, COMMUNE_LENGTH = 8, 5
MOST_NAMED = 5


@gesture
def set_rules(*, by: Actor, edition: Edition, rules: Sequence[Rule]) -> Edition:
    """Write the priorities of an edition, all at once; a list without source, or with a code unknown, is refused."""
    policies.ensure_can_keep(by)
    for rule in rules:
        _ensure_sound(rule)
    edition.priorities.all().delete()
    for rule in rules:
        Priority.objects.create(
            edition=edition,
            criterion=rule.criterion,
            bonus=rule.bonus,
            source=rule.source,
            codes=" ".join(sorted(rule.codes)),
        )
    told = {rule.criterion.value: rule.bonus for rule in rules}
    record(by, "campaign.edition.prioritised", edition, **told)
    return edition


def _ensure_sound(rule: Rule) -> None:
    if not 1 <= rule.bonus < MAX_WEIGHT:
        raise Refused("Une priorité ajoute 1 ou 2 au poids d’une demande.")
    if rule.criterion not in LISTED:
        return
    if not rule.source or not rule.codes:
        raise Refused(f"Pour « {rule.criterion.label} », collez la liste des codes et dites d’où elle vient.")
    communes = {code for code in rule.codes if len(code) == COMMUNE_LENGTH}
    known = set(Commune.objects.filter(pk__in=communes).values_list("pk", flat=True)) if communes else set()
    wrong = sorted(
        code for code in rule.codes if code not in known and not (len(code) == UAI_LENGTH and uai.is_valid(code))
    )
    if wrong:
        named = ", ".join(wrong[:MOST_NAMED])
        raise Refused(f"Ces codes ne sont ni un UAI ni un code de commune : {named}. Corrigez la liste.")
