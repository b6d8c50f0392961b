"""The programme of an event, written one moment a line: « 10 h 30 Table ronde | avec la rectrice »."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused

_LINE = re.compile(r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?\s*[:,-]?\s+(\S.*)")
MAX_MOMENTS, MAX_TITLE, MAX_DETAIL = 40, 150, 300


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """One line of a programme."""

    at: dt.time
    title: str
    detail: str = ""


def parse(text: str) -> tuple[Moment, ...]:
    """The moments of a programme, in the order of the day; a line that is not one is refused with its number."""
    lines = [(rank, line.strip()) for rank, line in enumerate(text.replace("\u00a0", " ").splitlines(), 1)]
    moments = sorted(_moment(rank, line) for rank, line in lines if line)
    if len(moments) > MAX_MOMENTS:
        raise Refused(f"Gardez {MAX_MOMENTS} moments au plus.")
    return tuple(moments)


def written(moments: Iterable[Moment]) -> str:
    """The lines that ``parse`` reads back."""
    return "\n".join(
        f"{french.clock(moment.at)} {moment.title}{f' | {moment.detail}' if moment.detail else ''}"
        for moment in sorted(moments)
    )


def _moment(rank: int, line: str) -> Moment:
    match = _LINE.fullmatch(line)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match is None or hour > 23 or minute > 59:  # noqa: PLR2004 (a clock)
        raise Refused(f"Ligne {rank} : commencez par l'heure, par exemple « 10 h 30 Table ronde ».")
    title, _, detail = (part.strip() for part in match[3].partition("|"))
    if not title or len(title) > MAX_TITLE or len(detail) > MAX_DETAIL:
        raise Refused(f"Ligne {rank} : un titre de {MAX_TITLE} signes au plus, une précision de {MAX_DETAIL} au plus.")
    return Moment(dt.time(hour, minute), title, detail)
