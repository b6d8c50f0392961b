"""Bring a territory together: what it would change, before anybody is written to; the runs of before; undo one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from essaim.areas.campaign.enums import Disturbance
from essaim.areas.campaign.models import Edition, MatchRun
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.selectors import editions, runs
from essaim.areas.campaign.services import runs as services
from essaim.areas.campaign.views import territories
from essaim.foundation.audit import presenters
from essaim.foundation.figures import indicators
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.french import plural
from essaim.foundation.web.requests import who


def matching_run(request: HttpRequest) -> HttpResponse:
    """« Rapprocher » shows what would be proposed; « Proposer » does it, if nothing changed meanwhile."""
    by = who(request)
    shown = territories.asked(request, by)
    if len(shown) != 1:  # a run is of one territory: the board says which ones there are
        policies.ensure_can_open_board(by)
        return redirect("campaign:matching-board")
    (scope,) = shown
    edition = get_object_or_404(editions.public(), pk=getattr(editions.current(), "pk", None))
    disturbance = _disturbance(request)
    if request.method == "POST":
        return _proposed(request, by, edition, scope, disturbance)
    context = {
        "edition": edition,
        "preview": runs.preview(edition, scope, disturbance),
        **territories.told(by, shown),
    }
    return render(request, "campaign/matching_run.html", context)


def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One run, archived: what it proposed and took back, under which priorities; undone while its letters are here."""
    run = get_object_or_404(MatchRun.objects.select_related("edition"), pk=pk)
    scope = Scope.parse(run.scope)
    policies.ensure_can_match_in(who(request), scope)
    context = {
        "run": run,
        "told": runs.archived(run),
        "made": run.matches.told().order_by("pk"),
        "taken": run.taken.told().order_by("pk"),
        "scope_name": indicators.scope_name(scope),
        "by": presenters.label_of_actor(run.by),
        "undone_by": presenters.label_of_actor(run.undone_by) if run.undone_by else None,
    }
    return render(request, "campaign/run_detail.html", context)


@require_POST
def run_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole run back before its letters leave."""
    run = get_object_or_404(MatchRun, pk=pk)
    try:
        services.undo(by=who(request), run=run)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Le rapprochement est repris. Personne n’a reçu de courriel, tout est comme avant.")
    return redirect("campaign:run-detail", run.pk)


def _proposed(
    request: HttpRequest, by: Actor, edition: Edition, scope: Scope, disturbance: Disturbance
) -> HttpResponse:
    try:
        shown = request.POST.get("empreinte", "")
        run = services.run(by=by, edition=edition, scope=scope, shown=shown, disturbance=disturbance)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(f"{request.path}?perimetre={scope}&choix={disturbance}")
    made = plural(run.matches.count(), "proposition prête", "propositions prêtes")
    messages.success(request, f"{made}. Les lettres partent dans dix minutes : d’ici là, vous pouvez tout reprendre.")
    return redirect("campaign:run-detail", run.pk)


def _disturbance(request: HttpRequest) -> Disturbance:
    asked = request.GET.get("choix") or request.POST.get("choix")
    return Disturbance(asked) if asked in set(Disturbance) else Disturbance.LEAST
