"""One line of a table of offers, as a CRESS keeps it: who proposes what, to whom, where and when.

Words are read as people write them (« collège », « en classe », « 22/03 matin »); what cannot be understood is refused
with the words that can. An empty cell takes the answer the screens propose.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from essaim.areas.campaign.domain.slots import Half, Slot
from essaim.areas.campaign.enums import Band, Mode
from essaim.foundation.kernel import siren, text
from essaim.foundation.kernel.errors import Refused

T = TypeVar("T")
LARGEST: Final = 999
MOST_TIMES: Final = 50
FARTHEST: Final = 20_000

BANDS: Final[Mapping[str, tuple[Band, ...]]] = {
    **{text.search_key(band.value): (band,) for band in Band},
    **{text.search_key(band.label): (band,) for band in Band},
    "primaire": (Band.MATERNELLE, Band.ELEMENTAIRE),
    "ecole": (Band.MATERNELLE, Band.ELEMENTAIRE),
    "lycee": (Band.LYCEE, Band.PRO),
    "lycees": (Band.LYCEE, Band.PRO),
    "lycee professionnel": (Band.PRO,),
    "colleges": (Band.COLLEGE,),
    "universite": (Band.HIGHER,),
    "tous": tuple(Band),
    "tous niveaux": tuple(Band),
}
MODES: Final[Mapping[str, tuple[Mode, ...]]] = {
    **{text.search_key(mode.value): (mode,) for mode in Mode},
    **{text.search_key(mode.label): (mode,) for mode in Mode},
    "en classe": (Mode.SCHOOL,),
    "dans la classe": (Mode.SCHOOL,),
    "etablissement": (Mode.SCHOOL,),
    "presentiel": (Mode.SCHOOL, Mode.VISIT),
    "visite": (Mode.VISIT,),
    "chez nous": (Mode.VISIT,),
    "distanciel": (Mode.REMOTE,),
    "visio": (Mode.REMOTE,),
    "visioconference": (Mode.REMOTE,),
}
USUAL_MODES: Final = (Mode.SCHOOL, Mode.VISIT)
HALVES: Final[Mapping[str, Half]] = {
    "am": Half.MORNING,
    "matin": Half.MORNING,
    "pm": Half.AFTERNOON,
    "apres midi": Half.AFTERNOON,
}
DAY: Final = re.compile(r"(?:(\d{4})-)?(\d{1,2})[-/](\d{1,2})(?:/(\d{4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What one line says, cleaned. Empty: the file does not say."""

    organisation: str = ""
    siret: str = ""
    title: str = ""
    bands: tuple[Band, ...] = ()
    modes: tuple[Mode, ...] = USUAL_MODES
    types: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    departements: tuple[str, ...] = ()
    range_km: int | None = None
    capacity: int = 1
    max_pupils: int | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)  # field -> French reason


def read(values: Mapping[str, str], days: Sequence[dt.date]) -> OfferRow:
    """The line as values, on the days of the edition; what is wrong is in ``wrong``, every field at once."""
    wrong: dict[str, str] = {}

    def attempt(name: str, parse: Callable[[str], T], empty: T) -> T:
        raw = values.get(name, "").strip()
        if not raw:
            return empty
        try:
            return parse(raw)
        except Refused as refused:
            wrong[name] = str(refused)
            return empty

    if not values.get("organisation"):
        wrong["organisation"] = "Le nom de l'organisation manque : écrivez-le."
    nobody: tuple[Band, ...] = ()
    bands = attempt("levels", lambda raw: _among(raw, BANDS, "niveau"), nobody)
    if not bands and "levels" not in wrong:
        wrong["levels"] = "Les niveaux manquent : écrivez par exemple « collège, lycée »."
    return OfferRow(
        organisation=" ".join(values.get("organisation", "").split())[:200],
        siret=attempt("siret", siren.parse_siret, ""),
        title=" ".join(values.get("title", "").split())[:150],
        bands=bands,
        modes=attempt("modes", lambda raw: _among(raw, MODES, "manière de se rencontrer"), USUAL_MODES),
        types=_words(values.get("types", "")),
        themes=_words(values.get("themes", "")),
        slots=attempt("dates", lambda raw: _slots(raw, days), ()),
        departements=tuple(code.upper().rjust(2, "0") for code in _words(values.get("departements", ""))),
        range_km=attempt("range_km", lambda raw: _number(raw, FARTHEST), None),
        capacity=attempt("capacity", lambda raw: _number(raw, MOST_TIMES), 1),
        max_pupils=attempt("max_pupils", lambda raw: _number(raw, LARGEST), None),
        wrong=wrong,
    )


def _words(raw: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in re.split(r"[;,|]", raw) if word.strip())


def _among(raw: str, known: Mapping[str, Iterable[T]], what: str) -> tuple[T, ...]:
    found: dict[T, None] = {}
    for word in _words(raw):
        meant = known.get(text.search_key(word))
        if meant is None:
            raise Refused(f"« {word[:40]} » n'est pas un {what} que l'on connaît.")
        found.update(dict.fromkeys(meant))
    return tuple(found)


def _slots(raw: str, days: Sequence[dt.date]) -> tuple[Slot, ...]:
    """« 22/03 matin; 23/03 »: a half-day, or both of a day, among those of the edition."""
    found: dict[Slot, None] = {}
    for word in _words(raw):
        day = _day(word, days)
        rest = text.search_key(DAY.sub("", word, count=1)).strip()
        halves = list(Half) if not rest else [HALVES[rest]] if rest in HALVES else []
        if day is None or not halves:
            raise Refused(f"« {word[:40]} » n'est pas une demi-journée de l'édition : écrivez « 22/03 matin ».")
        found.update(dict.fromkeys(Slot(day, half) for half in halves))
    return tuple(found)


def _day(word: str, days: Sequence[dt.date]) -> dt.date | None:
    match = DAY.match(word)
    if match is None:
        return None
    first_year, one, two, last_year = match.groups()
    month, number = (int(one), int(two)) if first_year else (int(two), int(one))
    year = int(first_year or last_year or 0)
    return next((day for day in days if (day.month, day.day) == (month, number) and year in {0, day.year}), None)


def _number(raw: str, most: int) -> int:
    found = re.fullmatch(r"(\d{1,5})\s*(?:km|élèves|eleves)?", raw.strip(), re.ASCII | re.IGNORECASE)
    if found is None or not 1 <= int(found[1]) <= most:
        raise Refused(f"« {raw[:20]} » n'est pas un nombre de 1 à {most}.")
    return int(found[1])
