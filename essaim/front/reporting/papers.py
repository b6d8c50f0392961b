"""The papers of a bilan: the PDF one signs, the ODT one goes on writing, the canonical text one checks."""

import datetime as dt
from collections.abc import Iterable, Mapping

from essaim.foundation.documents import odt, pdf
from essaim.foundation.documents.tables import Column, Format, Table
from essaim.foundation.kernel import french
from essaim.front.reporting import picture
from essaim.front.reporting.domain.document import Document, Figure, Section
from essaim.front.reporting.domain.outline import leading

SOURCE = "Essaim, chiffres définis dans ce document"
NOT_YET = "Ce bilan ne compte pas encore : {}."


def as_pdf(document: Document, *, on: dt.date, given: Mapping[str, str], warning: str = "") -> bytes:
    """The bilan on paper: a cover with the cells of the period and the signatures, then every figure traced.

    ``given`` tells, by party, in which words it validated; the others get an empty box to sign by hand.
    """
    drawn = picture.drawing(document)
    data = {
        "subtitle": document.subtitle,
        "warning": warning,
        "lead": [_lead(figure) for figure in lead(document)],
        "picture": {"svg": drawn, "alt": picture.finding(document)} if drawn else None,
        "signatures": [
            {"name": one.name, "capacity": one.capacity, "given": given.get(one.urn, "")}
            for one in document.signatories
        ],
        "digest": document.digest,
        "sections": [
            {
                "title": section.title,
                "wording": french.typeset(section.wording),
                "table": _table(section.shown),
                "zero": at_zero(section),
            }
            for section in document.sections
        ],
        "definitions": [_definition(figure) for figure in shown(document)],
        "missing": french.typeset(NOT_YET.format(french.join(document.missing))) if document.missing else "",
    }
    return pdf.render("reporting/bilan", data, title=document.title, source=SOURCE, on=on, seal=document.digest)


def as_odt(document: Document, *, on: dt.date) -> bytes:
    """The bilan to go on writing: every number is a field that changes everywhere at once."""
    writer = odt.Writer(f"{document.title}, {document.subtitle}", on=on)
    writer.paragraph(f"Empreinte du texte : {document.digest}")
    fields = {f.key: writer.figure(f.name, f.value, _format(f)) for f in shown(document)}
    for section in document.sections:
        writer.heading(section.title)
        if section.wording:
            writer.paragraph(french.typeset(section.wording))
        for figure in section.shown:
            writer.paragraph(
                french.typeset(f"{figure.label} : "), fields[figure.key], f"{french.NBSP}{figure.unit_word}."
            )
        if zero := at_zero(section):
            writer.paragraph(zero)
    writer.heading("Ce que comptent ces chiffres")
    for figure in shown(document):
        writer.heading(figure.label, 3)
        writer.paragraph(french.typeset(figure.definition))
        writer.paragraph(french.typeset(f"Source : {figure.source}, {figure.period.words}."))
    if document.missing:
        writer.paragraph(french.typeset(NOT_YET.format(french.join(document.missing))))
    writer.heading("Signatures")
    for one in document.signatories:
        writer.paragraph(french.typeset(f"Pour {one.name}, en qualité de {one.capacity} :"))
    return writer.to_bytes()


def lead(document: Document) -> list[Figure]:
    """The three figures of the cover."""
    by_code = {figure.code: figure for figure in reversed(document.figures)}
    return [by_code[code] for code in leading([figure.code for figure in document.figures if figure.value])]


def shown(document: Document) -> list[Figure]:
    """The figures shown one by one, each once."""
    return list({figure.key: figure for section in document.sections for figure in section.shown}.values())


def at_zero(section: Section) -> str:
    """What an axis does not count yet, in one line; empty when everything counts something."""
    if not section.figures:
        return "Rien n’est encore compté pour cet axe."
    labels = [figure.label.partition(",")[0] for figure in section.at_zero]
    return french.typeset(f"À zéro sur la période : {french.join(labels).lower()}.") if labels else ""


def _lead(figure: Figure) -> dict[str, str]:
    return {"value": french.number(figure.value), "unit": figure.unit_word, "label": figure.label}


def _table(figures: Iterable[Figure]) -> Table | None:
    rows = [[figure.label, figure.told, figure.period.words] for figure in figures]
    columns = [Column("Chiffre", share=5), Column("Valeur", share=3), Column("Période", share=6)]
    return Table("", columns, rows) if rows else None


def _definition(figure: Figure) -> dict[str, str]:
    return {
        "label": figure.label,
        "definition": french.typeset(figure.definition),
        "source": french.typeset(f"Source : {figure.source}. Définition, version {figure.version}."),
    }


def _format(figure: Figure) -> Format:
    return Format.INTEGER if isinstance(figure.value, int) else Format.DECIMAL
