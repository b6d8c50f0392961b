"""Registers as large as France's, invented on its true communes; the same seed gives the same rows."""

import csv
import lzma
import random
from collections.abc import Iterator
from pathlib import Path

from measure import ROOT, Place

from essaim.foundation.kernel import cog, uai

SEED = 2027
KINDS = (
    ("École élémentaire", "Ecole", "151", "ECOLE DE NIVEAU ELEMENTAIRE", 52),
    ("École maternelle", "Ecole", "101", "ECOLE MATERNELLE", 26),
    ("Collège", "Collège", "340", "COLLEGE", 14),
    ("Lycée", "Lycée", "302", "LYCEE D ENSEIGNEMENT GENERAL ET TECHNOLOGIQUE", 8),
)
NAMES = (
    *("Jules Ferry", "Jean Jaurès", "Victor Hugo", "Marie Curie", "Louise Michel", "Simone Veil", "Jean Moulin"),
    *("Jacques Prévert", "Antoine de Saint-Exupéry", "Joliot-Curie", "Paul Langevin", "Georges Brassens", "Rosa Parks"),
    *("Les Tilleuls", "Le Bourg", "La Fontaine", "Condorcet", "Henri Wallon", "Pierre et Marie Curie", "Anne Frank"),
    *("Lucie Aubrac", "Gustave Eiffel", "Jean Macé", "Pasteur", "Émile Zola"),
)
FAMILIES = ("association", "cooperative", "mutuelle", "fondation", "societe_commerciale")
TRADES = ("Ressourcerie", "Épicerie", "Régie de quartier", "Coopérative", "Atelier", "Maison", "Jardins", "Foyer")


def communes() -> list[dict[str, str]]:
    """True communes that stand by themselves, the most peopled more often."""
    path = ROOT / "essaim/commons/territory/data/communes.csv.xz"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "current" and row["postcodes"]]


def write(place: Place) -> None:
    """``schools.csv`` in the shape of the ministry's directory, ``organisations.csv`` in that of any office."""
    draw = random.Random(SEED)  # noqa: S311 (invented data, not a secret)
    found = communes()
    weights = [int(row["population"] or 0) + 200 for row in found]
    _table(place.folder / "schools.csv", _schools(draw, found, weights, place.schools), ";")
    _table(place.folder / "organisations.csv", _organisations(draw, found, weights, place.organisations), ",")


def _table(path: Path, rows: Iterator[dict[str, str]], delimiter: str) -> None:
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first), delimiter=delimiter)
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def _schools(draw: random.Random, found: list, weights: list[int], count: int) -> Iterator[dict[str, str]]:
    kinds = draw.choices(KINDS, [kind[-1] for kind in KINDS], k=count)
    numbers: dict[str, int] = {}
    for kind, commune in zip(kinds, draw.choices(found, weights, k=count), strict=True):
        departement = cog.education_departement(commune["departement"])
        numbers[departement] = numbers.get(departement, 0) + 1
        digits = f"{_three_digits(departement)}{numbers[departement]:04d}"
        yield {
            "Identifiant_de_l_etablissement": digits + uai.control_letter(digits),
            "Nom_etablissement": f"{kind[0]} {draw.choice(NAMES)}",
            "Type_etablissement": kind[1],
            "Statut_public_prive": draw.choices(["Public", "Privé"], [85, 15])[0],
            "Adresse_1": f"{draw.randint(1, 120)} rue de l'École",
            "Code_postal": commune["postcodes"].split()[0].split("|")[0],
            "Code_commune": commune["code"],
            "Nom_commune": commune["name"],
            "Code_departement": departement,
            "latitude": f"{float(commune['lat']) + draw.uniform(-0.01, 0.01):.6f}" if commune["lat"] else "",
            "longitude": f"{float(commune['lon']) + draw.uniform(-0.01, 0.01):.6f}" if commune["lon"] else "",
            "date_ouverture": f"{draw.randint(1960, 2020)}-09-01",
            "date_maj_ligne": "2026-10-01",
            "etat": "OUVERT",
            "code_nature": kind[2],
            "libelle_nature": kind[3],
        }


def _three_digits(departement: str) -> str:
    """UAI of Corsica begin with 620 and 720."""
    return {"02A": "620", "02B": "720"}.get(departement, departement)


def _organisations(draw: random.Random, found: list, weights: list[int], count: int) -> Iterator[dict[str, str]]:
    for rank, commune in enumerate(draw.choices(found, weights, k=count)):
        yield {
            "nom": f"{draw.choice(TRADES)} {draw.choice(NAMES)} de {commune['name']} n° {rank}",
            "siren": _luhn(f"{30_000_000 + rank:08d}"),
            "famille": draw.choice(FAMILIES),
            "code_postal": commune["postcodes"].split()[0].split("|")[0],
            "commune": commune["name"],
            "code_insee": commune["code"],
            "latitude": commune["lat"],
            "longitude": commune["lon"],
        }


def _luhn(eight: str) -> str:
    """These eight digits and the ninth that makes a SIREN."""
    total = sum(sum(divmod(int(digit) * (2 - rank % 2), 10)) for rank, digit in enumerate(reversed(eight)))
    return eight + str(-total % 10)
