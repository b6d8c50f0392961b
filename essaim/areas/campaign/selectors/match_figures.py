"""How many proposals and meetings, how often and how fast people answer, by territory of the class.

An edition belongs to a period when its first day does, as for registrations. Each proposal asks two sides: answers are
counted by side. A side asked again after a change of date is counted once, for the last question.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from statistics import median

from django.db.models import Count, F

from essaim.areas.campaign.enums import Reply
from essaim.areas.campaign.models import AGREED, Match
from essaim.areas.campaign.models.match import MatchQuerySet
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.figures.indicators import Number

PATHS: Mapping[str, str] = {
    "region": "request__region_id",
    "academie": "request__academie_id",
    "departement": "request__departement_id",
}
SIDES = ("team", "actor")
HOUR = dt.timedelta(hours=1)


def proposed(kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Proposals made, whatever became of them, in one query."""
    return _counted(_of(period), kind, codes)


def confirmed(kind: str, codes: Collection[str], period: Period) -> Mapping[str, int]:
    """Meetings with two yes, not cancelled, in one query."""
    return _counted(_agreed(period), kind, codes)


def answer_rate(kind: str, codes: Collection[str], period: Period) -> Mapping[str, Number]:
    """Sides that answered over sides asked, in percents with one decimal, in one query."""
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for code, replies in _replies(kind, codes, period, [f"{side}_reply" for side in SIDES]):
        asked[code] += len(replies)
        answered[code] += sum(reply != Reply.PENDING for reply in replies)
    return {code: round(Decimal(100 * answered[code]) / asked[code], 1) for code in asked}


def answer_hours(kind: str, codes: Collection[str], period: Period) -> Mapping[str, Number]:
    """The median of the hours between a question and its answer, with one decimal, in one query."""
    taken = defaultdict(list)
    fields = [f"{side}_{moment}_at" for side in SIDES for moment in ("asked", "replied")]
    for code, (team_asked, team_replied, actor_asked, actor_replied) in _replies(kind, codes, period, fields):
        for asked, replied in ((team_asked, team_replied), (actor_asked, actor_replied)):
            if replied is not None:
                taken[code].append(max(dt.timedelta(), replied - asked))
    return {code: round(Decimal(str(median(hours) / HOUR)), 1) for code, hours in taken.items()}


def proposed_rows(scope: Scope, period: Period) -> MatchQuerySet:
    """The proposals a value counts."""
    return _within(_of(period), scope)


def confirmed_rows(scope: Scope, period: Period) -> MatchQuerySet:
    """The meetings a value counts."""
    return _within(_agreed(period), scope)


def _of(period: Period) -> MatchQuerySet:
    return Match.objects.filter(
        request__edition__starts_on__gte=period.start, request__edition__starts_on__lt=period.end
    )


def _agreed(period: Period) -> MatchQuerySet:
    return _of(period).filter(state__in=AGREED)


def _within(found: MatchQuerySet, scope: Scope) -> MatchQuerySet:
    if scope.kind != FRANCE_KIND:
        found = found.filter(**{PATHS[scope.kind]: scope.code})
    return found.select_related("request__school", "offer__organisation").order_by("created_at", "pk")


def _counted(found: MatchQuerySet, kind: str, codes: Collection[str]) -> Mapping[str, int]:
    if kind == FRANCE_KIND:
        return {"": found.count()}
    path = PATHS[kind]
    here = found.filter(**{f"{path}__in": list(codes)}).order_by()
    return dict(here.values(code=F(path)).annotate(n=Count("pk")).values_list("code", "n"))


def _replies(kind: str, codes: Collection[str], period: Period, fields: Iterable[str]) -> Iterable[tuple[str, tuple]]:
    found = _of(period)
    if kind == FRANCE_KIND:
        return [("", row) for row in found.order_by("pk").values_list(*fields)]
    path = PATHS[kind]
    rows = found.filter(**{f"{path}__in": list(codes)}).order_by("pk").values_list(path, *fields)
    return [(row[0], row[1:]) for row in rows]
