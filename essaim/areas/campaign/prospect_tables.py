"""The tables of the prospecting page, for spreadsheets: who to look for, and who is left."""

import datetime as dt

from essaim.areas.campaign.selectors.prospecting import Prospecting
from essaim.foundation.documents.tables import Column, Format, Table
from essaim.foundation.kernel import french

SOURCE = "Essaim, rapprochement de la Semaine : chaque nombre est résolu de nouveau avec l’acteur ajouté"


def wanted(found: Prospecting, *, on: dt.date) -> Table:
    """One line a place where an actor is missing."""
    columns = [
        Column("Près de", share=2),
        Column("Département", share=2),
        Column("Niveaux", share=2),
        Column("Thèmes", share=2),
        Column("Classes servies en plus", Format.INTEGER),
        Column("En une phrase", share=5),
    ]
    rows = [
        (
            one.commune,
            one.departement,
            french.join(one.levels),
            french.join(one.themes),
            one.prospect.would_serve,
            one.sentence,
        )
        for one in found.wanted
    ]
    return Table("Acteurs à chercher", columns, rows, SOURCE, on)


def missed(found: Prospecting, *, on: dt.date) -> Table:
    """One line a request nobody meets; no contact leaves the network this way."""
    columns = [
        Column("Demande"),
        Column("Classe", share=3),
        Column("Commune", share=2),
        Column("Offres à une condition près", Format.INTEGER),
        Column("Ce qui manquait", share=4),
    ]
    rows = [
        (one.request.reference, one.request.who, one.commune, one.near_misses, french.join(one.conditions))
        for one in found.missed
    ]
    return Table("Demandes sans réponse", columns, rows, SOURCE, on)
