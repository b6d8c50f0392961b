"""What is shipped is whole and agrees with itself, with the kernel, and with what the domain files state."""

import datetime as dt
import itertools
import re
from collections import Counter, defaultdict

import pytest

from essaim.commons.territory import dataset
from essaim.commons.territory.enums import AcademieKind, CommuneKind, PointKind
from essaim.foundation.kernel import cog, uai

TODAY = dt.date(2027, 1, 12)
BY_REGION = {
    "Auvergne-Rhône-Alpes": {"Clermont-Ferrand": "03 15 43 63", "Grenoble": "07 26 38 73 74", "Lyon": "01 42 69"},
    "Bourgogne-Franche-Comté": {"Besançon": "25 39 70 90", "Dijon": "21 58 71 89"},
    "Bretagne": {"Rennes": "22 29 35 56"},
    "Centre-Val de Loire": {"Orléans-Tours": "18 28 36 37 41 45"},
    "Corse": {"Corse": "2A 2B"},
    "Grand Est": {"Nancy-Metz": "54 55 57 88", "Reims": "08 10 51 52", "Strasbourg": "67 68"},
    "Guadeloupe": {"Guadeloupe": "971"},
    "Guyane": {"Guyane": "973"},
    "Hauts-de-France": {"Amiens": "02 60 80", "Lille": "59 62"},
    "La Réunion": {"La Réunion": "974"},
    "Martinique": {"Martinique": "972"},
    "Mayotte": {"Mayotte": "976"},
    "Normandie": {"Normandie": "14 27 50 61 76"},
    "Nouvelle-Aquitaine": {"Bordeaux": "24 33 40 47 64", "Limoges": "19 23 87", "Poitiers": "16 17 79 86"},
    "Occitanie": {"Montpellier": "11 30 34 48 66", "Toulouse": "09 12 31 32 46 65 81 82"},
    "Pays de la Loire": {"Nantes": "44 49 53 72 85"},
    "Provence-Alpes-Côte d'Azur": {"Aix-Marseille": "04 05 13 84", "Nice": "06 83"},
    "Île-de-France": {"Créteil": "77 93 94", "Paris": "75", "Versailles": "78 91 92 95"},
}
"""Code de l'éducation R222-2, as told by observatoire.md F.3."""


@pytest.fixture(scope="module")
def communes():
    return {commune.code: (commune, postcodes) for commune, postcodes in dataset.communes()}


def test_there_are_18_regions_five_of_them_overseas():
    regions = list(dataset.regions())
    assert len(regions) == 18
    assert {row.name for row in regions if row.is_overseas} == {
        "Guadeloupe",
        "Martinique",
        "Guyane",
        "La Réunion",
        "Mayotte",
    }


def test_there_are_30_academies_today_and_the_same_number_of_names():
    valid = [row for row in dataset.academies() if row.is_valid_on(TODAY)]
    kinds = Counter(row.kind for row in valid)
    assert kinds == {AcademieKind.ACADEMIE: 30, AcademieKind.VICE_RECTORAT: 3, AcademieKind.SERVICE: 1}
    assert all((row.region_id is not None) == (row.kind == AcademieKind.ACADEMIE) for row in valid)


def test_academies_and_departements_are_attached_as_the_code_de_l_education_says():
    regions = {row.code: row.name for row in dataset.regions()}
    academies = {row.code: row for row in dataset.academies()}
    found = defaultdict(lambda: defaultdict(list))
    for row in dataset.departements():
        if row.region_id:
            academie = academies[row.academie_id]
            assert academie.region_id == row.region_id
            found[regions[row.region_id]][academie.name].append(row.code)
    assert {r: {a: " ".join(sorted(d)) for a, d in inside.items()} for r, inside in found.items()} == BY_REGION


def test_caen_and_rouen_became_normandie_on_1_january_2020():
    academies = {row.code: row for row in dataset.academies()}
    for code in ("05", "21"):
        assert academies[code].successor_id == "70"
        assert academies[code].valid_until == academies["70"].valid_from == dt.date(2020, 1, 1)


def test_every_departement_code_is_known_to_the_kernel():
    for row in dataset.departements():
        assert cog.departement(row.education_code) == row.code
        assert cog.education_departement(row.code) == row.education_code


def test_uai_prefixes_lead_where_the_kernel_says():
    prefixes = {row.uai_prefix: row.code for row in dataset.departements() if row.uai_prefix}
    assert {prefix: uai.departement(prefix) for prefix in prefixes} == prefixes
    assert prefixes["987"] == "986", "987 is Wallis-et-Futuna in a UAI, Polynésie française elsewhere"
    assert {row.code for row in dataset.departements() if not row.uai_prefix} == {"977", "978"}


def test_the_two_tables_of_departements_hold_the_same_codes():
    hand = {row["code"] for row in dataset._table("departements.csv")}
    assert hand == {row["code"] for row in dataset._table("departements-cog.csv")}
    assert len(hand) == 107
    assert all(row["source"] for name in ("departements.csv", "academies.csv") for row in dataset._table(name))


def test_communes_are_of_four_kinds_and_their_parents_are_there(communes):
    kinds = Counter(commune.kind for commune, _ in communes.values())
    assert kinds[CommuneKind.CURRENT] > 34_900
    assert kinds[CommuneKind.ARRONDISSEMENT] == 45
    assert len(communes) == 37_000
    for commune, _ in communes.values():
        assert (commune.parent_id is None) == (commune.kind == CommuneKind.CURRENT)
        assert commune.parent_id is None or communes[commune.parent_id][0].kind == CommuneKind.CURRENT


def test_a_commune_is_in_the_departement_of_its_code(communes):
    """A few parts of a commune nouvelle keep the code of the département they left: they are where their parent is."""
    for code, (row, _) in communes.items():
        where = cog.departement_of_commune(row.parent_id or code)
        assert row.departement_id == where, code


def test_points_are_on_earth_and_near_their_neighbours(communes):
    """Points of one postcode lie together: a wrong mairie would stand out."""
    by_postcode = defaultdict(list)
    for commune, postcodes in communes.values():
        if commune.latitude is None:
            assert commune.departement_id in {"987", "988"}
            continue
        assert -28 < commune.latitude < 52
        assert commune.latitude != commune.longitude
        for postcode in postcodes:
            by_postcode[commune.departement_id, postcode].append(commune)
    for (departement, _), found in by_postcode.items():
        if len(found) > 2 and departement not in {"987", "988"}:
            assert max(row.latitude for row in found) - min(row.latitude for row in found) < 0.9, found
            assert max(row.longitude for row in found) - min(row.longitude for row in found) < 1.2, found


def test_nearly_every_commune_has_a_point_and_says_which(communes):
    kinds = Counter(commune.point_kind for commune, _ in communes.values())
    assert kinds[PointKind.MAIRIE] > 35_000
    assert kinds[""] == 31
    assert set(kinds) - {""} <= set(PointKind.values)


def test_a_commune_nouvelle_keeps_the_name_of_its_seat(communes):
    arboys, _ = communes["01015"]
    assert (arboys.name, arboys.seat_name) == ("Arboys en Bugey", "Arbignieu")


def test_former_codes_lead_to_living_communes_and_are_not_codes_of_today(communes):
    for row in dataset.former_codes():
        assert row.commune_id in communes
        assert row.code not in communes


def test_postcodes_are_five_digits(communes):
    assert all(re.fullmatch(r"\d{5}", code) for _, codes in communes.values() for code in codes)


@pytest.mark.parametrize(
    ("academie", "label", "start", "end"),
    [
        ("07", "Vacances d'hiver", dt.date(2026, 2, 7), dt.date(2026, 2, 23)),
        ("70", "Vacances d'hiver", dt.date(2026, 2, 14), dt.date(2026, 3, 2)),
        ("01", "Vacances d'hiver", dt.date(2026, 2, 21), dt.date(2026, 3, 9)),
        ("07", "Vacances de printemps", dt.date(2026, 4, 4), dt.date(2026, 4, 20)),
        ("70", "Vacances de printemps", dt.date(2026, 4, 11), dt.date(2026, 4, 27)),
    ],
)
def test_holidays_are_those_the_ministry_published(academie, label, start, end):
    """programmes.md E.4 quotes them."""
    found = [
        row for row in dataset.holidays() if (row.academie_id, row.school_year, row.label) == (academie, 2025, label)
    ]
    assert [(row.valid_from, row.valid_until) for row in found] == [(start, end)]


def test_a_former_academie_has_holidays_until_it_ends():
    caen = [row for row in dataset.holidays() if row.academie_id == "05"]
    assert caen
    assert max(row.valid_from for row in caen) < dt.date(2020, 1, 1)
    normandie = [row for row in dataset.holidays() if row.academie_id == "70"]
    assert min(row.valid_from for row in normandie) >= dt.date(2020, 1, 1)


def test_corsica_and_overseas_have_no_national_calendar():
    covered = {row.academie_id for row in dataset.holidays()}
    assert covered.isdisjoint({"27", "28", "31", "32", "33", "40", "41", "42", "43", "44"})
    assert len({row.academie_id for row in dataset.calendars() if row.school_year == 2026}) == 24


def test_holidays_of_an_academie_never_share_a_day():
    by_academie = defaultdict(list)
    for row in dataset.holidays():
        by_academie[row.academie_id].append((row.valid_from, row.valid_until))
    for periods in by_academie.values():
        periods.sort()
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(periods))


def test_every_file_is_described_with_its_source():
    told = (dataset.FOLDER / "SOURCES.md").read_text()
    for path in dataset.FOLDER.iterdir():
        assert path.name in told or path.name == "SOURCES.md"
    assert "://" not in told, "no registry host is named"
