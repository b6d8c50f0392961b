"""``essaim campaign match``: the best matching of a file, its proof, and the check of somebody else's."""

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from essaim.areas.campaign.domain.matching import certificate, solution, verifying
from essaim.areas.campaign.domain.matching.instance import Instance
from essaim.areas.campaign.domain.matching.reading import InstanceRefused, read
from essaim.foundation.intake import importing
from essaim.foundation.kernel.cli import Commands, Console, Result
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.french import number, plural

FIRST_LINE = 1


def register(commands: Commands) -> None:
    """Declare the commands of this area."""
    importing.add_import_command(
        commands.group("events", "Les évènements ouverts des campagnes."),
        "evenements",
        about="Importer des évènements ouverts : tableau, iCalendar, OpenAgenda.",
        example="essaim events import programme.ics --edition semaine-2027 --apply",
    )
    importing.add_import_command(
        commands.group("offers", "Les offres d'acteurs des campagnes."),
        "offres",
        about="Importer des offres d'acteurs depuis un tableau.",
        example="essaim offers import offres.csv --edition semaine-2027 --apply",
    )
    group = commands.group("campaign", "La Semaine et les autres campagnes.")
    matching = group.command(
        "match",
        run=run,
        about="Rapprocher au mieux des demandes et des offres, avec la preuve.",
        example="essaim campaign match semaine.json --out solution.json --certificate preuve.json",
        show=show,
    )
    matching.set_defaults(needs_database=False)
    matching.add_argument("instance", type=Path, metavar="INSTANCE", help="demandes et offres, en JSON")
    matching.add_argument("--out", type=Path, metavar="FICHIER", help="écrire la solution dans ce fichier")
    matching.add_argument(
        "--certificate", type=Path, metavar="FICHIER", help="écrire la preuve ; avec --verify, la lire"
    )
    matching.add_argument(
        "--verify", type=Path, metavar="SOLUTION", help="vérifier cette solution au lieu d'en chercher"
    )


def run(options: Namespace, console: Console) -> Result:
    """Solve, or verify."""
    instance = _instance(options.instance, console)
    if instance is None:
        return {}
    if options.verify:
        return _verify(instance, options, console)
    found = solution.solve(instance)
    written = solution.as_json(found)
    if options.out:
        _write(options.out, written)
    if options.certificate:
        _write(options.certificate, certificate.as_json(found.flow.potentials))
    return written


def show(result: Result) -> Iterator[str]:
    """What was found, in a few lines."""
    if "valid" in result:
        yield "La solution est juste, et rien ne fait mieux." if result["valid"] else "La solution est refusée."
    elif result:
        served, left = len(result["pairs"]), len(result["unserved"])
        yield f"{plural(served, 'demande servie', 'demandes servies')}, {number(left)} sans réponse."
        yield f"Preuve : {result['proof']['method']}, {result['seconds']['total']} s."


def _verify(instance: Instance, options: Namespace, console: Console) -> Result:
    """Every fault on its line; without a certificate, prices are computed again before they are added up."""
    written = _json(options.verify)
    if options.certificate:
        try:
            potentials = certificate.from_json(_json(options.certificate))
        except ValueError:
            raise Refused(f"{options.certificate} n'est pas un certificat : il faut des prix entiers.") from None
    else:
        potentials = list(solution.solve(instance).flow.potentials)
    wrong = verifying.faults(instance, written, potentials)
    for fault in wrong:
        console.refuse(fault, file=options.verify, line=FIRST_LINE)
    return {"valid": not wrong, "faults": wrong, "proof": "certificate" if options.certificate else "recomputed"}


def _instance(path: Path, console: Console) -> Instance | None:
    try:
        return read(_json(path))
    except InstanceRefused as refused:
        for field, reason in refused.faults:
            console.refuse(reason, file=path, line=FIRST_LINE, field=field)
        return None


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", FIRST_LINE)
        raise Refused(f"{path}:{line}: ce n'est pas du JSON lisible : corrigez le fichier à cet endroit.") from None


def _write(path: Path, data: Any) -> None:
    """Whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(path)
