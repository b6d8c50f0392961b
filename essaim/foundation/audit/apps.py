"""Declares the area to Django."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Append-only trail of gestures: ids, never names."""

    name = "essaim.foundation.audit"
    label = "audit"
    verbose_name = "Journal"

    def ready(self) -> None:
        """A table rebuilt by SQLite loses its triggers: put them back after every migration."""
        post_migrate.connect(reinstall_guards, sender=self)


def reinstall_guards(*, using: str, **_: Any) -> None:
    """Put the guards of the trail back."""
    from essaim.foundation.audit import guards

    guards.install(connections[using])
