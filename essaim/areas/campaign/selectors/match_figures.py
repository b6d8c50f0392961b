"""How many proposals and meetings, how often and how fast people answer, by territory of the class.

Editions are those of ``counted.editions``, as for registrations. Each proposal asks two sides: answers are
counted by side. A side asked again after a change of date is counted once, for the last question.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from statistics import median

from django.db.models import Count, F, Q, QuerySet

from essaim.areas.campaign.enums import Reply
from essaim.areas.campaign.models import AGREED, ClassRequest, Match, Offer
from essaim.areas.campaign.models.match import MatchQuerySet
from essaim.areas.campaign.selectors import counted
from essaim.areas.campaign.selectors.registrations import visible
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.figures.domain.scope import FRANCE_KIND, Period, Scope
from essaim.foundation.figures.indicators import Number
from essaim.foundation.figures.tracing import Key
from essaim.foundation.kernel.actor import Actor

PATHS: Mapping[str, str] = {
    "region": "request__region_id",
    "academie": "request__academie_id",
    "departement": "request__departement_id",
}
SIDES = ("team", "actor")
HOUR = dt.timedelta(hours=1)


def proposed(kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, int]:
    """Proposals made, whatever became of them, in one query."""
    return _counted(_of(period, about), kind, codes)


def confirmed(kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, int]:
    """Meetings with two yes, not cancelled, in one query."""
    return _counted(_agreed(period, about), kind, codes)


def answer_rate(kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, Number]:
    """Sides that answered over sides asked, in percents with one decimal, in one query."""
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for code, replies in _replies(_of(period, about), kind, codes, [f"{side}_reply" for side in SIDES]):
        asked[code] += len(replies)
        answered[code] += sum(reply != Reply.PENDING for reply in replies)
    return {code: round(Decimal(100 * answered[code]) / asked[code], 1) for code in asked}


def answer_hours(kind: str, codes: Collection[str], period: Period, about: str = "") -> Mapping[str, Number]:
    """The median of the hours between a question and its answer, with one decimal, in one query."""
    taken = defaultdict(list)
    fields = [f"{side}_{moment}_at" for side in SIDES for moment in ("asked", "replied")]
    for code, (team_asked, team_replied, actor_asked, actor_replied) in _replies(
        _of(period, about), kind, codes, fields
    ):
        for asked, replied in ((team_asked, team_replied), (actor_asked, actor_replied)):
            if replied is not None:
                taken[code].append(max(dt.timedelta(), replied - asked))
    return {code: round(Decimal(str(median(hours) / HOUR)), 1) for code, hours in taken.items()}


def proposed_rows(scope: Scope, period: Period, about: str = "") -> MatchQuerySet:
    """The proposals a value counts."""
    return _within(_of(period, about), scope)


def confirmed_rows(scope: Scope, period: Period, about: str = "") -> MatchQuerySet:
    """The meetings a value counts."""
    return _within(_agreed(period, about), scope)


def seen_by(user: Actor, rows: QuerySet) -> QuerySet:
    """Among proposals, those whose class or actor is in the territories one answers for."""
    scope = scope_of(user)
    requests = visible(ClassRequest.objects.order_by(), scope).values("pk")
    offers = visible(Offer.objects.order_by(), scope).values("pk")
    return rows.filter(Q(request__in=requests) | Q(offer__in=offers))


def runs_of(keys: Collection[Key], since: int) -> Mapping[Key, Collection[str]]:  # noqa: ARG001 (a trace)
    """The runs of the matching that made these proposals."""
    found = Match.objects.filter(pk__in=list(keys), run__isnull=False).order_by("pk").values_list("pk", "run")
    return {pk: {f"campaign.matchrun:{run}"} for pk, run in found}


def _of(period: Period, about: str) -> MatchQuerySet:
    return Match.objects.filter(counted.editions(period, about, "request__edition"))


def _agreed(period: Period, about: str) -> MatchQuerySet:
    return _of(period, about).filter(state__in=AGREED)


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


def _replies(
    found: MatchQuerySet, kind: str, codes: Collection[str], fields: Iterable[str]
) -> Iterable[tuple[str, tuple]]:
    if kind == FRANCE_KIND:
        return [("", row) for row in found.order_by("pk").values_list(*fields)]
    path = PATHS[kind]
    rows = found.filter(**{f"{path}__in": list(codes)}).order_by("pk").values_list(path, *fields)
    return [(row[0], row[1:]) for row in rows]
