"""``essaim``: every command of every area, assembled (``script/run`` calls it)."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

import django

from essaim.foundation.kernel.cli import Commands

AREAS = (
    "essaim.front.reporting",
    "essaim.areas.campaign",
    "essaim.commons.directory",
    "essaim.commons.territory",
    "essaim.foundation.intake",
    "essaim.foundation.accounts",
)
"""Areas with a ``cli`` module, in the order of the help page."""

NOT_YET = (
    "search evaluate",
    "resources import",
    "resources export",
    "observatory classify",
    "observatory explain",
    "observatory build",
    "observatory generate",
    "export",
    "import-archive",
)
"""Commands promised to others whose rooms are not built: each leaves this list with its area (a test watches)."""


def build() -> Commands:
    """All the commands."""
    from config import backup, demo, prepare, worker

    commands = Commands(
        "essaim", "Essaim : la coopération de L'ESPER et des CRESS autour de l'ESS à l'école.", prepare.ensure
    )
    for area in AREAS:
        if find_spec(f"{area}.cli"):
            import_module(f"{area}.cli").register(commands)
    for house in (demo, prepare, worker, backup):
        house.register(commands)
    return commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare Django, run one command, give its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    return build().main(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
