"""Declares the area to Django."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Named indicators: definition, period type, scope, source; frozen values."""

    name = "essaim.foundation.figures"
    label = "figures"
    verbose_name = "Chiffres"

    def ready(self) -> None:
        """Tell how the gestures of this area read."""
        from essaim.foundation.audit import presenters

        presenters.sentences({"figures.value.frozen": "{actor} a arrêté un chiffre : {target}"})
