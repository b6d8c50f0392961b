"""What organisations and seats declare to the floors below: sentences of the trail, importer, roles."""

from collections.abc import Mapping
from functools import partial

from django.urls import reverse

from essaim.commons.directory import scoping
from essaim.commons.directory.models import Organisation, Seat
from essaim.commons.directory.naming import role_name, seat_place
from essaim.commons.directory.organisation_importer import OrganisationImporter
from essaim.commons.directory.selectors import organisation_figures
from essaim.commons.directory.selectors import organisations as selectors
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Ids, Label
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.figures.tracing import Trace
from essaim.foundation.intake import registry, traces
from essaim.foundation.kernel.actor import Role

SENTENCES = {
    "directory.organisation.created": "{actor} a ajouté {target}",
    "directory.organisation.updated": "{actor} a modifié la fiche de {target}",
    "directory.organisation.closed": "{actor} a clos la fiche de {target} au {on}",
    "directory.organisation.succeeded": "{actor} a noté qui succède à {target} au {on}",
    "directory.organisation.merged": "{actor} a réuni {target}, en double, avec la fiche gardée",
    "directory.contact.added": "{actor} a ajouté un contact à {target}",
    "directory.contact.removed": "{actor} a effacé un contact de {target}",
    "directory.membership.begun": "{actor} a noté l’adhésion de {target} au {on}",
    "directory.membership.ended": "{actor} a noté le départ de {target} au {on}",
    "directory.reference.loaded": "{actor} a chargé le référentiel de l’annuaire",
    "directory.seat.taken": "{actor} a pourvu le siège {target} à partir du {on}",
    "directory.seat.left": "{actor} a noté un départ du siège {target} au {on}",
}

ORGANISATIONS = Indicator(
    code="directory.organisations",
    label="Organisations de l'annuaire",
    definition=(
        "Organisations de l'annuaire en activité ce jour-là : acteurs de l'ESS, CRESS, réseaux et institutions. Une "
        "fiche en double n'est pas comptée. Le territoire est celui de la commune, sinon celui que la fiche indique."
    ),
    unit=("organisation", "organisations"),
    period=PeriodType.DAY,
    scopes=("france", "region", "academie", "departement"),
    source="Essaim, annuaire",
    compute=organisation_figures.organisations,
    rows=organisation_figures.organisations_rows,
    seen_by=indicators.everyone,  # who an organisation is, is public
    trace=Trace(
        gestures={
            "directory.organisation.created": ("organisation ajoutée", "organisations ajoutées"),
            "directory.organisation.updated": ("fiche d'organisation modifiée", "fiches d'organisation modifiées"),
            "directory.organisation.closed": ("organisation close", "organisations closes"),
            "directory.organisation.succeeded": ("succession notée", "successions notées"),
            "directory.organisation.merged": ("doublon réuni", "doublons réunis"),
            **traces.GESTURES,
        },
        through=partial(traces.imports_of, "directory.organisation"),
    ),
)
ACADEMIES_COVERED = Indicator(
    code="directory.academies_covered",
    label="Académies couvertes",
    definition="Académies où une personne au moins tient ce jour-là le siège de correspondance régionale de L'ESPER.",
    unit=("académie", "académies"),
    period=PeriodType.DAY,
    scopes=("france", "region"),
    source="Essaim, sièges du réseau",
    compute=organisation_figures.academies_covered,
    rows=organisation_figures.academies_covered_rows,
    seen_by=indicators.everyone,  # the map of who covers what is public
    trace=Trace(
        gestures={
            "directory.seat.taken": ("siège pourvu", "sièges pourvus"),
            "directory.seat.left": ("siège quitté", "sièges quittés"),
            "accounts.user.": ("geste sur un compte", "gestes sur des comptes"),
        },
        through=organisation_figures.seats_of_academies,
    ),
)


def register() -> None:
    """Called once, when the area is ready."""
    User.role_provider = staticmethod(scoping.roles_on)
    registry.register(OrganisationImporter())
    indicators.register(ORGANISATIONS)
    indicators.register(ACADEMIES_COVERED)
    presenters.sentences(SENTENCES)
    presenters.name_rows("directory.organisation", _organisations, find=_find_organisations)
    presenters.name_rows("directory.seat", _seats)


def _organisations(ids: Ids) -> Mapping[str, Label]:
    rows = Organisation.objects.filter(pk__in=[i for i in ids if i.isdigit()]).order_by("pk")
    named = {str(o.pk): Label(f"« {o.name} »", reverse("directory:organisation-detail", args=[o.slug])) for o in rows}
    return named | ({"reference": Label("le référentiel")} if "reference" in ids else {})


def _find_organisations(text: str) -> list[str]:
    return [str(pk) for pk in selectors.matching(text, limit=50)]


def _seats(ids: Ids) -> Mapping[str, Label]:
    rows = Seat.objects.filter(pk__in=ids).select_related("school", "organisation", "academie", "departement", "region")
    return {
        str(seat.pk): Label(
            f"« {role_name(Role(seat.role))}, {seat_place(seat)} »", reverse("directory:seat-detail", args=[seat.pk])
        )
        for seat in rows.order_by("pk")
    }
