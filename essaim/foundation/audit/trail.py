"""Write the trail: ``record`` inside a ``gesture``.

A gesture is a service: atomic, keyword-only, ``by=`` first, and it leaves exactly one entry. The decorator enforces
the last two so that no reviewer has to.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, models, transaction

from essaim.foundation.audit.models import Entry
from essaim.foundation.kernel.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

_written: ContextVar[list[str] | None] = ContextVar("audit_written", default=None)


class NotOneEntry(AssertionError):  # noqa: N818 (what happened, in three words)
    """A gesture wrote no entry, or several: a fault of the code, never of the reader."""


def urn(target: models.Model) -> str:
    """The stable name of a row across areas: ``directory.school:12``."""
    return f"{target._meta.label_lower}:{target.pk}"


def record(by: Actor, action: str, target: models.Model | str, **context: object) -> Entry:
    """Add one line to the trail, in the transaction of the change it tells.

    ``action`` is dotted and past, its first part is the area: ``directory.school.closed``. ``context`` holds ids,
    codes, dates and numbers; never a name, an address or a free text.
    """
    if not connection.in_atomic_block:
        raise NotOneEntry(f"{action}: record() must run in the transaction of the change")
    entry = Entry.objects.create(
        actor=by.actor_ref,
        action=action,
        area=action.split(".", 1)[0],
        target=target if isinstance(target, str) else urn(target),
        context=json.dumps(context, sort_keys=True, ensure_ascii=False, default=_plain),
    )
    written = _written.get()
    if written is not None:
        written.append(action)
    return entry


def gesture(service: Callable[P, R]) -> Callable[P, R]:
    """Make a service atomic and hold it to one entry in the trail (its inner gestures answer for themselves)."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _written.set([])
        try:
            with transaction.atomic():
                result = service(*args, **kwargs)
                written = _written.get() or []
                if len(written) != 1:
                    raise NotOneEntry(f"{service.__module__}.{service.__qualname__} wrote {written or 'nothing'}")
                return result
        finally:
            _written.reset(token)

    run.is_gesture = True  # type: ignore[attr-defined]
    return run


def _plain(value: object) -> Any:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return urn(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"the trail holds ids, codes, dates and numbers, not {type(value).__name__}")
