"""The sheets that come with a confirmed encounter."""

from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.models import Edition, KitSheet


def of(edition: Edition) -> dict[Party, KitSheet]:
    """The sheets of an edition, by side."""
    return {Party(sheet.side): sheet for sheet in KitSheet.objects.filter(edition=edition).order_by("side")}


def sheet(edition: Edition, side: Party) -> KitSheet | None:
    """The sheet of one side, or None."""
    return KitSheet.objects.filter(edition=edition, side=side).first()
