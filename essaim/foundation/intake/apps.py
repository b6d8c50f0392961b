"""Declares the area to Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Files in: mapping, dry run, duplicates, apply, undo."""

    name = "essaim.foundation.intake"
    label = "intake"
    verbose_name = "Imports"

    def ready(self) -> None:
        """Tell the trail how imports are told."""
        from essaim.foundation.audit import presenters

        presenters.sentences(
            {
                "intake.batch.uploaded": "{actor} a déposé des fichiers pour {target}",
                "intake.batch.mapped": "{actor} a choisi les colonnes de {target}",
                "intake.batch.planned": "{actor} a fait l'essai de {target}",
                "intake.batch.replanned": "{actor} a refait l'essai de {target}, les données ayant changé",
                "intake.batch.apply_requested": "{actor} a demandé l'application de {target}",
                "intake.batch.applied": (
                    "{actor} a appliqué {target} : {new} nouvelles fiches, {changed} modifiées, {closed} fermées"
                ),
                "intake.batch.resumed": "{actor} a relancé {target}",
                "intake.batch.undone": (
                    "{actor} a annulé {target} : {removed} fiches retirées, {restored} rendues, {kept} gardées"
                ),
                "intake.batch.purged": "{actor} a effacé les fichiers de {count} anciens imports",
            }
        )
