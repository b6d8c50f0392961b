"""What schools and classes declare to the floors below: sentences of the trail, importer, figure."""

from collections.abc import Mapping
from functools import partial

from django.urls import reverse

from essaim.commons.directory import search
from essaim.commons.directory.models import School, SchoolClass
from essaim.commons.directory.school_importer import SchoolImporter
from essaim.commons.directory.selectors import school_figures
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Ids, Label
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.figures.tracing import Trace
from essaim.foundation.intake import registry, traces

SENTENCES = {
    "directory.school.created": "{actor} a ajouté {target}",
    "directory.school.corrected": "{actor} a corrigé la fiche de {target}",
    "directory.school.closed": "{actor} a fermé {target}",
    "directory.school.reopened": "{actor} a rouvert {target}",
    "directory.class.created": "{actor} a ajouté {target}, {pupils} élèves",
    "directory.class.updated": "{actor} a corrigé {target}, {pupils} élèves",
}


SCHOOLS_OPEN = Indicator(
    code="directory.schools_open",
    label="Établissements ouverts",
    definition=(
        "Écoles, collèges, lycées et autres établissements d'enseignement, publics et privés, qui accueillent des "
        "élèves ce jour-là selon leurs dates d'ouverture et de fermeture. Les services administratifs et les centres "
        "d'information n'y sont pas. Un établissement sans date d'ouverture connue est compté ouvert."
    ),
    unit=("établissement", "établissements"),
    period=PeriodType.DAY,
    scopes=("france", "region", "academie", "departement"),
    source="Annuaire de l'éducation, ministère chargé de l'éducation nationale, et saisies dans Essaim",
    source_url="https://data.education.gouv.fr/explore/dataset/fr-en-annuaire-education/",
    compute=school_figures.schools_open,
    rows=school_figures.schools_open_rows,
    seen_by=indicators.everyone,  # what a school is, is public
    trace=Trace(
        gestures={
            "directory.school.created": ("établissement ajouté", "établissements ajoutés"),
            "directory.school.corrected": ("fiche d'établissement corrigée", "fiches d'établissement corrigées"),
            "directory.school.closed": ("établissement fermé", "établissements fermés"),
            "directory.school.reopened": ("établissement rouvert", "établissements rouverts"),
            **traces.GESTURES,
        },
        through=partial(traces.imports_of, "directory.school"),
    ),
)


def register() -> None:
    """Called once, when the area is ready."""
    registry.register(SchoolImporter())
    indicators.register(SCHOOLS_OPEN)
    presenters.sentences(SENTENCES)
    presenters.name_rows("directory.school", _schools, find=_find_schools)
    presenters.name_rows("directory.schoolclass", _classes)


def _schools(ids: Ids) -> Mapping[str, Label]:
    rows = School.objects.filter(pk__in=ids).order_by("pk").only("pk", "uai", "name")
    return {str(s.pk): Label(f"« {s.name} »", reverse("directory:school-detail", args=[s.ref])) for s in rows}


def _find_schools(text: str) -> list[str]:
    return [str(hit.target_id) for hit in search.find(text, kinds=["school"], limit=50).hits]


def _classes(ids: Ids) -> Mapping[str, Label]:
    rows = SchoolClass.objects.filter(pk__in=ids).select_related("school").order_by("pk")
    return {
        str(group.pk): Label(
            f"la classe de {group.label_without_size} de « {group.school.name} »",
            reverse("directory:school-detail", args=[group.school.ref]),
        )
        for group in rows
    }
