"""What changed last, as RSS 2.0: an action published, moved, held or called off, the latest first."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import StringIO
from typing import Final

from django.utils.feedgenerator import Rss201rev2Feed

from essaim.areas.campaign.domain.publication import Action
from essaim.areas.campaign.enums import Standing

MOST: Final = 100
"""Items of the feed: readers come back within days, and older ones are on the map."""

_FIRST: Final[Mapping[Standing, str]] = {Standing.CANCELLED: "Annulée : ", Standing.POSTPONED: "Reportée : "}


def feed(
    actions: Iterable[Action],
    address: Callable[[Action], str],
    *,
    title: str,
    link: str,
    here: str,
    changed_at: datetime,
) -> bytes:
    """The feed of these actions; what was withdrawn without a word has no page, and is left out."""
    told = Rss201rev2Feed(
        title=title,
        link=link,
        description="Les actions publiées, changées ou annulées, la dernière d’abord.",
        language="fr",
        feed_url=here,
    )
    latest = sorted((one for one in actions if one.audience or one.organisation), key=_latest, reverse=True)[:MOST]
    for action in latest:
        told.add_item(
            title=_FIRST.get(action.standing, "") + action.title,
            link=address(action),
            description=_description(action),
            unique_id=f"{action.uid}#{action.sequence}",
            unique_id_is_permalink=False,
            pubdate=action.changed_at,
        )
    told.latest_post_date = lambda: latest[0].changed_at if latest else changed_at  # type: ignore[method-assign]
    written = StringIO()
    told.write(written, "utf-8")
    return written.getvalue().encode()


def _latest(action: Action) -> tuple[datetime, str]:
    return action.changed_at, action.reference


def _description(action: Action) -> str:
    parts = [
        action.when.label if action.when else "Date à convenir",
        ", ".join(filter(None, [action.place, action.where.label])),
        action.organisation,
        ", ".join(filter(None, [action.audience, action.levels])),
    ]
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part) + "."
