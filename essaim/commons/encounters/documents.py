"""Papers and tables of encounters: the *fiche de rencontre*, the list. Contacts are given by whoever may show them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from essaim.commons.encounters.domain.advice import BRING
from essaim.commons.encounters.enums import EncounterKind, EncounterState, Side
from essaim.commons.encounters.models import Encounter
from essaim.foundation.documents import pdf
from essaim.foundation.documents.tables import Column, Format, Table
from essaim.foundation.kernel import french, phone

SOURCE = "Essaim, rencontres entre classes et acteurs de l’ESS"


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to call on one side, once both have said yes."""

    side: Side
    name: str
    phone: str = ""
    email: str = ""


def fiche(encounter: Encounter, contacts: Sequence[Person] = ()) -> bytes:
    """The *fiche de rencontre*, as PDF: when, where, who by function, how many, what to prepare.

    ``contacts`` are printed as given: pass them only for a reader both sides said yes to. Expects the relations of
    ``selectors.encounters.with_all``.
    """
    title = f"Fiche de rencontre : {encounter.title}"
    return pdf.render("encounters/fiche", _fiche(encounter, contacts), title=title, source=SOURCE, on=_today())


def thanks(encounter: Encounter) -> bytes:
    """The paper that thanks the actor of an encounter that was held: numbers, no name of a pupil nor of a person."""
    organisation, school = encounter.organisation, encounter.school
    if organisation is None or encounter.held_on is None:
        raise ValueError("one thanks the actor of an encounter that was held")
    data = {
        "organisation": organisation.name,
        "audience": _audience(encounter),
        "when": f"le {french.full_date(encounter.held_on)}",
        "pupils": french.plural(encounter.pupils or 0, "élève"),
        "adults": french.plural(encounter.adults or 0, "adulte"),
        "duration": _duration(encounter.minutes or 0),
        "facts": [
            ["Établissement", ", ".join(filter(None, [school.name, school.locality]))],
            ["Rencontre", _capital(EncounterKind(encounter.kind).label)],
            ["Engagement servi", str(encounter.commitment)],
        ],
    }
    return pdf.render("encounters/thanks", data, title="Merci pour cette rencontre", source=SOURCE, on=_today())


def _audience(encounter: Encounter) -> str:
    group = encounter.school_class
    return f"la classe de {group.label}" if group else "une classe"


def _duration(minutes: int) -> str:
    """« 55 minutes », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return french.plural(rest, "minute")
    return (
        f"{hours}{french.NBSP}h{f'{french.NBSP}{rest:02d}' if rest else ''}" if rest else french.plural(hours, "heure")
    )


def table(encounters: Iterable[Encounter], on: dt.date | None = None) -> Table:
    """The list for a spreadsheet: no contact, no words."""
    return Table(
        "Rencontres",
        (
            Column("Numéro", Format.INTEGER),
            Column("Rencontre", share=3),
            Column("Nature", share=2),
            Column("État"),
            Column("Prévue le", Format.DATE),
            Column("Tenue le", Format.DATE),
            Column("UAI"),
            Column("Établissement", share=2),
            Column("Acteur", share=2),
            Column("Département"),
            Column("Élèves", Format.INTEGER),
            Column("Adultes", Format.INTEGER),
            Column("Minutes", Format.INTEGER),
        ),
        (_row(encounter) for encounter in encounters),
        source=SOURCE,
        on=on or _today(),
    )


def _fiche(encounter: Encounter, contacts: Sequence[Person]) -> dict[str, object]:
    kind = EncounterKind(encounter.kind)
    return {
        "state": _warning(encounter),
        "when": _capital(encounter.when) or "Date à fixer",
        "place": encounter.place or "Lieu à fixer",
        "facts": [[french.typeset(name), _capital(value)] for name, value in _facts(encounter, kind) if value],
        "contacts": [_person(person) for person in contacts],
        "bring": [
            {"title": f"Pour {side.label}", "items": [french.typeset(item) for item in BRING[kind][side]]}
            for side in Side
            if BRING[kind][side]
        ],
    }


def _warning(encounter: Encounter) -> str:
    state = EncounterState(encounter.state)
    if state in {EncounterState.POSTPONED, EncounterState.CANCELLED}:
        return french.typeset(f"Cette rencontre est {state.label} : {encounter.ended_reason}")
    return ""


def _facts(encounter: Encounter, kind: EncounterKind) -> list[tuple[str, str]]:
    school = encounter.school
    group = encounter.school_class
    return [
        ("Nature", kind.label),
        ("Établissement", ", ".join(part for part in (school.name, school.locality) if part)),
        ("Classe", group.label if group else ""),
        ("Acteur de l'ESS", encounter.organisation.name if encounter.organisation else ""),
        ("Élèves prévus", french.number(encounter.planned_pupils) if encounter.planned_pupils else ""),
        ("Engagement servi", str(encounter.commitment)),
    ]


def _person(person: Person) -> list[object]:
    reach = [phone.display(person.phone) if person.phone else "", person.email]
    return [_capital(person.side.label), ", ".join(filter(None, [person.name, *reach]))]


def _row(encounter: Encounter) -> tuple[str | int | dt.date | None, ...]:
    return (
        encounter.pk,
        encounter.title,
        EncounterKind(encounter.kind).label,
        EncounterState(encounter.state).label,
        encounter.planned_on,
        encounter.held_on,
        encounter.school.uai or "",
        encounter.school.name,
        encounter.organisation.name if encounter.organisation else "",
        encounter.departement.name if encounter.departement else "",
        encounter.pupils,
        encounter.adults,
        encounter.minutes,
    )


def _capital(text: str) -> str:
    """The text typeset, its first letter in capital."""
    return french.typeset(f"{text[:1].upper()}{text[1:]}")


def _today() -> dt.date:
    return timezone.localdate()
