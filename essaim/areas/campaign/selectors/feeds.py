"""The agendas that are followed, and what came from each."""

from django.db.models import Count, QuerySet

from essaim.areas.campaign.models import Edition, Feed


def of_edition(edition: Edition) -> QuerySet[Feed]:
    """The agendas of an edition, with how many events each brought."""
    return edition.feeds.annotate(brought=Count("events")).order_by("title", "pk")
