"""Addresses of territory, under ``/territoires/``."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from essaim.commons.territory.views import areas, calendars


class YearConverter(IntConverter):
    """The first year of a school year, on four digits."""

    regex = "20[0-9]{2}"


register_converter(YearConverter, "schoolyear")

app_name = "territory"
urlpatterns = [
    path("", areas.index, name="index"),
    path("regions/<slug:slug>/", areas.region, name="region-detail"),
    path("academies/<slug:slug>/", areas.academie, name="academie-detail"),
    path("academies/<slug:slug>/vacances/<schoolyear:year>/", calendars.edit, name="calendar-edit"),
    path("academies/<slug:slug>/vacances/<schoolyear:year>/complet/", calendars.complete, name="calendar-complete"),
    path("academies/<slug:slug>/vacances/<schoolyear:year>/rouvrir/", calendars.reopen, name="calendar-reopen"),
    path("academies/<slug:slug>/vacances/<schoolyear:year>/<int:pk>/retirer/", calendars.remove, name="holiday-remove"),
    path("departements/<slug:slug>/", areas.departement, name="departement-detail"),
    path("communes/", areas.commune_search, name="commune-search"),
    path("communes.json", areas.commune_suggest, name="commune-suggest"),
]
