"""Which clock a place lives by.

Each département has one time zone, kept in the reference data; French Polynesia has three, by archipelago. Names are
those of the IANA database.
"""

from collections.abc import Mapping
from typing import Final

_MARQUESAS = ("98718", "98723", "98731", "98746", "98756", "98757")
_GAMBIER = ("98719",)
BY_COMMUNE: Final[Mapping[str, str]] = {
    **dict.fromkeys(_MARQUESAS, "Pacific/Marquesas"),
    **dict.fromkeys(_GAMBIER, "Pacific/Gambier"),
}


def of_commune(code: str, departement_timezone: str) -> str:
    """The time zone of a commune: its département's, except in the Marquesas and the Gambier islands."""
    return BY_COMMUNE.get(code, departement_timezone)
