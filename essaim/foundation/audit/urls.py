"""Addresses of audit."""

from django.urls import path

from essaim.foundation.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.entry_list, name="entry-list"),
    path("journal.csv", views.entry_export, name="entry-export"),
]
