"""What comes first in an edition: its rules, and the weight they give each request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from essaim.areas.campaign.domain import weights
from essaim.areas.campaign.domain.weights import Known, Rule
from essaim.areas.campaign.enums import Criterion, RegistrationState
from essaim.areas.campaign.models import AGREED, ClassRequest, Edition, Match, Priority


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weight of each request, and the criteria that raised it."""

    rules: Sequence[Rule]
    weights: Mapping[str, int]
    met: Mapping[str, Sequence[Criterion]]

    @property
    def archived(self) -> dict[str, object]:
        """What a run keeps of it."""
        return weights.archived(self.rules, self.met)

    @property
    def raised(self) -> Mapping[Criterion, int]:
        """How many requests each criterion raised."""
        return {rule.criterion: sum(rule.criterion in met for met in self.met.values()) for rule in self.rules}

    def words_of(self, reference: str) -> list[str]:
        """« première participation », for pages."""
        return [criterion.label for criterion in self.met.get(reference, ())]


def rules(edition: Edition) -> list[Rule]:
    """The rules of an edition, in the order of the list of criteria."""
    order = list(Criterion)
    rows = Priority.objects.filter(edition=edition).order_by("pk")
    found = [Rule(Criterion(row.criterion), row.bonus, row.source, frozenset(row.codes.split())) for row in rows]
    return sorted(found, key=lambda rule: order.index(rule.criterion))


def weigh(edition: Edition, requests: Iterable[ClassRequest]) -> Weighing:
    """The weight of these requests under the rules of their edition; expects ``school`` joined."""
    known_rules = rules(edition)
    if not known_rules:
        return Weighing((), {}, {})
    came, served = _before(edition)
    met, found = {}, {}
    for request in requests:
        school = request.school
        known = Known(
            uai=(school.uai or "") if school else "",
            commune=(school.commune_id or "") if school else "",
            has_come=request.school_id in came,
            was_served=request.school_id in served,
        )
        met[request.reference] = weights.reasons(known_rules, known)
        found[request.reference] = weights.weight(request.weight, known_rules, met[request.reference])
    return Weighing(known_rules, found, met)


def _before(edition: Edition) -> tuple[set[int | None], set[int | None]]:
    """The schools whose request was accepted in an earlier edition of the campaign, and those that were met."""
    earlier = Edition.objects.filter(campaign=edition.campaign_id, starts_on__lt=edition.starts_on).order_by("pk")
    asked = ClassRequest.objects.filter(edition__in=earlier, state=RegistrationState.ACCEPTED)
    agreed = Match.objects.filter(request__edition__in=earlier, state__in=AGREED)
    return (
        set(asked.order_by("pk").values_list("school", flat=True)),
        set(agreed.order_by("pk").values_list("request__school", flat=True)),
    )
