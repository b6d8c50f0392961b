"""Declares the area to Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shared face: layouts, components with examples, forms, pagination."""

    name = "essaim.foundation.web"
    label = "web"
    verbose_name = "Interface"
