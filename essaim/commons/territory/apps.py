"""Declares the area to Django."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Régions, académies, départements, communes, CRESS areas, holidays, outlines."""

    name = "essaim.commons.territory"
    label = "territory"
    verbose_name = "Territoires"

    def ready(self) -> None:
        """Tell the trail how this area's gestures are read, and figures which territories there are."""
        from essaim.commons.territory import figure_scopes
        from essaim.foundation.audit import presenters

        figure_scopes.register()
        presenters.sentences(
            {
                "territory.reference.loaded": "{actor} a chargé les territoires : {new} lignes ajoutées, "
                "{changed} modifiées, {removed} retirées",
                "territory.holiday.added": "{actor} a saisi des vacances {school_year} propres à l'académie "
                "{academie}, du {start} au {end} (reprise) : {target}",
                "territory.holiday.removed": "{actor} a retiré des vacances {school_year} de l'académie {academie}, "
                "du {start} au {end} (reprise)",
                "territory.calendar.completed": "{actor} a déclaré complet le calendrier {target}",
                "territory.calendar.reopened": "{actor} a signalé des dates manquantes au calendrier {target}",
            }
        )
