"""One line of somebody's agenda, read with care: dates, place, words, whatever file it comes from.

Shapes met in real files: OpenAgenda exported by Opendatasoft (``timings`` in JSON, texts in HTML), the older Paris
export (``timetable`` as text), a flat list (``start_date``, ``end_date``), iCalendar (``readers.calendar``), a
spreadsheet of a CRESS (days and hours apart). A moment without offset is on the clock of the place. What cannot be
understood is refused with a sentence, never guessed. Addresses and telephones inside texts are taken off: a contact is
never public.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from essaim.foundation.kernel import text
from essaim.foundation.kernel.errors import Refused

TITLE_LENGTH: Final = 200
STORY_LENGTH: Final = 4_000
PLACE_LENGTH: Final = 300
MOST_DATES: Final = 120
"""Dates of one event: every working day of a term; beyond, it is no event but an opening time."""

OFF: Final = frozenset({"cancelled", "canceled", "annule", "annulee", "reporte", "reportee", "postponed"})
OFF_NUMBERS: Final = frozenset({4, 6})
"""OpenAgenda: 4 postponed (no new date yet), 6 cancelled."""

ONLINE: Final = frozenset({"en ligne", "visioconference", "webinaire", "a distance", "online", "distanciel"})
REMOTE_NUMBER: Final = 2
"""OpenAgenda: 2 online; 3, both, has a place."""

DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
HOUR: Final = re.compile(r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?", re.ASCII | re.IGNORECASE)
POSTCODE: Final = re.compile(r"\b(\d{5})\b", re.ASCII)
EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE: Final = re.compile(r"(?<![\d/-])(?:(?:\+|00)33[\s.-]?\(?0?\)?|0)[1-9](?:[\s.-]?\d{2}){4}(?!\d)")
TAKEN_OFF: Final = "(contact retiré)"
NOON: Final = dt.time(12)

Moment = dt.date | dt.datetime
Span = tuple[Moment, Moment | None]
"""A beginning and an end: both days (the last one included), or both moments, with or without an offset."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """What one line says, cleaned. Empty: the file does not say."""

    uid: str = ""
    title: str = ""
    story: str = ""
    spans: tuple[Span, ...] = ()
    place: str = ""
    city: str = ""
    postcode: str = ""
    insee: str = ""
    departement: str = ""
    organisation: str = ""
    website: str = ""
    tags: tuple[str, ...] = ()
    is_off: bool = False
    is_remote: bool = False
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    was_scrubbed: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)  # field -> French reason


def read(values: Mapping[str, str]) -> EventRow:
    """The line as values; what is wrong is in ``wrong``, every field at once."""
    wrong: dict[str, str] = {}
    title = " ".join(plain(values.get("title", "")).split())
    if not title:
        wrong["title"] = "Le titre manque : écrivez-le."
    spans = _attempt("timings", wrong, lambda: _spans(values), ())
    story, scrubbed = _story(values)
    place = " ".join(filter(None, [_place(values)]))
    remote = _is_remote(values)
    return EventRow(
        uid=values.get("uid", "")[:255],
        title=title[:TITLE_LENGTH],
        story=story,
        spans=tuple(spans),
        place=place[:PLACE_LENGTH],
        city=values.get("city", ""),
        postcode=values.get("postcode", "") or _postcode(values),
        insee=values.get("insee", ""),
        departement=values.get("departement", ""),
        organisation=values.get("organisation", "")[:200],
        website=_website(values.get("website", "")),
        tags=tuple(tag.strip() for tag in re.split(r"[;,]", values.get("tags", "")) if tag.strip()),
        is_off=_is_off(values.get("status", "")),
        is_remote=remote,
        contact_name=values.get("contact_name", "")[:120],
        contact_email=values.get("contact_email", "")[:254],
        contact_phone=values.get("contact_phone", "")[:25],
        was_scrubbed=scrubbed,
        wrong=wrong,
    )


def plain(markup: str) -> str:
    """The words of a text in HTML, paragraphs apart; a text without markup is left as it is."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    reader = _Words()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def scrubbed(told: str) -> str:
    """The text without anybody's address or telephone."""
    return PHONE.sub(TAKEN_OFF, EMAIL.sub(TAKEN_OFF, told))


class _Words(HTMLParser):
    """Collects the words of a page, without what is no word."""

    BLOCKS = frozenset({"p", "br", "div", "li", "h1", "h2", "h3", "h4", "tr", "ul", "ol"})
    SILENT = frozenset({"script", "style", "iframe"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 (the parser's signature)
        """A block begins a line."""
        self.silent += tag in self.SILENT
        if tag in self.BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A paragraph ends with a blank line."""
        self.silent -= tag in self.SILENT and self.silent > 0
        if tag == "p":
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.silent:
            self.found.append(data)


def _attempt(
    name: str, wrong: dict[str, str], parse: Callable[[], Sequence[Span]], empty: Sequence[Span]
) -> Sequence[Span]:
    try:
        return parse()
    except Refused as refused:
        wrong[name] = str(refused)
        return empty


def _spans(values: Mapping[str, str]) -> list[Span]:
    """Every date, from the column that says most."""
    if values.get("timings"):
        found = _from_json(values["timings"])
    elif values.get("timetable"):
        found = _from_text(values["timetable"])
    else:
        found = _from_days(values)
    if not found:
        raise Refused("La date manque : écrivez le jour, par exemple 2026-11-12 ou 12/11/2026.")
    if len(found) > MOST_DATES:
        raise Refused(f"{len(found)} dates, c'est un horaire d'ouverture : gardez {MOST_DATES} dates au plus.")
    return found


def _from_json(written: str) -> list[Span]:
    try:
        rows = json.loads(written)
        return [_ordered(moment(row["begin"]), moment(row["end"]) if row.get("end") else None) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused("Les dates sont illisibles : il faut une liste de débuts et de fins.") from None


def _from_text(written: str) -> list[Span]:
    """« 2018-01-07T12:30:00 2018-01-07T19:00:00;… »."""
    spans = []
    for pair in filter(None, (part.strip() for part in written.split(";"))):
        begin, _, end = pair.partition(" ")
        spans.append(_ordered(moment(begin), moment(end) if end else None))
    return spans


def _from_days(values: Mapping[str, str]) -> list[Span]:
    """A beginning and an end, with or without hours; or a day and « 9:00-18:00 » beside."""
    if not values.get("begin"):
        return []
    begin = moment(values["begin"])
    end = moment(values["end"]) if values.get("end") else None
    hours = [dt.time(int(h), int(m or 0)) for h, m in HOUR.findall(values.get("hours", "")) if int(h) < 24]  # noqa: PLR2004
    if hours and not isinstance(begin, dt.datetime):
        last = end if end and not isinstance(end, dt.datetime) else begin
        closing = dt.datetime.combine(last, hours[1]) if len(hours) > 1 else None
        return [_ordered(dt.datetime.combine(begin, hours[0]), closing)]
    return [_ordered(begin, end, last_included=True)]


def moment(written: str) -> Moment:
    """A day, or a moment, as files write them: ISO with or without offset, or day/month/year."""
    written = written.strip()
    found = DAY.match(written)
    if not found:
        raise Refused(f"« {written[:40]} » n'est pas une date : écrivez par exemple 2026-11-12 ou 12/11/2026 14:00.")
    parts = found.groups()
    year, month, number = parts[:3] if parts[0] else (parts[5], parts[4], parts[3])
    try:
        day = dt.date(int(year), int(month), int(number))
        rest = written[found.end() :].lstrip("T ")
        if not rest:
            return day
        if parts[0] and ("T" in written or ":" in rest):
            return dt.datetime.fromisoformat(f"{day.isoformat()}T{rest}")
        hour, minute = HOUR.match(rest).groups()  # type: ignore[union-attr]
        return dt.datetime.combine(day, dt.time(int(hour), int(minute or 0)))
    except (ValueError, AttributeError):
        raise Refused(f"« {written[:40]} » n'est pas une date : vérifiez le jour et l'heure.") from None


def _ordered(begin: Moment, end: Moment | None, *, last_included: bool = False) -> Span:
    """The same kind on both sides, the end after; a night that ends in the small hours ends the day after."""
    if isinstance(begin, dt.datetime):
        if not isinstance(end, dt.datetime):
            return begin, None
        if (begin.tzinfo is None) != (end.tzinfo is None):
            return begin, None
        if end <= begin and begin.date() == end.date():
            end += dt.timedelta(days=1)
        return begin, end if end > begin else None
    last = end.date() if isinstance(end, dt.datetime) else end
    if last is not None and not last_included:
        last -= dt.timedelta(days=1)
    return begin, last if last is not None and last > begin else None


def _story(values: Mapping[str, str]) -> tuple[str, bool]:
    short, long = plain(values.get("description", "")), plain(values.get("long_description", ""))
    told = short if short and short in long[: len(short) + 5] else "\n\n".join(filter(None, [short, long]))
    told = long if told == short and long.startswith(short) and long else told
    kept = scrubbed(told)
    return kept[:STORY_LENGTH], kept != told


def _place(values: Mapping[str, str]) -> str:
    name, address = values.get("place", ""), values.get("address", "")
    if text.search_key(name) in text.search_key(address):
        return scrubbed(address)
    return scrubbed(", ".join(filter(None, [name, address])))


def _postcode(values: Mapping[str, str]) -> str:
    for column in ("address", "place"):
        if found := POSTCODE.findall(values.get(column, "")):
            return str(found[-1])
    return ""


def _website(written: str) -> str:
    written = written.strip()
    return written if re.fullmatch(r"https?://[^\s\"'<>]{4,290}", written) else ""


def _is_off(status: str) -> bool:
    return _number(status) in OFF_NUMBERS or text.fold(status).strip() in OFF


def _is_remote(values: Mapping[str, str]) -> bool:
    mode = values.get("attendance", "")
    if _number(mode) == REMOTE_NUMBER or text.fold(mode).strip() in ONLINE:
        return True
    return text.fold(values.get("place", "")).strip() in ONLINE


def _number(written: str) -> int:
    """The number of an OpenAgenda status: « 6 », or the object around it."""
    if written.isdigit():
        return int(written)
    try:
        found = json.loads(written)
    except ValueError:
        return 0
    number = found.get("id") if isinstance(found, dict) else found
    return number if isinstance(number, int) else 0
