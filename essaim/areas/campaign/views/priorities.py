"""What the coordination lets come first in an edition."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from essaim.areas.campaign.forms.priorities import PrioritiesForm
from essaim.areas.campaign.policies import editions as policies
from essaim.areas.campaign.selectors import editions, priorities
from essaim.areas.campaign.services import priorities as services
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who


def priority_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Which requests weigh more in the next runs, and on whose word."""
    policies.ensure_can_keep(who(request))
    edition = get_object_or_404(editions.by_slug(slug))
    form = PrioritiesForm(request.POST or None, rules=priorities.rules(edition))
    if form.is_valid():
        try:
            services.set_rules(by=who(request), edition=edition, rules=form.rules())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Les priorités comptent dès le prochain rapprochement, et seront archivées avec.")
            return redirect("campaign:priority-edit", edition.slug)
    return render(request, "campaign/priority_edit.html", {"form": form, "edition": edition})
