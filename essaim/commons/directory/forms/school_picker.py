"""Choose a school in any form: type its UAI or its name, then choose among what is found.

Without JavaScript it takes two steps: the form comes back with the schools found, as radio buttons. With it, they
appear while one types. What is typed alone is enough when it is a UAI, or when one school answers.
"""

from typing import Any

from django import forms
from django.urls import reverse_lazy

from essaim.commons.directory.models import School
from essaim.commons.directory.search import Filters
from essaim.commons.directory.selectors import schools as selectors
from essaim.foundation.kernel import uai as uai_codes

PROPOSED = 8


class SchoolPicker(forms.Widget):
    """A line to type in, and the schools found under it. ``value`` is (what was typed, the number chosen)."""

    template_name = "directory/school_picker.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:  # noqa: ARG002 (Django's)
        """What was typed and what was chosen."""
        return (data.get(name, "").strip(), data.get(f"{name}_choix", ""))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The line, and what to choose from if something was typed."""
        text, chosen = _typed_and_chosen(value)
        context = super().get_context(name, None, attrs)
        proposed = proposals(text)
        if chosen is not None and chosen not in proposed:
            proposed = [chosen, *proposed]
        return context | {
            "name": name,
            "text": text,
            "schools": proposed,
            "chosen": chosen.pk if chosen else None,
            "searched": bool(text),
            "url": reverse_lazy("directory:school-suggest"),
        }


class SchoolField(forms.Field):
    """Gives a ``School``. Put it in any form; the label says whose school it is."""

    widget = SchoolPicker
    default_error_messages = {
        "required": "Écrivez l'UAI, ou le nom et la commune de l'établissement.",
        "choose": "Plusieurs établissements répondent : choisissez le bon dans la liste.",
        "unknown": "Aucun établissement ne répond à ces mots. Essayez avec son UAI, ou sa commune.",
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Établissement")
        options.setdefault("help_text", "Son UAI, ou son nom et sa commune. Les fautes de frappe sont permises.")
        super().__init__(**options)

    def clean(self, value: Any) -> School | None:
        """The school that is meant, or the sentence that says what is missing."""
        text, number = value or ("", "")
        if isinstance(number, str) and number.isdigit():
            chosen = School.objects.active().filter(pk=int(number)).first()
            if chosen is not None:
                return chosen
        if not text:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        found = proposals(text)
        if found and (len(found) == 1 or (uai_codes.is_valid(text) and found[0].uai == uai_codes.parse(text))):
            return found[0]
        code = "choose" if found else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code)

    def prepare_value(self, value: Any) -> Any:
        """A school already known is shown by its name."""
        return (value.name, str(value.pk)) if isinstance(value, School) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another school was chosen."""
        return str(getattr(initial, "pk", "") or "") != (data or ("", ""))[1]


def proposals(text: str) -> list[School]:
    """The schools in activity that answer, best first."""
    return selectors.search(text, limit=PROPOSED, filters=Filters(open_only=True)).schools if text else []


def _typed_and_chosen(value: Any) -> tuple[str, School | None]:
    text, number = value or ("", "")
    chosen = School.objects.placed().filter(pk=int(number)).first() if str(number).isdigit() else None
    return text, chosen
