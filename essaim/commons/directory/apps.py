"""Declares the area to Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Schools, classes, ESS organisations, members, correspondents: who is who, and on which date."""

    name = "essaim.commons.directory"
    label = "directory"
    verbose_name = "Annuaire"

    def ready(self) -> None:
        """Declare what the area offers to the floors below."""
        from essaim.commons.directory import leaving, organisation_hooks, school_hooks
        from essaim.foundation.accounts import events

        organisation_hooks.register()
        school_hooks.register()
        events.on_person_erased(leaving.vacate_seats)
