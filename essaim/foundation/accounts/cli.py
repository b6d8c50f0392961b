"""``essaim accounts``: what whoever keeps the server does for an account when no screen can be opened."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from essaim.foundation.accounts import selectors, services
from essaim.foundation.accounts.enums import IdentityCheck
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.cli import Commands, Console, Result
from essaim.foundation.kernel.errors import Refused

BY = SystemActor("essaim")


def register(commands: Commands) -> None:
    """Declare the commands of this area."""
    accounts = commands.group("accounts", "Les comptes des personnes.")
    reset = accounts.command(
        "reset-second-factor",
        run=run_reset,
        about="Enlever un second facteur perdu, par exemple celui de la seule administration.",
        example="essaim accounts reset-second-factor claude@exemple.fr --check in_person",
        show=show_reset,
    )
    reset.add_argument("email", metavar="ADRESSE", help="l'adresse du compte")
    reset.add_argument(
        "--check",
        required=True,
        choices=[check.value for check in IdentityCheck],
        help="comment vous avez vérifié que c'est bien la personne ; écrit au journal",
    )


def run_reset(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (the shape every command has)
    """The same gesture as the screen of the administration."""
    user = selectors.person_at(options.email.strip().lower())
    if user is None:
        raise Refused("Aucun compte ouvert n'a cette adresse : relisez-la.")
    services.reset_second_factor(by=BY, user=user, check=IdentityCheck(options.check))
    return {"reset": 1}


def show_reset(result: Any) -> Iterator[str]:  # noqa: ARG001 (the shape every command has)
    """What was done, and what comes next."""
    yield "Le second facteur est enlevé, les appareils sont déconnectés. La personne le sait par courriel."
