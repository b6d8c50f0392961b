"""Organisations of the two networks, and somebody in each seat that pages are tested with."""

import datetime as dt

from essaim.commons.directory import organisation_index
from essaim.commons.directory.enums import EssFamily, MemberKind, OrganisationKind
from essaim.commons.directory.models import Contact, Membership, Organisation, QuotedFigure, Seat, Tenure
from essaim.commons.territory.models import Academie, Commune, Departement, Region
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel import text
from essaim.foundation.kernel.actor import Role
from tests.world import Persona, World

SINCE = dt.date(2020, 9, 1)
ROLE_OF = {persona: Role[persona.name] for persona in Persona if persona is not Persona.VISITOR}


def make_organisation(name: str = "Recyclerie du Moulin", **fields) -> Organisation:
    """An ESS actor of Beaune unless told otherwise."""
    given = {"kind": OrganisationKind.ESS_ACTOR, "family": EssFamily.ASSOCIATION, "slug": text.slug(name)}
    organisation = Organisation.objects.create(name=name, **given | fields)
    organisation_index.refresh(organisation)
    return organisation


def hold(user: User, role: Role, scope: object = None, since: dt.date = SINCE, until: dt.date | None = None) -> Tenure:
    """Somebody holds a seat."""
    seat = Seat.objects.of(role, scope)
    return Tenure.objects.create(seat=seat, user=user, valid_from=since, valid_until=until)


def populate(world: World) -> None:
    """``world.esper``, ``world.ess_france``, ``world.cress``, ``world.organisation``, ``world.seat`` and so on."""
    beaune = Commune.objects.get(pk="21054")
    region, academie, departement = (
        Region.objects.get(pk="27"),
        Academie.objects.get(pk="07"),
        Departement.objects.get(pk="21"),
    )
    national = {"kind": OrganisationKind.NATIONAL}
    esper = make_organisation("L'ESPER", slug="lesper", **national)
    ess_france = make_organisation("ESS France", **national)
    cress = make_organisation("CRESS de Bourgogne-Franche-Comté", kind=OrganisationKind.CRESS, region=region)
    rectorat = make_organisation("Rectorat de Dijon", kind=OrganisationKind.INSTITUTION, academie=academie, family="")
    organisation = make_organisation(commune=beaune, siren="443061841")
    make_organisation("Recyclerie du moulin", slug="recyclerie-en-double", commune=beaune)
    contact = Contact.objects.create(organisation=organisation, name="Accueil", phone="03 80 00 00 00")
    membership = Membership.objects.create(
        organisation=organisation, network=esper, member_kind=MemberKind.ASSOCIATION, valid_from=SINCE
    )
    QuotedFigure.objects.create(
        organisation=esper, code="members", order=1, value=40, as_of="2013", source_url="https://exemple.fr"
    )
    scopes = {
        Role.ESS_ACTOR: organisation,
        Role.CORRESPONDENT: academie,
        Role.OCCE: departement,
        Role.CRESS: region,
        Role.NATIONAL: esper,
        Role.INSTITUTION: rectorat,
        Role.SIGNATORY: esper,
        Role.TEAM: world.things.get("school"),
    }
    tenures = {
        role: hold(world.users[persona], role, scopes.get(role))
        for persona, role in ROLE_OF.items()
        if role is not Role.TEAM or scopes[role]
    }
    world.things |= {
        "esper": esper,
        "ess_france": ess_france,
        "cress": cress,
        "organisation": organisation,
        "contact": contact,
        "membership": membership,
        "seat": tenures[Role.CORRESPONDENT].seat,
        "tenure": tenures[Role.CORRESPONDENT],
    }
