"""Declares the area to Django."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """Typed, dated ties between objects of any two areas, by URN."""

    name = "essaim.foundation.links"
    label = "links"
    verbose_name = "Liens"

    def ready(self) -> None:
        """Tell how the gestures of this area read."""
        from essaim.foundation.audit import presenters

        presenters.sentences(
            {
                "links.link.tied": "{actor} a lié {target} à une autre fiche à partir du {on}",
                "links.link.untied": "{actor} a mis fin, le {on}, à un lien de {target}",
            }
        )
