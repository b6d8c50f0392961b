"""The dry run of a file of schools: what each row would change, and which absent schools would close.

Rows are read file by file, since two rows of one school in one file are two sites of it: the main site speaks, the
others fill what it leaves empty. Files of one run build on one another as if they had been imported in turn.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from essaim.commons.directory import school_columns
from essaim.commons.directory.domain import facts, file_dates, school_rows
from essaim.commons.directory.domain.facts import Known, Origin
from essaim.commons.directory.domain.file_dates import FileDate
from essaim.commons.directory.domain.places import Places
from essaim.commons.directory.domain.school_rows import RowRefused, SchoolRow
from essaim.commons.directory.models import School
from essaim.commons.directory.search_index import batched
from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.importer import Outcome, Refusal, Row

CHUNK = 2000
MANY_SITES = "Cet UAI a plusieurs lignes (plusieurs sites) : elles font une seule fiche, voir la ligne {line}."


@dataclass(slots=True)
class Pending:
    """A school that apply will write: what was known before the run, and what is known now."""

    uai: str
    pk: int | None
    before: Known
    after: Known


@dataclass(slots=True)
class ReadRow:
    """A row of a file, once read; ``leader`` is the line of the main site when the row is another one."""

    line: int
    school: SchoolRow | None = None
    refusals: tuple[Refusal, ...] = ()
    label: str = ""
    key: str = ""
    leader: int = 0


@dataclass(slots=True)
class Seen:
    """What the files of one run showed, to know who is absent."""

    uais: set[str] = field(default_factory=set)
    departements: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    sectors: set[tuple[str, str]] = field(default_factory=set)  # kind and sector
    date: dt.date | None = None

    def note(self, known: Known, date: dt.date) -> None:
        """One more school is in the files."""
        self.kinds.add(known.values["kind"][0])
        self.sectors.add((known.values["kind"][0], known.values["sector"][0]))
        if departement := known.values["place"][2]:
            self.departements.add(departement)
        self.date = max(self.date or date, date)


class Planner:
    """Turns rows into outcomes."""

    def __init__(self, places: Places, today: dt.date, declared: dt.date | None) -> None:
        self.places = places
        self.today = today
        self.declared = declared
        self.pending: dict[str, Pending] = {}
        self.seen = Seen()

    def outcomes(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """One outcome a row, in the order of the files."""
        for file, of_file in groupby(rows, key=lambda row: row.file):
            read = [self._read(row) for row in of_file]
            date = self._date_of(file, read)
            _gather_sites(read)
            for chunk in batched(_draining(read), CHUNK):
                yield from self._of_chunk(file, chunk, date)

    def _read(self, row: Row) -> ReadRow:
        try:
            school = school_rows.read(row.values, self.places, self.today)
        except RowRefused as refused:
            reasons = tuple(Refusal(row.file, row.line, r.field, r.reason) for r in refused.reasons)
            self.seen.uais.add(row["uai"].upper().replace(" ", ""))
            return ReadRow(row.line, None, reasons, row["name"], row["uai"])
        remarks = tuple(Refusal(row.file, row.line, r.field, r.reason) for r in school.remarks)
        self.seen.uais.add(school.uai)
        return ReadRow(row.line, school, remarks, str(school.facts["name"][0]), school.uai)

    def _date_of(self, file: str, read: Sequence[ReadRow]) -> FileDate:
        openings = (row.school.facts["opened"][0] for row in read if row.school and "opened" in row.school.facts)
        return file_dates.date_of_file(file, self.declared, openings, self.today)

    def _of_chunk(self, file: str, chunk: Sequence[ReadRow], date: FileDate) -> Iterator[Outcome]:
        wanted = {row.key for row in chunk if row.school and row.key not in self.pending}
        stored = {school.uai: school for school in School.objects.filter(uai__in=wanted)}
        for row in chunk:
            if row.school is None:
                yield Outcome(Verdict.REFUSED, file, row.line, row.key, row.label, row.refusals)
            elif row.leader:
                note = MANY_SITES.format(line=row.leader)
                yield Outcome(Verdict.UNCHANGED, file, row.line, row.key, row.label, row.refusals, note=note)
            else:
                yield self._of_school(file, row, row.school, date, stored.get(row.key))

    def _of_school(self, file: str, row: ReadRow, told: SchoolRow, of_file: FileDate, stored: School | None) -> Outcome:
        pending = self.pending.get(told.uai)
        if pending is None:
            known = school_columns.known(stored) if stored else facts.unknown(told.guesses)
            pending = Pending(told.uai, stored.pk if stored else None, known, known)
        date = self.declared or told.told_on or of_file.date
        before = pending.after
        pending.after = after = facts.merge(before, told.facts, Origin.of(date, told.source))
        self.seen.note(after, date)
        changed = facts.changed(before, after)
        is_new = pending.pk is None and told.uai not in self.pending
        confirms = after.origins != before.origins and (told.told_on is not None or of_file.is_certain)
        if is_new or changed or confirms:
            self.pending[told.uai] = pending
        verdict = Verdict.NEW if is_new else Verdict.CHANGED if changed else Verdict.UNCHANGED
        shown = {} if is_new else {facts.LABELS[name]: _shown(name, before, after) for name in changed}
        payload = pending if is_new or changed or confirms else None
        return Outcome(verdict, file, row.line, row.key, row.label, row.refusals, shown, payload=payload)


def _shown(name: str, before: Known, after: Known) -> tuple[str, str]:
    return tuple(school_columns.shown(name, known.values[name]) for known in (before, after))  # type: ignore[return-value]


def _draining(rows: list[ReadRow]) -> Iterator[ReadRow]:
    """The rows in order, each one let go once given: a national file is not kept twice in memory."""
    rows.reverse()
    while rows:
        yield rows.pop()


def _gather_sites(rows: Sequence[ReadRow]) -> None:
    """Of several rows of one school, the main site speaks and the others only complete it."""
    by_uai: dict[str, ReadRow] = {}
    for row in rows:
        if row.school is None:
            continue
        other = by_uai.setdefault(row.key, row)
        if other is row:
            continue
        main, site = (row, other) if row.school.weight > _weight(other) else (other, row)
        _complete(main, site)
        by_uai[row.key] = main
    for row in rows:
        main = by_uai.get(row.key, row)
        if row.school is not None and main is not row:
            row.leader = main.line


def _weight(row: ReadRow) -> tuple[bool, bool, int]:
    return row.school.weight if row.school else (False, False, 0)


def _complete(main: ReadRow, site: ReadRow) -> None:
    if main.school is None or site.school is None:
        return
    own: Mapping[str, facts.Value] = main.school.facts
    main.school.facts = {**site.school.facts, **own}
    if "point" not in own:  # a site's point is not the school's
        main.school.facts.pop("point", None)
