"""Pupils' action, once its day has come: « c'est fait », « elle n'a pas eu lieu », and take back what was said."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from essaim.areas.campaign.forms.outcomes import HeldForm, NotHeldForm
from essaim.areas.campaign.models import Registration, Showcase
from essaim.areas.campaign.policies import registrations, showcases
from essaim.areas.campaign.registration_moves import AlreadyMoved
from essaim.areas.campaign.services import showcases as services
from essaim.areas.campaign.views.registrations import held
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

BACK = "../"
"""The page of the registration, whichever campaign's address it was opened under."""


@held
def showcase_held(request: HttpRequest, registration: Registration, by: Actor) -> HttpResponse:
    """It took place: a day, three numbers, a few words."""
    showcase = _of(registration)
    showcases.ensure_can_tell(by, showcase, None)
    form = HeldForm(request.POST or None, showcase=showcase, network=registrations.covers(by, showcase))
    done = "C’est noté, merci. L’action est comptée, une fois."

    def gesture() -> Any:
        return services.tell_held(by=by, showcase=showcase, report=form.report(), channel=form.how)

    return _told(request, showcase, form, gesture, done, "campaign/showcase_held.html")


@held
def showcase_not_held(request: HttpRequest, registration: Registration, by: Actor) -> HttpResponse:
    """It did not take place: why."""
    showcase = _of(registration)
    showcases.ensure_can_tell(by, showcase, None)
    form = NotHeldForm(request.POST or None, network=registrations.covers(by, showcase))
    done = "C’est noté. L’action n’est pas comptée."

    def gesture() -> Any:
        reason = form.cleaned_data["reason"]
        return services.tell_not_held(by=by, showcase=showcase, reason=reason, channel=form.how)

    return _told(request, showcase, form, gesture, done, "campaign/showcase_not_held.html")


@require_POST
@held
def showcase_take_back(request: HttpRequest, registration: Registration, by: Actor) -> HttpResponse:
    """What was said was a mistake: it may be said again."""
    showcase = _of(registration)
    try:
        services.take_back(by=by, showcase=showcase)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "C’est repris. Dites ce qu’il en est.")
    return redirect(BACK)


def _of(registration: Registration) -> Showcase:
    if not isinstance(registration, Showcase):
        raise Http404
    return registration


def _told(
    request: HttpRequest, showcase: Showcase, form: Any, gesture: Callable[[], Any], done: str, template: str
) -> HttpResponse:
    """The form, then the gesture; a second click finds it told."""
    if form.is_valid():
        try:
            gesture()
        except AlreadyMoved:
            return redirect(BACK)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(BACK)
    return render(request, template, {"form": form, "registration": showcase})
