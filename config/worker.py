"""``essaim worker``: the process that sends letters and runs queued jobs."""

from argparse import Namespace

from essaim.areas.campaign import chores as campaign
from essaim.commons.encounters import chores as encounters
from essaim.foundation.accounts import chores as accounts
from essaim.foundation.files import retention as files
from essaim.foundation.intake import chores as imports
from essaim.foundation.kernel.cli import Commands, Console, Result
from essaim.foundation.outbox import worker

CHORES = (
    imports.purge_old,
    files.sweep,
    accounts.purge_expired,
    encounters.purge_old,
    campaign.forget_old,
    campaign.remind,
    campaign.end_silences,
    campaign.send_digests,
    campaign.read_feeds,
)
"""What the areas above the outbox want done from time to time."""


def register(commands: Commands) -> None:
    """Declare ``essaim worker``."""
    parser = commands.command(
        "worker",
        run=run,
        about="Envoyer les courriels en attente et exécuter les travaux de fond, jusqu'à l'arrêt (Ctrl-C).",
        example="essaim worker",
        show=lambda result: (),  # noqa: ARG005 (a service has nothing to show)
    )
    parser.add_argument("--once", action="store_true", help="faire un seul tour, puis s'arrêter")


def run(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (every command has these two)
    """Run until told to stop, or for one round."""
    if options.once:
        return {"sent": worker.run_once()}
    worker.run_forever(CHORES)
    return {"stopped": True}
