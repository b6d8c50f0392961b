"""A collège and an école of Beaune, a lycée of Limoges that closed, a MFR entered by hand, and two classes."""

import datetime as dt

from essaim.commons.directory import school_columns, search
from essaim.commons.directory.domain import facts
from essaim.commons.directory.domain.facts import Origin
from essaim.commons.directory.domain.places import Place
from essaim.commons.directory.enums import ClosingReason, Degree, Level, SchoolKind, SchoolSource, SchoolState, Sector
from essaim.commons.directory.models import School, SchoolClass
from essaim.commons.directory.school_places import places_around
from essaim.commons.territory.models import Commune
from essaim.foundation.kernel import uai as uai_codes
from tests.world import World

TOLD_ON = dt.date(2026, 5, 27)


def make_uai(number: int, departement: str = "021") -> str:
    """A UAI with its right letter."""
    digits = f"{departement}{number:04d}"
    return digits + uai_codes.control_letter(digits)


def make_school(
    name: str = "Collège Jules Ferry",
    kind: SchoolKind = SchoolKind.COLLEGE,
    *,
    uai: str | None = None,
    commune: str | None = "21054",
    postcode: str = "21200",
    source: SchoolSource = SchoolSource.DIRECTORY,
    told_on: dt.date = TOLD_ON,
    **told,
) -> School:
    """A school as an import or a person would have written it, and in the index."""
    given = {"name": (name,), "kind": (str(kind),), "sector": (str(Sector.PUBLIC),), "postcode": (postcode,)}
    if commune:
        where = Commune.objects.select_related("departement").get(pk=commune)
        given["place"] = Place(where.name, where.pk, where.departement_id, where.departement.academie_id).value
    given["state"] = (str(SchoolState.OPEN), None, "", None)
    known = facts.merge(facts.unknown({}), given | told, Origin.of(told_on, source))
    school = school_columns.fill(School(uai=uai), known, places_around(commune))
    school.save()
    search.index(school_columns.document(school))
    return school


def make_class(
    school: School, levels=(Level.SIXTH,), pupils: int = 24, mark: str = "B", year: int = 2026
) -> SchoolClass:
    """A class of this school."""
    return SchoolClass.objects.create(
        school=school,
        school_year=year,
        levels=f" {' '.join(levels)} ",
        degree=Degree.SECOND,
        mark=mark,
        pupils=pupils,
    )


def populate(world: World) -> None:
    """``world.school``, ``world.primary_school``, ``world.closed_school``, ``world.mfr``, ``world.school_class``."""
    school = make_school(uai=make_uai(1), email=("ce.0210001A@ac-dijon.fr",), phone=("+33380000000",))
    primary = make_school("École élémentaire des Remparts", SchoolKind.ELEMENTAIRE, uai=make_uai(2))
    closed = make_school(
        "Lycée professionnel de la Porcelaine",
        SchoolKind.LYCEE_PRO,
        uai=make_uai(3, "087"),
        commune="87085",
        postcode="87000",
        state=(str(SchoolState.CLOSED), dt.date(2025, 8, 31), str(ClosingReason.ABSENT), None),
    )
    mfr = make_school("Maison familiale rurale de la Côte", SchoolKind.MFR, source=SchoolSource.HAND)
    world.things |= {
        "school": school,
        "primary_school": primary,
        "closed_school": closed,
        "mfr": mfr,
        "school_class": make_class(school),
        "other_class": make_class(primary, (Level.CM1, Level.CM2), 22, ""),
    }
