"""The command line of imports: counts, sentences, exit status."""

import io
import json

import pytest

from essaim.commons.territory.models import Region
from essaim.foundation.intake import cli, importing
from essaim.foundation.intake.models import Batch
from essaim.foundation.kernel.cli import Commands
from tests.factories import intake as toys

pytestmark = pytest.mark.django_db
KEYS = {"read", "new", "changed", "unchanged", "closed", "refused", "duplicates", "refusals", "remarks"}


@pytest.fixture
def run(tmp_path):
    toys.register()
    commands = Commands("essaim", "Essai.")
    regions = commands.group("regions", "Les régions d'essai.")
    importing.add_import_command(regions, toys.KIND, about="Lire des régions.", example="essaim regions import f.csv")
    cli.register(commands)

    def call(*arguments, content=None, name="f.csv"):
        if content is not None:
            (tmp_path / name).write_text(content)
            arguments = (*arguments, str(tmp_path / name))
        out, err = io.StringIO(), io.StringIO()
        status = commands.main(arguments, out=out, err=err)
        return status, out.getvalue(), err.getvalue().replace("\u00a0", " ")

    return call


def test_without_apply_it_is_a_dry_run(run):
    status, out, err = run("regions", "import", content="code;nom\nV1;Val\n")
    assert (status, err) == (0, "")
    assert "Essai seulement : rien n'a été modifié." in out.replace("\u00a0", " ")
    assert not Region.objects.filter(code="V1").exists()
    assert not Batch.objects.exists()


def test_json_is_one_object_of_the_promised_shape(run):
    status, out, _ = run("regions", "import", "--apply", "--json", content="code;nom\nV1;Val\nV2;CAPITALES\n")
    result = json.loads(out)
    assert status == 0
    assert set(result) == KEYS
    assert (result["read"], result["new"], result["refused"]) == (2, 1, 1)
    assert result["refusals"] == [
        {
            "file": "f.csv",
            "line": 3,
            "field": "name",
            "reason": "le nom est en capitales. Écrivez-le en minuscules.",
        }
    ]


def test_refused_lines_are_told_with_their_place(run):
    status, _, err = run("regions", "import", content="code;nom\nV2;CAPITALES\n")
    assert status == 1
    assert err == "f.csv:2: name: le nom est en capitales. Écrivez-le en minuscules.\n"


def test_a_file_that_cannot_be_read_is_one_sentence(run):
    assert run("regions", "import", content='code;nom\nV1;"Val\n')[0] == 1
    status, out, err = run("regions", "import", "nulle-part.csv")
    assert (status, out) == (1, "")
    assert err == "nulle-part.csv : ce fichier n'existe pas. Vérifiez son nom et son dossier.\n"


def test_a_mapping_file_names_the_columns(run, tmp_path):
    (tmp_path / "m.json").write_text('{"name": "surnom"}')
    content = "code;surnom\nV1;Val\n"
    assert run("regions", "import", content=content)[0] == 1
    assert run("regions", "import", "--apply", "--mapping", str(tmp_path / "m.json"), content=content)[0] == 0
    assert Region.objects.get(code="V1").name == "Val"
    (tmp_path / "m.json").write_text("[1]")
    status, _, err = run("regions", "import", "--mapping", str(tmp_path / "m.json"), content=content)
    assert status == 1
    assert 'écrivez un objet JSON {"champ": "colonne"}' in err


def test_an_import_is_listed_and_undone(run):
    run("regions", "import", "--apply", content="code;nom\nV1;Val\n")
    number = Batch.objects.get().pk
    assert f"{number}  " in run("imports", "list")[1]
    status, out, _ = run("imports", "undo", str(number))
    assert (status, out) == (0, "1 fiches retirées, 0 rendues, 0 gardées.\n")
    assert not Region.objects.filter(code="V1").exists()
    assert run("imports", "undo", str(number))[0] == 1
    assert "Aucun import ne porte le numéro 99999" in run("imports", "undo", "99999")[2]
