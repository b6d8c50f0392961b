"""Declares the area to Django."""

from django.apps import AppConfig


class ProtocolConfig(AppConfig):
    """Agreements between the two networks, their axes and commitments: what everything else serves."""

    name = "essaim.commons.protocol"
    label = "protocol"
    verbose_name = "Protocole"

    def ready(self) -> None:
        """Declare what the area offers to the floors below."""
        from essaim.commons.protocol import hooks

        hooks.register()
