"""The columns an import of schools looks for, under every name met in the ministry's files since 2018.

Headers are compared without accents, case, spaces or underscores, so one spelling of each is enough. The first name of
a field that a file has wins; a column serves one field.
"""

from typing import Final, NamedTuple


class Column(NamedTuple):
    """One piece of information, its French label, and the headers it hides behind."""

    name: str
    label: str
    aliases: tuple[str, ...]
    required: bool = False


COLUMNS: Final = (
    Column(
        "uai",
        "UAI",
        (
            "identifiant de l'établissement",
            "numero uai",
            "code uai",
            "code établissement",
            "numero d'école",
            "numero ecole",
            "numero college",
            "numero lycee",
            "numero etablissement",
            "rne",
            "code rne",
            "identifiant",
        ),
        required=True,
    ),
    Column(
        "name",
        "Nom",
        (
            "nom de l'établissement",
            "nom etablissement",
            "nom de l'établissment",  # as the 2021 list of position indices spells it
            "nom d'établissement",
            "nom de l'école",
            "appellation officielle",
            "appellation officielle uai",
            "libelle etablissement",
            "denomination",
        ),
    ),
    Column("denomination", "Dénomination principale", ("denomination principale uai", "denomination_principale")),
    Column("patronym", "Patronyme", ("patronyme uai", "patronyme")),
    Column("type", "Type", ("type etablissement", "type d'établissement", "type uai")),
    Column(
        "sector",
        "Secteur",
        (
            "statut public prive",
            "secteur public prive libe",
            "secteur public/privé",
            "secteur d'enseignement",
            "statut",
            "public prive",
        ),
    ),
    Column("contract", "Type de contrat", ("type contrat prive", "secteur prive libelle type contrat", "type contrat")),
    Column(
        "contract_code",
        "Code du type de contrat",
        ("code type contrat prive", "secteur prive code type contrat", "code type contrat"),
    ),
    Column("nature_code", "Code nature", ("code nature uai", "nature uai")),
    Column("nature_label", "Nature", ("libelle nature", "nature uai libe", "libelle nature uai")),
    Column("address_1", "Adresse", ("adresse 1", "adresse uai")),
    Column("address_2", "Complément d'adresse", ("adresse 2", "lieu dit uai", "lieu dit")),
    Column("address_3", "Boîte postale", ("adresse 3", "boite postale uai", "boite postale")),
    Column("postcode", "Code postal", ("code postal uai", "cp")),
    Column(
        "commune_code",
        "Code commune",
        ("code insee de la commune", "code commune insee", "code insee", "insee commune", "code de la commune"),
    ),
    Column(
        "commune_name",
        "Nom de la commune",
        (
            "nom commune",
            "libelle commune",
            "commune",
            "ville",
            "localite acheminement uai",
            "localite d'acheminement",
            "localite acheminement",
        ),
    ),
    Column(
        "departement_code",
        "Code du département",
        ("code departement", "code dept", "dep", "code departement insee", "numero departement"),
    ),
    Column("academie_code", "Code de l'académie", ("code academie", "code acad")),
    Column("has_maternelle", "École maternelle", ("ecole maternelle",)),
    Column("has_elementaire", "École élémentaire", ("ecole elementaire",)),
    Column("has_general", "Voie générale", ("voie generale",)),
    Column("has_techno", "Voie technologique", ("voie technologique",)),
    Column("has_pro", "Voie professionnelle", ("voie professionnelle",)),
    Column("is_agricole", "Lycée agricole", ("lycee agricole",)),
    Column("phone", "Téléphone", ("telephone", "tel", "numero telephone uai")),
    Column("email", "Adresse électronique", ("mail", "courriel", "mel", "email", "mel uai")),
    Column("website", "Site", ("web", "site web", "site internet", "url")),
    Column("siret", "SIRET", ("siren siret", "numero siret", "siret uai")),
    Column(
        "pupils",
        "Nombre d'élèves",
        ("nombre d eleves", "effectifs", "effectif", "nombre total d'élèves", "nb eleves"),
    ),
    Column("ips", "IPS", ("indice de position sociale",)),
    Column("school_year", "Rentrée scolaire", ("annee scolaire", "rentree")),
    Column("latitude", "Latitude", ("lat", "latitude wgs84")),
    Column("longitude", "Longitude", ("lon", "lng", "long", "longitude wgs84")),
    Column("position", "Position", ("geo point 2d", "geo point", "coordonnees", "geometry")),
    Column("match_quality", "Qualité d'appariement", ("appariement", "precision localisation", "localisation")),
    Column("opened_on", "Date d'ouverture", ("date ouverture", "date ouverture uai")),
    Column("closed_on", "Date de fermeture", ("date fermeture", "date fermeture uai")),
    Column(
        "updated_on",
        "Date de mise à jour",
        ("date maj ligne", "date de mise à jour de la ligne", "date maj", "date derniere mise a jour"),
    ),
    Column("state", "État", ("etat etablissement libe", "etat", "etat etablissement", "libelle etat")),
    Column("state_code", "Code état", ("code etat etablissement", "code etat", "etat uai")),
    Column("ministry", "Ministère de tutelle", ("ministere tutelle", "libelle ministere", "tutelle")),
    Column("mother_uai", "Établissement mère", ("etablissement mere", "uai mere", "uai etablissement mere")),
)

LABELS: Final = {column.name: column.label for column in COLUMNS}
