"""Declares the area to Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Identity, sign-in, tokens, role vocabulary: a thin user."""

    name = "essaim.foundation.accounts"
    label = "accounts"
    verbose_name = "Comptes"
