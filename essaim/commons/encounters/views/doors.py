"""Two doors to the same pages: an account, or a link signed for one encounter or one invitation."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from essaim.commons.encounters import access
from essaim.commons.encounters.enums import Side
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.policies import encounters as policies
from essaim.commons.encounters.selectors import encounters as selectors
from essaim.foundation.accounts import links
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who


@dataclass(frozen=True, slots=True)
class Door:
    """An encounter, who looks at it, and how they came: addresses of the other pages follow the same way."""

    encounter: Encounter
    by: Actor
    token: str = ""
    side: Side | None = None  # the side a signed link was given to

    @property
    def network(self) -> bool:
        """Whether somebody of the network looks, who may note what a side says on the telephone."""
        return policies.covers(self.by, self.encounter)

    @property
    def detail(self) -> str:
        """The page of the encounter."""
        return reverse("encounters:encounter-link", args=[self.token]) if self.token else self.of("detail")

    @property
    def report(self) -> str:
        """Say how it went."""
        return self.of("report")

    @property
    def reschedule(self) -> str:
        """Set another date."""
        return self.of("reschedule")

    @property
    def postpone(self) -> str:
        """Take the date away."""
        return self.of("postpone")

    @property
    def cancel(self) -> str:
        """Say that it will not be."""
        return self.of("cancel")

    @property
    def sheet(self) -> str:
        """The paper."""
        return self.of("sheet")

    @property
    def ics(self) -> str:
        """The date for a calendar."""
        return self.of("ics")

    @property
    def day(self) -> str:
        """The page of the day, which opens without network once it was opened."""
        return reverse("encounters:day-link", args=[self.token]) if self.token else reverse("encounters:day")

    @property
    def thanks(self) -> str:
        """The paper that thanks the actor, once the encounter is held."""
        return self.of("thanks")

    def of(self, page: str) -> str:
        """The address of another page of this encounter, by the same door."""
        if self.token:
            return reverse(f"encounters:encounter-link-{page}", args=[self.token])
        return reverse(f"encounters:encounter-{page}", args=[self.encounter.pk])


View = Callable[[HttpRequest, Door], HttpResponse]


def through_a_door(view: View) -> Callable[..., HttpResponse]:
    """Open the encounter by its number or by a signed link; a link whose time is over offers a fresh one."""

    @wraps(view)
    def run(request: HttpRequest, pk: int = 0, token: str = "") -> HttpResponse:
        if not token:
            door = Door(get_object_or_404(selectors.with_all(), pk=pk), who(request))
            policies.ensure_can_see(door.by, door.encounter)
            return view(request, door)
        try:
            link = links.read(token, access.ENCOUNTER)
        except links.LinkExpired:
            return render(request, "encounters/link_expired.html", {"again": again(token)}, status=410)
        except Refused as refused:
            return render(request, "encounters/link_closed.html", {"why": str(refused)}, status=404)
        encounter = get_object_or_404(selectors.with_all(), pk=link.urn.partition(":")[2])
        return view(request, Door(encounter, link.actor, token, Side(link.ids["side"])))

    return run


def again(token: str) -> str:
    """Where the button of an expired link leads."""
    return reverse("encounters:encounter-link-again", args=[token])


def expired(token: str) -> tuple[Encounter, Side, Actor]:
    """What a link said, whether its time is over or not: to send a fresh one to the address already known."""
    try:
        link = links.read(token, access.ENCOUNTER)
    except links.LinkExpired as over:
        link = over.link
    encounter = get_object_or_404(selectors.with_all(), pk=link.urn.partition(":")[2])
    return encounter, Side(link.ids["side"]), link.actor
