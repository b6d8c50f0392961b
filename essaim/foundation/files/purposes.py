"""Why files are kept: each area declares its purposes, what they accept and who may read them.

In the area's ``apps.py``, ``ready()``::

    purposes.register(Purpose("directory.agreement", "convention signée", kinds.TEXTS, may_store=…, may_read=…))
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from essaim.foundation.files.domain import kinds
from essaim.foundation.files.enums import Kind
from essaim.foundation.files.models import StoredFile
from essaim.foundation.kernel.actor import Actor

MayStore = Callable[[Actor], bool]
MayRead = Callable[[Actor | None, StoredFile], bool]
MayRemove = Callable[[Actor, StoredFile], bool]


def is_uploader(actor: Actor, file: StoredFile) -> bool:
    """Whoever brought the file."""
    return actor.actor_ref == file.uploaded_by


@dataclass(frozen=True, slots=True)
class Purpose:
    """One reason to keep files. ``may_read`` receives None for a visitor."""

    code: str  # area.noun, kept on the row
    label: str  # in French, for the register of processing
    accepts: frozenset[Kind]
    may_store: MayStore
    may_read: MayRead
    may_remove: MayRemove = is_uploader
    max_bytes: int | None = None  # lower than the limit of the kind
    kept_for: dt.timedelta | None = None  # None: as long as what it is about

    def limit(self, kind: Kind) -> int:
        """The largest file of this kind."""
        rule = kinds.RULES[kind].max_bytes
        return min(rule, self.max_bytes or rule)

    @property
    def hint(self) -> str:
        """What to write under the field: « PDF ou photo JPEG, 15 Mo au plus »."""
        largest = max(self.limit(kind) for kind in self.accepts)
        return f"{kinds.listing(self.accepts)}, {kinds.size(largest)} au plus."

    @property
    def accept(self) -> str:
        """The ``accept`` attribute of the field: a help to choose, never a check."""
        return ",".join(f".{kinds.RULES[kind].extension}" for kind in Kind if kind in self.accepts)


_registered: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Declare a purpose; twice the same code is a fault."""
    if _registered.get(purpose.code, purpose) != purpose:
        raise ValueError(f"purpose {purpose.code} is already declared")
    _registered[purpose.code] = purpose


def get(code: str) -> Purpose:
    """The purpose of this code."""
    return _registered[code]
