"""The words of the directory: kinds of schools, levels of classes, where a fact comes from.

Plain enums, so that rules read them without Django. Each member carries its French label; stored values are never
shown.
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """An enum whose members know the words the public reads."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """A member: stored value, French label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Values and labels, as Django asks for them."""
        return [(member.value, member.label) for member in cls]


class Degree(Labelled):
    """Which part of schooling a school belongs to; « premier degré » is nursery and primary school."""

    FIRST = "first", "premier degré"
    SECOND = "second", "second degré"
    HIGHER = "higher", "enseignement supérieur"
    NONE = "none", "hors enseignement"


class SchoolKind(Labelled):
    """What a school is, from the ministry's « nature » codes or entered by hand."""

    MATERNELLE = "maternelle", "école maternelle"
    ELEMENTAIRE = "elementaire", "école élémentaire"
    PRIMAIRE = "primaire", "école primaire"
    COLLEGE = "college", "collège"
    SEGPA = "segpa", "Segpa"
    LYCEE = "lycee", "lycée"
    LYCEE_GENERAL = "lycee_general", "lycée général"
    LYCEE_TECHNO = "lycee_techno", "lycée technologique"
    LYCEE_GT = "lycee_gt", "lycée général et technologique"
    LYCEE_PRO = "lycee_pro", "lycée professionnel"
    LYCEE_POLYVALENT = "lycee_polyvalent", "lycée polyvalent"
    LYCEE_AGRICOLE = "lycee_agricole", "lycée agricole"
    EREA = "erea", "établissement régional d'enseignement adapté"
    MEDICO_SOCIAL = "medico_social", "établissement médico-social"
    MFR = "mfr", "maison familiale rurale"
    CFA = "cfa", "centre de formation d'apprentis"
    UNIVERSITE = "universite", "établissement d'enseignement supérieur"
    OTHER = "other", "autre établissement"
    SERVICE = "service", "service ou centre d'information"

    @property
    def degree(self) -> Degree:
        """Where this kind of school stands in schooling."""
        return _DEGREES.get(self, Degree.SECOND)


_DEGREES = {
    SchoolKind.MATERNELLE: Degree.FIRST,
    SchoolKind.ELEMENTAIRE: Degree.FIRST,
    SchoolKind.PRIMAIRE: Degree.FIRST,
    SchoolKind.UNIVERSITE: Degree.HIGHER,
    SchoolKind.SERVICE: Degree.NONE,
}


class SchoolFamily(Labelled):
    """The kinds of schools as people look for them."""

    ECOLE = "ecole", "écoles"
    COLLEGE = "college", "collèges"
    LYCEE = "lycee", "lycées"
    ADAPTED = "adapte", "Erea et médico-social"
    TRAINING = "formation", "MFR et CFA"
    HIGHER = "superieur", "enseignement supérieur"

    @property
    def kinds(self) -> frozenset[SchoolKind]:
        """The kinds it gathers."""
        return _FAMILIES[self]


_FAMILIES = {
    SchoolFamily.ECOLE: frozenset(kind for kind in SchoolKind if kind.degree is Degree.FIRST),
    SchoolFamily.COLLEGE: frozenset({SchoolKind.COLLEGE, SchoolKind.SEGPA}),
    SchoolFamily.LYCEE: frozenset(kind for kind in SchoolKind if kind.value.startswith("lycee")),
    SchoolFamily.ADAPTED: frozenset({SchoolKind.EREA, SchoolKind.MEDICO_SOCIAL}),
    SchoolFamily.TRAINING: frozenset({SchoolKind.MFR, SchoolKind.CFA}),
    SchoolFamily.HIGHER: frozenset({SchoolKind.UNIVERSITE}),
}


class Sector(Labelled):
    """Who answers for a school."""

    PUBLIC = "public", "public"
    PRIVATE = "private", "privé"
    UNKNOWN = "unknown", "secteur non précisé"


class Contract(Labelled):
    """What ties a private school to the State (code de l'éducation, L442-5 and L442-12)."""

    NONE = "none", "hors contrat"
    SIMPLE = "simple", "contrat simple"
    ASSOCIATION = "association", "contrat d'association"
    SOME = "some", "sous contrat"
    UNKNOWN = "", "sans objet ou non précisé"


class SchoolState(Labelled):
    """Whether a school receives pupils."""

    TO_OPEN = "to_open", "ouverture prévue"
    OPEN = "open", "en activité"
    TO_CLOSE = "to_close", "fermeture prévue"
    CLOSED = "closed", "fermé"


class ClosingReason(Labelled):
    """Why a school is closed: closed schools are kept, since encounters happened there."""

    SOURCE = "source", "déclaré fermé par l'annuaire du ministère"
    ABSENT = "absent", "absent d'une liste complète plus récente"
    ENDED = "ended", "l'établissement a cessé d'accueillir des élèves"
    MERGED = "merged", "réuni avec un autre établissement"
    MISTAKE = "mistake", "fiche créée par erreur ou en double"
    NOT_CLOSED = "", "ouvert"


class LocationSource(Labelled):
    """How a point on the map is known."""

    FILE = "file", "coordonnées de l'annuaire"
    COMMUNE = "commune", "centre de la commune, faute d'adresse localisée"
    NONE = "none", "non localisé"


class SchoolSource(Labelled):
    """Where a fact about a school comes from."""

    DIRECTORY = "directory", "annuaire de l'éducation"
    GEOLOCATION = "geolocation", "géolocalisation des établissements"
    IPS = "ips", "liste des indices de position sociale"
    LISTING = "listing", "liste du ministère"
    HAND = "hand", "saisie dans Essaim"
    DEMO = "demo", "démonstration : établissement fictif"


class Level(Labelled):
    """What a class is taught, from petite section to university; the order is the order of schooling."""

    PS = "ps", "petite section"
    MS = "ms", "moyenne section"
    GS = "gs", "grande section"
    CP = "cp", "CP"
    CE1 = "ce1", "CE1"
    CE2 = "ce2", "CE2"
    CM1 = "cm1", "CM1"
    CM2 = "cm2", "CM2"
    SIXTH = "6e", "6e"
    FIFTH = "5e", "5e"
    FOURTH = "4e", "4e"
    THIRD = "3e", "3e"
    THIRD_PREPA = "3e_pm", "3e prépa-métiers"
    SEGPA = "segpa", "Segpa"
    ULIS = "ulis", "Ulis"
    UPE2A = "upe2a", "UPE2A"
    MFR_FOURTH = "mfr_4e", "4e de MFR"
    MFR_THIRD = "mfr_3e", "3e de MFR"
    CAP1 = "cap1", "1re année de CAP"
    CAP2 = "cap2", "2e année de CAP"
    SECOND = "2de", "2de"
    FIRST = "1re", "1re"
    FINAL = "tle", "terminale"
    SECOND_PRO = "2de_pro", "2de professionnelle"
    FIRST_PRO = "1re_pro", "1re professionnelle"
    FINAL_PRO = "tle_pro", "terminale professionnelle"
    APPRENTICES = "cfa", "apprentissage"
    BTS = "bts", "BTS ou BTSA"
    CPGE = "cpge", "classe préparatoire"
    BUT = "but", "BUT"
    LICENCE = "licence", "licence"
    MASTER = "master", "master"

    @property
    def rank(self) -> int:
        """Its place in schooling, to list levels in order."""
        return list(type(self)).index(self)


class OrganisationKind(Labelled):
    """What an organisation is to the network."""

    CRESS = "cress", "chambre régionale (CRESS)"
    NATIONAL = "national", "tête de réseau nationale"
    ESS_ACTOR = "ess_actor", "acteur de l'ESS"
    INSTITUTION = "institution", "partenaire institutionnel"


class EssFamily(Labelled):
    """The families of the ESS (loi 2014-856, art. 1)."""

    ASSOCIATION = "association", "association"
    COOPERATIVE = "cooperative", "coopérative"
    MUTUELLE = "mutuelle", "mutuelle"
    FONDATION = "fondation", "fondation"
    COMPANY = "company", "société commerciale de l'ESS"


class MemberKind(Labelled):
    """The four kinds of members of L'ESPER (reseau.md A3)."""

    ASSOCIATION = "association", "association"
    MUTUELLE = "mutuelle", "mutuelle ou assurance mutuelle"
    COOPERATIVE = "cooperative", "coopérative"
    UNION = "union", "syndicat"


class SiaeKind(Labelled):
    """Structures of inclusion by work, as the inclusion market names them."""

    ACI = "ACI", "atelier et chantier d'insertion"
    EI = "EI", "entreprise d'insertion"
    AI = "AI", "association intermédiaire"
    ETTI = "ETTI", "entreprise de travail temporaire d'insertion"
    GEIQ = "GEIQ", "groupement d'employeurs pour l'insertion"
    EA = "EA", "entreprise adaptée"
    EITI = "EITI", "entreprise d'insertion par le travail indépendant"


class Confidence(Labelled):
    """How far a reference row can be trusted (reseau.md, marks)."""

    CHECKED = "checked", "lu à la source"
    GENERAL = "general", "connaissance générale, à vérifier"
    DECLARED = "declared", "déclaré par l'organisation"


class Ending(Labelled):
    """Why an organisation's row was closed."""

    DISSOLVED = "dissolved", "dissoute"
    MERGED = "merged", "fusionnée"
    RENAMED = "renamed", "suivie d'une autre"
    DUPLICATE = "duplicate", "doublon réuni"
    LEFT = "left", "a quitté le réseau"
