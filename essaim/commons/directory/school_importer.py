"""The ministry's school directory comes in through intake: any year's shape, any order, nothing lost."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from django.utils import timezone

from essaim.commons.directory import school_closing, school_columns, search_index
from essaim.commons.directory.domain import declared, school_fields, school_rows
from essaim.commons.directory.models import School
from essaim.commons.directory.policies import schools as policies
from essaim.commons.directory.school_places import load_places
from essaim.commons.directory.school_planning import Pending, Planner
from essaim.foundation.intake.importer import Field, Importer, Option, Options, Outcome, Row, Writes
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

CHUNK = 1000


class SchoolImporter(Importer):
    """Reads files of schools (see ``domain.school_fields`` for the shapes)."""

    kind = "schools"
    title = "Établissements scolaires"
    fields = tuple(Field(c.name, c.label, c.aliases, c.required) for c in school_fields.COLUMNS)
    options: ClassVar[tuple[Option, ...]] = (
        Option(
            "complete",
            "Ce fichier est la liste complète de",
            help="Laissez vide si le fichier est partiel : alors rien n'est fermé. "
            f"Sinon écrivez le type et, s'il y a lieu, le territoire : {declared.EXAMPLE}. "
            "Les établissements absents du fichier seront fermés, jamais supprimés.",
        ),
        Option(
            "date",
            "Date du fichier",
            help="À donner si le fichier ne dit pas lui-même sa date, par exemple 2026-09-01. "
            "Un fichier ancien n'écrase jamais une information plus récente.",
        ),
    )
    help = (
        "L'annuaire de l'éducation et les listes du ministère se téléchargent sur data.education.gouv.fr. "
        "Toutes les années conviennent, en CSV ou en JSON."
    )

    def may_import(self, by: Actor) -> bool:
        """The national coordinations and the administration."""
        return policies.can_import(by)

    def clean_options(self, options: Options) -> Options:
        """Refuse an unknown kind or an impossible date before anything is read."""
        if options.get("complete"):
            declared.parse(options["complete"])
        _declared_date(options)
        return options

    def plan(self, rows: Iterable[Row], options: Options) -> Iterator[Outcome]:
        """Row by row, then who is absent from a complete list."""
        planner = Planner(load_places(), timezone.localdate(), _declared_date(options))
        yield from planner.outcomes(rows)
        if options.get("complete"):
            yield from school_closing.absent(options["complete"], planner)

    def apply(self, outcomes: Sequence[Outcome], *, by: Actor, writes: Writes) -> None:  # noqa: ARG002 (intake audits)
        """Write new and changed schools in bulk, and the index with them."""
        places = load_places()
        pending = {outcome.key: outcome.payload for outcome in outcomes}
        for chunk in search_index.batched(pending.values(), CHUNK):
            _write(chunk, places, writes)

    def after_undo(self, batch_id: int) -> None:  # noqa: ARG002 (the index is compared as a whole)
        """Bring the index back in step."""
        schools = School.objects.order_by("pk")
        search_index.keep_only("school", set(schools.values_list("pk", flat=True)))
        search_index.sync(school_columns.document(school) for school in schools.iterator(chunk_size=CHUNK))


def _write(chunk: Sequence[Pending], places: "school_columns.Places", writes: Writes) -> None:
    new = [pending for pending in chunk if pending.pk is None]
    created = writes.create([school_columns.fill(School(uai=p.uai), p.after, places) for p in new])
    stored = School.objects.in_bulk([pending.pk for pending in chunk if pending.pk is not None])
    updated = [
        school_columns.fill(stored[pending.pk], pending.after, places) for pending in chunk if pending.pk in stored
    ]
    if updated:
        writes.update(updated, school_columns.WRITTEN)
    search_index.sync(school_columns.document(school) for school in (*created, *updated))


def _declared_date(options: Options) -> dt.date | None:
    text = options.get("date", "")
    if not text:
        return None
    day = school_rows.date_of(text, timezone.localdate())
    if day > timezone.localdate():
        raise Refused(f"La date du fichier, {text}, est à venir : donnez celle où il a été produit.")
    return day
