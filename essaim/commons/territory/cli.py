"""``essaim territory``: the reference data of France, from the package itself."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from essaim.commons.territory.services import loading
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.cli import Commands, Console, Result
from essaim.foundation.kernel.french import number, plural

COUNTED = ("new", "changed", "unchanged", "removed")


def register(commands: Commands) -> None:
    """Declare the commands of this area."""
    territory = commands.group("territory", "Les régions, académies, départements et communes.")
    territory.command(
        "load",
        run=run_load,
        about="Charger les territoires et les vacances livrés avec Essaim.",
        example="essaim territory load",
        show=show_load,
    )


def run_load(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (the shape every command has)
    """Load the reference; a second run changes nothing."""
    counts = loading.load_reference(by=SystemActor("territory"))
    return {name: counts[name] for name in COUNTED}


def show_load(result: Any) -> Iterator[str]:
    """One sentence, or that nothing had to change."""
    if not (result["new"] or result["changed"] or result["removed"]):
        yield f"Rien à changer : {plural(result['unchanged'], 'ligne')} à jour."
        return
    yield (
        f"{plural(result['new'], 'ligne ajoutée', 'lignes ajoutées')}, "
        f"{plural(result['changed'], 'modifiée', 'modifiées')}, "
        f"{plural(result['removed'], 'retirée', 'retirées')}, "
        f"{number(result['unchanged'])} à jour."
    )
