"""Why this pair, why not that one: one French sentence for a person who was not there."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from essaim.areas.campaign.domain.matching.conditions import Meeting
from essaim.areas.campaign.domain.matching.instance import Condition, Mode, Offer, Request
from essaim.foundation.kernel import french

HALVES: Mapping[str, str] = {"am": "matin", "pm": "après-midi"}
MODES: Mapping[Mode, str] = {
    Mode.SCHOOL: "l'acteur vient dans l'établissement",
    Mode.VISIT: "la classe se déplace",
    Mode.REMOTE: "à distance",
}
MISSING: Mapping[Condition, str] = {
    Condition.SLOTS: "aucun créneau commun",
    Condition.LEVELS: "le niveau de la classe",
    Condition.ACTION_TYPES: "le type d'action",
    Condition.THEMES: "le thème",
    Condition.PUPILS: "le nombre d'élèves",
    Condition.MODES: "la manière de se rencontrer",
    Condition.DISTANCE: "la distance",
    Condition.FORBIDDEN: "une décision de la coordination",
    Condition.CAPACITY: "les places, déjà prises",
}


def why(request: Request, offer: Offer, slot: str, meeting: Meeting, *, locked: bool) -> str:
    """« Décidé par la coordination ; l'acteur vient dans l'établissement, à 4,2 km ; thème commun : alimentation. »."""
    parts = ["décidé par la coordination"] if locked else []
    how = MODES[meeting.mode]
    if meeting.mode is not Mode.REMOTE:
        how += f", à {french.number(Decimal(meeting.tenths) / 10, decimals=1)}{french.NBSP}km"
    parts.append(how)
    parts.append(f"disponibles tous deux le {moment(slot)}")
    shared = sorted(request.themes & offer.themes)
    if shared:
        words = "thème commun" if len(shared) == 1 else "thèmes communs"
        parts.append(f"{words}{french.NBSP}: {french.join(shared)}")
    sentence = f"{french.NBSP}; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def why_not(blocked: Mapping[Condition, int]) -> str:
    """« Trois offres manquent de peu : la distance (2), aucun créneau commun (1). »."""
    total = sum(blocked.values())
    if not total:
        return "Aucune offre n'approche de cette demande : plusieurs conditions manquent à chacune."
    told = french.join([f"{MISSING[condition]} ({count})" for condition, count in _by_count(blocked)])
    words = "Une offre manque" if total == 1 else f"{french.number(total)} offres manquent"
    return f"{words} de peu{french.NBSP}: {told}."


def moment(slot: str) -> str:
    """« lundi 22 mars au matin » for ``2027-03-22-am``; the slot itself when it is written otherwise."""
    day, _, half = slot.rpartition("-")
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return slot
    return f"{french.weekday(date)}, {HALVES[half]}" if half in HALVES else slot


def _by_count(blocked: Mapping[Condition, int]) -> list[tuple[Condition, int]]:
    return sorted(blocked.items(), key=lambda item: (-item[1], list(Condition).index(item[0])))
