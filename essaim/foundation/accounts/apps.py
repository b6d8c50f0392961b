"""Declares the area to Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Identity, sign-in, tokens, role vocabulary: a thin user."""

    name = "essaim.foundation.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        """Refuse a public demonstration; listen to what allauth does with sessions; tell the trail in French."""
        from essaim.foundation.accounts import doors, duties, sentences, watch

        doors.ensure_private()
        watch.listen()
        sentences.register()
        duties.register(duties.of_administration)
