"""``essaim schools`` and ``essaim organisations``: files in, and the search box without a browser."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from essaim.commons.directory.selectors import schools as selectors
from essaim.foundation.intake.importing import add_import_command
from essaim.foundation.kernel.cli import Commands, Console, Result, positive

FOUND_AT_MOST = 100


def register(commands: Commands) -> None:
    """Declare the commands of this area."""
    schools = commands.group("schools", "Les établissements scolaires.")
    add_import_command(
        schools,
        "schools",
        about="Lire l'annuaire des établissements, de n'importe quelle année.",
        example="essaim schools import annuaire.csv --complete college:academie:24 --apply",
    )
    searching = schools.command(
        "search",
        run=run_search,
        about="Trouver un établissement par UAI, nom, ville ou code postal, même mal écrit.",
        example='essaim schools search "colege jean jores lile" --limit 5',
        show=show_search,
    )
    searching.add_argument("text", nargs="+", metavar="TEXTE", help="ce que vous cherchez")
    searching.add_argument("--limit", type=positive, default=10, metavar="N", help="résultats au plus (10)")
    organisations = commands.group("organisations", "Les acteurs de l'ESS et les partenaires.")
    add_import_command(
        organisations,
        "organisations",
        about="Lire un fichier d'organisations.",
        example="essaim organisations import acteurs.csv --apply",
    )


def run_search(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (the shape every command has)
    """The best answers, closed schools included and last among equals."""
    found = selectors.search(" ".join(options.text), limit=min(options.limit, FOUND_AT_MOST))
    return {
        "results": [
            {"uai": school.uai or "", "name": school.name, "commune": school.locality, "kind": school.kind}
            for school in found.schools
        ]
    }


def show_search(result: Any) -> Iterator[str]:
    """One school a line."""
    if not result["results"]:
        yield "Aucun établissement ne répond à ces mots. Essayez avec la commune, ou l'UAI."
    for row in result["results"]:
        yield f"{row['uai'] or '(sans UAI)':10}  {row['name']}, {row['commune'] or 'commune inconnue'}"
