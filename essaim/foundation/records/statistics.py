"""What the planner believes of the tables, brought up to date inside a transaction that fills them."""

from collections.abc import Iterable

from django.apps import apps
from django.db import connection
from django.db.models import Model


def refresh(models: Iterable[type[Model]] | None = None) -> None:
    """Tell PostgreSQL how large these tables have become (all of Essaim's when none is named).

    It learns it by itself minutes after a commit. Within the transaction it still believes them empty, and answers a
    join by reading one table whole for each row of the other: seconds become hours. SQLite has no such memory to mend.
    """
    if connection.vendor != "postgresql":
        return
    tables = sorted(model._meta.db_table for model in models or _ours())
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def _ours() -> Iterable[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    return (model for model in every if model._meta.managed and model.__module__.startswith("essaim."))
