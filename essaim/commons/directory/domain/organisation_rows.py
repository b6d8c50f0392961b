"""One line of a file of ESS organisations, read with care: identifiers checked, families understood, places located.

Files come from everywhere (inclusion market, SIRENE extracts, GoGoCarto maps, a CRESS's own spreadsheet); what cannot
be understood is refused with a sentence, never guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

from essaim.commons.directory.enums import EssFamily, SiaeKind
from essaim.foundation.kernel import geo, rna, siren, text
from essaim.foundation.kernel.errors import Refused

NAME_LENGTH = 200
TRUE = frozenset({"1", "oui", "o", "vrai", "true", "x", "yes"})

FAMILIES: Mapping[str, EssFamily] = {
    "association": EssFamily.ASSOCIATION,
    "association declaree": EssFamily.ASSOCIATION,
    "association loi 1901": EssFamily.ASSOCIATION,
    "cooperative": EssFamily.COOPERATIVE,
    "scop": EssFamily.COOPERATIVE,
    "scic": EssFamily.COOPERATIVE,
    "cae": EssFamily.COOPERATIVE,
    "cuma": EssFamily.COOPERATIVE,
    "mutuelle": EssFamily.MUTUELLE,
    "fondation": EssFamily.FONDATION,
    "societe commerciale de l ess": EssFamily.COMPANY,
    "societe commerciale": EssFamily.COMPANY,
    "entreprise commerciale": EssFamily.COMPANY,
}
"""Words met in real files, folded. Anything else is refused rather than guessed."""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """What one line says, cleaned. Empty: the file does not say."""

    name: str = ""
    short_name: str = ""
    siren: str = ""
    siret: str = ""
    rna: str = ""
    family: str = ""
    siae_kind: str = ""
    is_esus: bool = False
    description: str = ""
    website: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    commune_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)  # field -> French reason


def read(values: Mapping[str, str]) -> OrganisationRow:
    """The line as values; what is wrong is in ``wrong``, every field at once."""
    wrong: dict[str, str] = {}

    def attempt(name: str, parse: Callable[[str], str]) -> str:
        raw = values.get(name, "").strip()
        if not raw:
            return ""
        try:
            return parse(raw)
        except Refused as refused:
            wrong[name] = str(refused)
            return ""

    siret = attempt("siret", siren.parse_siret)
    number = attempt("siren", siren.parse_siren)
    if siret and number and not siret.startswith(number):
        wrong["siren"] = f"Le SIREN {number} n'est pas celui du SIRET {siret} : gardez l'un des deux."
    latitude, longitude = _point(values, wrong)
    return OrganisationRow(
        name=_name(values, wrong),
        short_name=values.get("short_name", "")[:60],
        siren=number or siret[:9],
        siret=siret,
        rna=attempt("rna", rna.parse),
        family=attempt("family", _family),
        siae_kind=attempt("siae_kind", _siae),
        is_esus=text.fold(values.get("is_esus", "")) in TRUE,
        description=values.get("description", ""),
        website=attempt("website", _website),
        address=values.get("address", "")[:250],
        postcode=values.get("postcode", ""),
        city=values.get("city", ""),
        commune_code=values.get("commune_code", ""),
        latitude=latitude,
        longitude=longitude,
        wrong=wrong,
    )


KNOWN = tuple(f.name for f in fields(OrganisationRow) if f.name not in {"wrong", "postcode", "city", "commune_code"})
"""The fields of a row that an organisation keeps as they are."""


def _name(values: Mapping[str, str], wrong: dict[str, str]) -> str:
    name = " ".join(values.get("name", "").split())
    if not name:
        wrong["name"] = "Le nom manque : écrivez le nom de l'organisation."
    elif len(name) > NAME_LENGTH:
        wrong["name"] = f"Le nom a {len(name)} caractères : il en faut {NAME_LENGTH} au plus."
    return name


def _family(raw: str) -> str:
    found = FAMILIES.get(text.search_key(raw))
    if found is None:
        expected = ", ".join(family.label for family in EssFamily)
        raise Refused(f"« {raw} » n'est pas une famille de l'ESS : écrivez {expected}, ou laissez vide.")
    return found.value


def _siae(raw: str) -> str:
    try:
        return SiaeKind(raw.strip().upper()).value
    except ValueError:
        expected = ", ".join(kind.value for kind in SiaeKind)
        raise Refused(f"« {raw} » n'est pas une structure d'insertion : écrivez {expected}, ou laissez vide.") from None


def _website(raw: str) -> str:
    address = raw if "://" in raw else f"https://{raw}"
    if not address.startswith(("http://", "https://")) or " " in address or "." not in address or len(address) > 300:  # noqa: PLR2004 (the column's length)
        raise Refused(f"« {raw[:60]} » n'est pas une adresse de site : écrivez par exemple https://exemple.fr.")
    return address


def _point(values: Mapping[str, str], wrong: dict[str, str]) -> tuple[float | None, float | None]:
    raw = values.get("latitude", ""), values.get("longitude", "")
    if not any(raw):
        return None, None
    try:
        return geo.check(*(float(number.replace(",", ".")) for number in raw))
    except ValueError:
        wrong["latitude"] = f"« {raw[0]} ; {raw[1]} » n'est pas un point : écrivez des degrés, comme 46,17 et 1,87."
    except Refused as refused:
        wrong["latitude"] = str(refused)
    return None, None
