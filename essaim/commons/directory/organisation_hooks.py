"""What organisations and seats declare to the floors below: sentences of the trail, importer, roles."""

from collections.abc import Mapping

from django.urls import reverse

from essaim.commons.directory import scoping
from essaim.commons.directory.models import Organisation, Seat
from essaim.commons.directory.naming import role_name, seat_place
from essaim.commons.directory.organisation_importer import OrganisationImporter
from essaim.commons.directory.selectors import organisations as selectors
from essaim.foundation.accounts.models import User
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Ids, Label
from essaim.foundation.intake import registry
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


def register() -> None:
    """Called once, when the area is ready."""
    User.role_provider = staticmethod(scoping.roles_on)
    registry.register(OrganisationImporter())
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
