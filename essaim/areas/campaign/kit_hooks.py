"""What the sheets declare to the floors below: their sentence, and the links an encounter shows to each side."""

from collections.abc import Sequence

from essaim.areas.campaign.addresses import address
from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.models import Match
from essaim.areas.campaign.selectors import kits
from essaim.commons.encounters.enums import Side
from essaim.commons.encounters.origins import Reading
from essaim.foundation.audit import presenters

WORDS = {Party.ACTOR: "acteur", Party.TEAM: "classe"}
SENTENCES = {"campaign.kit.written": "{actor} a écrit un dossier de préparation de « {target} »"}


def register() -> None:
    """Called once, when the area is ready."""
    presenters.sentences(SENTENCES)


def readings(urn: str, side: Side | None) -> Sequence[Reading]:
    """What prepares the encounter of a match: the sheet of this side first, the other's too, both are public."""
    match = Match.objects.select_related("request__edition__campaign").filter(pk=urn.partition(":")[2]).first()
    return of_match(match, Party(side.value) if side else None) if match else []


def of_match(match: Match, party: Party | None) -> Sequence[Reading]:
    """The same for a match at hand; expects its edition and campaign joined."""
    edition = match.request.edition
    found = kits.of(edition)
    order = sorted(found, key=lambda one: (one is not party, one))
    return [
        Reading(found[one].title, f"{address('public-kit', edition.campaign, side=WORDS[one])}?edition={edition.slug}")
        for one in order
    ]
