"""What is typed around an import: the files and what is declared of them, the columns."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from essaim.foundation.intake.importer import Importer
from essaim.foundation.intake.models import BatchFile
from essaim.foundation.intake.selectors import Choice

ACCEPT = ".csv,.tsv,.txt,.json,.jsonl,.geojson,.xlsx,.ods,.ics,.gz"
IGNORED = "Ne pas importer"


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """At least one file; an empty one is refused by intake itself, with its name."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files, in the order they were chosen."""
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(item, initial) for item in given] or super().clean(None, initial)


class UploadForm(forms.Form):
    """The files of an import, and what the importer wants declared."""

    uploads = FilesField(
        label="Fichiers",
        allow_empty_file=True,
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
        help_text="CSV, JSON, XLSX, ODS ou iCalendar (.ics), compressés en .gz ou non. 30 Mo au plus par fichier.",
        error_messages={"required": "Choisissez au moins un fichier."},
    )

    def __init__(self, importer: Importer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.importer = importer
        for option in importer.options:
            common: dict[str, Any] = {
                "label": option.label,
                "help_text": option.help,
                "required": False,
                "initial": option.default,
            }
            self.fields[f"option_{option.name}"] = (
                forms.ChoiceField(choices=option.choices, **common)
                if option.choices
                else forms.CharField(max_length=200, **common)
            )

    def options(self) -> dict[str, str]:
        """What was declared, by option."""
        return {option.name: self.cleaned_data[f"option_{option.name}"] for option in self.importer.options}


class MappingForm(forms.Form):
    """Which column of one file holds which field."""

    def __init__(self, file: BatchFile, choices: list[Choice], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"f{file.position}")
        self.file = file
        columns = [("", IGNORED), *((column, column) for column in json.loads(file.header))]
        for choice in choices:
            example = f"Par exemple « {choice.example} »." if choice.example else ""
            self.fields[choice.field.name] = forms.ChoiceField(
                label=choice.field.label,
                choices=columns,
                initial=choice.column,
                required=choice.field.required,
                help_text=" ".join(part for part in (choice.field.help, example) if part),
                error_messages={"required": "Choisissez la colonne qui contient cette information."},
            )

    @property
    def shown(self) -> list[BoundField]:
        """What must be answered, what was recognised, what is wrong."""
        return [field for field in self if field.field.required or field.value() or field.errors]

    @property
    def others(self) -> list[BoundField]:
        """What may be left out, and is for now: folded."""
        return [field for field in self if not (field.field.required or field.value() or field.errors)]

    def mapping(self) -> dict[str, str]:
        """Column by field, without the fields left out."""
        return {name: column for name, column in self.cleaned_data.items() if column}
