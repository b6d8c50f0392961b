"""How much a request weighs: 1, and up to 3 for what the coordination lets come first.

Serving the most comes before everything else in the matching, so a weight is strong: a request that weighs 3 is served
rather than two that weigh 1. That is why there are few criteria, all written, counted and archived with each run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from essaim.areas.campaign.enums import Criterion

MAX_WEIGHT: Final = 3

LISTED: Final = frozenset({Criterion.PRIORITY_EDUCATION, Criterion.RURAL})
"""The criteria that rest on a list somebody published: its source is written."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One criterion of an edition."""

    criterion: Criterion
    bonus: int
    source: str = ""
    codes: frozenset[str] = frozenset()  # UAI or INSEE codes of communes


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the school that asks."""

    uai: str = ""
    commune: str = ""
    has_come: bool = False  # a request accepted in an earlier edition
    was_served: bool = False  # a meeting agreed in an earlier edition


def reasons(rules: Sequence[Rule], known: Known) -> tuple[Criterion, ...]:
    """The criteria this school meets, in the order of the list."""
    return tuple(rule.criterion for rule in rules if _meets(rule, known))


def weight(base: int, rules: Sequence[Rule], met: Sequence[Criterion]) -> int:
    """The weight of a request that meets these criteria: never less than ``base``, raised to 3 at most."""
    raised = base + sum(rule.bonus for rule in rules if rule.criterion in met)
    return max(base, min(raised, MAX_WEIGHT))


def archived(rules: Sequence[Rule], met: Mapping[str, Sequence[Criterion]]) -> dict[str, object]:
    """What a run keeps of its priorities: each rule with its source, and the criteria of each request."""
    return {
        "rules": [
            {"criterion": rule.criterion.value, "bonus": rule.bonus, "source": rule.source, "codes": len(rule.codes)}
            for rule in rules
        ],
        "requests": {reference: [one.value for one in found] for reference, found in sorted(met.items()) if found},
    }


def _meets(rule: Rule, known: Known) -> bool:
    match rule.criterion:
        case Criterion.FIRST_TIME:
            return not known.has_come
        case Criterion.NEVER_SERVED:
            return known.has_come and not known.was_served
        case _:
            return bool({known.uai, known.commune} & rule.codes - {""})
