"""The campaigns, for the national coordination: create one, write it, say who carries it and since when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from essaim.areas.campaign.forms.campaigns import CampaignForm, CoPilotForm, EndForm
from essaim.areas.campaign.models import Campaign, CoPilot
from essaim.areas.campaign.policies import editions as policies
from essaim.areas.campaign.selectors import campaigns as selectors
from essaim.areas.campaign.services import campaigns as services
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.requests import who

DETAIL = "campaign:campaign-detail"


def campaign_list(request: HttpRequest) -> HttpResponse:
    """Every campaign, with its editions."""
    policies.ensure_can_keep(who(request))
    return render(request, "campaign/campaign_list.html", {"campaigns": selectors.campaigns()})


def campaign_new(request: HttpRequest) -> HttpResponse:
    """Create a campaign: its public page is there at once, and says that nothing is announced yet."""
    policies.ensure_can_keep(who(request))
    form = CampaignForm(request.POST or None)
    if form.is_valid():
        try:
            campaign = services.create(by=who(request), slug=form.slug, fields=form.cleaned_data)
        except Refused as refused:
            form.add_error("short_name", str(refused))
        else:
            messages.success(request, "La campagne existe. Préparez sa première édition.")
            return redirect(DETAIL, campaign.slug)
    return render(request, "campaign/campaign_edit.html", {"form": form})


def campaign_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: its words, who carries it, its editions."""
    policies.ensure_can_keep(who(request))
    campaign = get_object_or_404(selectors.campaigns(), slug=slug)
    return render(request, "campaign/campaign_detail.html", _page(campaign, CoPilotForm()))


def campaign_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct a campaign; its address stays."""
    policies.ensure_can_keep(who(request))
    campaign = get_object_or_404(Campaign, slug=slug)
    form = CampaignForm(request.POST or None, instance=Campaign.objects.get(pk=campaign.pk))
    if form.is_valid():
        services.edit(by=who(request), campaign=campaign, fields=form.cleaned_data)
        messages.success(request, "La campagne est à jour.")
        return redirect(DETAIL, campaign.slug)
    return render(request, "campaign/campaign_edit.html", {"form": form, "campaign": campaign})


def campaign_copilot(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation joins those who carry the campaign."""
    policies.ensure_can_keep(who(request))
    campaign = get_object_or_404(selectors.campaigns(), slug=slug)
    form = CoPilotForm(request.POST or None)
    if form.is_valid():
        chosen, since = form.cleaned_data["organisation"], form.cleaned_data["since"]
        try:
            services.add_copilot(by=who(request), campaign=campaign, organisation=chosen, on=since)
        except Refused as refused:
            form.add_error("organisation", str(refused))
        else:
            messages.success(request, f"« {chosen} » copilote la campagne.")
            return redirect(DETAIL, campaign.slug)
    return render(request, "campaign/campaign_detail.html", _page(campaign, form))


def campaign_copilot_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An organisation no longer carries the campaign: from which day."""
    policies.ensure_can_keep(who(request))
    copilot = get_object_or_404(CoPilot.objects.select_related("campaign", "organisation"), campaign__slug=slug, pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            services.end_copilot(by=who(request), copilot=copilot, on=form.cleaned_data["on"])
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "C’est noté. Ce qui a été copiloté avant reste écrit.")
            return redirect(DETAIL, slug)
    context = {"form": form, "campaign": copilot.campaign, "copilot": copilot}
    return render(request, "campaign/campaign_copilot_end.html", context)


def _page(campaign: Campaign, form: CoPilotForm) -> dict[str, object]:
    return {"campaign": campaign, "copilots": selectors.copilots(campaign), "form": form}
