"""French as it is printed: dates in words, hours, ordinals, plurals, numbers, lists, and the spaces that do not break.

Rules of the Imprimerie nationale, as kept by ``look.md`` ("La voix"): a thin no-break space between thousands, a comma
for decimals, a no-break space before ``: ; ? !`` and inside « », dates in words, "10 h 30".
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

NBSP = "\u00a0"
THIN = "\u202f"

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

_BEFORE = re.compile(r"(?<=\S) (?=[:;?!»](?:\s|$|[.,;)…»]))")
_AFTER = re.compile(r"« (?=\S)")
_VOWELS = "aàâäeéèêëiîïoôöuùûüyœæ"


def typeset(text: str) -> str:
    """Replace by no-break spaces the plain ones that French typography glues: before ``: ; ? ! »`` and after ``«``."""
    return _AFTER.sub(f"«{NBSP}", _BEFORE.sub(NBSP, text))


def ordinal(number: int, *, feminine: bool = False) -> str:
    """``1er``, ``1re``, ``2e``."""
    if number == 1:
        return "1re" if feminine else "1er"
    return f"{number}e"


def date(day: dt.date) -> str:
    """``22 mars 2027``, ``1er mars 2027``."""
    return f"{_day_month(day)} {day.year}"


def weekday(day: dt.date) -> str:
    """``lundi 22 mars``: what a reader needs this year."""
    return f"{DAYS[day.weekday()]} {_day_month(day)}"


def full_date(day: dt.date) -> str:
    """``lundi 22 mars 2027``."""
    return f"{weekday(day)} {day.year}"


def clock(time: dt.time) -> str:
    """``10 h``, ``10 h 30``, ``9 h 05``."""
    hour = f"{time.hour}{NBSP}h"
    return f"{hour}{NBSP}{time.minute:02d}" if time.minute else hour


def moment(when: dt.datetime) -> str:
    """``22 mars 2027 à 10 h 30``, in the time zone the value carries."""
    return f"{date(when.date())} à {clock(when.time())}"


def period(first: dt.date, last: dt.date) -> str:
    """Both days included: ``du 22 au 27 mars 2027``, ``du 28 mars au 3 avril 2027``, ``le 22 mars 2027``."""
    if first == last:
        return f"le {date(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"du {_day(first)} au {date(last)}"
    if first.year == last.year:
        return f"du {_day_month(first)} au {date(last)}"
    return f"du {date(first)} au {date(last)}"


def number(value: int | Decimal, *, decimals: int | None = None) -> str:
    """``12 345``, ``1 234,5``: thin no-break spaces between thousands, a comma for decimals.

    ``decimals`` rounds half to even; without it an integer or a Decimal keeps the digits it has.
    """
    exact = Decimal(value)
    text = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
    return text.replace(",", THIN).replace(".", ",").replace("-", "−")


def plural(value: int | Decimal, singular: str, plural_form: str = "") -> str:
    """``0 classe``, ``1 classe``, ``2 classes``: in French the plural begins at two.

    ``plural_form`` is needed when adding an *s* is not enough: ``plural(3, "journal", "journaux")``.
    """
    word = (plural_form or f"{singular}s") if abs(Decimal(value)) >= 2 else singular  # noqa: PLR2004 (the rule itself)
    return f"{number(value)}{NBSP}{word}"


def join(items: Iterable[str], last: str = "et") -> str:
    """``a``, ``a et b``, ``a, b et c``; ``last`` may be "ou"."""
    *first, end = [*items] or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def duration(elapsed: dt.timedelta) -> str:
    """``moins d'une minute``, ``5 minutes``, ``3 heures``, ``6 jours``, ``4 mois``, ``2 ans``: one unit."""
    seconds = max(0, int(elapsed.total_seconds()))
    for size, singular, many in _UNITS:
        if seconds >= size:
            return plural(seconds // size, singular, many)
    return "moins d'une minute"


def waiting(since: dt.datetime, now: dt.datetime) -> str:
    """``attend depuis 6 jours``."""
    return f"attend depuis {duration(now - since)}"


def of(name: str) -> str:
    """``de Nantes``, ``d'Amiens``, ``du Havre``, ``des Abymes``, ``de La Réunion``: a name after *de*.

    A leading *h* is taken as aspirated, as in "de Haute-Savoie".
    """
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d'{name}" if name[:1].lower() in _VOWELS and name else f"de {name}"


_DAY = 86_400
_UNITS = (
    (365 * _DAY, "an", "ans"),
    (30 * _DAY, "mois", "mois"),
    (_DAY, "jour", "jours"),
    (3_600, "heure", "heures"),
    (60, "minute", "minutes"),
)


def _day(day: dt.date) -> str:
    return ordinal(1) if day.day == 1 else str(day.day)


def _day_month(day: dt.date) -> str:
    return f"{_day(day)} {MONTHS[day.month - 1]}"
