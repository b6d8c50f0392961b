"""The sheets that come with a confirmed encounter: for everybody to read, for the coordination to write."""

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from essaim.areas.campaign.domain import sheets
from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.forms.kits import KitForm
from essaim.areas.campaign.policies import editions as policies
from essaim.areas.campaign.selectors import editions, kits
from essaim.areas.campaign.selectors.published import Published
from essaim.areas.campaign.services import kits as services
from essaim.areas.campaign.views.public import team_url
from essaim.areas.campaign.views.serving import public_page
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

SIDES: Final[Mapping[str, Party]] = {"acteur": Party.ACTOR, "classe": Party.TEAM}
"""The word of the address for each side."""


@public_page
def kit(request: HttpRequest, shown: Published, side: str) -> HttpResponse:
    """Prepare an encounter: half an hour for the actor, a ready hour for the class."""
    sheet = kits.sheet(shown.edition, SIDES[side]) if shown.edition and side in SIDES else None
    if sheet is None or shown.edition is None:
        raise Http404
    context = {
        "edition": shown.edition,
        "sheet": sheet,
        "blocks": sheets.read(sheet.body),
        "side": side,
        "team_url": team_url(shown.edition, shown.campaign),
    }
    return render(request, "campaign/public_kit.html", context)


def kit_edit(request: HttpRequest, slug: str, side: str) -> HttpResponse:
    """Correct a sheet of an edition."""
    by = who(request)
    policies.ensure_can_keep(by)
    if side not in SIDES:
        raise Http404
    edition = get_object_or_404(editions.by_slug(slug))
    sheet = kits.sheet(edition, SIDES[side])
    form = KitForm(request.POST or None, initial={"title": sheet.title, "body": sheet.body} if sheet else None)
    if form.is_valid():
        try:
            services.write(by=by, edition=edition, side=SIDES[side], **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Le dossier est à jour : chaque rencontre confirmée y mène.")
            return redirect("campaign:edition-detail", edition.slug)
    return render(request, "campaign/kit_edit.html", {"form": form, "edition": edition, "side": side})
