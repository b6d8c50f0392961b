"""Between the row of a school and its dated facts: reading, writing, showing."""

import datetime as dt
from typing import Any

from essaim.commons.directory.domain import facts
from essaim.commons.directory.domain.facts import Known, Value
from essaim.commons.directory.domain.places import Places
from essaim.commons.directory.domain.search_words import Document
from essaim.commons.directory.enums import (
    ClosingReason,
    Contract,
    LocationSource,
    SchoolKind,
    SchoolState,
    Sector,
)
from essaim.commons.directory.models import ACTIVE, School
from essaim.foundation.kernel import french
from essaim.foundation.kernel.text import sort_key

DERIVED = ("sort_key", "degree", "latitude", "longitude", "location_source", "source", "updated_on", "facts")
WRITTEN = tuple(dict.fromkeys([*(column for columns in facts.COLUMNS.values() for column in columns), *DERIVED]))
"""Every column an import or a form writes."""

_WORDS = {"kind": SchoolKind, "sector": Sector, "contract": Contract, "state": SchoolState}


def known(school: School) -> Known:
    """What is known of a school, fact by fact. A point at the centre of the commune is not a fact."""
    values: dict[str, Value] = {
        name: tuple(getattr(school, column) for column in columns) for name, columns in facts.COLUMNS.items()
    }
    if school.location_source != LocationSource.FILE:
        values["point"] = (None, None)
    return Known(values, facts.read_origins(school.facts))


def fill(school: School, after: Known, places: Places) -> School:
    """The school with these facts, and what derives from them: sort key, degree, point, origin."""
    for column, value in after.columns().items():
        setattr(school, column, value)
    school.sort_key = sort_key(school.name)[:220]
    school.degree = SchoolKind(school.kind).degree
    _locate(school, places)
    if school.state == SchoolState.CLOSED and school.closed_on is None:
        school.closed_on = after.origins["state"].date
    school.source = facts.main_source(after.origins)
    school.updated_on = facts.newest(after.origins)
    school.facts = facts.write_origins(after.origins)
    return school


def _locate(school: School, places: Places) -> None:
    if school.latitude is not None:
        school.location_source = LocationSource.FILE
        return
    commune = places.communes.get(school.commune_id or "")
    if commune is not None and commune.latitude is not None:
        school.latitude, school.longitude = commune.latitude, commune.longitude
        school.location_source = LocationSource.COMMUNE
    else:
        school.location_source = LocationSource.NONE


def document(school: School) -> Document:
    """What the search knows of a school."""
    return Document(
        kind="school",
        target_id=school.pk,
        name=school.name,
        identifiers=(school.uai,) if school.uai else (),
        city=school.locality,
        postcode=school.postcode,
        about=SchoolKind(school.kind).label,
        category=school.kind,
        departement=school.departement_id or "",
        academie=school.academie_id or "",
        is_open=school.state in ACTIVE,
        sort_key=school.sort_key,
    )


def shown(name: str, value: Value) -> str:
    """A fact, as a person reads it."""
    if name == "state":
        state = SchoolState(value[0]).label
        return f"{state}, {ClosingReason(value[2]).label}" if value[2] else state
    if name == "point":
        return f"{value[0]} ; {value[1]}" if value[0] is not None else "non localisé"
    if name == "place":
        return str(value[0]) + (f" ({value[1]})" if value[1] else "")
    if name in _WORDS:
        return str(_WORDS[name](value[0]).label)
    return " ".join(_text(part) for part in value if part not in {"", None})


def _text(part: Any) -> str:
    return french.date(part) if isinstance(part, dt.date) else str(part)
