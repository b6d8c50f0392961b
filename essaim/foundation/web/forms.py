"""Forms that keep what was typed and say what to write."""

from django.forms.renderers import TemplatesSetting


class EssaimRenderer(TemplatesSetting):
    """Fields rendered by our own templates (web/templates/django/forms)."""
