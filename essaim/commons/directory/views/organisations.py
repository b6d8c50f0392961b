"""Pages of organisations: the public list and fiche, and what those who keep them do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from essaim.commons.directory.enums import Ending, EssFamily, MemberKind, OrganisationKind
from essaim.commons.directory.forms.organisations import (
    ClosingForm,
    ContactForm,
    MemberForm,
    MergeForm,
    OrganisationForm,
)
from essaim.commons.directory.models import Contact, Membership, Organisation
from essaim.commons.directory.policies import organisations as policies
from essaim.commons.directory.selectors import organisations as selectors
from essaim.commons.directory.selectors import people
from essaim.commons.directory.services import organisations as services
from essaim.commons.territory.models import Region
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.web.charts import Table
from essaim.foundation.web.pagination import paginate
from essaim.foundation.web.requests import template_for, who

PER_PAGE = 25
HEADS = (OrganisationKind.CRESS, OrganisationKind.NATIONAL)
"""Those nobody accompanies: they are the network."""


def organisation_list(request: HttpRequest) -> HttpResponse:
    """Who there is: filters stay in the address."""
    chosen = {name: request.GET.get(name, "") for name in ("q", "nature", "famille", "region")}
    found = selectors.filtered(chosen["nature"], chosen["famille"], chosen["region"], esus="esus" in request.GET)
    if chosen["q"]:
        found = found.filter(pk__in=selectors.matching(chosen["q"]))
    context = {
        "page": paginate(request, found, PER_PAGE),
        "chosen": chosen,
        "esus": "esus" in request.GET,
        "kinds": list(OrganisationKind),
        "families": list(EssFamily),
        "regions": Region.objects.order_by("sort_key"),
        "can_create": policies.can_create(who(request)),
    }
    return render(request, template_for(request, "directory/organisation_list.html", "results"), context)


def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What is public of an organisation, and for those who keep it, its contacts and gestures."""
    organisation = get_object_or_404(selectors.organisation_by_slug(slug))
    by = who(request)
    sees_contacts = policies.can_see_contacts(by, organisation)
    context = {
        "organisation": organisation,
        "heir": organisation.on(timezone.localdate()),
        "can_edit": policies.can_edit(by, organisation),
        "can_merge": policies.can_merge(by, organisation),
        "contacts": organisation.contacts.order_by("pk") if sees_contacts else None,
        "memberships": organisation.memberships.select_related("network").order_by("-valid_from", "pk"),
        "answer": None if organisation.kind in HEADS else people.answer(people.route_for_organisation(organisation)),
    }
    return render(request, "directory/organisation_detail.html", context)


def organisation_new(request: HttpRequest) -> HttpResponse:
    """Enter an organisation by hand."""
    policies.ensure_can_create(who(request))
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        organisation = services.create(by=who(request), fields=form.values())
        messages.success(request, f"« {organisation.name} » est dans l’annuaire.")
        return redirect("directory:organisation-detail", organisation.slug)
    return render(request, "directory/organisation_edit.html", {"form": form})


def organisation_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct an organisation."""
    organisation = get_object_or_404(selectors.organisation_by_slug(slug))
    policies.ensure_can_edit(who(request), organisation)
    form = OrganisationForm(request.POST or None, instance=Organisation.objects.get(pk=organisation.pk))
    if form.is_valid():
        services.update(by=who(request), organisation=organisation, fields=form.values())
        messages.success(request, "La fiche est à jour.")
        return redirect("directory:organisation-detail", organisation.slug)
    return render(request, "directory/organisation_edit.html", {"form": form, "organisation": organisation})


def organisation_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that an organisation is no more."""
    organisation = get_object_or_404(selectors.organisation_by_slug(slug))
    policies.ensure_can_edit(who(request), organisation)
    form = ClosingForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            services.close(
                by=who(request),
                organisation=organisation,
                on=form.cleaned_data["on"],
                ending=Ending(form.cleaned_data["ending"]),
            )
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "La fiche est close. Ce que l’organisation a fait reste compté.")
            return redirect("directory:organisation-detail", organisation.slug)
    return render(request, "directory/organisation_close.html", {"form": form, "organisation": organisation})


def organisation_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Reunite a duplicate with the entry to keep."""
    organisation = get_object_or_404(selectors.organisation_by_slug(slug))
    policies.ensure_can_merge(who(request), organisation)
    lookalikes = selectors.lookalikes(organisation)
    form = MergeForm(request.POST or None, candidates=[look.organisation for look in lookalikes])
    if form.is_valid():
        try:
            kept = services.merge(
                by=who(request), duplicate=organisation, into=form.cleaned_data["into"], on=timezone.localdate()
            )
        except Refused as refused:
            form.add_error("into", str(refused))
        else:
            messages.success(request, f"Les deux fiches sont réunies dans « {kept.name} ».")
            return redirect("directory:organisation-detail", kept.slug)
    context = {"form": form, "organisation": organisation, "lookalikes": lookalikes}
    return render(request, "directory/organisation_merge.html", context)


def contact_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Note whom to call in an organisation."""
    organisation = get_object_or_404(selectors.organisation_by_slug(slug))
    policies.ensure_can_edit(who(request), organisation)
    form = ContactForm(request.POST or None, instance=Contact(organisation=organisation))
    if form.is_valid():
        services.add_contact(by=who(request), organisation=organisation, fields=form.cleaned_data)
        messages.success(request, "Le contact est noté. Il n’est visible que dans le réseau.")
        return redirect("directory:organisation-detail", organisation.slug)
    return render(request, "directory/contact_edit.html", {"form": form, "organisation": organisation})


@require_POST
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget whom to call."""
    contact = get_object_or_404(
        Contact.objects.select_related("organisation__commune__departement", "organisation__departement"), pk=pk
    )
    services.remove_contact(by=who(request), contact=contact)
    messages.success(request, "Le contact est effacé.")
    return redirect("directory:organisation-detail", contact.organisation.slug)


def member_list(request: HttpRequest) -> HttpResponse:
    """The members of L'ESPER today, by kind, and how many were published over the years."""
    network = get_object_or_404(Organisation, slug="lesper")
    quoted = list(selectors.quoted_series(network, "members"))
    context = {
        "network": network,
        "members": selectors.members(network),
        "by_kind": selectors.members_by_kind(network),
        "quoted": quoted,
        "table": Table("Nombre de membres publié", ("Date", "Membres"), [(q.as_of, str(q.value)) for q in quoted]),
        "can_keep": policies.can_keep_memberships(who(request)),
    }
    return render(request, "directory/member_list.html", context)


def member_new(request: HttpRequest) -> HttpResponse:
    """An organisation joins L'ESPER."""
    policies.ensure_can_keep_memberships(who(request))
    network = get_object_or_404(Organisation, slug="lesper")
    form = MemberForm(request.POST or None)
    if form.is_valid():
        try:
            services.join(
                by=who(request),
                organisation=form.cleaned_data["organisation"],
                network=network,
                member_kind=MemberKind(form.cleaned_data["member_kind"]),
                on=form.cleaned_data["on"],
            )
        except Refused as refused:
            form.add_error("organisation", str(refused))
        else:
            messages.success(request, "L’adhésion est notée.")
            return redirect("directory:member-list")
    return render(request, "directory/member_new.html", {"form": form, "network": network})


@require_POST
def member_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A member leaves today; the past stays true."""
    membership = get_object_or_404(Membership.objects.select_related("organisation", "network"), pk=pk)
    try:
        services.leave(by=who(request), membership=membership, on=timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"« {membership.organisation.name} » n’est plus membre à partir d’aujourd’hui.")
    return redirect("directory:member-list")
