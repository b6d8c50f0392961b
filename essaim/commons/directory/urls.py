"""Addresses of directory, one section per noun."""

from django.urls import URLPattern

app_name = "directory"

schools: list[URLPattern] = []
organisations: list[URLPattern] = []
people: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*schools, *organisations, *people]
