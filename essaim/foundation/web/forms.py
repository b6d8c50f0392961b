"""Forms that keep what was typed and say what to write."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget

SELF_DRAWN = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput, forms.FileInput)
SHORT = (forms.NumberInput, forms.DateInput, forms.TimeInput)


class EssaimBoundField(BoundField):
    """A field that brings our classes to its control, so that ``{{ form.name }}`` is already right."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Django's attributes (required, aria-invalid, aria-describedby), and the class of the control."""
        attrs = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        if not drawn.is_hidden and not isinstance(drawn, SELF_DRAWN):
            own = {"input"} | ({"short"} if isinstance(drawn, SHORT) else set())
            given = (attrs.get("class") or drawn.attrs.get("class") or "").split()
            attrs["class"] = " ".join([*sorted(own - set(given)), *given])
        return attrs

    @property
    def kind(self) -> str:
        """How the field is laid out: ``choices``, ``check``, ``file``, or ``plain``."""
        widget = self.field.widget
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        return "file" if isinstance(widget, forms.FileInput) else "plain"


class EssaimRenderer(TemplatesSetting):
    """Forms and fields rendered by our own templates (web/templates/web/forms)."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = EssaimBoundField
