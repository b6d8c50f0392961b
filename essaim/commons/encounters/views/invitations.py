"""Invite, and answer: by account, or by a signed link whose opening changes nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from essaim.commons.encounters import access
from essaim.commons.encounters.enums import Answer, Channel, EventState
from essaim.commons.encounters.forms.events import InviteForm
from essaim.commons.encounters.models import Invitation
from essaim.commons.encounters.policies import events as policies
from essaim.commons.encounters.selectors import events as selectors
from essaim.commons.encounters.services import invitations as services
from essaim.foundation.accounts import links
from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

SHOWN = ("event__host", "event__region", "event__academie", "user")


def event_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is invited and what they say; invite others."""
    event = get_object_or_404(selectors.by_slug(), slug=slug)
    policies.ensure_can_edit(who(request), event)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            added = services.invite(by=who(request), event=event, addresses=form.values())
        except Refused as refused:
            form.add_error("addresses", str(refused))
        else:
            told = french.plural(len(added), "invitation part", "invitations partent")
            messages.success(request, f"{told}. Les réponses arrivent sur cette page.")
            return redirect("encounters:event-invite", event.slug)
    context = {
        "form": form,
        "event": event,
        "answers": selectors.answers(event),
        "invitations": selectors.invitations(event),
        "is_open": event.state == EventState.PLANNED and event.ends_at > timezone.now(),
    }
    return render(request, "encounters/event_invite.html", context)


@require_POST
def event_answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one's account."""
    event = get_object_or_404(selectors.by_slug(), slug=slug)
    invitation = selectors.invitation_of(who(request), event)
    policies.ensure_can_see(who(request), event)
    if invitation is None:
        messages.error(request, "Aucune invitation n’est à votre nom pour cet évènement.")
        return redirect(event)
    _say(request, invitation, Channel.ACCOUNT)
    return redirect(event)


@require_POST
def invitation_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what somebody invited said on the telephone."""
    invitation = get_object_or_404(Invitation.objects.select_related(*SHOWN), pk=pk)
    policies.ensure_can_edit(who(request), invitation.event)
    _say(request, invitation, Channel.TELEPHONE)
    return redirect("encounters:event-invite", invitation.event.slug)


def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to, and two buttons; opening the page answers nothing."""
    try:
        link = links.read(token, access.INVITATION)
    except links.LinkExpired as over:
        invitation = get_object_or_404(Invitation.objects.select_related(*SHOWN), pk=_number(over.link))
        return render(
            request, "encounters/invitation_expired.html", {"event": invitation.event, "token": token}, status=410
        )
    except Refused as refused:
        return render(request, "encounters/link_closed.html", {"why": str(refused)}, status=404)
    invitation = get_object_or_404(Invitation.objects.select_related(*SHOWN), pk=_number(link))
    if request.method == "POST":
        _say(request, invitation, Channel.LINK, link)
        return redirect("encounters:invitation-link", token)
    event, answers = invitation.event, selectors.answers(invitation.event)
    context = {
        "invitation": invitation,
        "event": event,
        "programme": event.programme.order_by("starts_at", "pk"),
        "is_full": selectors.is_full(event, answers),
        "is_open": event.state == EventState.PLANNED and event.ends_at > timezone.now(),
    }
    return render(request, "encounters/invitation_answer.html", context)


@require_POST
def invitation_again(request: HttpRequest, token: str) -> HttpResponse:
    """Send a fresh link to the address already known."""
    try:
        try:
            link = links.read(token, access.INVITATION)
        except links.LinkExpired as over:
            link = over.link
        invitation = get_object_or_404(Invitation.objects.select_related(*SHOWN), pk=_number(link))
        services.send_again(by=link.actor, invitation=invitation)
    except Refused as refused:
        return render(request, "encounters/link_closed.html", {"why": str(refused)}, status=404)
    return render(request, "encounters/link_sent.html")


def _say(request: HttpRequest, invitation: Invitation, channel: Channel, link: links.SignedLink | None = None) -> None:
    """Give the answer of the button, and say what it led to."""
    said = request.POST.get("answer", "")
    wanted = Answer(said) if said in set(Answer) else Answer.INVITED
    by = link.actor if link else who(request)
    try:
        found = services.answer(by=by, invitation=invitation, answer=wanted, channel=channel)
    except Refused as refused:
        messages.error(request, str(refused))
        return
    messages.success(request, SAID[Answer(found.answer)])


def _number(link: links.SignedLink) -> str:
    return link.urn.partition(":")[2]


SAID = {
    Answer.COMING: "C’est noté : une place est tenue.",
    Answer.WAITING: (
        "La dernière place vient d’être prise. Vous êtes sur la liste d’attente : un courriel dira si l’une se libère."
    ),
    Answer.NOT_COMING: "C’est noté, merci de l’avoir dit. La place ira à quelqu’un d’autre.",
}
