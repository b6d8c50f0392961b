"""Declares the area to Django."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    """A text frozen by its digest, validated by parties in a declared capacity."""

    name = "essaim.foundation.seals"
    label = "seals"
    verbose_name = "Sceaux"

    def ready(self) -> None:
        """Tell how the gestures of this area read."""
        from essaim.foundation.audit import presenters

        presenters.sentences(
            {
                "seals.seal.frozen": "{actor} a soumis à validation « {target} »",
                "seals.seal.validated": "{actor} a validé « {target} » au nom d'une partie",
                "seals.seal.voided": "{actor} a repris « {target} » : ses validations ne comptent plus",
            }
        )
