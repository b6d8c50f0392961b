"""The register of processing, written from what each model says of itself (RGPD art. 30)."""

from collections.abc import Iterator
from itertools import groupby

from django.apps import apps
from django.db import models

from essaim.foundation.accounts import personal_data

INTRO = """# Registre des données personnelles

Écrit par `script/docs` à partir des modèles : chaque donnée sur une personne y dit à quoi elle sert, sur quelle base
(RGPD, article 6), combien de temps elle est gardée, et ce que devient la ligne quand la personne demande l’effacement.
Une donnée qui ne le dit pas fait échouer `tests/architecture/test_privacy.py`. Aucun nom d’élève n’est enregistré.
"""

HEAD = """
| Objet | Donnée | Finalité | Base légale | Conservation | Effacement |
|---|---|---|---|---|---|
"""


def as_markdown() -> str:
    """The register as a page of the documentation."""
    own = personal_data.local_models()
    parts = [INTRO]
    for label, models_of_area in groupby(sorted(own, key=_area), key=_area):
        rows = [line for model in models_of_area for line in _lines(model)]
        if rows:
            parts.append(f"\n## {apps.get_app_config(label).verbose_name}\n{HEAD}" + "\n".join(rows) + "\n")
    nothing = sorted(str(m._meta.verbose_name) for m in own if not getattr(m, "privacy", None))
    parts.append("\n## Objets qui ne savent rien des personnes\n\n" + ", ".join(nothing) + ".\n")
    return "".join(parts)


def _area(model: type[models.Model]) -> str:
    return model._meta.app_label


def _lines(model: type[models.Model]) -> Iterator[str]:
    for name, why in getattr(model, "privacy", {}).items():
        field = model._meta.get_field(name)
        cells = (
            str(model._meta.verbose_name),
            str(getattr(field, "verbose_name", name)),
            why.purpose,
            why.basis.value,
            why.retention,
            why.erasure.value,
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
