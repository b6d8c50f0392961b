"""Where a row stands: commune, département, académie, from whichever codes a file gives.

Files write départements with three digits (094, 02A, 620 for Corse-du-Sud in old numbers), communes with their INSEE
code, sometimes one that has merged since, and académies with codes that may be former ones (Caen and Rouen before
2020). A school abroad has none of these and is accepted without territory.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from essaim.foundation.kernel import cog
from essaim.foundation.kernel import uai as uai_codes
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.text import search_key

CITIES: Final[Mapping[str, str]] = {"75100": "75056", "13200": "13055", "69380": "69123"}
"""Codes the ministry writes for the three cities with arrondissements, and INSEE's own."""

ABROAD_ACADEMIES: Final = frozenset({"90", "99"})


@dataclass(frozen=True, slots=True)
class CommunePoint:
    """A commune as an import needs it."""

    code: str
    name: str
    departement: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a school is."""

    locality: str = ""
    commune: str | None = None
    departement: str | None = None
    academie: str | None = None
    is_abroad: bool = False

    @property
    def value(self) -> tuple[str, str | None, str | None, str | None, bool]:
        """The columns of the fact « place »."""
        return (self.locality, self.commune, self.departement, self.academie, self.is_abroad)


@dataclass(frozen=True, slots=True)
class Codes:
    """What a row says of its place."""

    uai: str
    commune: str = ""
    locality: str = ""
    postcode: str = ""
    departement: str = ""
    academie: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """The territories an import knows."""

    communes: Mapping[str, CommunePoint]
    academie_of: Mapping[str, str]  # by INSEE code of the département
    academies: Mapping[str, str] = field(default_factory=dict)  # code, former ones included -> code of today
    by_postcode: Callable[[str], tuple[str, ...]] = lambda _postcode: ()

    def find(self, codes: Codes) -> Place | None:
        """The place of a row, or ``None`` when the row says nothing of it; refused with the reason."""
        if self._is_abroad(codes):
            return Place(locality=codes.locality, is_abroad=True)
        commune = self._commune(codes)
        if commune is not None:
            departement = commune.departement
        elif codes.departement:
            departement = cog.departement(codes.departement)
        else:
            return None
        academie = self.academie_of.get(departement) or self.academies.get(codes.academie.rjust(2, "0"))
        known = departement if departement in self.academie_of else None
        locality = commune.name if commune else codes.locality
        return Place(locality, commune.code if commune else None, known, academie)

    def fallback(self, codes: Codes) -> Place:
        """The place of a new school whose file says nothing: the département of its UAI."""
        departement = uai_codes.departement(codes.uai)
        if departement is not None and departement in self.academie_of:
            return Place(codes.locality, None, departement, self.academie_of[departement])
        return Place(codes.locality, is_abroad=departement == cog.ABROAD)

    def _is_abroad(self, codes: Codes) -> bool:
        if uai_codes.departement(codes.uai) == cog.ABROAD or codes.departement.lstrip("0") == cog.ABROAD:
            return True
        return codes.academie in ABROAD_ACADEMIES or codes.commune.startswith(cog.ABROAD)

    def _commune(self, codes: Codes) -> CommunePoint | None:
        if not codes.commune:
            return self._by_name(codes)
        code = cog.commune(codes.commune)
        found = self.communes.get(CITIES.get(code, code)) or self._by_name(codes)
        if found is None:
            raise Refused(
                f"La commune {code}{f' ({codes.locality})' if codes.locality else ''} n'est pas connue : "
                "vérifiez son code INSEE, ou donnez son nom et son code postal."
            )
        return found

    def _by_name(self, codes: Codes) -> CommunePoint | None:
        """The commune of this postcode that has this name: old codes, files without codes."""
        wanted = search_key(codes.locality)
        if not wanted or not codes.postcode:
            return None
        candidates = (self.communes[code] for code in self.by_postcode(codes.postcode) if code in self.communes)
        return next((commune for commune in candidates if search_key(commune.name) == wanted), None)
