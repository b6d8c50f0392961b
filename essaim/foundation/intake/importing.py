"""The ``import`` command of an area, whole: ``essaim schools import FICHIER… [--apply]``.

Without ``--apply`` it is a dry run: nothing is written. With it, everything is written in one transaction, or nothing.
Status 1 when nothing of the input could be used; some lines refused among others are told on stderr, and counted.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from essaim.foundation.intake import registry, selectors, services
from essaim.foundation.intake.summary import Summary
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.cli import Console, Group, Result
from essaim.foundation.kernel.errors import Refused

COUNTED = (
    ("read", "lues"),
    ("new", "nouvelles"),
    ("changed", "modifiées"),
    ("unchanged", "déjà à jour"),
    ("closed", "fermées"),
    ("refused", "refusées"),
    ("duplicates", "doublons possibles"),
)


def add_import_command(group: Group, kind: str, *, about: str, example: str) -> ArgumentParser:
    """Declare ``import`` in a group; the options are those of the importer."""
    importer = registry.get(kind)
    parser = group.command("import", run=partial(_run, kind), about=about, example=example, show=show)
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FICHIER", help="CSV, JSON, XLSX, ODS ou iCalendar, même en .gz"
    )
    for option in importer.options:
        label = f"{option.label}. {option.help}".strip(". ").replace("%", "%%")
        choices = None if callable(option.choices) else [value for value, _ in option.choices] or None
        parser.add_argument(
            f"--{option.name}", default=option.default, help=label, choices=choices, metavar=None if choices else "…"
        )
    parser.add_argument(
        "--mapping", type=Path, metavar="FICHIER", help='colonnes choisies, en JSON : {"champ": "colonne"}'
    )
    parser.add_argument("--apply", action="store_true", help="écrire ; sans cette option, c'est un essai")
    parser.add_argument(
        "--yes",
        action="store_true",
        help="sur un terminal, écrire sans demander de confirmer ce qui surprend",
    )
    return parser


def show(result: Result) -> Iterator[str]:
    """The counts, one a line, and what happened."""
    for name, words in COUNTED:
        if name in result:
            yield f"{french.number(result[name]):>9} {words}"
    if result.get("applied"):
        yield f"Import appliqué (numéro {result['batch']})."
    else:
        yield "Essai seulement : rien n'a été modifié. Ajoutez --apply pour écrire."


def _run(kind: str, options: Namespace, console: Console) -> Result:
    importer = registry.get(kind)
    missing = next((path for path in options.files if not path.is_file()), None)
    if missing is not None:
        raise Refused(f"{missing} : ce fichier n'existe pas. Vérifiez son nom et son dossier.")
    declared = {option.name: getattr(options, option.name) for option in importer.options}
    mapping = _mapping(options.mapping)
    watch = partial(console.progress, label="Lecture", total=sum(map(_lines, options.files)))
    batch = 0
    if options.apply:
        if _watched(options, console):
            _confirm(selectors.dry_run(kind, options.files, options=declared, mapping=mapping, watch=watch), console)
        done = services.import_files(
            by=SystemActor("essaim"), kind=kind, paths=options.files, options=declared, mapping=mapping, watch=watch
        )
        batch, summary = done.pk, selectors.summary_of(done) or Summary()
    else:
        summary = selectors.dry_run(kind, options.files, options=declared, mapping=mapping, watch=watch)
    tell = console.refuse if summary.is_refused else console.warn
    for refusal in summary.refusals:
        tell(refusal.reason, file=refusal.file, line=refusal.line, field=refusal.field)
    for warning in summary.warnings:
        console.warn(warning)
    for remark in summary.remarks:
        console.warn(remark.reason, file=remark.file, line=remark.line, field=remark.field)
    result = summary.as_json()
    return result if console.json else {**result, "applied": options.apply, "batch": batch}


def _watched(options: Namespace, console: Console) -> bool:
    """Whether a person is there to answer: a job of a partner is never stopped, it reads the warning and the counts."""
    return not options.yes and not console.json and sys.stdin.isatty() and console.err.isatty()


def _confirm(summary: Summary, console: Console) -> None:
    """Ask before applying what is odd; nothing is asked of an ordinary file."""
    if not summary.warnings:
        return
    for warning in summary.warnings:
        console.warn(warning)
    print("Appliquer quand même ? [o/N] ", end="", file=console.err, flush=True)
    if sys.stdin.readline().strip().casefold() not in {"o", "oui"}:
        raise Refused("Rien n'a été modifié. Corrigez la déclaration, ou confirmez avec --yes.")


def _mapping(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f'{path} : correspondance illisible. Écrivez en JSON {{"champ": "colonne"}}.') from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise Refused(f'{path} : écrivez un objet JSON {{"champ": "colonne"}}.')
    return found


def _lines(path: Path) -> int:
    """About how many lines a file has, for the bar; compressed files are guessed."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    breaks = head.count(b"\n")
    return size * breaks // len(head) if breaks and len(head) else 0
