"""What an import of events would do, line by line: new, changed, called off, already here, doubtful, refused."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from essaim.areas.campaign.domain import event_rows, words
from essaim.areas.campaign.domain.event_rows import EventRow, Span
from essaim.areas.campaign.domain.timings import Timing
from essaim.areas.campaign.event_places import Places, usual
from essaim.areas.campaign.models import Edition, Feed, OpenEvent, Term
from essaim.commons.territory.domain import timezones
from essaim.commons.territory.models import Commune
from essaim.foundation.intake.enums import Verdict
from essaim.foundation.intake.importer import Outcome, Refusal, Row
from essaim.foundation.kernel import digest, french, phone, text
from essaim.foundation.kernel.errors import Refused

SHOWN = 80
LEAST_LOST = 3
__all__ = ["Plan", "Target", "contact_of", "outcomes", "usual"]

CONTACT = ("contact_name", "contact_email", "contact_phone")

WORDS = ("title", "story", "website", "organisation_name")
"""What somebody rereads before it is public."""

LABELS: Mapping[str, str] = {
    "title": "Titre",
    "story": "Présentation",
    "timings": "Dates",
    "place": "Lieu",
    "commune": "Commune",
    "website": "Page",
    "organisation_name": "Organisation",
    "is_remote": "En ligne",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where the events of an import go, and how."""

    edition: Edition
    commune: str = ""  # where what says no place is
    is_reread: bool = False
    keeps_all: bool = False  # what falls outside the dates of the edition too
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What one line writes: a new row, or the changes of row ``pk``."""

    pk: int | None
    edition: int
    values: Mapping[str, Any]
    is_off: bool = False
    is_reread: bool = False
    has_new_words: bool = False
    contact: Mapping[str, str] = field(default_factory=dict)


def outcomes(rows: Iterable[Row], target: Target) -> Iterator[Outcome]:
    """One outcome a line; then, for an agenda that is followed, what it no longer announces."""
    known = _Known(target)
    for row in rows:
        yield known.outcome(row, event_rows.read(row.values))
    yield from known.gone()


class _Known:
    """The edition as it stands, its words, and every commune, read once in a few queries."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.edition = target.edition
        self.places = Places(usual(target.commune))
        every = list(OpenEvent.objects.filter(edition=self.edition).select_related("commune").order_by("pk"))
        self.by_uid = {event.source_uid: event for event in every if event.source_uid}
        self.by_facts: dict[tuple[str, ...], tuple[str, OpenEvent | None]] = {}
        for event in every:
            self.by_facts.setdefault(_facts_of(event), (event.reference, event))
        self.seen: dict[str, int] = {}
        self.terms: dict[str, dict[str, str]] = {Term.Kind.THEME: {}, Term.Kind.EVENT: {}}
        for kind, code, label in self.edition.terms.values_list("kind", "code", "label"):
            if kind in self.terms:
                self.terms[kind] |= {text.search_key(code): code, text.search_key(label): code}

    def outcome(self, row: Row, read: EventRow) -> Outcome:
        """The verdict on one line."""
        key = read.uid or text.search_key(read.title)[:120]
        where: dict[str, Any] = {"file": row.file, "line": row.line, "key": key, "label": read.title}
        wrong = dict(read.wrong)
        commune = self._commune(read, wrong)
        moments = self._moments(read, commune, wrong)
        if wrong:
            refusals = tuple(Refusal(row.file, row.line, name, reason) for name, reason in wrong.items())
            return Outcome(Verdict.REFUSED, refusals=refusals, **where)
        if read.uid and read.uid in self.seen:
            return Outcome(Verdict.DUPLICATE, note=f"Déjà lu à la ligne {self.seen[read.uid]} de ce fichier.", **where)
        self.seen[read.uid or f"ligne {row.line}"] = row.line
        values = self._values(read, commune, moments)
        facts = _facts(read.title, moments, read.place, commune)
        found = self.by_uid.get(read.uid) if read.uid else None
        if found is None and (twin := self.by_facts.get(facts)) is not None:
            return self._twin(twin, values, where)
        if found is not None:
            return self._changed(found, read, values, where)
        self.by_facts[facts] = (f"la ligne {row.line} de ce fichier", None)
        return self._new(row, read, values, where)

    def gone(self) -> Iterator[Outcome]:
        """What a followed agenda no longer announces, and is still to come: called off, never deleted."""
        feed = self.target.feed
        if feed is None:
            return
        ours = [event for event in self.by_uid.values() if event.feed_id == feed.pk]
        ours = [event for event in ours if not event.cancelled_at and not event.is_over]
        lost = [event for event in ours if event.source_uid not in self.seen]
        if len(lost) > LEAST_LOST and 2 * len(lost) > len(ours):
            raise Refused(
                f"L'agenda n'annonce plus {french.plural(len(lost), 'évènement')} sur {len(ours)} à venir : rien n'est "
                "annulé. Vérifiez son adresse, ou annulez-les vous-même."
            )
        for event in lost:
            note = "N'est plus annoncé par l'agenda suivi : marqué comme annulé."
            values = {"source_digest": ""}
            plan = Plan(event.pk, self.edition.pk, values, is_off=True, is_reread=True)
            yield Outcome(Verdict.CLOSED, "", 0, event.source_uid, event.title, note=note, payload=plan)

    def _new(self, row: Row, read: EventRow, values: Mapping[str, Any], where: Mapping[str, Any]) -> Outcome:
        contact, left_out = contact_of(row, {name: getattr(read, name) for name in CONTACT})
        plan = Plan(
            None,
            self.edition.pk,
            {**values, "feed": self.target.feed, "source_uid": read.uid, "source": self._source(row)},
            is_off=read.is_off,
            is_reread=self.target.is_reread,
            contact=contact,
        )
        return Outcome(Verdict.NEW, payload=plan, refusals=(*left_out, *_remarks(row, read)), **where)

    def _changed(
        self, found: OpenEvent, read: EventRow, values: Mapping[str, Any], where: Mapping[str, Any]
    ) -> Outcome:
        """What the source says now beside what it said last; a correction made here lasts until then."""
        is_off = found.cancelled_at is not None
        if found.source_digest == values["source_digest"] and is_off == read.is_off:
            return Outcome(Verdict.UNCHANGED, **where)
        changes = {
            label: (_told(found, name), _shown(values[name]))
            for name, label in LABELS.items()
            if getattr(found, name) != values[name]
        }
        if is_off != read.is_off:
            changes["État"] = ("annulé", "prévu") if is_off else ("prévu", "annulé")
        plan = Plan(
            found.pk,
            self.edition.pk,
            values,
            is_off=read.is_off,
            is_reread=self.target.is_reread,
            has_new_words=any(getattr(found, name) != values[name] for name in WORDS),
        )
        return Outcome(Verdict.CHANGED, changes=changes, payload=plan, **where)

    def _twin(self, twin: tuple[str, OpenEvent | None], values: Mapping[str, Any], where: Mapping[str, Any]) -> Outcome:
        reference, event = twin
        if event is not None and event.source_digest == values["source_digest"]:
            return Outcome(Verdict.UNCHANGED, **where)
        note = f"Même titre, même jour et même lieu que {reference}."
        return Outcome(Verdict.DUPLICATE, note=note, **where)

    def _values(self, read: EventRow, commune: Commune | None, moments: list[Timing]) -> dict[str, Any]:
        bare = OpenEvent()
        bare.set_moments(moments)
        values: dict[str, Any] = {
            "title": read.title,
            "story": read.story,
            "timings": bare.timings,
            "starts_at": bare.starts_at,
            "ends_at": bare.ends_at,
            "place": read.place,
            "commune": commune,
            "is_remote": read.is_remote,
            "website": read.website,
            "organisation_name": read.organisation,
            "themes": self._among(read, Term.Kind.THEME),
            "action_types": self._among(read, Term.Kind.EVENT),
        }
        told = {name: str(value.pk if isinstance(value, Commune) else value) for name, value in values.items()}
        return {**values, "source_digest": digest.of({**told, "off": read.is_off})}

    def _among(self, read: EventRow, kind: str) -> str:
        """The words of the edition that the line bears, written as the edition writes them."""
        known = self.terms[kind]
        return words.write(known[key] for tag in read.tags if (key := text.search_key(tag)) in known)

    def _commune(self, read: EventRow, wrong: dict[str, str]) -> Commune | None:
        found = self.places.find(read)
        if found is None and not read.is_remote:
            named = read.city or read.postcode or read.insee
            wrong["city"] = (
                f"« {named} » n'est pas une commune que l'on reconnaît : ajoutez son code postal ou son code INSEE."
                if named
                else "La commune manque : complétez le fichier, ou dites la commune de tous les évènements."
            )
        return found

    def _moments(self, read: EventRow, commune: Commune | None, wrong: dict[str, str]) -> list[Timing]:
        zone = ZoneInfo(timezones.of_commune(commune.pk, commune.departement.timezone) if commune else "Europe/Paris")
        every = [_timing(span, zone) for span in read.spans]
        if self.target.keeps_all or not every:
            return every
        first, last = self.edition.starts_on, self.edition.ends_on
        kept = [one for one in every if any(first <= day <= last for day in one.dates(zone))]
        if not kept:
            wrong["timings"] = f"Hors des dates de l'édition ({self.edition.dates})."
        return kept

    def _source(self, row: Row) -> str:
        return (self.target.feed.title if self.target.feed else row.file)[:120]


def _timing(span: Span, zone: ZoneInfo) -> Timing:
    """A date in universal time; a moment without offset is on the clock of the place."""
    begin, end = span
    if not isinstance(begin, dt.datetime):
        return Timing.days(begin, end)
    closing = _utc(end, zone) if isinstance(end, dt.datetime) else None
    return Timing(_utc(begin, zone), closing)


def _utc(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.astimezone(dt.UTC).replace(second=0, microsecond=0)


def _facts(title: str, moments: list[Timing], place: str, commune: Commune | None) -> tuple[str, ...]:
    """What two announcements of one event have in common, whoever wrote them."""
    first = min((one.start for one in moments), default=None)
    day = first.date().isoformat() if first else ""
    return text.search_key(title), day, commune.pk if commune else text.search_key(place)


def _facts_of(event: OpenEvent) -> tuple[str, ...]:
    return _facts(event.title, event.moments, event.place, event.commune)


def contact_of(row: Row, given: Mapping[str, str]) -> tuple[dict[str, str], tuple[Refusal, ...]]:
    """The contact of a line, kept for the network; what cannot be dialled or written to is left aside."""
    contact = {"contact_name": given["contact_name"][:120], "contact_email": "", "contact_phone": ""}
    left_out = []
    if event_rows.EMAIL.fullmatch(given["contact_email"]):
        contact["contact_email"] = given["contact_email"][:254]
    elif given["contact_email"]:
        left_out.append(Refusal(row.file, row.line, "contact_email", "N'est pas une adresse : laissée de côté."))
    if given["contact_phone"]:
        try:
            contact["contact_phone"] = phone.parse(given["contact_phone"])
        except Refused:
            left_out.append(Refusal(row.file, row.line, "contact_phone", "N'est pas un téléphone : laissé de côté."))
    return contact, tuple(left_out)


def _remarks(row: Row, read: EventRow) -> tuple[Refusal, ...]:
    if not read.was_scrubbed:
        return ()
    return (Refusal(row.file, row.line, "description", "Une adresse ou un téléphone a été retiré du texte."),)


def _told(event: OpenEvent, name: str) -> str:
    return _shown(getattr(event, name))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value or "").strip()[:SHOWN]
