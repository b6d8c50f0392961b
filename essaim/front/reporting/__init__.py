"""Composed bilans and their sign-off; reads through selectors and figures."""
