"""Register: choose, answer one screen after the other, read over, send, follow. No account, no script needed."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from essaim.areas.campaign import answers, keys, meetings, school_feeds
from essaim.areas.campaign.addresses import address
from essaim.areas.campaign.domain import steps
from essaim.areas.campaign.domain.steps import STEPS
from essaim.areas.campaign.enums import Channel, Kind, RegistrationState
from essaim.areas.campaign.forms.registrations import LaterForm, WithdrawForm, form_of
from essaim.areas.campaign.models import MODELS, Registration
from essaim.areas.campaign.policies import registrations as policies
from essaim.areas.campaign.registration_moves import AlreadyMoved
from essaim.areas.campaign.selectors import editions, routing, showcases, telling
from essaim.areas.campaign.selectors import registrations as selectors
from essaim.areas.campaign.services import registrations as services
from essaim.areas.campaign.views.hands import channel_of, holder, keep_key
from essaim.areas.campaign.views.here import here
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

DETAIL = "registration-detail"
View = Callable[..., HttpResponse]


def registration_choose(request: HttpRequest) -> HttpResponse:
    """Three doors, and what one has already begun with an account."""
    edition = editions.current(here(request).slug)
    by = who(request)
    context = {
        "edition": edition,
        "can_begin": edition is not None and policies.can_begin(by, edition),
        "for_others": policies.can_enter_for_others(by),
        "mine": selectors.of_person(request.user, edition) if edition and request.user.is_authenticated else [],
    }
    return render(request, "campaign/registration_choose.html", context)


def registration_begin(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The first question; nothing is kept before its answer."""
    edition = editions.current(here(request).slug)
    if edition is None or kind not in edition.offered or not policies.can_begin(who(request), edition):
        return redirect(address("registration-choose", here(request)))
    channel = channel_of(request)
    step = STEPS[kind][0]
    form = form_of(kind, step)(request.POST or None, registration=MODELS[kind](edition=edition, channel=channel))
    if form.asks_more:
        form = form.again()
    elif form.is_valid():
        draft = services.begin(by=who(request), edition=edition, kind=kind, answers=form.answers(), channel=channel)
        response = redirect(_address("registration-step", draft, step=STEPS[kind][1].slug))
        return response if draft.author_id or channel == Channel.TELEPHONE else keep_key(response, draft)
    context = {"form": form, "edition": edition, "kind": kind, "number": 1, "total": len(STEPS[kind])}
    return render(request, "campaign/registration_step.html", context)


def registration_open(request: HttpRequest, reference: str) -> HttpResponse:
    """The link of a letter: keeps its key and shows the registration; changes nothing."""
    registration = get_object_or_404(selectors.by_reference(reference))
    key = request.GET.get(keys.PARAMETER, "")
    try:
        keys.opens(key, registration)
    except Refused as refused:
        return _locked(request, registration, str(refused))
    return keep_key(redirect(_address(DETAIL, registration)), registration, key)


def held(view: View) -> Callable[..., HttpResponse]:
    """A page of one registration: found, then opened to whoever may; a visitor without key is offered a new link."""

    @wraps(view)
    def page(request: HttpRequest, reference: str, **more: str) -> HttpResponse:
        registration = get_object_or_404(selectors.by_reference(reference))
        by = holder(request, registration)
        if not policies.can_see(by, registration) and not request.user.is_authenticated:
            return _locked(request, registration)
        policies.ensure_can_see(by, registration)
        return view(request, registration, by, **more)

    return page


@held
def registration_step(request: HttpRequest, registration: Registration, by: Actor, step: str) -> HttpResponse:
    """One question; its answer is kept, and the next one comes."""
    asked = steps.step_of(registration.kind, step)
    if asked is None:
        raise Http404
    policies.ensure_can_edit(by, registration)
    form = form_of(registration.kind, asked)(request.POST or None, registration=registration)
    if form.asks_more:
        form = form.again()
    elif form.is_valid():
        try:
            services.answer(by=by, registration=registration, answers=form.answers())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _onward(registration, asked)
    before = steps.before(registration.kind, asked)
    context = {
        "form": form,
        "edition": registration.edition,
        "registration": registration,
        "kind": registration.kind,
        "number": steps.number_of(registration.kind, asked),
        "total": len(STEPS[registration.kind]),
        "before": before.slug if before else "",
    }
    return render(request, "campaign/registration_step.html", context)


@held
def registration_detail(request: HttpRequest, registration: Registration, by: Actor) -> HttpResponse:
    """Where it is, what was answered, and what one may do: read over before sending, followed after."""
    context = {
        "registration": registration,
        "edition": registration.edition,
        "summary": telling.summary(registration),
        "missing": answers.unanswered(registration),
        "answer": routing.answer_of(registration),
        "can_edit": policies.can_edit(by, registration),
        "can_withdraw": policies.can_withdraw(by, registration),
        "can_submit": policies.can_begin(by, registration.edition),
        "can_moderate": policies.can_moderate(by, registration),
        "standing": meetings.of(registration, by),
        "telling": showcases.telling(registration, by),
        "school_feed": school_feeds.of(registration),
    }
    return render(request, "campaign/registration_detail.html", context)


@require_POST
@held
def registration_submit(request: HttpRequest, registration: Registration, by: Actor) -> HttpResponse:
    """Send it; a second click finds it sent."""
    try:
        services.submit(by=by, registration=registration)
    except AlreadyMoved:
        return redirect(_address(DETAIL, registration))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "C’est envoyé. Votre territoire la relit.")
    return redirect(_address(DETAIL, registration))


@held
def registration_withdraw(request: HttpRequest, registration: Registration, by: Actor) -> HttpResponse:
    """Ask, saying which meetings it cancels, then take it back."""
    if registration.state == RegistrationState.WITHDRAWN:
        return redirect(_address(DETAIL, registration))
    policies.ensure_can_withdraw(by, registration)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        engaged = selectors.engagements(registration)
        context = {"registration": registration, "engaged": engaged, "form": form}
        return render(request, "campaign/registration_withdraw.html", context)
    try:
        services.withdraw(by=by, registration=registration, words=form.cleaned_data["words"])
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "L’inscription est retirée.")
    return redirect(_address(DETAIL, registration))


@require_POST
@held
def registration_discard(request: HttpRequest, registration: Registration, by: Actor) -> HttpResponse:
    """Forget a draft."""
    services.discard(by=by, registration=registration)
    messages.success(request, "Le brouillon est effacé.")
    response = redirect(address("registration-choose", registration.edition.campaign))
    response.delete_cookie(keys.cookie_name(registration), path=keys.cookie_path(registration))
    return response


@held
def registration_later(request: HttpRequest, registration: Registration, by: Actor) -> HttpResponse:
    """Go on later: the link by mail."""
    policies.ensure_can_edit(by, registration)
    form = LaterForm(request.POST or None, initial={"email": registration.contact_email})
    if form.is_valid():
        services.keep_for_later(by=by, registration=registration, email=form.cleaned_data["email"])
        messages.success(request, "Le lien est parti. Il s’ouvre pendant quatre-vingt-dix jours.")
        return redirect(_address(DETAIL, registration))
    return render(request, "campaign/registration_later.html", {"form": form, "registration": registration})


@require_POST
def registration_link(request: HttpRequest, reference: str) -> HttpResponse:
    """A fresh link, to the address that was given and to nobody else; the answer tells nothing of it."""
    registration = get_object_or_404(selectors.by_reference(reference))
    services.send_link(by=who(request), registration=registration)
    return render(request, "campaign/registration_link_sent.html", {"registration": registration})


def _onward(registration: Registration, asked: steps.Step) -> HttpResponse:
    """The next question while it is a draft; else back to what is followed."""
    after = steps.after(registration.kind, asked)
    if after is None or registration.state != RegistrationState.DRAFT or not answers.unanswered(registration):
        return redirect(_address(DETAIL, registration))
    return redirect(_address("registration-step", registration, step=after.slug))


def _address(name: str, registration: Registration, **more: str) -> str:
    """A page of this registration, in its campaign."""
    return address(name, registration.edition.campaign, reference=registration.reference, **more)


def _locked(request: HttpRequest, registration: Registration, reason: str = "") -> HttpResponse:
    context = {"registration": registration, "reason": reason, "has_errors": False}
    return render(request, "campaign/registration_locked.html", context, status=403)
