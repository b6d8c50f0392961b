"""What the home and the legal pages say of the whole house, read through the selectors of each area."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst

from essaim.commons.directory.selectors import organisations
from essaim.commons.territory.selectors import areas
from essaim.foundation.accounts import personal_data
from essaim.foundation.kernel import french


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
    known = organisations.organisations().count()
    cress = organisations.cress_list().count()
    found = [
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
