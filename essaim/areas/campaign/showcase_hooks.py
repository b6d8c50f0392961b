"""What pupils' actions declare: sentences, and the encounters that come from them."""

from collections.abc import Mapping
from typing import Any

from essaim.areas.campaign.enums import Outcome
from essaim.areas.campaign.models import Showcase
from essaim.areas.campaign.policies import registrations
from essaim.areas.campaign.selectors import showcases as selectors
from essaim.areas.campaign.services import showcases
from essaim.commons.encounters import origins
from essaim.commons.encounters.enums import Side
from essaim.commons.encounters.origins import Change
from essaim.foundation.audit import presenters
from essaim.foundation.kernel.actor import Actor

ORIGIN = "campaign.showcase"
HOW = {"telephone": ", au téléphone", "link": ", par son lien"}


def _said(sentence: str) -> Any:
    """The sentence, and how the gesture came when it was not in Essaim itself."""
    return lambda context: sentence + HOW.get(context.get("channel", ""), "")


SENTENCES = {
    "campaign.showcase.held": _said("{actor} a noté que {target} a eu lieu"),
    "campaign.showcase.not_held": _said("{actor} a noté que {target} n'a pas eu lieu"),
    "campaign.showcase.taken_back": _said("{actor} a repris ce qui était noté de {target}"),
    "campaign.showcase.called_off": "L'annulation de la rencontre a suivi sur {target}",
}


def register() -> None:
    """Called once, when the area is ready."""
    presenters.sentences(SENTENCES)
    origins.register(origins.Origin(model=ORIGIN, holds_side=_holds_side, addresses=_addresses, changed=_changed))


def _of(urn: str) -> Showcase | None:
    return selectors.with_all().filter(pk=urn.partition(":")[2]).first()


def _holds_side(by: Actor, urn: str) -> bool:
    showcase = _of(urn)
    return showcase is not None and registrations.can_see(by, showcase)


def _addresses(urn: str) -> Mapping[Side, str]:
    showcase = _of(urn)
    return {Side.TEAM: showcase.contact_email} if showcase and showcase.contact_email else {}


def _changed(change: Change) -> None:
    """An encounter cancelled on its own page did not take place after all."""
    showcase = _of(change.encounter.origin)
    if change.what == "cancelled" and showcase is not None and showcase.outcome == Outcome.HELD:
        showcases.call_off(by=change.by, showcase=showcase, reason=change.encounter.ended_reason)
