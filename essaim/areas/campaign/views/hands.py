"""Who holds a registration at the other end of a request: an account that may, else the key of the letter."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from essaim.areas.campaign import keys
from essaim.areas.campaign.enums import Channel
from essaim.areas.campaign.models import Registration
from essaim.areas.campaign.policies import registrations as policies
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who


def holder(request: HttpRequest, registration: Registration) -> Actor:
    """The signed-in person when they may read it; else whoever has the key of this registration; else who they are."""
    person = who(request)
    if policies.can_see(person, registration):
        return person
    try:
        return keys.opens(request.COOKIES.get(keys.cookie_name(registration), ""), registration).actor
    except Refused:
        return person


def keep_key(response: HttpResponse, registration: Registration, key: str = "") -> HttpResponse:
    """Keep the key in a cookie of this campaign's registrations, out of the reach of scripts."""
    response.set_cookie(
        keys.cookie_name(registration),
        key or keys.make(registration),
        max_age=keys.LIFE,
        path=keys.cookie_path(registration),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def channel_of(request: HttpRequest) -> Channel:
    """How a registration comes in: the network enters it for somebody, a member for themselves, others by link."""
    person = who(request)
    if policies.can_enter_for_others(person):
        return Channel.TELEPHONE
    return Channel.ACCOUNT if request.user.is_authenticated else Channel.LINK
