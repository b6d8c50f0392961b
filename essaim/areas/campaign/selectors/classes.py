"""The class or the organisation behind a registration, and the commitment it serves."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from essaim.areas.campaign.enums import RegistrationState
from essaim.areas.campaign.models import ClassRequest, Offer, Registration, Showcase
from essaim.areas.campaign.models.registration import OfClass
from essaim.commons.directory.models import Organisation, SchoolClass
from essaim.commons.protocol.serving import SERVES
from essaim.foundation.audit import trail
from essaim.foundation.links.models import Link

ONE_DAY = dt.timedelta(days=1)


def known_class(registration: OfClass) -> SchoolClass | None:
    """The class of the directory with the same school, year, levels and mark."""
    found = SchoolClass.objects.of_year(registration.edition.school_year).filter(
        school=registration.school_id, levels=registration.levels, mark=registration.mark
    )
    return found.first()


def serving(registration: Registration) -> SchoolClass | Organisation | None:
    """What is tied to the commitment: the class, or the organisation."""
    if isinstance(registration, OfClass):
        return registration.school_class
    return registration.organisation if isinstance(registration, Offer) else None


def link_of(registration: Registration) -> Link | None:
    """Its tie to the commitment of the edition, true on at least one day until the last."""
    source = serving(registration)
    if source is None:
        return None
    edition = registration.edition
    during = Link.objects.during(min(registration.created_at.date(), edition.opens_on), edition.ends_on + ONE_DAY)
    return (
        during.filter(kind=SERVES, source=trail.urn(source), target=trail.urn(edition.commitment))
        .order_by("-valid_from", "pk")
        .first()
    )


def others_served(registration: Registration) -> bool:
    """Whether another accepted registration of the edition has the same class or organisation."""
    rows: list[QuerySet[Any]]
    if isinstance(registration, Offer):
        rows = [Offer.objects.filter(organisation=registration.organisation_id)]
    else:
        group = registration.school_class_id if isinstance(registration, OfClass) else None
        rows = [model.objects.filter(school_class=group) for model in (ClassRequest, Showcase)]
    return any(
        found.filter(edition=registration.edition_id, state=RegistrationState.ACCEPTED)
        .exclude(reference=registration.reference)
        .exists()
        for found in rows
    )
