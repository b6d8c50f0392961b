"""The person's own account, the one-time link, the demonstration's doors."""

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout as forget_sign_in
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LogoutView
from allauth.core.ratelimit import consume_or_429
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.foundation.accounts import doors, personal_data, policies, proconnect, selectors, services
from essaim.foundation.accounts.domain import addresses, one_time
from essaim.foundation.accounts.enums import ROLE_LABELS, IdentityCheck, LinkState
from essaim.foundation.accounts.forms import CloseForm, NameForm, SecondFactorResetForm, SignInLinkForm
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role, SystemActor
from essaim.foundation.kernel.errors import Forbidden, Refused
from essaim.foundation.web.requests import who

NOBODY_YET = SystemActor("connexion")
"""Whoever asks for a link has not said who they are."""


@never_cache
@login_required
@require_GET
def profile(request: HttpRequest) -> HttpResponse:
    """« Mon compte »: name, address, roles, sessions, second factor, data."""
    user: User = request.user  # type: ignore[assignment]
    context = {
        "roles": selectors.roles_today(user),
        "sessions": selectors.open_sessions(user, request.session.session_key),
        "has_second_factor": selectors.has_second_factor(user),
        "has_password": user.has_usable_password(),
        "has_proconnect": proconnect.is_configured(request),
    }
    return render(request, "accounts/profile.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def name_edit(request: HttpRequest) -> HttpResponse:
    """Change one's name."""
    user: User = request.user  # type: ignore[assignment]
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        services.rename(by=user, user=user, name=form.cleaned_data["name"])
        messages.success(request, "Votre nom est changé.")
        return redirect("accounts:profile")
    return render(request, "accounts/name_edit.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def link_request(request: HttpRequest) -> HttpResponse:
    """Ask for a one-time link; the answer is the same whatever the address."""
    form = SignInLinkForm(
        request.POST if request.method == "POST" else None, initial={"email": request.GET.get("email", "")}
    )
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if refused := consume_or_429(request, action="sign_in_link", key=email):
            return refused
        services.send_sign_in_link(by=NOBODY_YET, email=email)
        return redirect("accounts:link-sent")
    return render(request, "accounts/link_request.html", {"form": form})


@require_GET
def link_sent(request: HttpRequest) -> HttpResponse:
    """What to do now that a letter left."""
    return render(request, "accounts/link_sent.html")


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def link_open(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of a one-time link: GET shows its button (mail filters open links), POST signs in."""
    link = selectors.sign_in_link(secret)
    state = link.state if link else LinkState.UNKNOWN
    if state is LinkState.READY and request.method == "POST":
        try:
            user = services.use_sign_in_link(by=NOBODY_YET, secret=secret)
        except Refused as refusal:
            return _closed_link(request, str(refusal))
        return _sign_in(request, user)
    if state is not LinkState.READY or link is None or link.user is None:
        return _closed_link(request, one_time.SENTENCES[state])
    return render(request, "accounts/link_open.html", {"address": addresses.masked(link.user.email)})


def _closed_link(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "accounts/link_closed.html", {"sentence": sentence, "form": SignInLinkForm()}, status=410)


def _sign_in(request: HttpRequest, user: User, *, method: str = "link") -> HttpResponse:
    """Through allauth's stages, so that the second factor is asked; until the browser closes."""
    if request.user.is_authenticated:
        forget_sign_in(request, show_message=False)
    record_authentication(request, user, method=method)
    response = perform_login(request, Login(user=user, email=user.email, redirect_url=get_next_redirect_url(request)))
    request.session.set_expiry(0)
    return response


@login_required
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one device out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    is_current = session.session_key == request.session.session_key
    services.end_session(by=request.user, session=session)  # type: ignore[arg-type]
    if is_current:
        return redirect("account_login")
    messages.success(request, "Cet appareil est déconnecté.")
    return redirect("accounts:profile")


@login_required
@require_POST
def session_end_others(request: HttpRequest) -> HttpResponse:
    """Sign every other device out."""
    services.end_other_sessions(by=request.user, current_key=request.session.session_key)  # type: ignore[arg-type]
    messages.success(request, "Vos autres appareils sont déconnectés.")
    return redirect("accounts:profile")


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_reset(request: HttpRequest) -> HttpResponse:
    """Take off the second factor somebody lost: for the administration, which says how it made sure of who asks."""
    policies.ensure_may_reset(who(request))
    return _second_factor_reset(request)


@reauthentication_required
def _second_factor_reset(request: HttpRequest) -> HttpResponse:
    by = who(request)
    form = SecondFactorResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.user:
        try:
            services.reset_second_factor(by=by, user=form.user, check=IdentityCheck(form.cleaned_data["check"]))
        except (Refused, Forbidden) as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, "Le second facteur est enlevé. La personne le sait par courriel.")
            return redirect("accounts:second-factor-reset")
    return render(request, "accounts/second_factor_reset.html", {"form": form})


@never_cache
@login_required
@reauthentication_required
@require_GET
def data_export(request: HttpRequest) -> HttpResponse:
    """One's own data, as a file."""
    answer = JsonResponse(
        personal_data.export(request.user),  # type: ignore[arg-type]
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    answer["Content-Disposition"] = f'attachment; filename="essaim-mes-donnees-{timezone.localdate()}.json"'
    return answer


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Close one's account for good."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user: User = request.user  # type: ignore[assignment]
        services.erase(by=user, user=user)
        forget_sign_in(request, show_message=False)
        return redirect("accounts:closed")
    return render(request, "accounts/close.html", {"form": form})


@require_GET
def closed(request: HttpRequest) -> HttpResponse:
    """What became of the account."""
    return render(request, "accounts/closed.html")


@never_cache
@require_http_methods(["GET", "POST"])
def demo_doors(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's persons; nothing is here on any other site."""
    if not doors.is_allowed(request):
        raise Http404("no demonstration here")
    people = doors.personas()
    if request.method == "POST":
        user = people.get(Role(request.POST["role"])) if request.POST.get("role") in set(Role) else None
        if user is None:
            raise Http404("no such person in this demonstration")
        return _sign_in(request, user, method="demo")
    offered = [{"role": role.value, "label": ROLE_LABELS[role], "email": user.email} for role, user in people.items()]
    return render(request, "accounts/demo_doors.html", {"doors": offered})


class SignOutView(LogoutView):
    """Sign out here, and at ProConnect when one came from there."""

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        """Forget the session; then close the other one."""
        elsewhere = proconnect.sign_out_url(self.request)
        response = super().post(*args, **kwargs)
        return HttpResponseRedirect(elsewhere) if elsewhere else response


sign_out = SignOutView.as_view()
