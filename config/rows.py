"""Rows as JSON lines and back, the same on both engines: what ``essaim backup`` writes and ``essaim restore`` reads."""

import base64
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.duration import duration_iso_string

LEFT_OUT = frozenset({"auth", "contenttypes", "sessions", "usersessions"})
"""Made again by the migrations, or by signing in again."""
BATCH = 2000


def tables() -> list[type[models.Model]]:
    """Every table of ours, ties between many and many included, in the order of their names."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in LEFT_OUT and model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def dump(model: type[models.Model]) -> Iterator[str]:
    """One JSON array a row, in the order of the keys."""
    columns = _columns(model)
    names = [column.attname for column in columns]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=BATCH)
    places = [names.index(column.attname) for column in model._meta.pk_fields]
    if not all(isinstance(column, models.IntegerField | models.ForeignKey) for column in model._meta.pk_fields):
        # Engines sort texts differently, Python sorts them once for both.
        rows = iter(sorted(rows, key=lambda row: [str(row[place]) for place in places]))
    for row in rows:
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def columns(model: type[models.Model]) -> list[str]:
    """The names of the values of a row, in their order."""
    return [column.attname for column in _columns(model)]


def load(model: type[models.Model], lines: Iterable[str]) -> int:
    """Insert rows exactly as they were: no default, no date of the day. The number of rows."""
    fields = _columns(model)
    size = max(1, min(BATCH, connection.ops.bulk_batch_size(fields, [None] * BATCH)))
    count, waiting = 0, iter(lines)
    while batch := [_object(model, fields, line) for line in islice(waiting, size)]:
        # The raw insertion of Django's own loaddata: no other path leaves dates of creation alone.
        model._base_manager._insert(batch, fields=fields, raw=True)  # type: ignore[attr-defined]  # noqa: SLF001
        count += len(batch)
    return count


def empty() -> bool:
    """Whether no table of ours has a row."""
    return not any(model._base_manager.exists() for model in tables())


def clear(model: type[models.Model]) -> None:
    """Remove what migrations have just written in a new database, before its rows come from an archive."""
    if model._base_manager.exists():
        model._base_manager.all()._raw_delete(connection.alias)  # noqa: SLF001


def reset_sequences() -> None:
    """The next row of each table follows the last one restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read the database as it is at one instant, without stopping those who write in it."""
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def _object(model: type[models.Model], fields: list[models.Field[Any, Any]], line: str) -> models.Model:
    values = (_read(field, value) for field, value in zip(fields, json.loads(line), strict=True))
    return model(**{field.attname: value for field, value in zip(fields, values, strict=True)})


def _read(field: models.Field[Any, Any], value: Any) -> Any:
    return value if value is None else field.to_python(value)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, dt.timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value
