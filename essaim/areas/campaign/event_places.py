"""The commune of a line of an agenda: by its code, by its postcode and name, by its name alone when only one has it."""

from collections import defaultdict

from rapidfuzz import fuzz

from essaim.areas.campaign.domain.event_rows import EventRow
from essaim.commons.territory.domain.names import place_key
from essaim.commons.territory.enums import CommuneKind
from essaim.commons.territory.models import Commune, Departement
from essaim.commons.territory.selectors import communes
from essaim.commons.territory.selectors.communes import CommuneIndex
from essaim.foundation.kernel.errors import Refused

CLOSE = 80
"""Likeness, out of 100, of a name to the commune of its postcode: « St Denis » and « Saint-Denis »."""


class Places:
    """Every commune in memory, for the time of one import; ``usual`` is where what says no place is."""

    def __init__(self, usual: Commune | None = None) -> None:
        self.usual = usual
        self.index = CommuneIndex()
        self.by_name: dict[str, list[str]] = defaultdict(list)
        rows = Commune.objects.filter(kind=CommuneKind.CURRENT).order_by("pk")
        for code, key, seat in rows.values_list("code", "search_key", "seat_key"):
            for name in {key, seat} - {""}:
                self.by_name[name].append(code)
        self.departements = {place_key(name): code for code, name in Departement.objects.values_list("code", "name")}

    def find(self, row: EventRow) -> Commune | None:
        """The commune of this line; the usual one when the line names none, None when it cannot be told."""
        if row.insee and (found := self.index.by_code(row.insee)):
            return found
        key = place_key(row.city)
        if row.postcode and (near := self.index.by_postcode(row.postcode.zfill(5)[:5])):
            if not key or len(near) == 1:
                return near[0]
            closest = max(near, key=lambda one: fuzz.ratio(one.search_key, key))
            return closest if fuzz.ratio(closest.search_key, key) >= CLOSE else near[0]
        if key:
            return self._named(row.city, key, row.departement)
        return None if row.city or row.postcode or row.insee else self.usual

    def _named(self, name: str, key: str, departement: str) -> Commune | None:
        code = self.departements.get(place_key(departement), departement.strip().upper().rjust(2, "0"))
        found = self.index.by_name(name, departement=code) if departement else None
        if found is not None:
            return found
        everywhere = self.by_name.get(key, [])
        return self.index.by_code(everywhere[0]) if len(everywhere) == 1 else None


def usual(written: str) -> Commune | None:
    """The commune somebody gives for lines that say none; refused when it is not the name of only one."""
    if not written.strip():
        return None
    found = communes.search(written.strip(), limit=2)
    exact = [one for one in found if one.search_key == place_key(written)]
    if len(found) == 1 or len(exact) == 1:
        return (exact or found)[0]
    what = "désigne plusieurs communes : écrivez son code INSEE" if found else "n'est pas une commune connue"
    raise Refused(f"« {written} » {what}.")
