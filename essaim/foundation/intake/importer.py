"""What an area writes to have its files imported: an ``Importer`` subclass, registered in ``apps.py: ready()``.

.. code-block:: python

    class SchoolImporter(Importer):
        kind = "schools"  # stable, in addresses and in the database
        title = "Établissements scolaires"  # read by people
        fields = (
            Field("uai", "UAI", aliases=("Identifiant_de_l_etablissement", "numero_uai"), required=True),
            Field("name", "Nom", aliases=("Nom_etablissement", "appellation_officielle"), required=True),
        )
        options = (Option("complete", "Liste complète de", help="par exemple college ou ecole:departement:094"),)

        def may_import(self, by):
            return by.holds(Role.NATIONAL, Role.ADMIN)

        def plan(self, rows, options): ...  # yield one Outcome a row, then the CLOSED ones
        def apply(self, outcomes, *, by, writes): ...


    registry.register(SchoolImporter())  # essaim.foundation.intake.registry

What intake promises an importer
    * ``plan`` is given rows one by one, in the order of the files; broken records (ragged, undecodable) never reach
      it: intake counts and lists them itself. Headers are matched by name and aliases (accents, case, ``_``, spaces
      and apostrophes folded), so aliases need no spelling variants. Columns no field claims are in ``Row.extra``.
    * ``plan`` writes nothing and may load what it needs at its first step. It yields exactly one outcome a row
      (``CLOSED`` ones come in addition, usually last). Only ``NEW``, ``CHANGED`` and ``CLOSED`` need a ``payload``; an
      ``UNCHANGED`` one that carries a payload is given to ``apply`` too (a fact confirmed at a newer date, say).
    * ``apply`` is called once, inside the transaction of the batch, with the list of the actionable outcomes, once
      ``plan`` has finished reading. It writes through ``writes`` so that the batch can be undone in one gesture;
      intake writes the audit entry. ``apply`` never runs when the plan has no actionable outcome.
    * A dry run shown to somebody is applied only if planning again gives the very same outcomes (a digest of
      verdict, file, line, key and changes); otherwise the new plan is shown and nothing is written.
    * Undo restores what ``writes`` kept: changed rows get their former values back, created rows go, unless they
      changed since or something points to them: these are kept and named. Rows that only mirror another (a search
      index with a relation to its school) are no reason to keep it: list their models in ``derived``, and
      ``after_undo`` lets the area refresh what it derives otherwise.

Screens (``/imports/``) and commands go through the same code. A command is three lines of an area's ``cli.py``::

    importing.add_import_command(group, "schools", about="…", example="essaim schools import annuaire.csv --apply")

(essaim.foundation.intake.importing): it adds FICHIER…, ``--apply``, ``--mapping``, ``--json`` and one ``--option`` for
each declared option, prints the summary, and the refusals as ``fichier:ligne: champ: raison`` on stderr.
Tests and demonstrations call ``services.import_files(by=…, kind="schools", paths=[…], options={…})``, or
``selectors.dry_run`` for the summary alone.
"""

import abc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, TypeVar

from django.db.models import Model

from essaim.foundation.intake.enums import Verdict
from essaim.foundation.kernel.actor import Actor, Role

M = TypeVar("M", bound=Model)

Options = Mapping[str, str]
"""The values of an importer's options by ``Option.name``; ``""`` when not given."""


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of information looked for among the columns of a file."""

    name: str
    label: str  # French, as in the column list shown to people
    aliases: tuple[str, ...] = ()  # other headers met in real files
    required: bool = False  # a file without this column is refused as a whole
    help: str = ""


Choices = tuple[tuple[str, str], ...]
"""Values and their labels."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something the person declares about the file, which the file itself does not say."""

    name: str
    label: str
    help: str = ""
    choices: Choices | Callable[[], Choices] = ()  # (value, label); empty: free text; a function reads the base
    default: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file: stripped strings by ``Field.name``, ``""`` when the column or the cell is absent."""

    file: str
    line: int  # physical line where the record starts (sheet row for XLSX and ODS, position for a JSON list)
    values: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict)  # by header, columns no field claims

    def __getitem__(self, name: str) -> str:
        """``row["uai"]``: the value of a field, ``""`` when absent."""
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line is set aside: what is wrong, and what to do (French)."""

    file: str
    line: int
    field: str  # Field.name, a header, or "" for the whole line
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the dry run says of one row."""

    verdict: Verdict
    file: str
    line: int  # 0 for CLOSED: the row is in the database, not in the file
    key: str  # what identifies the thing: a UAI, a SIRET…
    label: str = ""  # what a person recognises it by
    refusals: tuple[Refusal, ...] = ()  # why REFUSED; on another verdict: information left aside, listed as remarks
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # French label -> (before, after)
    note: str = ""  # one French sentence for the reader: which record a DUPLICATE looks like, what was completed…
    payload: Any = None  # whatever apply needs
    caution: str = ""  # a French sentence with {count}: what is odd enough, over all its rows, to be confirmed first


class Writes(Protocol):
    """How ``apply`` writes: in bulk, and keeping what undo needs. ``writes.batch_id`` identifies the batch."""

    batch_id: int

    def create(self, rows: Sequence[M]) -> list[M]:
        """``bulk_create`` the rows; they come back with their pk."""

    def update(self, rows: Sequence[M], fields: Sequence[str]) -> int:
        """Write these fields of whole, already loaded rows; former values are read and kept first."""


class Importer(abc.ABC):
    """How one kind of file becomes rows of an area. See the module's docstring."""

    kind: ClassVar[str]
    title: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]]
    options: ClassVar[tuple[Option, ...]] = ()
    help: ClassVar[str] = ""  # where such files are found, in one or two French sentences
    is_offered: ClassVar[bool] = True  # whether people are offered to bring such files; else only a program does
    counts_duplicates: ClassVar[bool] = False  # whether ``duplicates`` is part of the summary
    derived: ClassVar[frozenset[str]] = frozenset()  # "area.model" of rows that go with theirs (a search index…)

    def may_import(self, by: Actor) -> bool:
        """Who may import this kind of file."""
        return by.holds(Role.ADMIN)

    def clean_options(self, options: Options) -> Options:
        """Check what was declared; raise ``Refused`` with a French sentence."""
        return options

    @abc.abstractmethod
    def plan(self, rows: Iterable[Row], options: Options) -> Iterator[Outcome]:
        """What would happen, row by row; reads the database in bulk, writes nothing."""

    @abc.abstractmethod
    def apply(self, outcomes: Sequence[Outcome], *, by: Actor, writes: Writes) -> None:
        """Write the actionable outcomes, in bulk, through ``writes``."""

    def after_undo(self, batch_id: int) -> None:  # noqa: B027 (optional: most areas derive nothing)
        """Refresh what the area derives from the rows, in the transaction of the undo."""
