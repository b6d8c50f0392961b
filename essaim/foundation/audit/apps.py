"""Declares the area to Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only trail of gestures: ids, never names."""

    name = "essaim.foundation.audit"
    label = "audit"
    verbose_name = "Journal"
