"""Acceptance: bad files of schools, by command and by screen; each has its sentence, and nothing is written."""

import functools
import io
import zipfile

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config import cli
from essaim.commons.directory.models import School
from tests.factories.directory import make_uai
from tests.world import Persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HEAD = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Code_commune;Nom_commune;date_maj_ligne\n"
HTML = '<script>alert(1)</script><img src=x onerror="alert(1)">'


def line(number: int, name: str = "Collège des Essais", **changes: str) -> str:
    cells = {"uai": make_uai(number), "name": name, "kind": "Collège", "commune": "21231", "place": "Dijon"} | changes
    return ";".join([*cells.values(), "2026-05-27"]) + "\n"


def wrong_letter() -> str:
    right = make_uai(801)
    return right[:7] + ("A" if right[7] != "A" else "B")


def workbook(formula: str) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(HEAD.strip().split(";"))
    book.active.append([make_uai(801), formula, "Collège", "21231", "Dijon", "2026-05-27"])
    book.save(out)
    return out.getvalue()


@functools.cache
def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 400_000_000)
    return out.getvalue()


WHOLE = {
    "wrong encoding": (
        "ecoles.csv",
        lambda: b"\xef\xbb\xbf" + (HEAD + line(801)).encode() + line(802, "Collège").encode("cp1252"),
        "ligne 3, des octets ne se lisent pas en UTF-8",
    ),
    "50 MB of noise": ("ecoles.csv", lambda: bytes(range(256)) * 195_313, ("30 Mo", "pas un texte lisible")),
    "zip bomb": ("ecoles.xlsx", bomb, "ce classeur se déplie à 400 Mo"),
    "truncated": ("ecoles.csv", (HEAD + line(801) + '0;"Coll').encode, "n'est jamais refermé"),
    "truncated gzip": ("ecoles.csv.gz", lambda: b"\x1f\x8b" + b"x" * 50, "le fichier compressé est abîmé"),
}
"""Files refused whole: name, content, sentence."""

BY_LINE = {
    "wrong UAI letter": ("ecoles.csv", (HEAD + line(801, uai=wrong_letter())).encode, "lettre"),
    "cut at the last line": (
        "ecoles.csv",
        (HEAD + line(801) + "0210802").encode,
        "une seule cellule au lieu de 6",
    ),
    "formula": ("ecoles.xlsx", lambda: workbook('=HYPERLINK("x")'), "formule"),
}
"""Files of which a line is refused: name, content, words of the sentence."""


@pytest.fixture
def command(tmp_path):
    """``essaim schools import``: status and all that was said."""

    def run(name, content, *options):
        path = tmp_path / name
        path.write_bytes(content)
        out, err = io.StringIO(), io.StringIO()
        status = cli.build().main(["schools", "import", str(path), *options], out=out, err=err)
        return status, _plain(out.getvalue() + err.getvalue())

    return run


@pytest.fixture
def screen(client, world):
    """The page of the national coordination: status and text, as shown."""
    client.force_login(world.users[Persona.NATIONAL])

    def give(name, content):
        given = {"uploads": SimpleUploadedFile(name, content)}
        response = client.post(reverse("intake:batch-new", args=["schools"]), given, follow=True)
        main = BeautifulSoup(response.content, "html.parser").main
        assert not main.find(["script", "img"])
        return response.status_code, _plain(main.get_text(" "))

    return give


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def _says(text: str, sentence: str | tuple[str, ...]) -> bool:
    return any(one in text for one in ([sentence] if isinstance(sentence, str) else sentence))


@pytest.mark.parametrize("case", WHOLE)
def test_a_file_that_cannot_be_read_is_refused_whole(case, command, screen, world):
    name, content, sentence = WHOLE[case]
    before = School.objects.count()
    status, said = command(name, content(), "--apply")
    assert status == 1
    assert _says(said, sentence), said
    assert "Traceback" not in said
    status, shown = screen(name, content())
    assert _says(shown, sentence), shown
    assert "Rien n’a été modifié." in shown
    assert School.objects.count() == before


@pytest.mark.parametrize("case", BY_LINE)
def test_a_bad_line_is_told_with_its_place_and_reason(case, command, screen, world):
    name, content, sentence = BY_LINE[case]
    before = School.objects.count()
    _, said = command(name, content())
    assert sentence in said
    _, shown = screen(name, content())
    assert sentence in shown
    assert "1 ligne refusée" in shown
    assert School.objects.count() == before


def test_html_and_formulas_of_a_csv_come_in_as_text(command, client, world):
    status, _ = command("ecoles.csv", (HEAD + line(801, HTML) + line(802, "=1+1")).encode(), "--apply")
    assert status == 0
    page = client.get(School.objects.get(uai=make_uai(801)).get_absolute_url())
    main = BeautifulSoup(page.content, "html.parser").main
    assert main.h1.get_text() == "alert(1)"
    assert not main.find(["script", "img"])
    assert School.objects.get(uai=make_uai(802)).name == "=1+1"
