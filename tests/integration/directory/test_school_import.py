"""Files of schools come in: tried, applied, read again, older, partial, complete, undone."""

import csv
import io
import json

import pytest

from essaim.commons.directory import cli, search
from essaim.commons.directory.models import School
from essaim.foundation.intake import selectors as intake
from essaim.foundation.intake import services
from essaim.foundation.kernel.actor import SystemActor
from essaim.foundation.kernel.cli import Commands
from essaim.foundation.kernel.errors import Refused
from tests.factories import territory
from tests.factories.directory import make_uai

BY = SystemActor("tests")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def _territory(db):
    territory.create_areas()
    territory.create_communes()


def row(number: int, **changes: str) -> dict[str, str]:
    """A collège of Dijon as the directory of 2026 writes it."""
    return {
        "Identifiant_de_l_etablissement": make_uai(number),
        "Nom_etablissement": f"Collège numéro {number}",
        "Type_etablissement": "Collège",
        "Statut_public_prive": "Public",
        "Adresse_1": f"{number} rue de la Liberté",
        "Code_postal": "21000",
        "Code_commune": "21231",
        "Nom_commune": "Dijon",
        "Code_departement": "021",
        "Telephone": f"03 80 00 00 {number:02d}",
        "date_maj_ligne": "2026-05-27",
        "etat": "OUVERT",
        "code_nature": "340",
    } | changes


@pytest.fixture
def import_rows(tmp_path):
    """Write rows in a file and import it; the summary as JSON."""

    def run(rows, name="annuaire.csv", *, apply=True, delimiter=";", encoding="utf-8-sig", **options):
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return run_files([path], apply=apply, **options)

    return run


def run_files(paths, *, apply=True, **options):
    if not apply:
        return intake.dry_run("schools", paths, options=options).as_json()
    batch = services.import_files(by=BY, kind="schools", paths=paths, options=options)
    return {**intake.summary_of(batch).as_json(), "batch": batch}


def counts(result):
    return {name: result[name] for name in ("new", "changed", "unchanged", "closed", "refused") if result[name]}


def test_a_trial_writes_nothing(import_rows):
    assert counts(import_rows([row(1), row(2)], apply=False)) == {"new": 2}
    assert not School.objects.exists()


def test_an_import_then_the_same_again(import_rows):
    assert counts(import_rows([row(1), row(2)])) == {"new": 2}
    school = School.objects.get(uai=make_uai(1))
    assert (school.commune_id, school.academie_id, school.kind) == ("21231", "07", "college")
    assert school.location_source == "commune"
    assert school.latitude == school.commune.latitude
    before = list(School.objects.order_by("pk").values())
    again = import_rows([row(1), row(2)])
    assert counts(again) == {"unchanged": 2}
    assert again["batch"].rows.count() == 0
    assert list(School.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16")])
def test_every_way_to_write_a_table_gives_the_same_school(import_rows, delimiter, encoding):
    import_rows([row(1, Nom_etablissement="Collège Épée"), row(2)], delimiter=delimiter, encoding=encoding)
    assert School.objects.get(uai=make_uai(1)).name == "Collège Épée"


def test_the_ministry_s_api_in_json_is_read(tmp_path):
    path = tmp_path / "annuaire-2026-05-27.json"
    told = {key.lower(): value for key, value in row(1).items()} | {"position": {"lon": 5.04, "lat": 47.32}}
    path.write_text(json.dumps({"total_count": 1, "results": [told]}))
    assert counts(run_files([path])) == {"new": 1}
    assert School.objects.get().location_source == "file"


def test_a_newer_file_changes_and_an_older_one_does_not(import_rows):
    import_rows([row(1)])
    newer = row(1, Nom_etablissement="Collège Marcelle Pardé", date_maj_ligne="2026-11-01")
    assert counts(import_rows([newer])) == {"changed": 1}
    assert counts(import_rows([row(1)])) == {"unchanged": 1}
    assert School.objects.get().name == "Collège Marcelle Pardé"


def test_what_a_newer_file_confirmed_is_not_undone_by_one_of_the_years_between(import_rows):
    import_rows([row(1, date_maj_ligne="2024-03-19")])
    assert counts(import_rows([row(1)])) == {"unchanged": 1}
    assert counts(import_rows([row(1, Adresse_1="ailleurs", date_maj_ligne="2025-01-01")])) == {"unchanged": 1}
    assert School.objects.get().address_1 == "1 rue de la Liberté"


def test_a_partial_file_fills_what_it_knows_and_blanks_nothing(import_rows):
    import_rows([row(1)])
    partial = {
        "UAI": make_uai(1),
        "Nom de l'établissment": "COLLEGE NUMERO 1",
        "Effectifs": "512",
        "Rentrée scolaire": "2026-2027",
        "IPS": "101.2",
    }
    assert counts(import_rows([partial], "ips.csv")) == {"changed": 1}
    school = School.objects.get()
    assert (school.name, school.pupils, school.phone) == ("Collège numéro 1", 512, "+33380000001")


def test_an_older_partial_file_fills_only_what_is_still_unknown(import_rows):
    import_rows([row(1, Telephone="")])
    old = row(1, date_maj_ligne="2020-01-01", Nom_etablissement="Ancien nom")
    assert counts(import_rows([old])) == {"changed": 1}
    assert (School.objects.get().name, School.objects.get().phone) == ("Collège numéro 1", "+33380000001")


def test_rows_are_refused_one_by_one_with_line_and_reason(import_rows):
    wrong = make_uai(2)[:-1] + ("A" if make_uai(2)[-1] != "A" else "B")
    rows = [
        row(1),
        row(2, Identifiant_de_l_etablissement=wrong),
        row(3, Nom_etablissement=""),
        row(4, Code_commune="21999", Nom_commune="Nulle-Part"),
    ]
    result = import_rows(rows)
    assert counts(result) == {"new": 1, "refused": 3}
    assert [(r["line"], r["field"]) for r in result["refusals"]] == [(3, "uai"), (4, "name"), (5, "commune_code")]
    assert make_uai(2)[-1] in result["refusals"][0]["reason"]


def test_a_date_of_2099_is_left_out_and_the_row_is_kept(import_rows):
    result = import_rows([row(1, date_ouverture="2099-01-01")])
    assert counts(result) == {"new": 1}
    assert "2099-01-01" in result["remarks"][0]["reason"]
    assert School.objects.get().opened_on is None


def test_a_uai_twice_is_one_school_of_two_sites(import_rows):
    sites = [
        row(1, Nom_etablissement="Annexe du collège", Adresse_1="loin", Web="https://annexe.example"),
        row(1, Nom_etablissement="Collège numéro 1"),
    ]
    assert counts(import_rows(sites)) == {"new": 1, "unchanged": 1}
    school = School.objects.get()
    assert (school.name, school.address_1, school.website) == (
        "Collège numéro 1",
        "1 rue de la Liberté",
        "https://annexe.example",
    )
    assert counts(import_rows(sites)) == {"unchanged": 2}


def test_files_of_one_run_build_on_one_another(tmp_path, import_rows):
    import_rows([row(1)], "a.csv", apply=False)
    import_rows([row(1, Telephone="03 80 99 99 99", date_maj_ligne="2026-10-01")], "b.csv", apply=False)
    result = run_files([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert counts(result) == {"new": 1, "changed": 1}
    assert School.objects.get().phone == "+33380999999"


def test_nothing_closes_unless_the_file_is_declared_complete(import_rows):
    import_rows([row(1), row(2)])
    assert counts(import_rows([row(1)])) == {"unchanged": 1}
    assert School.objects.active().count() == 2


def test_a_complete_file_closes_who_is_absent_and_never_deletes(import_rows):
    import_rows([row(1), row(2), row(3, Type_etablissement="Lycée", code_nature="302")])
    later = row(1, date_maj_ligne="2026-11-01")
    assert counts(import_rows([later], complete="college:academie:07", apply=False))["closed"] == 1
    assert counts(import_rows([later], complete="college:academie:07"))["closed"] == 1
    closed = School.objects.get(uai=make_uai(2))
    assert (closed.state, closed.closing_reason, str(closed.closed_on)) == ("closed", "absent", "2026-11-01")
    assert School.objects.get(uai=make_uai(3)).is_active
    assert "closed" not in counts(import_rows([later], complete="college:academie:07"))


def test_a_complete_file_of_elsewhere_or_of_before_closes_nobody(import_rows):
    import_rows([row(1), row(2)])
    old = row(1, date_maj_ligne="2020-01-01")
    assert "closed" not in counts(import_rows([old], complete="college"))
    assert "closed" not in counts(import_rows([row(1, date_maj_ligne="2026-11-01")], complete="college:departement:23"))


def test_a_refused_row_is_not_an_absent_school(import_rows):
    import_rows([row(1), row(2)])
    rows = [row(1, date_maj_ligne="2026-11-01"), row(2, Nom_etablissement="")]
    assert counts(import_rows(rows, complete="college")) == {"unchanged": 1, "refused": 1}


def test_a_complete_file_without_any_such_school_is_refused_whole(import_rows):
    import_rows([row(1)])
    with pytest.raises(Refused, match="aucun"):
        import_rows([row(2)], complete="lycee")
    assert School.objects.count() == 1


def test_a_school_seen_again_in_a_newer_file_reopens(import_rows):
    import_rows([row(1), row(2)])
    import_rows([row(1, date_maj_ligne="2026-11-01")], complete="college")
    import_rows([row(2, date_maj_ligne="2026-12-01")])
    school = School.objects.get(uai=make_uai(2))
    assert (school.is_active, school.closed_on, school.closing_reason) == (True, None, "")


def test_an_undone_import_leaves_schools_and_search_as_they_were(import_rows):
    import_rows([row(1)])
    later = [row(1, Nom_etablissement="Collège Zéphyr", date_maj_ligne="2026-11-01"), row(2)]
    batch = import_rows(later)["batch"]
    assert search.find("zephyr").total == 1
    services.undo(by=BY, batch=batch)
    assert [school.name for school in School.objects.all()] == ["Collège numéro 1"]
    assert search.find("zephyr").total == 0
    assert search.find(make_uai(2)).total == 0
    assert search.find("college numero 1 dijon").total == 1


def test_a_school_abroad_has_no_territory(import_rows):
    abroad = row(1, Code_commune="99109", Nom_commune="Berlin", Code_departement="099", Code_postal="")
    assert counts(import_rows([abroad])) == {"new": 1}
    school = School.objects.get()
    assert (school.is_abroad, school.commune, school.locality) == (True, None, "Berlin")


def test_a_former_academie_code_leads_to_normandie(import_rows):
    rouen = row(1, Code_commune="76540", Code_departement="076", Nom_commune="Rouen") | {"Code_academie": "21"}
    import_rows([rouen])
    assert School.objects.get().academie_id == "70"


def test_an_undated_file_is_dated_by_the_option(import_rows):
    import_rows([row(1)])
    undated = row(1, Adresse_1="ailleurs")
    del undated["date_maj_ligne"]
    assert counts(import_rows([undated], date="2020-01-01")) == {"unchanged": 1}
    assert counts(import_rows([undated], date="2026-12-01")) == {"changed": 1}


@pytest.mark.parametrize("options", [{"complete": "usine"}, {"date": "2030-01-01"}, {"date": "hier"}])
def test_a_declaration_that_means_nothing_is_refused_before_reading(import_rows, options):
    with pytest.raises(Refused):
        import_rows([row(1)], **options)


@pytest.fixture
def both_sectors(import_rows):
    """Two public collèges and two private ones, known and open."""
    private = {"Statut_public_prive": "Privé"}
    import_rows([row(1), row(2), row(3, **private), row(4, **private)])
    return row(1, date_maj_ligne="2026-11-01")


def test_a_complete_list_that_forgets_a_whole_sector_is_said_and_counted(import_rows, both_sectors):
    trial = import_rows([both_sectors], complete="college:academie:07", apply=False)
    assert trial["closed"] == 3
    (caution,) = trial["cautions"].items()
    assert "aucun établissement privé" in caution[0]
    assert caution[1] == 2
    assert "cautions" not in import_rows([both_sectors], complete="college-public:academie:07", apply=False)


def test_the_contract_of_the_command_stands_without_a_terminal(import_rows, both_sectors):
    done = import_rows([both_sectors], complete="college:academie:07")
    assert counts(done)["closed"] == 3
    assert done["cautions"]


def test_a_list_with_one_school_of_each_sector_asks_nothing(import_rows, both_sectors):
    private = row(3, date_maj_ligne="2026-11-01", Statut_public_prive="Privé")
    assert "cautions" not in import_rows([both_sectors, private], complete="college:academie:07", apply=False)


class Terminal(io.StringIO):
    """Somebody in front of a screen, who answers."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("said", "arguments", "status", "open_left"),
    [("n\n", (), 1, 4), ("o\n", (), 0, 1), ("", ("--yes",), 0, 1), ("", ("--json",), 0, 1)],
)
def test_on_a_terminal_the_command_asks_before_it_closes_a_sector(
    tmp_path, monkeypatch, both_sectors, said, arguments, status, open_left
):
    path = tmp_path / "public.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, both_sectors, delimiter=";")
        writer.writeheader()
        writer.writerow(both_sectors)
    monkeypatch.setattr("sys.stdin", Terminal(said))
    commands = Commands("essaim", "Essai.")
    cli.register(commands)
    told = Terminal()
    complete = ("--complete", "college:academie:07", "--apply", *arguments)
    assert commands.main(["schools", "import", str(path), *complete], out=io.StringIO(), err=told) == status
    assert School.objects.active().count() == open_left
    assert "aucun établissement privé" in told.getvalue()
    assert ("Appliquer quand même" in told.getvalue()) is (not arguments)
