"""``essaim prepare``: an empty or older database becomes one the site can use."""

from argparse import Namespace
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from essaim.foundation.kernel.cli import Commands, Console, Result
from essaim.foundation.kernel.errors import Refused


def register(commands: Commands) -> None:
    """Declare ``essaim prepare``."""
    commands.command(
        "prepare",
        run=run,
        about="Créer ou mettre à jour la base, et y charger les données de référence.",
        example="essaim prepare",
        show=show,
    ).set_defaults(needs_database=False)


def run(options: Namespace, console: Console) -> Result:  # noqa: ARG001 (every command has these two)
    """Migrate, make the table of the cache, let each area load the reference it is shipped with."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    for area in reversed(settings.LOCAL_APPS):
        if find_spec(f"{area}.reference"):
            import_module(f"{area}.reference").ensure_loaded()
    return {"migrations": pending}


def show(result: Result) -> Iterator[str]:
    """What changed, in one line."""
    count = result["migrations"]
    yield "La base est à jour." if not count else f"La base est prête ({count} migrations passées)."


def ensure(options: Namespace, console: Console) -> None:
    """An empty database is prepared at first use; one that is behind is never changed without being asked."""
    if not getattr(options, "needs_database", True):
        return
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Refused(f"La base de données ne répond pas : vérifiez DATABASE_URL ou ESSAIM_DATA ({error}).") from None
    if not connection.introspection.table_names():
        console.warn("Première utilisation : préparation de la base…")
        run(options, console)
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("La base n'est pas à jour : sauvegardez-la, puis lancez « script/run prepare ».")
