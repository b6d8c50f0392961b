"""Who answers, how often and how fast, by région of the class; and why proposals come to nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essaim.areas.campaign.domain import answer_counts
from essaim.areas.campaign.domain.answer_counts import Answers, Question
from essaim.areas.campaign.enums import Motive, Reply
from essaim.areas.campaign.models import ENDED, Edition, Match
from essaim.areas.campaign.models.match import MatchQuerySet
from essaim.areas.campaign.selectors import instances
from essaim.commons.territory.models import Region
from essaim.foundation.figures.domain.scope import FRANCE, Scope

SIDES = ("team", "actor")
ELSEWHERE = "Hors régions"
FIELDS = tuple(f"{side}_{what}" for side in SIDES for what in ("asked_at", "reply", "replied_at"))


@dataclass(frozen=True, slots=True)
class Line:
    """One territory and what it answered."""

    name: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Ended:
    """A reason, and how many proposals it ended; small counts are not told."""

    label: str
    count: str


def by_region(edition: Edition) -> list[Line]:
    """A line a région where somebody was asked, mainland first; two queries."""
    asked: dict[str | None, list[Question]] = defaultdict(list)
    for region, *row in _of(edition).values_list("request__region_id", *FIELDS):
        asked[region] += _questions(row)
    names = dict(Region.objects.order_by("is_overseas", "sort_key").values_list("pk", "name"))
    lines = [Line(name, Answers.of(asked[code])) for code, name in names.items() if code in asked]
    outside = [question for code, questions in asked.items() if code not in names for question in questions]
    return [*lines, Line(ELSEWHERE, Answers.of(outside))] if outside else lines


def told_and_few(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The territories one may tell, and the names of those where too few were asked."""
    return [one for one in lines if one.answers.is_told], [one.name for one in lines if not one.answers.is_told]


def of(edition: Edition, *scopes: Scope) -> Answers:
    """The answers of these territories together; of the whole edition without any."""
    found = _of(edition).filter(instances.inside(scopes or (FRANCE,), "request__"))
    return Answers.of(question for row in found.values_list(*FIELDS) for question in _questions(row))


def endings(edition: Edition) -> list[Ended]:
    """Why proposals came to nothing, the most frequent reason first: a silence is one of them."""
    motives = _of(edition).filter(state__in=ENDED).exclude(motive="").values_list("motive", flat=True)
    counted = Counter(motives)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [Ended(Motive(motive).label, answer_counts.told(count)) for motive, count in ordered]


def _of(edition: Edition) -> MatchQuerySet:
    return Match.objects.filter(request__edition=edition).order_by("pk")


def _questions(row: Sequence[object]) -> Iterable[Question]:
    for asked, reply, replied in (row[:3], row[3:]):
        yield Question(asked, None if reply == Reply.PENDING else replied)  # type: ignore[arg-type]
