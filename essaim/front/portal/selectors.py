"""What the home and the legal pages say of the whole house, read through the selectors of each area."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count
from django.utils.text import capfirst

from essaim.commons.directory.search import Filters
from essaim.commons.directory.selectors import organisations, schools
from essaim.commons.territory import outlines
from essaim.commons.territory.selectors import areas
from essaim.foundation.accounts import personal_data
from essaim.foundation.kernel import french
from essaim.foundation.web.maps import Datum, MapView

AN_HOUR = 3600
COUNT_KEY = "portal:open-schools"
SCHOOLS_KEY = "portal:schools-by-departement"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the home page: what it counts, where it comes from, where its rows are."""

    value: str
    what: str
    source: str
    definition: str
    link: str  # URL name of the rows


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One datum about a person, as the privacy page tells it."""

    thing: str
    datum: str
    purpose: str
    basis: str
    retention: str
    erasure: str


def figures() -> list[Figure]:
    """Only what is in the database today; a count of nothing is not shown."""
    regions = areas.regions().count()
    open_schools = cache.get_or_set(COUNT_KEY, schools.open_count, AN_HOUR) or 0
    known = organisations.organisations().count()
    cress = organisations.cress_list().count()
    found = [
        (
            open_schools,
            Figure(
                french.number(open_schools),
                "établissements ouverts dans l’annuaire",
                "Fichiers publics de l’Éducation nationale",
                "Écoles, collèges, lycées, centres de formation et universités qui accueillent des élèves à la date du "
                "dernier fichier chargé. Les services administratifs et les CIO ne sont pas comptés.",
                "directory:school-list",
            ),
        ),
        (
            known,
            Figure(
                french.number(known),
                "organisations de l’ESS et du réseau dans l’annuaire",
                "Essaim, aujourd’hui",
                "Organisations ouvertes à la date du jour, une fois chacune. Celles qui ont fermé ou fusionné ne sont "
                "plus comptées.",
                "directory:organisation-list",
            ),
        ),
        (
            cress,
            Figure(
                f"{cress} sur {regions}",
                "régions ont une CRESS dans l’annuaire",
                "Essaim, aujourd’hui",
                "Régions dont la chambre régionale de l’économie sociale et solidaire est enregistrée à la date du "
                "jour, outre-mer compris.",
                "directory:coverage",
            ),
        ),
    ]
    return [figure for count, figure in found if count]


def schools_map() -> MapView | None:
    """Where the schools are: a cell a département on the régions. Nothing to draw before schools are loaded."""
    counts = cache.get_or_set(SCHOOLS_KEY, _schools_by_departement, AN_HOUR)
    if not counts:
        return None
    layer, land = outlines.layer(outlines.Layer.DEPARTEMENTS), outlines.layer(outlines.Layer.REGIONS)
    drawn = {outline.code for frame in layer.frames for outline in frame.outlines}
    data = {code: Datum(count) for code, count in counts.items() if code in drawn}
    total = french.number(sum(counts[code] for code in data))
    return MapView(
        f"{total} établissements placés sur la carte, outre-mer compris",
        layer,
        data,
        "établissements",
        land=land,
        cells=(0.2, 0.9),
        note="Une alvéole par département, d’autant plus grande qu’il compte d’établissements.",
    )


def personal_register() -> Iterator[PersonalDatum]:
    """Every datum about a person that Essaim keeps, as each model declares it."""
    for model in personal_data.local_models():
        for name, why in getattr(model, "privacy", {}).items():
            yield PersonalDatum(
                capfirst(str(model._meta.verbose_name)),
                str(getattr(model._meta.get_field(name), "verbose_name", name)),
                why.purpose,
                why.basis.value,
                why.retention,
                why.erasure.value,
            )


def _schools_by_departement() -> dict[str, int]:
    """How many open schools each département has."""
    rows = schools.listed(Filters(open_only=True)).order_by().values_list("departement").annotate(count=Count("pk"))
    return {code: count for code, count in rows if code}
