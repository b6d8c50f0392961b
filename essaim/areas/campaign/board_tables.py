"""What the board exports: registrations and matches of one's territories, without any contact."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from essaim.areas.campaign.enums import Kind, Reply
from essaim.areas.campaign.models import Edition, Match, Registration
from essaim.areas.campaign.selectors.registrations import of_kind, visible
from essaim.commons.directory.domain.scopes import Scope
from essaim.foundation.documents.tables import Column, Format, Table, Value

NATURES = {
    Kind.TEAM: "Demande d’une équipe",
    Kind.ACTOR: "Offre d’un acteur",
    Kind.SHOWCASE: "Action d’élèves",
}
OTHER = "Évènement ouvert"
SOURCE = "Essaim, tableau de la Semaine ; aucun contact n’y figure"


def registrations(edition: Edition, scope: Scope, *, on: dt.date) -> Table:
    """One line a registration, drafts left out."""
    columns = [
        Column("Référence"),
        Column("Nature"),
        Column("Qui", share=4),
        Column("Département", share=2),
        Column("État"),
        Column("Envoyée le", Format.DATE),
        Column("Relue le", Format.DATE),
        Column("Suivie par", share=2),
    ]
    return Table("Inscriptions", columns, _registrations(edition, scope), SOURCE, on)


def matches(found: Iterable[Match], *, on: dt.date) -> Table:
    """One line a match, whatever became of it."""
    columns = [
        Column("Classe", share=3),
        Column("Acteur", share=3),
        Column("Demi-journée", share=2),
        Column("Manière", share=2),
        Column("Kilomètres", Format.DECIMAL),
        Column("État"),
        Column("Réponse de l’équipe"),
        Column("Réponse de l’acteur"),
        Column("Raison", share=3),
    ]
    rows = (
        (
            match.request.who,
            match.offer.who,
            match.when,
            match.mode_label,
            _decimal(match.tenths),
            match.get_state_display(),
            Reply(match.team_reply).label,
            Reply(match.actor_reply).label,
            match.reason,
        )
        for match in found
    )
    return Table("Mises en relation", columns, rows, SOURCE, on)


def _registrations(edition: Edition, scope: Scope) -> Iterator[tuple[Value, ...]]:
    for kind in Kind:
        sent = visible(of_kind(kind).filter(edition=edition, submitted_at__isnull=False), scope)
        for row in sent.select_related("assigned_to").order_by("submitted_at", "pk"):
            yield _line(kind, row)


def _line(kind: Kind, row: Registration) -> tuple[Value, ...]:
    return (
        row.reference,
        NATURES.get(kind, OTHER),
        row.label,  # type: ignore[attr-defined]
        row.departement.name if row.departement else "",
        row.get_state_display(),
        row.submitted_at.date() if row.submitted_at else None,
        row.moderated_at.date() if row.moderated_at else None,
        row.assigned_to.name if row.assigned_to else "",
    )


def _decimal(tenths: int) -> Decimal:
    return Decimal(tenths) / 10
