"""What comes first weighs more, and never more than three."""

from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.domain import weights
from essaim.areas.campaign.domain.weights import Known, Rule
from essaim.areas.campaign.enums import Criterion

ALL = [Rule(criterion, 2, "Insee", frozenset({"21054", "0211234X"})) for criterion in Criterion]
RULES = st.lists(st.sampled_from(ALL), unique_by=lambda rule: rule.criterion)
KNOWN = st.builds(
    Known,
    uai=st.sampled_from(["", "0211234X", "0750001A"]),
    commune=st.sampled_from(["", "21054", "75056"]),
    has_come=st.booleans(),
    was_served=st.booleans(),
)


@given(RULES, KNOWN, st.integers(1, 4))
def test_a_weight_is_between_its_base_and_three(rules, known, base):
    found = weights.weight(base, rules, weights.reasons(rules, known))
    assert base <= found <= max(base, weights.MAX_WEIGHT)


@given(RULES, KNOWN)
def test_without_a_criterion_met_a_request_weighs_one(rules, known):
    met = weights.reasons(rules, known)
    assert (weights.weight(1, rules, met) == 1) == (not met)


def test_a_school_meets_the_criteria_that_describe_it():
    assert weights.reasons(ALL, Known(uai="0211234X")) == (
        Criterion.PRIORITY_EDUCATION, Criterion.RURAL, Criterion.FIRST_TIME,
    )  # fmt: skip
    assert weights.reasons(ALL, Known(commune="75056", has_come=True)) == (Criterion.NEVER_SERVED,)
    assert weights.reasons(ALL, Known(has_come=True, was_served=True)) == ()


def test_the_archive_keeps_each_source_and_each_reason():
    kept = weights.archived(ALL[:1], {"E2": (Criterion.RURAL,), "E1": ()})
    assert kept == {
        "rules": [{"criterion": "priority_education", "bonus": 2, "source": "Insee", "codes": 2}],
        "requests": {"E2": ["rural"]},
    }
