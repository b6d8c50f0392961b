"""Files of schools for tests: the ministry's own when they are at hand, else invented ones of the same shape.

The invented schools stand in real communes, under codes that no school has: their number begins with 9.
"""

import csv
import gzip
import io
import os
from pathlib import Path

from essaim.foundation.kernel import uai

SHARED = Path(os.environ.get("ESSAIM_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared/data")
REAL = sorted((SHARED / "schools").glob("*.csv.gz"))
VAL_DE_MARNE = "annuaire-education-ecoles-publiques-94-2026-05-27.csv.gz"
COMMUNES = (("94034", "Fresnes", "94260"), ("94028", "Créteil", "94000"), ("94080", "Vincennes", "94300"))
NAMES = ("Robert Doisneau", "des Tilleuls argentés", "Françoise Dolto", "du Chemin Vert", "Les Hirondelles")
KINDS = (("Ecole maternelle", "101"), ("Ecole élémentaire", "151"), ("Ecole primaire", "151"))


def primary_schools(folder: Path, count: int = 613) -> Path:
    """The public primary schools of Val-de-Marne on 27 May 2026: 613, real ones if the file is at hand."""
    real = SHARED / "schools" / VAL_DE_MARNE
    return real if real.exists() else _write(folder / VAL_DE_MARNE, [_row(number) for number in range(count)])


def rows(path: Path) -> list[dict[str, str]]:
    """What a file of the directory holds."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _row(number: int) -> dict[str, str]:
    digits = f"094{9000 + number}"
    kind, nature = KINDS[number % len(KINDS)]
    code, name, postcode = COMMUNES[number % len(COMMUNES)]
    return {
        "Identifiant_de_l_etablissement": digits + uai.control_letter(digits),
        "Nom_etablissement": f"{kind} {NAMES[number % len(NAMES)]} {number}",
        "Type_etablissement": "Ecole",
        "Statut_public_prive": "Public",
        "Adresse_1": f"{number + 1} allée du Puits",
        "Adresse_2": "",
        "Adresse_3": f"{postcode} {name.upper()}",
        "Code_postal": postcode,
        "Code_commune": code,
        "Nom_commune": name,
        "Code_departement": "094",
        "Code_academie": "24",
        "Code_region": "11",
        "Telephone": "",
        "Mail": "",
        "Type_contrat_prive": "SANS OBJET",
        "date_ouverture": "1965-05-01",
        "date_maj_ligne": "2026-05-27",
        "etat": "OUVERT",
        "code_nature": nature,
    }


def _write(path: Path, content: list[dict[str, str]]) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(content[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(content)
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8-sig")))
    return path
