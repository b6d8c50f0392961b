"""Declares the area to Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Letters that survive a crash."""

    name = "essaim.foundation.outbox"
    label = "outbox"
    verbose_name = "Courrier"
