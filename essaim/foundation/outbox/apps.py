"""Declares the area to Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Letters that survive a crash."""

    name = "essaim.foundation.outbox"
    label = "outbox"
    verbose_name = "Courrier"

    def ready(self) -> None:
        """Say how gestures on letters are told in the trail."""
        from essaim.foundation.audit import presenters

        presenters.sentences(
            {
                "outbox.letter.retried": "{actor} a fait repartir la {target}",
                "outbox.letter.cancelled": "{actor} a annulé la {target}",
            }
        )
