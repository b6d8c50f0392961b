"""The card of an action, drawn once for each version of what is published: lists of any filters share it."""

from collections.abc import Iterable
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from essaim.areas.campaign.domain.publication import Action
from essaim.areas.campaign.selectors.published import Published

MOST_DRAWN: Final = 6000
"""Cards kept by a version: beyond, a card is drawn each time. A kilobyte each."""


def drawn(shown: Published, actions: Iterable[Action], *, by_day: bool = False, tag: str = "li") -> list[SafeString]:
    """The cards of these actions, in their order; under a day, a card tells its hours alone."""
    return [_card(shown, action, by_day=by_day, tag=tag) for action in actions]


def _card(shown: Published, action: Action, *, by_day: bool, tag: str) -> SafeString:
    key = (action.uid, by_day, tag)
    card = shown.cards.get(key)
    if card is None:
        told = {"action": action, "campaign": shown.campaign, "by_day": by_day, "as": tag}
        card = SafeString(render_to_string("campaign/public_card.html", told))
        if len(shown.cards) < MOST_DRAWN:
            shown.cards[key] = card
    return card
