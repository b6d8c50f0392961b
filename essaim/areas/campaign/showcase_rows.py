"""The encounter that pupils' action makes, as a row not yet written: tied to class, school and commitment."""

from typing import Any

from essaim.areas.campaign.models import Showcase
from essaim.areas.campaign.policies.showcases import day_of
from essaim.commons.encounters.enums import EncounterKind
from essaim.commons.encounters.models import Encounter
from essaim.foundation.audit.trail import urn


def encounter(showcase: Showcase) -> Encounter:
    """The one encounter of this action; expects the edition with its commitment, and the school, joined."""
    when: dict[str, Any] = {"planned_on": day_of(showcase)}
    if showcase.starts_at and showcase.ends_at:
        when |= {"starts_at": showcase.starts_at, "ends_at": showcase.ends_at}
    return Encounter(
        kind=EncounterKind.SHOWCASE,
        origin=urn(showcase),
        commitment=showcase.edition.commitment,
        title=showcase.title,
        school=showcase.school,
        school_class=showcase.school_class,
        place=showcase.place,
        planned_pupils=showcase.pupils or 0,
        **when,
    )
