"""Former values: taken before a batch writes, compared and put back when it is undone.

A value is kept as JSON can say it exactly: ISO dates in UTC, digits for decimals and floats. ``auto_now`` columns are
not compared: saving a row without changing it is not a change.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model

from essaim.foundation.kernel import digest


def written_fields(model: type[Model], names: Iterable[str] | None = None) -> list[Field]:
    """The columns that count: those named, or all of them but the key and the automatic dates."""
    chosen = model._meta.concrete_fields if names is None else [model._meta.get_field(name) for name in names]
    return [field for field in chosen if isinstance(field, Field) and not field.primary_key and not _automatic(field)]


def automatic_dates(model: type[Model]) -> list[str]:
    """Columns that every save refreshes."""
    return [field.name for field in model._meta.concrete_fields if getattr(field, "auto_now", False)]


def image(values: Sequence[Any], fields: Sequence[Field]) -> dict[str, Any]:
    """The values of these columns, as JSON can keep them."""
    return {field.attname: _kept(field, value) for field, value in zip(fields, values, strict=True)}


def of_row(row: Model, fields: Sequence[Field]) -> dict[str, Any]:
    """The image of a row in memory."""
    return image([getattr(row, field.attname) for field in fields], fields)


def canonical(kept: dict[str, Any]) -> str:
    """The text that is stored."""
    return digest.canonical(kept)


def fingerprint(kept: dict[str, Any]) -> str:
    """What tells whether the row is still as the batch left it."""
    return digest.of_text(canonical(kept))


def restore(row: Model, stored: str) -> list[str]:
    """Put former values back in a row in memory; the names of its fields come back."""
    former = json.loads(stored)
    by_attname = {field.attname: field for field in row._meta.concrete_fields}
    for attname, value in former.items():
        setattr(row, attname, None if value is None else by_attname[attname].to_python(value))
    return [by_attname[attname].name for attname in former]


def _automatic(field: Field) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _kept(field: Field, value: Any) -> Any:  # noqa: PLR0911 (one line per type of column)
    if value is None or field.get_internal_type() == "JSONField":
        return value
    match field.to_python(value):
        case bool() | int() | str() as plain:
            return plain
        case Decimal() as number:
            return format(number.normalize(), "f")
        case dt.datetime() as moment:
            return moment.astimezone(dt.UTC).isoformat() if moment.tzinfo else moment.isoformat()
        case dt.date() | dt.time() as day:
            return day.isoformat()
        case float() as number:
            return repr(number)
        case other:
            return str(other)
