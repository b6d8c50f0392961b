"""``essaim imports``: see what came in, and take it back."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from essaim.foundation.intake import selectors, services
from essaim.foundation.intake.enums import BatchState
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.cli import Commands, Console, Result, positive
from essaim.foundation.kernel.errors import Refused

BY = SystemActor("essaim")


def register(commands: Commands) -> None:
    """Declare the commands of this area."""
    imports = commands.group("imports", "Les fichiers importés.")
    listing = imports.command(
        "list",
        run=run_list,
        about="Lister les derniers imports.",
        example="essaim imports list --limit 5",
        show=show_list,
    )
    listing.add_argument("--limit", type=positive, default=20, metavar="N", help="imports au plus (20)")
    undoing = imports.command(
        "undo",
        run=run_undo,
        about="Annuler un import : tout redevient comme avant, sauf ce qui a changé depuis.",
        example="essaim imports undo 12",
        show=show_undo,
    )
    undoing.add_argument("number", type=positive, metavar="NUMÉRO", help="le numéro donné par l'import")


def run_list(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (the shape every command has)
    """The latest first, with their counts."""
    return {"imports": [_line(batch) for batch in selectors.batches_of(BY)[: options.limit]]}


def run_undo(options: Namespace, console: Console) -> Result:
    """Undo one, and name what was kept."""
    batch = selectors.batches_of(BY).filter(pk=options.number).first()
    if batch is None:
        raise Refused(f"Aucun import ne porte le numéro {options.number}. Voyez « essaim imports list ».")
    report = selectors.undo_report_of(services.undo(by=BY, batch=batch)) or {}
    for kept in report["listed"]:
        console.warn(f"{kept['label']} ({kept['target']}) : gardée, {kept['reason']}")
    return report


def show_list(result: Any) -> Iterator[str]:
    """One import a line."""
    if not result["imports"]:
        yield "Pas encore d'import."
    for one in result["imports"]:
        yield f"{one['number']:>6}  {one['at']}  {one['kind']:15} {one['state']:22} {', '.join(one['files'])}"


def show_undo(result: Any) -> Iterator[str]:
    """What came back."""
    yield f"{result['removed']} fiches retirées, {result['restored']} rendues, {result['kept']} gardées."


def _line(batch: Any) -> dict[str, Any]:
    summary = selectors.summary_of(batch)
    counts = summary.as_json() if summary else {}
    return {
        "number": batch.pk,
        "at": f"{batch.created_at:%Y-%m-%d %H:%M}",
        "kind": batch.kind,
        "state": BatchState(batch.state).label,
        "files": [file.name for file in batch.files.all()],
        **{name: value for name, value in counts.items() if isinstance(value, int)},
    }
