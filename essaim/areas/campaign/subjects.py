"""One edition alone, or one campaign alone: how the figures of campaigns are narrowed, and what they say they count.

Two campaigns may overlap, and two editions of one fall within a year: a figure over a period adds them up, and says so.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from essaim.areas.campaign.selectors import editions
from essaim.foundation.figures.indicators import Narrowed, Narrowing

OF_EVERY = " Toutes les campagnes réunies : les éditions dont le premier jour est dans la période."
OF_CAMPAIGN = " Une campagne à la fois : ses éditions dont le premier jour est dans la période."
OF_EDITION = " Une édition à la fois, quelles que soient les dates de la période."
EDITION, CAMPAIGN = "edition", "campaign"


def narrowing(definition: str, compute: Callable[..., Any], rows: Callable[..., Any]) -> Narrowing:
    """The figure by edition and by campaign; ``compute`` and ``rows`` take the subject as ``about``."""
    return Narrowing(choices=editions.subjects, to=partial(_to, definition, compute, rows))


def _to(definition: str, compute: Callable[..., Any], rows: Callable[..., Any], about: str) -> Narrowed:
    nature = about.partition(":")[0]
    return Narrowed(
        compute=partial(compute, about=about),
        rows=partial(rows, about=about),
        definition=definition + (OF_EDITION if nature == EDITION else OF_CAMPAIGN),
    )
