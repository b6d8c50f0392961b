"""An action in the words of schema.org, for search engines: a data block of the page, which no browser runs.

Source: https://schema.org/EducationEvent. Only what has a day is an event; an offer is not.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from essaim.areas.campaign.domain.publication import Action
from essaim.areas.campaign.enums import Mode, Nature, Standing

SCHEMA = "https://schema.org"
STATUS: Mapping[Standing, str] = {
    Standing.CANCELLED: f"{SCHEMA}/EventCancelled",
    Standing.POSTPONED: f"{SCHEMA}/EventPostponed",
}
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def event(action: Action, *, url: str, organizer: str) -> dict[str, Any]:
    """The action as an EducationEvent, or nothing when it has no day."""
    if action.when is None:
        return {}
    when = action.when
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event" if action.nature is Nature.EVENT else "EducationEvent",
        "name": action.title,
        "url": url,
        "inLanguage": "fr",
        "startDate": (when.starts_at or when.day).isoformat(),
        "eventStatus": STATUS.get(action.standing, f"{SCHEMA}/EventScheduled"),
        "eventAttendanceMode": f"{SCHEMA}/{_attendance(action)}",
        "location": _location(action),
        "organizer": {"@type": "Organization", "name": action.organisation or organizer},
        "isAccessibleForFree": True,
        "description": action.story or _description(action),
    }
    if action.audience:
        told["audience"] = {
            "@type": "EducationalAudience",
            "educationalRole": "student",
            "audienceType": action.audience,
        }
    if when.ends_at:
        told["endDate"] = when.ends_at.isoformat()
    return told


def block(told: Mapping[str, Any]) -> SafeString:
    """The event as JSON that cannot end the element it stands in, or nothing."""
    text = json.dumps(told, ensure_ascii=False).translate(_ESCAPES) if told else ""
    return mark_safe(text)  # noqa: S308 (every sign that could end the element is escaped above)


def _attendance(action: Action) -> str:
    return "OnlineEventAttendanceMode" if action.mode is Mode.REMOTE else "OfflineEventAttendanceMode"


def _description(action: Action) -> str:
    return "Ouvert au public." if action.is_open else "Réservé à la classe inscrite, sans public."


def _location(action: Action) -> dict[str, Any]:
    where = action.where
    address = {
        "@type": "PostalAddress",
        "addressCountry": "FR",
        "addressLocality": where.commune,
        "addressRegion": where.region_name,
    }
    return {
        "@type": "Place",
        "name": action.place or where.label,
        "address": {name: value for name, value in address.items() if value},
    }
