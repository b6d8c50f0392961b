"""Questions asked to the trail."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from essaim.foundation.audit import presenters
from essaim.foundation.audit.models import Entry
from essaim.foundation.audit.presenters import Line

PER_PAGE = 50
PER_BATCH = 500


@dataclass(frozen=True, slots=True)
class Criteria:
    """What one looks for; ``None`` means all, an empty set that nobody answers to what was typed."""

    actors: frozenset[str] | None = None
    targets: frozenset[str] | None = None
    area: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """One page of the trail, and the number the next one starts under."""

    lines: list[Line]
    next_before: int | None


def entries(criteria: Criteria) -> QuerySet[Entry]:
    """The entries that answer, latest first."""
    found = Entry.objects.order_by("-id")
    if criteria.actors is not None:
        found = found.filter(actor__in=criteria.actors)
    if criteria.targets is not None:
        found = found.filter(target__in=criteria.targets)
    if criteria.area:
        found = found.filter(area=criteria.area)
    if criteria.first:
        found = found.filter(at__gte=_midnight(criteria.first))
    if criteria.last:
        found = found.filter(at__lt=_midnight(criteria.last + dt.timedelta(days=1)))
    return found


def window(found: QuerySet[Entry], *, before: int | None = None, size: int = PER_PAGE) -> Window:
    """The page under a number: it costs the same at the end of ten years of trail as at its top."""
    rows = list((found.filter(id__lt=before) if before else found)[: size + 1])
    more = len(rows) > size
    return Window(presenters.present(rows[:size]), rows[size - 1].pk if more else None)


def every_line(found: QuerySet[Entry]) -> Iterator[Line]:
    """All of them, read in batches, for an export."""
    before = None
    while True:
        page = window(found, before=before, size=PER_BATCH)
        yield from page.lines
        before = page.next_before
        if before is None:
            return


def history(urn: str, *, size: int = 20) -> list[Line]:
    """The last gestures on one thing, for its own page."""
    return window(entries(Criteria(targets=frozenset({urn}))), size=size).lines


def areas() -> list[tuple[str, str]]:
    """The areas whose gestures have a sentence, and their names."""
    codes = {code.split(".", 1)[0] for code in presenters.registered_codes()}
    return sorted(((code, area_name(code)) for code in codes), key=lambda pair: pair[1])


def area_name(code: str) -> str:
    """``directory`` → « Annuaire »: the name its area declares."""
    return str(apps.get_app_config(code).verbose_name) if code in apps.app_configs else code


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
