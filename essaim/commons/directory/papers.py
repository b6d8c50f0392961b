"""What the directory hands out as files: who covers what as a table, a school as a sheet to print and pass on."""

import datetime as dt
from collections.abc import Mapping

from django.utils.text import capfirst

from essaim.commons.directory.models import School
from essaim.commons.directory.naming import Answer
from essaim.commons.directory.selectors import people
from essaim.commons.directory.selectors import schools as selectors
from essaim.foundation.documents import pdf
from essaim.foundation.documents.tables import Column, Table
from essaim.foundation.kernel import french

NOBODY = "Personne ne répond encore"
UNKNOWN = "Non précisée"
MINISTRY = "ministère chargé de l’éducation nationale, Licence Ouverte 2.0"


def coverage_table(on: dt.date) -> Table:
    """Who answers in each département, for each of those who may ask, and which seats are vacant."""
    columns = [
        Column("Code", share=2),
        Column("Département", share=4),
        *(Column(who, share=5) for who, _ in people.ASKERS),
        Column("Sièges vacants", share=6),
    ]
    rows = [
        (
            here.departement.code,
            here.departement.name,
            *(answer.name or NOBODY for _, answer in here.answers),
            french.join(sorted({name for _, answer in here.answers for name in answer.vacant})),
        )
        for here in people.answers_everywhere(on)
    ]
    return Table("Qui couvre quoi", columns, rows, source="annuaire d’Essaim", on=on)


def coverage_on_paper(on: dt.date) -> Table:
    """The same answers for a page that is higher than wide: a line for each académie, région by région."""
    columns = [
        Column("Région", share=4),
        Column("CRESS", share=2),
        Column("Académie", share=3),
        Column("Qui répond à un collège, un lycée", share=6),
        Column("Animation OCCE", share=4),
    ]
    rows = [
        (
            region.region.name,
            "Pourvue" if region.is_held else "Vacante",
            line.academie.name,
            line.answers.name or NOBODY,
            f"{line.occe_held} sur {french.plural(len(line.departements), 'département')}",
        )
        for region in people.coverage(on)
        for line in region.academies
    ]
    return Table("Qui couvre quoi", columns, rows, source="annuaire d’Essaim", on=on)


def school_sheet(school: School, on: dt.date) -> bytes:
    """The public sheet of a school, as PDF: what its page says, and nothing that its page keeps for the network."""
    answer = people.answer(people.route_for_school(school, on)) if school.is_active else None
    data = {
        "lede": ", ".join(part for part in (capfirst(school.kind_label), school.locality) if part),
        "state": _state(school),
        "facts": [list(pair) for pair in _facts(school).items() if pair[1]],
        "answer": _answer(answer),
        "origins": [
            f"{capfirst(group.origin.source.label)}, {french.date(group.origin.date)}"
            f"\N{NO-BREAK SPACE}: {', '.join(group.labels)}."
            for group in selectors.sources_of(school)
        ],
    }
    source = "annuaire d’Essaim" if school.is_by_hand or school.source == "demo" else MINISTRY
    return pdf.render("directory/school", data, title=school.name, source=source, on=on)


def _facts(school: School) -> Mapping[str, str]:
    address = (school.address_1, school.address_2, school.address_3, f"{school.postcode} {school.locality}".strip())
    return {
        "UAI": school.uai or "Inconnu, ou sans objet",
        "Adresse": ", ".join(part for part in address if part) or UNKNOWN,
        "Département": school.departement.name if school.departement else "",
        "Académie": school.academie.name if school.academie else "",
        "Téléphone": school.phone_shown,
        "Courriel": school.email,
        "Site": school.website,
        "Élèves": french.number(school.pupils) if school.pupils else "",
    }


def _state(school: School) -> str:
    if school.closed_on:
        return f"Établissement fermé depuis le {french.date(school.closed_on)}."
    return "" if school.is_active else "L’établissement n’accueille pas encore d’élèves."


def _answer(answer: Answer | None) -> list[str]:
    if answer is None:
        return []
    return [answer.name or NOBODY, *(f"Siège vacant\N{NO-BREAK SPACE}: {name}" for name in answer.vacant)]
