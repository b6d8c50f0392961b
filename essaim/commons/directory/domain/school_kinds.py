"""What a school is, from what files say of it.

The ministry's « nature » code (nomenclature N_NATURE_UAI) decides; then the type with its tracks; then, as a guess that
never overwrites anything, the words of the name. Codes met in the published files of 2021 to 2026 are listed; an
unknown code falls back on its family (the type column).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from essaim.commons.directory.enums import Contract, SchoolKind, SchoolState, Sector
from essaim.foundation.kernel.text import is_capitals, search_key

K = SchoolKind

_NATURES: Mapping[str, SchoolKind] = {
    **dict.fromkeys(("101", "102", "103", "111"), K.MATERNELLE),
    **dict.fromkeys(("151", "152", "153", "154", "160", "162", "169", "170"), K.ELEMENTAIRE),
    "300": K.LYCEE_GT,
    "301": K.LYCEE_TECHNO,
    "302": K.LYCEE_GENERAL,
    "306": K.LYCEE_POLYVALENT,
    "307": K.LYCEE_AGRICOLE,
    **dict.fromkeys(("310", "312", "315", "400"), K.LYCEE),
    **dict.fromkeys(("320", "332", "334"), K.LYCEE_PRO),
    "335": K.LYCEE_GT,
    **dict.fromkeys(("340", "344", "345", "350", "352"), K.COLLEGE),
    "370": K.EREA,
    "390": K.SEGPA,
}

_TYPES: Mapping[str, SchoolKind] = {
    "ecole": K.PRIMAIRE,
    "ecole maternelle": K.MATERNELLE,
    "ecole elementaire": K.ELEMENTAIRE,
    "ecole primaire": K.PRIMAIRE,
    "1er degre": K.PRIMAIRE,
    "maternelle": K.MATERNELLE,
    "elementaire": K.ELEMENTAIRE,
    "primaire": K.PRIMAIRE,
    "college": K.COLLEGE,
    "lycee": K.LYCEE,
    "lycee general": K.LYCEE_GENERAL,
    "lycee technologique": K.LYCEE_TECHNO,
    "lycee general et technologique": K.LYCEE_GT,
    "lycee professionnel": K.LYCEE_PRO,
    "lycee polyvalent": K.LYCEE_POLYVALENT,
    "lycee agricole": K.LYCEE_AGRICOLE,
    "erea": K.EREA,
    "segpa": K.SEGPA,
    "medico social": K.MEDICO_SOCIAL,
    "mfr": K.MFR,
    "maison familiale rurale": K.MFR,
    "cfa": K.CFA,
    "universite": K.UNIVERSITE,
    "enseignement superieur": K.UNIVERSITE,
    "service administratif": K.SERVICE,
    "information et orientation": K.SERVICE,
    "cio": K.SERVICE,
    "autre": K.OTHER,
}

_NAMES: tuple[tuple[str, SchoolKind], ...] = (
    ("ecole maternelle", K.MATERNELLE),
    ("ecole elementaire", K.ELEMENTAIRE),
    ("ecole primaire", K.PRIMAIRE),
    ("ecole", K.PRIMAIRE),
    ("college", K.COLLEGE),
    ("maison familiale", K.MFR),
    ("mfr", K.MFR),
    ("centre de formation apprentis", K.CFA),
    ("cfa", K.CFA),
    ("lycee professionnel", K.LYCEE_PRO),
    ("lycee polyvalent", K.LYCEE_POLYVALENT),
    ("lycee general et technologique", K.LYCEE_GT),
    ("lycee enseignement agricole", K.LYCEE_AGRICOLE),
    ("lycee agricole", K.LYCEE_AGRICOLE),
    ("lycee", K.LYCEE),
    ("universite", K.UNIVERSITE),
    ("erea", K.EREA),
)

_SECTORS: Mapping[str, Sector] = {
    "public": Sector.PUBLIC,
    "pu": Sector.PUBLIC,
    "publique": Sector.PUBLIC,
    "prive": Sector.PRIVATE,
    "pr": Sector.PRIVATE,
    "privee": Sector.PRIVATE,
    "prive sous contrat": Sector.PRIVATE,
    "prive hors contrat": Sector.PRIVATE,
}

_CONTRACTS: Mapping[str, Contract] = {
    "10": Contract.NONE,
    "20": Contract.SIMPLE,
    "21": Contract.SIMPLE,
    "30": Contract.ASSOCIATION,
    "31": Contract.ASSOCIATION,
    "40": Contract.SOME,
    "41": Contract.SOME,
}

_STATES: Mapping[str, SchoolState] = {
    "1": SchoolState.OPEN,
    "2": SchoolState.TO_CLOSE,
    "3": SchoolState.TO_OPEN,
    "4": SchoolState.CLOSED,
    "ouvert": SchoolState.OPEN,
    "ouverte": SchoolState.OPEN,
    "a fermer": SchoolState.TO_CLOSE,
    "a ouvrir": SchoolState.TO_OPEN,
    "ferme": SchoolState.CLOSED,
    "fermee": SchoolState.CLOSED,
}


_MINISTRIES: Mapping[str, str] = {
    "ministere education nationale": "éducation nationale",
    "agriculture": "agriculture",
    "ministere agriculture": "agriculture",
    "mer": "mer",
    "defense": "défense",
    "ministere defense": "défense",
    "justice": "justice",
    "sante": "santé",
    "sans tutelle": "aucune",
    "grande chancellerie ordre legion honneur": "grande chancellerie de la Légion d'honneur",
    "grande chancellerie ordre de la legion honneur": "grande chancellerie de la Légion d'honneur",
}


@dataclass(frozen=True, slots=True)
class Tracks:
    """What a row says is taught, beside the type: as « Ecole_maternelle » or « Voie_generale »."""

    maternelle: bool = False
    elementaire: bool = False
    general: bool = False
    techno: bool = False
    pro: bool = False
    agricole: bool = False


def kind_of(nature: str, type_label: str, tracks: Tracks) -> SchoolKind | None:
    """What the row says the school is; ``None`` when it does not say, or says only « Ecole » or « Lycée ».

    A bare family must not replace « lycée professionnel » read in an older file: it is left to ``guess``.
    """
    by_nature = _NATURES.get(nature.lstrip("0") or nature)
    kind = by_nature or _TYPES.get(search_key(type_label))
    if kind in {K.MATERNELLE, K.ELEMENTAIRE, K.PRIMAIRE}:
        precise = _first_degree(kind, tracks)
        return None if precise is K.PRIMAIRE and not (tracks.maternelle or _says_primary(type_label)) else precise
    if kind is not None and kind.value.startswith("lycee") and (tracks.agricole or by_nature is None):
        precise = _lycee(tracks) if kind is K.LYCEE or tracks.agricole else kind
        return None if precise is K.LYCEE else precise
    return kind


def guess(type_label: str, name: str, *, is_primary: bool) -> SchoolKind:
    """The kind of a school nothing precise is known of: from its name within the family of its type."""
    family = _TYPES.get(search_key(type_label))
    named = next((kind for words, kind in _NAMES if f" {words} " in f" {search_key(name)} "), None)
    if named is not None and (family is None or named.degree is family.degree):
        return named
    return family or (K.PRIMAIRE if is_primary else K.OTHER)


def is_type(text: str) -> bool:
    """Whether a cell holds a type of school."""
    return search_key(text) in _TYPES


def ministry_of(text: str) -> str:
    """The ministry a school answers to, in readable letters."""
    key = search_key(text).replace("ministere de ", "ministere ")
    return _MINISTRIES.get(key, text.lower() if is_capitals(text) else text)


def sector_of(text: str) -> Sector | None:
    """Public or private; ``None`` when the text says neither."""
    return _SECTORS.get(search_key(text))


def contract_of(code: str, label: str, sector_label: str) -> Contract:
    """What ties a private school to the State."""
    if code in _CONTRACTS:
        return _CONTRACTS[code]
    key = search_key(f"{label} {sector_label}")
    if "hors contrat" in key:
        return Contract.NONE
    if "contrat simple" in key:
        return Contract.SIMPLE
    if "contrat association" in key:
        return Contract.ASSOCIATION
    return Contract.SOME if "sous contrat" in key else Contract.UNKNOWN


def state_of(label: str, code: str) -> SchoolState | None:
    """Open, closed, about to be; ``None`` when the row does not say."""
    return _STATES.get(search_key(label)) or _STATES.get(code.strip())


def _first_degree(kind: SchoolKind, tracks: Tracks) -> SchoolKind:
    if tracks.maternelle and tracks.elementaire:
        return K.PRIMAIRE
    if tracks.maternelle and kind is not K.ELEMENTAIRE:
        return K.MATERNELLE
    return K.ELEMENTAIRE if tracks.elementaire else kind


def _says_primary(type_label: str) -> bool:
    return "primaire" in search_key(type_label)


def _lycee(tracks: Tracks) -> SchoolKind:
    if tracks.agricole:
        return K.LYCEE_AGRICOLE
    if tracks.pro and (tracks.general or tracks.techno):
        return K.LYCEE_POLYVALENT
    if tracks.pro:
        return K.LYCEE_PRO
    if tracks.general:
        return K.LYCEE_GT if tracks.techno else K.LYCEE_GENERAL
    return K.LYCEE_TECHNO if tracks.techno else K.LYCEE
