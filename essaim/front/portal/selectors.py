"""What the home and the legal pages say of the whole house, read through the selectors of each area."""

from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class Counts:
    """What the directory holds, counted at most once an hour: the home page must cost next to nothing."""

    open_schools: int
    schools_by_departement: Mapping[str, int]
    organisations: int
    cress: int
    regions: int


COUNTS_KEY = "portal:counts:" + "-".join(Counts.__slots__)  # what an older release counted is not ours


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


def counts() -> Counts:
    """The counts of the hour."""
    found = cache.get(COUNTS_KEY)
    if not isinstance(found, Counts):
        found = Counts(
            open_schools=schools.open_count(),
            schools_by_departement=_schools_by_departement(),
            organisations=organisations.organisations().count(),
            cress=organisations.cress_list().count(),
            regions=areas.regions().count(),
        )
        cache.set(COUNTS_KEY, found, AN_HOUR)
    return found


def figures(counted: Counts) -> list[Figure]:
    """Only what is in the database; a count of nothing is not shown."""
    found = [
        (
            counted.open_schools,
            Figure(
                french.number(counted.open_schools),
                "établissements ouverts dans l’annuaire",
                "Fichiers publics de l’Éducation nationale",
                "Écoles, collèges, lycées, centres de formation et universités qui accueillent des élèves à la date du "
                "dernier fichier chargé. Les services administratifs et les CIO ne sont pas comptés.",
                "directory:school-list",
            ),
        ),
        (
            counted.organisations,
            Figure(
                french.number(counted.organisations),
                "organisations de l’ESS et du réseau dans l’annuaire",
                "Essaim, aujourd’hui",
                "Organisations ouvertes à la date du jour, une fois chacune. Celles qui ont fermé ou fusionné ne sont "
                "plus comptées.",
                "directory:organisation-list",
            ),
        ),
        (
            counted.cress,
            Figure(
                f"{counted.cress} sur {counted.regions}",
                "régions ont une CRESS dans l’annuaire",
                "Essaim, aujourd’hui",
                "Régions dont la chambre régionale de l’économie sociale et solidaire est enregistrée à la date du "
                "jour, outre-mer compris.",
                "directory:coverage",
            ),
        ),
    ]
    return [figure for count, figure in found if count]


def schools_map(counted: Counts) -> MapView | None:
    """Where the schools are: a cell a département on the régions. Nothing to draw before schools are loaded."""
    by_departement = counted.schools_by_departement
    if not by_departement:
        return None
    layer, land = outlines.layer(outlines.Layer.DEPARTEMENTS), outlines.layer(outlines.Layer.REGIONS)
    drawn = {outline.code for frame in layer.frames for outline in frame.outlines}
    data = {code: Datum(count) for code, count in by_departement.items() if code in drawn}
    total = french.number(sum(by_departement[code] for code in data))
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
