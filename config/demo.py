"""``essaim demo``: one invented season to look at, and the accounts to look at it with."""

import argparse
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import transaction

from essaim.foundation.accounts import demo, doors
from essaim.foundation.accounts.enums import ROLE_LABELS
from essaim.foundation.kernel.cli import Commands, Console, Result
from essaim.foundation.records import statistics

LARGEST_SCALE = 100


def register(commands: Commands) -> None:
    """Declare ``essaim demo load`` and ``essaim demo accounts``."""
    group = commands.group("demo", "La saison de démonstration, inventée.")
    load = group.command(
        "load",
        run=run_load,
        about="Charger la saison de démonstration ; la relancer ne change rien.",
        example="essaim demo load --seed 7 --scale 2",
        show=show_counts,
    )
    load.add_argument("--seed", type=int, default=1, metavar="GRAINE", help="graine du hasard (défaut : 1)")
    group.command(
        "accounts",
        run=run_accounts,
        about="Dire avec quels comptes regarder la démonstration.",
        example="essaim demo accounts",
        show=show_accounts,
    )
    load.add_argument("--scale", type=_scale, default=1.0, metavar="FACTEUR", help="taille de la saison (défaut : 1)")


def demos() -> Iterator[object]:
    """The ``demo`` module of each area that has one, from the lowest floor up."""
    for area in reversed(settings.LOCAL_APPS):
        if find_spec(f"{area}.demo"):
            yield import_module(f"{area}.demo")


def run_load(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (every command has these two)
    """The whole season or nothing."""
    return load(seed=options.seed, scale=options.scale)


@transaction.atomic
def load(*, seed: int, scale: float) -> dict[str, int]:
    """Each area's part, the next one reading what the last one wrote; counts added up by kind of object."""
    counts: Counter[str] = Counter()
    for area in demos():
        counts.update(area.load(seed=seed, scale=scale))  # type: ignore[attr-defined]
        statistics.refresh()
    return dict(counts)


def run_accounts(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (every command has these two)
    """One account per persona, and the password they share on this machine alone."""
    found = [{"persona": ROLE_LABELS[role], "email": user.email} for role, user in doors.personas().items()]
    return {"accounts": found, "password": demo.password() if settings.DEMO else None}


def show_accounts(result: Result) -> Iterator[str]:
    """A line per account."""
    if not result["accounts"]:
        yield "Aucun compte de démonstration : lancez « essaim demo load »."
        return
    width = max(len(account["persona"]) for account in result["accounts"])
    for account in result["accounts"]:
        yield f"  {account['persona']:<{width}}  {account['email']}"
    if result["password"]:
        yield f"Mot de passe de ces comptes, sur cette machine : {result['password']}"


def show_counts(result: Result) -> Iterator[str]:
    """The season in one line."""
    yield "Saison de démonstration : " + ", ".join(f"{count} {kind}" for kind, count in result.items() if count)


def _scale(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0 < value <= LARGEST_SCALE:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un facteur, écrivez un nombre de 0,1 à {LARGEST_SCALE}")
    return value
