"""Declares the area to Django."""

from django.apps import AppConfig


class FetchingConfig(AppConfig):
    """One bounded reading of an address somebody typed, never led inside our own network."""

    name = "essaim.foundation.fetching"
    label = "fetching"
    verbose_name = "Lectures du web"
