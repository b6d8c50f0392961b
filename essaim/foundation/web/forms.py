"""Forms that keep what was typed and say what to write."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget
from django.utils.safestring import SafeString

from essaim.foundation.kernel import money, phone
from essaim.foundation.kernel.errors import Refused

SELF_DRAWN = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput, forms.FileInput)
SHORT = (forms.NumberInput, forms.DateInput, forms.TimeInput)

PICKERS: dict[type[forms.DateInput | forms.TimeInput], tuple[str, str, re.Pattern[str]]] = {
    forms.DateInput: ("date", "%Y-%m-%d", re.compile(r"\d{4}-\d{2}-\d{2}")),
    forms.TimeInput: ("time", "%H:%M", re.compile(r"\d{2}:\d{2}(:\d{2})?")),
}


class EssaimBoundField(BoundField):
    """A field that brings our classes to its control, so that ``{{ form.name }}`` is already right.

    Days and hours use the browser's own pickers, unless what was typed is not one: it is then shown as it is.
    """

    def as_widget(
        self,
        widget: Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
    ) -> SafeString:
        """The control, with a picker where the browser has one."""
        drawn = widget or self.field.widget
        for kind, (picker, written, shape) in PICKERS.items():
            if isinstance(drawn, kind) and drawn.format in {None, written}:
                typed = self.value()
                is_kept = isinstance(typed, str) and typed and not shape.fullmatch(typed)
                drawn.format, drawn.input_type = written, "text" if is_kept else picker
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Django's attributes (required, aria-invalid, aria-describedby), and the class of the control."""
        attrs = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        if not drawn.is_hidden and not isinstance(drawn, SELF_DRAWN):
            own = {"input"} | ({"short"} if isinstance(drawn, SHORT) else set())
            given = str(attrs.get("class") or drawn.attrs.get("class") or "").split()
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


class ParsedField(forms.CharField):
    """Text read by a rule of the kernel: its refusal is the sentence under the field, what it returns is the value."""

    def __init__(self, parse: Callable[[str], Any], **options: Any) -> None:
        super().__init__(**options)
        self.parse = parse

    def clean(self, value: Any) -> Any:
        """The parsed value; nothing stays nothing."""
        text = super().clean(value)
        if text in self.empty_values:
            return text
        try:
            return self.parse(text)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


class PhoneField(ParsedField):
    """A telephone number typed as people type it, kept in its one stored form."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "short"}))
        super().__init__(phone.parse, **options)


class EurosField(ParsedField):
    """An amount typed as people type it, kept in cents."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}))
        super().__init__(money.parse, **options)
