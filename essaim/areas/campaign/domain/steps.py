"""The questions of each registration, one screen each: what is asked, and what cannot be left out.

At most seven answers must be given (issue 4); what is in ``prefilled`` comes already answered and may be changed. A
test counts them. Field groups: programmes.md B.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from essaim.areas.campaign.enums import Kind

MOST_ANSWERS: Final = 7


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: the last word of its address, its name, the answers that are needed, prefilled, or free."""

    slug: str
    title: str
    needed: tuple[str, ...]
    prefilled: tuple[str, ...] = ()
    free: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Everything asked on the screen."""
        return (*self.needed, *self.prefilled, *self.free)


_SCHOOL = Step("etablissement", "Établissement", ("school",))
_CLASS = Step("classe", "Classe", ("levels", "pupils"), free=("mark",))
_ORGANISATION = Step(
    "organisation",
    "Organisation",
    ("organisation_name", "commune"),
    free=("organisation", "organisation_number"),
)
_CONTACT = Step("contact", "Contact", ("contact_name", "contact_email"), free=("contact_phone", "message", "extra"))

STEPS: Final[Mapping[Kind, tuple[Step, ...]]] = {
    Kind.TEAM: (
        _SCHOOL,
        _CLASS,
        Step("rencontre", "Rencontre", ("action_types",), free=("themes",)),
        Step("dates", "Dates", ("slots",), prefilled=("modes",)),
        _CONTACT,
    ),
    Kind.ACTOR: (
        Step(
            "organisation",
            "Organisation",
            ("organisation_name", "commune"),
            free=("organisation", "organisation_number"),
        ),
        Step("rencontre", "Rencontre", ("action_types",), free=("title", "themes")),
        Step("public", "Public", ("levels",), free=("max_pupils",)),
        Step("lieu", "Lieu", (), prefilled=("modes", "range_km"), free=("territory",)),
        Step("dates", "Dates", ("slots",), prefilled=("capacity",)),
        _CONTACT,
    ),
    Kind.SHOWCASE: (
        _SCHOOL,
        _CLASS,
        Step("action", "Action", ("title",), free=("action_types", "story", "themes")),
        Step("rendez-vous", "Rendez-vous", (), free=("starts_at", "ends_at", "place", "is_open")),
        _CONTACT,
    ),
    Kind.EVENT: (
        Step(
            "organisation",
            "Organisation",
            ("organisation_name", "commune"),
            free=("organisation", "organisation_number"),
        ),
        Step("evenement", "Évènement", ("title",), free=("action_types", "story", "themes", "website")),
        Step("rendez-vous", "Rendez-vous", ("starts_at",), free=("ends_at", "place", "commune", "is_remote")),
        _CONTACT,
    ),
}


def step_of(kind: Kind, slug: str) -> Step | None:
    """The screen of this address, if there is one."""
    return next((step for step in STEPS[kind] if step.slug == slug), None)


def number_of(kind: Kind, step: Step) -> int:
    """Its rank, from one."""
    return STEPS[kind].index(step) + 1


def before(kind: Kind, step: Step) -> Step | None:
    """The screen one comes back to."""
    rank = STEPS[kind].index(step)
    return STEPS[kind][rank - 1] if rank else None


def after(kind: Kind, step: Step) -> Step | None:
    """The next screen; none after the last: what was said is read over, then sent."""
    return next(iter(STEPS[kind][number_of(kind, step) :]), None)


def fields(kind: Kind) -> frozenset[str]:
    """Everything this registration may hold."""
    return frozenset(name for step in STEPS[kind] for name in step.fields)
