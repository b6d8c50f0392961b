"""Declares the area to Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads: sniffed, bounded, inert."""

    name = "essaim.foundation.files"
    label = "files"
    verbose_name = "Fichiers"

    def ready(self) -> None:
        """Say how gestures on files are told in the trail, by number: a file's name may hold a person's."""
        from essaim.foundation.audit import presenters

        presenters.name_rows(
            "files.storedfile",
            lambda ids: {key: presenters.Label(f"le fichier n°\N{NO-BREAK SPACE}{key}") for key in ids},
        )
        presenters.sentences(
            {
                "files.file.stored": "{actor} a déposé {target}",
                "files.file.removed": "{actor} a retiré {target}",
                "files.file.expired": "{actor} a effacé {target}, arrivé au terme de sa conservation",
            }
        )
