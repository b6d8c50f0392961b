"""Events: announced in public, prepared by somebody, or to which they are invited."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils import timezone

from essaim.commons.encounters.enums import Answer, EventState
from essaim.commons.encounters.models import Event, Invitation
from essaim.commons.encounters.policies import events as policies
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Actor

IN_ORDER = (Answer.COMING, Answer.WAITING, Answer.INVITED, Answer.NOT_COMING)


def visible_to(by: Actor) -> QuerySet[Event]:
    """Public events, and for the network and those invited, the others."""
    found = Event.objects.select_related("host", "region", "academie")
    if by.holds(*policies.NETWORK):
        return found
    mine = Q(is_public=True)
    if isinstance(by, User):
        mine |= Q(pk__in=Invitation.objects.filter(user=by).values("event"))
    return found.filter(mine)


def upcoming(by: Actor, now: dt.datetime | None = None) -> QuerySet[Event]:
    """Those to come that somebody may see, the next first."""
    return visible_to(by).filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")


def past(by: Actor, now: dt.datetime | None = None) -> QuerySet[Event]:
    """Those that took place or were cancelled, the latest first."""
    return visible_to(by).filter(ends_at__lt=now or timezone.now()).order_by("-starts_at", "-pk")


def by_slug() -> QuerySet[Event]:
    """Events with what a page and a policy need."""
    return Event.objects.select_related("host", "region", "academie", "commitment__axis")


def invitations(event: Event) -> QuerySet[Invitation]:
    """Who is invited: who comes, who waits, who has not said, who does not come, each in the order they answered."""
    ranks = Case(*(When(answer=answer, then=Value(rank)) for rank, answer in enumerate(IN_ORDER)))
    found = Invitation.objects.filter(event=event).select_related("user", "organisation")
    return found.order_by(ranks, "answered_at", "pk")


def invitation_of(by: Actor, event: Event) -> Invitation | None:
    """One's own invitation, when there is one."""
    if not isinstance(by, User):
        return None
    return Invitation.objects.filter(event=event, user=by).select_related("user").first()


@dataclass(frozen=True, slots=True)
class Answers:
    """How many said what."""

    invited: int
    coming: int
    waiting: int
    not_coming: int

    @property
    def total(self) -> int:
        """Everybody invited."""
        return self.invited + self.coming + self.waiting + self.not_coming


def answers(event: Event) -> Answers:
    """The answers of an event, in one query."""
    rows = Invitation.objects.filter(event=event).order_by().values_list("answer").annotate(n=Count("pk"))
    said = dict(rows)
    return Answers(**{answer.value: said.get(answer.value, 0) for answer in Answer})


def is_full(event: Event, found: Answers) -> bool:
    """Whether every place is held."""
    return event.capacity is not None and event.state == EventState.PLANNED and found.coming >= event.capacity
