"""Addresses of directory, one section per noun."""

from django.urls import URLPattern, path

from essaim.commons.directory.views import organisations as organisations_views
from essaim.commons.directory.views import people as people_views
from essaim.commons.directory.views import schools as schools_views

app_name = "directory"

schools = [
    path("etablissements/", schools_views.school_list, name="school-list"),
    path("etablissements/nouveau/", schools_views.school_new, name="school-new"),
    path("etablissements/propositions/", schools_views.school_suggest, name="school-suggest"),
    path("etablissements/<str:ref>/", schools_views.school_detail, name="school-detail"),
    path("etablissements/<str:ref>/fiche.pdf", schools_views.school_sheet, name="school-sheet"),
    path("etablissements/<str:ref>/modifier/", schools_views.school_edit, name="school-edit"),
    path("etablissements/<str:ref>/fermer/", schools_views.school_close, name="school-close"),
    path("etablissements/<str:ref>/rouvrir/", schools_views.school_reopen, name="school-reopen"),
    path("etablissements/<str:ref>/classes/nouvelle/", schools_views.class_new, name="class-new"),
    path("classes/<int:pk>/modifier/", schools_views.class_edit, name="class-edit"),
]
organisations = [
    path("organisations/", organisations_views.organisation_list, name="organisation-list"),
    path("organisations/nouvelle/", organisations_views.organisation_new, name="organisation-new"),
    path("organisations/<slug:slug>/", organisations_views.organisation_detail, name="organisation-detail"),
    path("organisations/<slug:slug>/modifier/", organisations_views.organisation_edit, name="organisation-edit"),
    path("organisations/<slug:slug>/clore/", organisations_views.organisation_close, name="organisation-close"),
    path("organisations/<slug:slug>/reunir/", organisations_views.organisation_merge, name="organisation-merge"),
    path("organisations/<slug:slug>/contact/", organisations_views.contact_new, name="contact-new"),
    path("contacts/<int:pk>/effacer/", organisations_views.contact_remove, name="contact-remove"),
    path("membres/", organisations_views.member_list, name="member-list"),
    path("membres/nouveau/", organisations_views.member_new, name="member-new"),
    path("membres/<int:pk>/depart/", organisations_views.member_leave, name="member-leave"),
]
people = [
    path("qui-couvre-quoi/", people_views.coverage, name="coverage"),
    path("qui-couvre-quoi/qui-couvre-quoi.<slug:extension>", people_views.coverage_file, name="coverage-file"),
    path("sieges/", people_views.seat_list, name="seat-list"),
    path("sieges/<int:pk>/", people_views.seat_detail, name="seat-detail"),
    path("sieges/<int:pk>/pourvoir/", people_views.seat_appoint, name="seat-appoint"),
    path("mandats/<int:pk>/fin/", people_views.tenure_end, name="tenure-end"),
]

urlpatterns: list[URLPattern] = [*schools, *organisations, *people]
