"""Questions about letters."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.models import Letter


@dataclass(frozen=True, slots=True)
class Criteria:
    """What one looks for among letters; empty means everything."""

    state: State | None = None
    area: str = ""
    text: str = ""


def letters(criteria: Criteria) -> QuerySet[Letter]:
    """The letters that match, latest first, without their text."""
    found = Letter.objects.defer("text", "html").order_by("-pk")
    if criteria.state:
        found = found.filter(state=criteria.state)
    if criteria.area:
        found = found.filter(area=criteria.area)
    if criteria.text:
        found = found.filter(Q(to__icontains=criteria.text) | Q(subject__icontains=criteria.text))
    return found


def count_by_state() -> dict[State, int]:
    """How many letters stand in each state, zero included."""
    rows = Letter.objects.order_by().values_list("state").annotate(count=Count("pk"))
    counts = {State(state): count for state, count in rows}
    return {state: counts.get(state, 0) for state in State}


def areas_with_letters() -> list[str]:
    """The areas that have written at least once, in alphabetical order."""
    return list(Letter.objects.order_by("area").values_list("area", flat=True).distinct())


def letter(pk: int) -> QuerySet[Letter]:
    """One letter with its enclosures, without loading their content."""
    return Letter.objects.filter(pk=pk).prefetch_related("enclosures")
