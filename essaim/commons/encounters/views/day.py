"""The page of the day: say that an encounter was held, even where there is no network.

Without script it is a plain form. With one, the page is kept on the device once opened, a report is kept there until
the server has said that it has it, and its key makes sure that it counts once.
"""

from functools import cache
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from essaim.commons.encounters.enums import EncounterState
from essaim.commons.encounters.forms.day import DayForm
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.policies import encounters as policies
from essaim.commons.encounters.selectors import encounters as selectors
from essaim.commons.encounters.services import receipts
from essaim.commons.encounters.views.doors import Door, through_a_door
from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

SCRIPTS = Path(__file__).resolve().parents[1] / "static" / "encounters"
INCOMPLETE, CONFLICT = 422, 409
THANKS = "C’est noté, merci. La rencontre est comptée, une fois."


def day(request: HttpRequest) -> HttpResponse:
    """The encounters of today that one answers for, and those of the last days that nobody has told of."""
    by = who(request)
    policies.ensure_can_list(by)
    if request.method == "POST":
        encounter = get_object_or_404(selectors.with_all(), pk=request.POST.get("rencontre", "0"))
        policies.ensure_can_see(by, encounter)
        return _received(request, Door(encounter, by), [])
    doors = [Door(encounter, by) for encounter in selectors.of_the_day(by, timezone.localdate())]
    return _page(request, doors)


@through_a_door
def day_link(request: HttpRequest, door: Door) -> HttpResponse:
    """The same for one encounter, by its signed link."""
    return _received(request, door, [door]) if request.method == "POST" else _page(request, [door])


@require_safe
@cache_control(no_cache=True)
def day_worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """The script that keeps these pages on the device; its address is what it may keep: this folder, nothing else."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


def _received(request: HttpRequest, door: Door, doors: list[Door]) -> HttpResponse:
    """One report: to the script as data, to a browser without script as a page."""
    form, asked_by_script = DayForm(request.POST, door.encounter), "json" in request.headers.get("Accept", "")
    refused, status = "", INCOMPLETE
    if form.is_valid():
        try:
            held = receipts.receive(by=door.by, encounter=door.encounter, **form.values())
        except Refused as told:
            refused, status = str(told), CONFLICT
            form.add_error(None, refused)
        else:
            if asked_by_script:
                return JsonResponse({"held": True, "told": _told(held)})
            messages.success(request, THANKS)
            return redirect(request.path)
    if asked_by_script:
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        return JsonResponse({"held": False, "told": refused, "errors": errors}, status=status)
    return _page(request, doors or [door], form)


def _page(request: HttpRequest, doors: list[Door], sent: DayForm | None = None) -> HttpResponse:
    lines = [(door, sent or DayForm(None, door.encounter)) for door in doors]
    context = {"lines": lines, "today": timezone.localdate(), "form": sent, "by_link": bool(doors and doors[0].token)}
    return render(request, "encounters/day.html", context)


def _told(held: Encounter) -> str:
    """« 24 élèves, 3 adultes, 55 minutes »."""
    if held.state != EncounterState.HELD:
        return ""
    counts = ((held.pupils, "élève"), (held.adults, "adulte"), (held.minutes, "minute"))
    return ", ".join(french.plural(count or 0, word) for count, word in counts)


@cache
def _worker() -> bytes:
    return b"\n".join((SCRIPTS / name).read_bytes() for name in ("day-queue.js", "day-worker.js"))
