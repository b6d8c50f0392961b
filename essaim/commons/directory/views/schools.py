"""Pages of schools: the public list and fiche, and what those who answer for a territory do with them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from essaim.commons.directory import papers, school_map
from essaim.commons.directory.enums import ClosingReason, SchoolFamily
from essaim.commons.directory.forms.school_picker import proposals
from essaim.commons.directory.forms.schools import SchoolClassForm, SchoolClosingForm, SchoolForm, SchoolSearch
from essaim.commons.directory.models import School, SchoolClass
from essaim.commons.directory.policies import schools as policies
from essaim.commons.directory.selectors import people
from essaim.commons.directory.selectors import schools as selectors
from essaim.commons.directory.services import classes, schools
from essaim.foundation.documents import downloads
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.foundation.web.pagination import paginate
from essaim.foundation.web.requests import template_for, who

PER_PAGE = 25


def school_list(request: HttpRequest) -> HttpResponse:
    """Find a school, however it is typed; filters stay in the address."""
    search = SchoolSearch(request.GET)
    found = selectors.search_ids(search.text, search.filters) if search.text else None
    listed = selectors.ranked(found.ids) if found else selectors.listed(search.filters)
    context = {
        "search": search,
        "found": found,
        "page": paginate(request, listed, PER_PAGE),
        "families": list(SchoolFamily),
        "can_create": policies.can_create(who(request)),
        "can_import": policies.can_import(who(request)),
    }
    return render(request, template_for(request, "directory/school_list.html", "results"), context)


def school_suggest(request: HttpRequest) -> HttpResponse:
    """The schools that answer what is being typed, as choices for the picker."""
    name = request.GET.get("champ", "school")
    text = request.GET.get(name, "").strip()
    context = {"name": name, "schools": proposals(text), "searched": bool(text), "chosen": None}
    return render(request, "directory/school_choices.html", context)


def school_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """What is public of a school, where it was read and when; and for those who keep it, classes and gestures."""
    school = get_object_or_404(selectors.by_ref(ref))
    by = who(request)
    year = SchoolYear.of(timezone.localdate())
    sees_classes = policies.can_see_classes(by, school)
    context = {
        "school": school,
        "mother": selectors.mother_of(school),
        "parts": selectors.parts_of(school),
        "sources": selectors.sources_of(school),
        "answer": people.answer(people.route_for_school(school)) if school.is_active else None,
        "year": year,
        "classes": selectors.classes_of(school, year.starts) if sees_classes else None,
        "can_keep_classes": policies.can_keep_classes(by, school) and school.is_active,
        "can_edit": policies.can_edit(by, school),
        "map": school_map.of(school),
    }
    return render(request, "directory/school_detail.html", context)


def school_sheet(request: HttpRequest, ref: str) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """The public sheet of a school, to print."""
    school = get_object_or_404(selectors.by_ref(ref))
    on = timezone.localdate()
    return downloads.file(papers.school_sheet(school, on), f"{school.name} {school.ref} {on}", "pdf")


def school_new(request: HttpRequest) -> HttpResponse:
    """Enter a school that no file lists."""
    policies.ensure_can_create(who(request))
    form = SchoolForm(request.POST or None)
    if form.is_valid():
        try:
            school = schools.create(by=who(request), given=form.facts())
        except Refused as refused:
            form.add_error("uai", str(refused))
        else:
            messages.success(request, f"« {school.name} » est dans l’annuaire, marqué comme saisi à la main.")
            return redirect(school)
    return render(request, "directory/school_edit.html", {"form": form})


def school_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Correct what a file says wrongly."""
    school = get_object_or_404(selectors.by_ref(ref))
    policies.ensure_can_edit(who(request), school)
    form = SchoolForm(request.POST or None, school=school)
    if form.is_valid():
        try:
            schools.correct(by=who(request), school=school, given=form.facts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "La fiche est à jour.")
            return redirect(school)
    return render(request, "directory/school_edit.html", {"form": form, "school": school})


def school_close(request: HttpRequest, ref: str) -> HttpResponse:
    """Close a school, with its reason."""
    school = get_object_or_404(selectors.by_ref(ref))
    policies.ensure_can_edit(who(request), school)
    form = SchoolClosingForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            schools.close(
                by=who(request),
                school=school,
                reason=ClosingReason(given["reason"]),
                on=given["on"],
                into=given["into"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "L’établissement est fermé. Ce qui s’y est passé reste lisible.")
            return redirect(school)
    return render(request, "directory/school_close.html", {"form": form, "school": school})


@require_POST
def school_reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Reopen a school closed by mistake."""
    school = get_object_or_404(selectors.by_ref(ref))
    policies.ensure_can_edit(who(request), school)
    try:
        schools.reopen(by=who(request), school=school)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "L’établissement est de nouveau proposé.")
    return redirect(school)


def class_new(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a class: level and number of pupils, no name."""
    school = get_object_or_404(selectors.by_ref(ref))
    policies.ensure_can_keep_classes(who(request), school)
    form = SchoolClassForm(request.POST or None, today=timezone.localdate())
    return _class_page(request, form, school, None)


def class_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a class."""
    group = get_object_or_404(SchoolClass.objects.select_related("school__academie"), pk=pk)
    policies.ensure_can_keep_classes(who(request), group.school)
    form = SchoolClassForm(request.POST or None, group=group, today=timezone.localdate())
    return _class_page(request, form, group.school, group)


def _class_page(request: HttpRequest, form: SchoolClassForm, school: School, group: SchoolClass | None) -> HttpResponse:
    if form.is_valid():
        try:
            if group is None:
                group = classes.create(by=who(request), school=school, **form.values())
            else:
                group = classes.update(by=who(request), group=group, **form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"La classe de {group.label} est enregistrée.")
            return redirect(school)
    return render(request, "directory/class_edit.html", {"form": form, "school": school, "group": group})
