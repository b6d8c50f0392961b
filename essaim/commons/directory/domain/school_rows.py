"""One row of a ministry's file, in whichever shape of whichever year, becomes dated facts about one school.

Values arrive as stripped strings under the names of ``FIELDS`` (headers are matched by intake). What a row does not
say is absent from ``facts``; what it says wrongly is either a reason to refuse the row (its UAI, name, sector, commune)
or a remark (a date, a mail, a SIRET): a school is not lost for a mistyped telephone.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from essaim.commons.directory.domain import school_kinds
from essaim.commons.directory.domain.facts import Value
from essaim.commons.directory.domain.places import Codes, Place, Places
from essaim.commons.directory.enums import ClosingReason, Contract, SchoolSource, SchoolState
from essaim.foundation.kernel import geo, phone, siren
from essaim.foundation.kernel import uai as uai_codes
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.foundation.kernel.text import squeeze

FURTHEST: Final = dt.timedelta(days=2 * 366)
"""A school may be announced two years ahead; later dates (2099-01-01 is met) are mistakes."""

OLDEST: Final = dt.date(1200, 1, 1)
MAX_PUPILS: Final = 60_000
FAR_KM: Final = 150
"""Farther than this from the commune, coordinates are a mistake: the largest commune, in Guyane, is 200 km long."""

YES: Final = frozenset({"1", "o", "oui", "true", "vrai", "x"})
EMPTY: Final = frozenset({"", "na", "n/a", "null", "none", "nan", "-", "!!"})

_DATES: Final = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"), (3, 2, 1)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), (1, 2, 3)),
)
_POINT_PAIR = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*")
_POINT_WKT = re.compile(r"POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)", re.IGNORECASE)
_POINT_KEYS = re.compile(r"[\"'](lat|latitude|lon|longitude)[\"']\s*:\s*(-?\d+(?:\.\d+)?)")
_EMAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[a-z]{2,}", re.IGNORECASE)
_WEBSITE = re.compile(r"(?:https?://)?[^\s/<>\"']+\.[^\s<>\"']+", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a row that was left out, and why; the rest of the row was read."""

    field: str
    reason: str


@dataclass(slots=True)
class SchoolRow:
    """What one row tells of one school."""

    uai: str
    source: SchoolSource
    told_on: dt.date | None  # date of the row itself, when it says one
    facts: dict[str, Value] = field(default_factory=dict)
    guesses: dict[str, Value] = field(default_factory=dict)  # for a school nothing else is known of
    remarks: list[Remark] = field(default_factory=list)

    @property
    def weight(self) -> tuple[bool, bool, int]:
        """Which of two rows of one school is its main site: not an annexe, mail of the school, most cells."""
        name = str(self.facts["name"][0]).casefold()
        own_mail = self.uai.casefold() in str(self.facts.get("email", ("",))[0]).casefold()
        return ("annexe" not in name and " site " not in f" {name} ", own_mail, len(self.facts))


class RowRefused(Exception):  # noqa: N818 (a verdict on a row, caught by the importer)
    """The row cannot be read: every reason, by field."""

    def __init__(self, reasons: list[Remark]) -> None:
        super().__init__("; ".join(reason.reason for reason in reasons))
        self.reasons = reasons


class _Reader:
    """Reads one row; ``refused`` collects what prevents it, ``remarks`` what is only left out."""

    def __init__(self, values: Mapping[str, str], today: dt.date) -> None:
        self.values = values
        self.today = today
        self.refused: list[Remark] = []
        self.remarks: list[Remark] = []

    def text(self, name: str, length: int = 120) -> str:
        """A cell as one line of plain text, cut to the column; the words that stand for nothing are nothing."""
        given = self.values.get(name, "")
        if not given:
            return ""
        cleaned = squeeze(_TAGS.sub(" ", given)) if "<" in given else squeeze(given)
        return "" if cleaned.casefold() in EMPTY else cleaned[:length].strip()

    def flag(self, name: str) -> bool:
        """A cell that says yes."""
        return self.values.get(name, "").casefold() in YES

    def must(self, name: str, read: Callable[[], Any]) -> Any:
        """A value without which the row is refused."""
        try:
            return read()
        except Refused as refusal:
            self.refused.append(Remark(name, str(refusal)))
            return None

    def may(self, name: str, read: Callable[[], Any]) -> Any:
        """A value that is left out, and said to be, when it is wrong."""
        try:
            return read()
        except Refused as refusal:
            self.remarks.append(Remark(name, f"{refusal} Cette information est laissée de côté."))
            return None

    def date(self, name: str) -> dt.date | None:
        """A date no later than two years from now."""
        text = self.text(name)
        return self.may(name, lambda: date_of(text, self.today)) if text else None


def read(values: Mapping[str, str], places: Places, today: dt.date) -> SchoolRow:
    """What the row tells; ``RowRefused`` with every reason when it cannot be kept."""
    values, mended = _mended(values)
    reader = _Reader(values, today)
    reader.remarks += mended
    uai = reader.must("uai", lambda: uai_codes.parse(reader.text("uai")))
    facts: dict[str, Value] = {}
    guesses: dict[str, Value] = {}
    _read_identity(reader, facts, guesses)
    place = _read_place(reader, uai, places, facts, guesses)
    _read_contact(reader, facts)
    _read_life(reader, facts)
    if reader.refused or uai is None:
        raise RowRefused(reader.refused)
    _read_point(reader, place, places, facts)
    return SchoolRow(uai, source_of(reader), _told_on(reader), facts, guesses, reader.remarks)


def _mended(values: Mapping[str, str]) -> tuple[Mapping[str, str], list[Remark]]:
    """The row, with what was pushed into the next column put back, or left out when it cannot be.

    Both are met in the list of September 2025: the code of the nature under its label (the mother school is then not
    where it should be either); and an unquoted comma in a name (« Lycée technologique, sanitaire et social ») that
    pushes the type under the sector and all the rest with it.
    """
    rest, pushed = values.get("type", ""), values.get("sector", "")
    is_pushed = school_kinds.is_type(pushed) and rest and not school_kinds.is_type(rest)
    if not is_pushed:
        label = values.get("nature_label", "")
        if label.isdigit() and not values.get("nature_code"):
            named = values.get("contract_code", "")
            return {**values, "nature_code": label, "nature_label": named, "contract_code": "", "mother_uai": ""}, []
        return values, []
    kept = {"uai": values.get("uai", ""), "name": f"{values.get('name', '')}, {rest}", "type": pushed}
    reason = "La virgule du nom a décalé les colonnes : seuls l'UAI, le nom et le type ont été lus."
    return kept, [Remark("name", reason)]


def source_of(reader: _Reader) -> SchoolSource:
    """Which of the ministry's files the row comes from, by the columns that are its own."""
    if reader.text("ips"):
        return SchoolSource.IPS
    if reader.text("updated_on"):
        return SchoolSource.DIRECTORY
    if reader.text("latitude") or reader.text("match_quality") or reader.text("address_1"):
        return SchoolSource.GEOLOCATION
    return SchoolSource.LISTING


def date_of(text: str, today: dt.date) -> dt.date:
    """A date written in any of the ways files write them; refused when impossible or too far ahead."""
    for shape, order in _DATES:
        found = shape.fullmatch(text)
        if found is None:
            continue
        try:
            day = dt.date(*(int(found[group]) for group in order))
        except ValueError:
            break
        if day > today + FURTHEST:
            raise Refused(f"La date {text} est trop lointaine pour être vraie.")
        if day < OLDEST:
            raise Refused(f"La date {text} est trop ancienne pour être vraie.")
        return day
    raise Refused(f"« {text} » n'est pas une date : écrivez par exemple 2026-09-01.")


def point_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude from a « position » cell: a pair, WKT, or the object of the ministry's API."""
    if pair := _POINT_PAIR.fullmatch(text):
        return float(pair[1]), float(pair[2])
    if wkt := _POINT_WKT.fullmatch(text):
        return float(wkt[2]), float(wkt[1])
    keys = {key[:3]: float(value) for key, value in _POINT_KEYS.findall(text)}
    return (keys["lat"], keys["lon"]) if len(keys) == 2 else None  # noqa: PLR2004 (both)


def _told_on(reader: _Reader) -> dt.date | None:
    """When the row was true: its own update, else the autumn of its school year."""
    updated = reader.date("updated_on")
    if updated is not None and updated > reader.today:
        reader.remarks.append(Remark("updated_on", f"La date de mise à jour {updated.isoformat()} est à venir."))
        updated = None
    year = reader.text("school_year")
    if updated is None and year:
        parsed = reader.may("school_year", lambda: _school_year(year))
        return parsed.first_day if parsed and parsed.first_day <= reader.today else None
    return updated


def _school_year(text: str) -> SchoolYear:
    """« 2021-2022 », or the year of the return alone, « 2021 » or « 2021-09-01 »."""
    alone = re.fullmatch(r"((?:19|20)\d\d)(?:-\d\d-\d\d.*)?", text, re.ASCII)
    return SchoolYear(int(alone[1])) if alone else SchoolYear.parse(text)


def _read_identity(reader: _Reader, facts: dict[str, Value], guesses: dict[str, Value]) -> None:
    name = reader.text("name", 200) or squeeze(f"{reader.text('denomination')} {reader.text('patronym')}")[:200]
    if not name:
        reader.refused.append(Remark("name", "Le nom de l'établissement manque : écrivez-le."))
    facts["name"] = (name,)
    nature = reader.text("nature_code", 3)
    tracks = school_kinds.Tracks(
        maternelle=reader.flag("has_maternelle"),
        elementaire=reader.flag("has_elementaire"),
        general=reader.flag("has_general"),
        techno=reader.flag("has_techno"),
        pro=reader.flag("has_pro"),
        agricole=reader.flag("is_agricole"),
    )
    kind = school_kinds.kind_of(nature, reader.text("type"), tracks)
    if kind is not None:
        facts["kind"] = (str(kind),)
    else:
        guesses["kind"] = (str(school_kinds.guess(reader.text("type"), name, is_primary=bool(reader.text("ips")))),)
    _read_sector(reader, facts)
    label = reader.text("nature_label", 80)
    if nature or label:
        facts["nature"] = (nature, label)
    if ministry := reader.text("ministry", 80):
        facts["ministry"] = (school_kinds.ministry_of(ministry),)
    mother = reader.text("mother_uai")
    if mother and uai_codes.is_valid(mother) and mother.upper() != reader.text("uai").upper():
        facts["mother"] = (uai_codes.parse(mother),)


def _read_sector(reader: _Reader, facts: dict[str, Value]) -> None:
    text = reader.text("sector")
    if not text:
        return
    sector = school_kinds.sector_of(text)
    if sector is None:
        reader.refused.append(
            Remark(
                "sector",
                f"« {text} » n'est pas un secteur : écrivez Public ou Privé. "
                "Si les colonnes sont décalées, mettez le nom entre guillemets.",
            )
        )
        return
    facts["sector"] = (str(sector),)
    contract = school_kinds.contract_of(reader.text("contract_code"), reader.text("contract"), text)
    if contract is not Contract.UNKNOWN:
        facts["contract"] = (str(contract),)


def _read_place(
    reader: _Reader, uai: str | None, places: Places, facts: dict[str, Value], guesses: dict[str, Value]
) -> Place | None:
    streets = tuple(reader.text(name) for name in ("address_1", "address_2", "address_3"))
    if any(streets):
        facts["street"] = streets
    postcode = reader.text("postcode", 10)
    postcode = postcode.rjust(5, "0") if len(postcode) == 4 and postcode.isdigit() else postcode  # noqa: PLR2004
    if postcode:
        facts["postcode"] = (postcode,)
    if uai is None:
        return None
    codes = Codes(
        uai=uai,
        commune=reader.text("commune_code", 5),
        locality=reader.text("commune_name", 100),
        postcode=postcode,
        departement=reader.text("departement_code", 3),
        academie=reader.text("academie_code", 2),
    )
    place: Place | None = reader.must("commune_code", lambda: places.find(codes))
    if place is not None:
        facts["place"] = place.value
    else:
        guesses["place"] = places.fallback(codes).value
    return place


def _read_point(reader: _Reader, place: Place | None, places: Places, facts: dict[str, Value]) -> None:
    """Degrees when there are some; projected coordinates alone are left to the centre of the commune."""
    pair: tuple[float, float] | None = None
    latitude, longitude = reader.text("latitude").replace(",", "."), reader.text("longitude").replace(",", ".")
    if latitude and longitude:
        try:
            pair = float(latitude), float(longitude)
        except ValueError:
            reader.remarks.append(Remark("latitude", f"« {latitude} ; {longitude} » ne sont pas des coordonnées."))
    elif position := reader.text("position", 200):
        pair = point_of(position)
    if pair is None:
        return
    point: tuple[float, float] | None = reader.may("latitude", lambda: _near(geo.check(*pair), place, places))
    if point is not None:
        facts["point"] = (round(point[0], 6), round(point[1], 6))


def _near(point: tuple[float, float], place: Place | None, places: Places) -> tuple[float, float]:
    """The point, if it is not absurdly far from its commune (swapped or truncated coordinates)."""
    commune = places.communes.get(place.commune) if place and place.commune else None
    if commune is not None and commune.latitude is not None and commune.longitude is not None:
        away = geo.distance_km(*point, commune.latitude, commune.longitude)
        if away > FAR_KM:
            raise Refused(f"Ces coordonnées sont à {away:.0f} km de {commune.name}.")
    return point


def _read_contact(reader: _Reader, facts: dict[str, Value]) -> None:
    if number := reader.text("phone", 30):
        facts["phone"] = (_phone(number),)
    if mail := reader.text("email").replace(" ", ""):
        if _EMAIL.fullmatch(mail):
            facts["email"] = (mail,)
        else:
            reader.remarks.append(Remark("email", f"« {mail} » n'est pas une adresse électronique."))
    if site := reader.text("website", 300):
        if _WEBSITE.fullmatch(site):
            facts["website"] = (site if site.startswith(("http://", "https://")) else f"https://{site}",)
        else:
            reader.remarks.append(Remark("website", f"« {site} » n'est pas l'adresse d'un site."))
    if number := reader.text("siret"):
        siret = reader.may("siret", lambda: siren.parse_siret(number.removesuffix(".0").rjust(14, "0")))
        if siret:
            facts["siret"] = (siret,)
    if count := reader.text("pupils").removesuffix(".0"):
        if count.isdigit() and int(count) <= MAX_PUPILS:
            facts["pupils"] = (int(count),)
        else:
            reader.remarks.append(Remark("pupils", f"« {count} » n'est pas un nombre d'élèves."))


def _phone(number: str) -> str:
    """The number as the country writes it, or as the file does when it is not a French one."""
    try:
        return phone.parse(number)
    except Refused:
        return number


def _read_life(reader: _Reader, facts: dict[str, Value]) -> None:
    """Being listed is being open, unless the row says otherwise."""
    state = school_kinds.state_of(reader.text("state"), reader.text("state_code")) or SchoolState.OPEN
    closed_on = reader.date("closed_on")
    if closed_on is not None and closed_on <= reader.today:
        state = SchoolState.CLOSED
    elif closed_on is not None and state is SchoolState.OPEN:
        state = SchoolState.TO_CLOSE
    if state is SchoolState.CLOSED:
        facts["state"] = (str(state), closed_on, str(ClosingReason.SOURCE), None)
    else:
        facts["state"] = (str(state), None, "", None)
    opened_on = reader.date("opened_on")
    if opened_on is not None:
        facts["opened"] = (opened_on,)
