"""Any table an office can send is read as it is, or refused with a sentence that says what to do."""

import csv
import datetime as dt
import gzip
import io
import json
import time
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Cell, Document, Row, Table

from essaim.foundation.intake.importer import Field, Refusal
from essaim.foundation.intake.readers import SCREEN, Bounds, header, open_table
from essaim.foundation.intake.readers.bounds import MB
from essaim.foundation.kernel.errors import Refused

FIELDS = (
    Field("uai", "UAI", ("Identifiant_de_l_etablissement",), required=True),
    Field("name", "Nom", ("Nom de l'établissment",), required=True),
    Field("postcode", "Code postal"),
)
HEAD = "UAI;Nom;Code postal\n"


@pytest.fixture
def put(tmp_path):
    def write(content, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def read(path, bounds=SCREEN):
    with open_table(path, bounds=bounds) as table:
        items = list(table)
        return table, [(r.line, list(r.cells)) for r in items if not isinstance(r, Refusal)], refusals(items)


def refusals(items):
    return [item for item in items if isinstance(item, Refusal)]


def refused(path, bounds=SCREEN):
    with pytest.raises(Refused) as error:
        read(path, bounds)
    return str(error.value).replace("\u00a0", " ")


cells = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=12).map(str.strip)
wide = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"), max_size=12).map(str.strip)


def tables(cell):
    row = st.tuples(st.from_regex(r"[0-9]{7}[A-Z]", fullmatch=True), cell, cell).map(list)
    return st.lists(row, min_size=1, max_size=8)


@given(tables(cells), st.sampled_from(";,\t|"), st.sampled_from(["\n", "\r\n"]), st.booleans())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_was_written_is_read_back(tmp_path_factory, encoding, rows, delimiter, end, breaks):
    if breaks:
        rows = [[row[0], f"{row[1]}a\nb".strip(), row[2]] for row in rows]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows([["UAI", "Prénom été", "c"], *rows])
    path = tmp_path_factory.mktemp("t") / "t.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    table, found, wrong = read(path)
    assert table.header == ("UAI", "Prénom été", "c")
    assert [row for _, row in found] == rows
    assert not wrong


@given(tables(wide), st.booleans(), st.sampled_from(["list", "results", "fields", "lines"]))
def test_json_in_every_wrapping_is_read_back(tmp_path_factory, rows, zipped, wrapping):
    objects = [dict(zip(("uai", "name", "c"), row, strict=True)) for row in rows]
    texts = {
        "list": json.dumps(objects, indent=1),
        "results": json.dumps({"total_count": len(objects), "results": objects}),
        "fields": json.dumps([{"recordid": "x", "fields": one} for one in objects], ensure_ascii=False),
        "lines": "\n".join(map(json.dumps, objects)),
    }
    content = texts[wrapping].encode()
    path = tmp_path_factory.mktemp("t") / "t.json"
    path.write_bytes(gzip.compress(content) if zipped else content)
    table, found, _ = read(path)
    assert [row for _, row in found] == rows
    assert [line for line, _ in found] == list(range(1, len(rows) + 1))
    assert table.format == "JSON"


def test_json_values_are_read_as_csv_exports_write_them(put):
    path = put('[{"a": true, "b": null, "c": 1.50, "position": {"lat": 48.5, "lon": 2}, "d": {"e": {"f": "g"}}}]')
    table, [(_, row)], _ = read(path)
    assert dict(zip(table.header, row, strict=True)) == {
        "a": "1",
        "b": "",
        "c": "1.50",
        "position": "48.5, 2",
        "position.lat": "48.5",
        "position.lon": "2",
        "d.e.f": "g",
    }


def test_a_record_is_named_by_the_line_where_it_starts(put):
    _, rows, wrong = read(put(HEAD + '0000001A;"deux\nlignes";1\n\n0000002B;court\n0000003C;a;b;c\n0000004D;bien;2\n'))
    assert rows == [(2, ["0000001A", "deux\nlignes", "1"]), (7, ["0000004D", "bien", "2"])]
    assert [(one.line, one.reason.split(".")[0]) for one in wrong] == [
        (5, "2 cellules au lieu de 3"),
        (6, "4 cellules au lieu de 3"),
    ]


def test_a_name_split_over_two_lines_is_mended_when_no_doubt_is_possible(put):
    sound = "".join(f"000000{i}A;École {i};7500{i}\n" for i in range(4))
    _, rows, wrong = read(put(HEAD + sound + "0000009Z;École\ndes Lilas;93260\n"))
    assert rows[-1] == (6, ["0000009Z", "École des Lilas", "93260"])
    assert not wrong


def test_two_short_records_are_never_merged(put):
    sound = "".join(f"000000{i}A;École {i};7500{i}\n" for i in range(4))
    _, rows, wrong = read(put(HEAD + sound + "0000008Y;Une\n0000009Z;Autre\n"))
    assert len(rows) == 4
    assert [one.line for one in wrong] == [6, 7]


def test_a_badly_quoted_record_is_refused_alone(put):
    _, rows, wrong = read(put(HEAD + '0000001A;"Les "Lilas"";1\n0000002B;bien;2\n'))
    assert [row[0] for _, row in rows] == ["0000002B"]
    assert "guillemets mal placés (ligne 2)" in wrong[0].reason


def test_a_truncated_csv_is_refused_whole_and_says_where(put):
    assert "un guillemet ouvert ligne 3 n'est jamais refermé" in refused(put(HEAD + '1;a;2\n2;"b\n3;c;4\n'))


def test_a_truncated_json_is_refused_whole_and_says_where(put):
    assert "s'arrête au milieu" in refused(put('[{"uai": "1"}, {"uai": "2"', "t.json"))
    assert "s'arrête au milieu" in refused(put('{"results": [{"uai": "1"},', "t.json"))
    assert "JSON mal écrit" in refused(put('[{"uai": "1"}, {uai: 2}, 3]', "t.json"))


def test_a_truncated_gzip_is_refused_whole(put):
    noise = "".join(f"{i};{i * i};{i}\n" for i in range(5000))
    assert "le fichier compressé est tronqué" in refused(put(gzip.compress((HEAD + noise).encode())[:-200], "t.gz"))
    assert "le fichier compressé est abîmé" in refused(put(b"\x1f\x8b" + b"x" * 50, "t.gz"))


def test_a_wrong_encoding_is_refused_with_its_line(put):
    path = put(HEAD.encode() + "1;Éééé;2\n".encode() * 9 + b"2;\xff\xfe abc;3\n")
    assert "ligne 11, des caractères sont abîmés" in refused(path)
    assert "ligne 3, des octets ne se lisent pas en UTF-8" in refused(
        put(b"\xef\xbb\xbf" + HEAD.encode() + b"1;a;2\n2;\xe9;3\n")
    )
    assert "ne se lisent pas en Windows-1252" in refused(put(HEAD.encode() + b"1;\x81;2\n"))


def test_fifty_megabytes_of_noise_are_answered_quickly(put):
    started = time.perf_counter()
    assert "pas un texte lisible" in refused(put(bytes(range(256)) * 200_000), Bounds(200 * MB, 200 * MB, 10))
    assert "dépasse 1000000 caractères" in refused(put(b"abcdefgh" * 6_250_000), Bounds(200 * MB, 200 * MB, 10))
    assert "la limite est de 30 Mo" in refused(put(b"a" * 50_000_000))
    assert time.perf_counter() - started < 5


def test_a_zip_bomb_is_refused_from_its_directory(put):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 400_000_000)
    started = time.perf_counter()
    assert "ce classeur se déplie à 400 Mo" in refused(put(content.getvalue(), "b.xlsx"))
    assert time.perf_counter() - started < 0.5


def test_a_gzip_bomb_stops_at_the_bound(put):
    assert "décompressé, ce fichier dépasse 1 Mo" in refused(put(gzip.compress(b" " * 9 * MB)), Bounds(MB, MB, 10))


def test_what_is_no_table_is_named(put):
    assert "un document PDF" in refused(put(b"%PDF-1.7"))
    assert "un ancien classeur Excel" in refused(put(b"\xd0\xcf\x11\xe0rest"))
    assert "une page web" in refused(put("<!doctype html><p>"))
    assert "ni un XLSX ni un ODS" in refused(put(zipped({"word/document.xml": "<a/>"}), "a.docx"))
    assert "est vide" in refused(put(b""))
    assert "aucune ligne de titres" in refused(put(b"\n\n"))


def test_rows_beyond_the_bound_are_refused(put):
    path = put(HEAD + "1;a;2\n" * 20)
    assert "plus de 10 lignes" in refused(path, Bounds(MB, MB, 10))
    _, _, wrong = read(path, Bounds(MB, MB, 30, cell_chars=1))
    assert not wrong
    _, rows, wrong = read(put(HEAD + "1;abc;2\n"), Bounds(MB, MB, 10, cell_chars=2))
    assert not rows
    assert wrong[0].field == "Nom"


def test_html_and_formulas_stay_text(put):
    nasty = ["<script>alert(1)</script>", "=HYPERLINK(1)", "@SUM(A1)"]
    _, [(_, row)], _ = read(put(HEAD + ";".join(nasty) + "\n"))
    assert row == nasty


# workbooks


def zipped(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def workbook(rows, path):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_a_workbook_is_read_as_its_values(tmp_path):
    book = workbook([["UAI", "Nom", "Ouverte", "Effectif", "Postal"]], tmp_path)
    book.active.append(["0932030B", "Lycée <b>Utrillo</b>", dt.date(1989, 9, 1), 1140, 1000])
    book.active["E2"].number_format = "00000"
    book.active.append(["0941234A", None, dt.datetime.fromisoformat("2024-03-19T08:30"), 12.5, "=1+1 écrit"])
    book.active["E3"].data_type = "s"
    path = tmp_path / "t.xlsx"
    book.save(path)
    table, rows, wrong = read(path)
    assert (table.format, table.header) == ("XLSX", ("UAI", "Nom", "Ouverte", "Effectif", "Postal"))
    assert rows == [
        (2, ["0932030B", "Lycée <b>Utrillo</b>", "1989-09-01", "1140", "01000"]),
        (3, ["0941234A", "", "2024-03-19T08:30:00", "12.5", "=1+1 écrit"]),
    ]
    assert not wrong


def test_a_formula_without_a_stored_result_is_refused_and_never_computed(tmp_path):
    book = workbook([["UAI", "Nom"], ["0932030B", '=WEBSERVICE("x")'], ["0941234A", "bien"]], tmp_path)
    path = tmp_path / "t.xlsx"
    book.save(path)
    _, rows, wrong = read(path)
    assert rows == [(3, ["0941234A", "bien"])]
    assert (wrong[0].line, wrong[0].field) == (2, "Nom")
    assert "formule sans résultat" in wrong[0].reason


def test_a_formula_with_its_stored_result_is_read_as_this_result(put):
    assert sheet(put, '<c r="A2"><f>1+1</f><v>2</v></c>')[1] == [(2, ["2"])]
    assert "formule en erreur" in sheet(put, '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')[2][0].reason


def sheet(put, cell, prologue=""):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    linked = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{linked}"><sheet r:id="r1"/></workbook>',
        "xl/_rels/workbook.xml.rels": '<Links><Relationship Id="r1" Target="worksheets/s.xml"/></Links>',
        "xl/worksheets/s.xml": (
            f'{prologue}<worksheet xmlns="{main}"><sheetData>'
            f'<row r="1"><c r="A1" t="inlineStr"><is><t>UAI</t></is></c></row><row r="2">{cell}</row>'
            "</sheetData></worksheet>"
        ),
    }
    return read(put(zipped(parts), "t.xlsx"))


def test_xml_entities_are_refused(put):
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
    with pytest.raises(Refused, match="entités XML"):
        sheet(put, "<c r='A2'><v>&c;</v></c>", bomb)


def test_a_truncated_workbook_is_refused(tmp_path, put):
    book = workbook([["UAI", "Nom"], ["0932030B", "a"]], tmp_path)
    book.save(tmp_path / "t.xlsx")
    assert "tronqué ou abîmé" in refused(put((tmp_path / "t.xlsx").read_bytes()[:-40], "u.xlsx"))


def test_an_ods_is_read_as_its_values(tmp_path):
    document = Document("ods")
    document.body.clear()
    sheet_ = Table("Feuille")
    for values in (["UAI", "Nom", "Effectif"], ["0932030B", "Lycée Utrillo", 1140], ["0941234A", "École", 12.5]):
        row = Row()
        for value in values:
            row.append_cell(Cell(value))
        sheet_.append_row(row)
    document.body.append(sheet_)
    path = tmp_path / "t.ods"
    document.save(str(path))
    table, rows, _ = read(path)
    assert (table.format, table.header) == ("ODS", ("UAI", "Nom", "Effectif"))
    assert [row for _, row in rows] == [["0932030B", "Lycée Utrillo", "1140"], ["0941234A", "École", "12.5"]]


def ods(put, rows):
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    content = f"<office:document-content {spaces}><table:table>{rows}</table:table></office:document-content>"
    return read(put(zipped({"content.xml": content, "META-INF/manifest.xml": "<m/>"}), "t.ods"))


def cell(text, attributes=""):
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def test_repeated_cells_of_an_ods_are_unfolded_only_when_filled(put):
    head = f"<table:table-row>{cell('UAI')}{cell('Nom')}</table:table-row>"
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    repeated = cell("x", "table:number-columns-repeated='2'")
    twice = f"<table:table-row>{repeated}</table:table-row>"
    formula = '<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'
    _, rows, wrong = ods(put, head + twice + formula + blank)
    assert rows == [(2, ["x", "x"])]
    assert "formule sans résultat" in wrong[0].reason
    with pytest.raises(Refused, match="est répétée 99999 fois"):
        ods(put, head + twice.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="99999">'))


# columns


def test_headers_are_matched_whatever_their_accents_case_and_signs():
    columns = ["Code_Postal", "identifiant de l’établissement", "NOM DE L'ETABLISSMENT", "autre"]
    assert header.guess(columns, FIELDS) == {"uai": columns[1], "name": columns[2], "postcode": columns[0]}


def test_a_missing_column_is_told_with_those_found_and_expected():
    with pytest.raises(Refused) as error:
        header.check({"uai": "UAI"}, ["UAI", "Libellé"], FIELDS, "t.csv")
    sentence = str(error.value).replace("\u00a0", " ")
    assert "il manque la colonne « Nom »" in sentence
    assert "Colonnes trouvées : « UAI », « Libellé »" in sentence
    assert "Colonnes attendues : « UAI », « Nom », « Code postal »" in sentence


def test_one_column_cannot_hold_two_fields():
    with pytest.raises(Refused, match="sert à plusieurs champs"):
        header.check({"uai": "UAI", "name": "UAI"}, ["UAI"], FIELDS, "t.csv")


def test_repeated_and_unnamed_headers_are_told_apart(put):
    table, _, _ = read(put("UAI;Nom;Nom;\n1;a;b;c\n"))
    assert table.header == ("UAI", "Nom", "Nom (colonne 3)", "colonne 4 sans titre")


def test_rows_keep_the_columns_no_field_claims(put):
    path = put("Nom;UAI;Reste\nÉcole;1; x \n")
    with open_table(path) as table:
        [row] = header.rows(table, FIELDS, header.guess(table.header, FIELDS))
    assert (row["uai"], row["name"], row["postcode"], row.extra) == ("1", "École", "", {"Reste": "x"})


def test_a_wide_directory_streams_in_little_memory(put):
    columns = ";".join(f"c{i}" for i in range(72))
    line = ";".join(f"valeur {i}" for i in range(72))
    path = put(f"{columns}\n" + f"{line}\n" * 10_000)
    tracemalloc.start()
    with open_table(path) as table:
        assert sum(1 for _ in table) == 10_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MB


SHARED = Path(__file__).parents[4] / "shared" / "data"


@pytest.mark.skipif(not SHARED.exists(), reason="real files are not at hand")
@pytest.mark.parametrize(
    ("name", "rows", "columns", "encoding"),
    [
        ("schools/annuaire-education-lycees-2024-03-19.csv.gz", 5704, 72, "utf-8-sig"),
        ("schools/geolocalisation-colleges-2024.csv.gz", 7654, 35, "utf-8-sig"),
        ("schools/ips-ecoles-2021-2022.csv.gz", 32091, 10, "utf-8"),
        ("schools/annuaire-education-ecoles-publiques-94-2026-05-27.csv.gz", 613, 71, "utf-8-sig"),
        ("schools/liste-colleges-lycees-2025-09.csv.gz", 14833, 13, "utf-8-sig"),
        ("sirene-ess/siae-structures-insertion-2020.csv.gz", 2546, 18, "utf-8"),
        ("sirene-ess/x_enriched.csv.gz", 2452, 66, "utf-8"),
        ("associations/plf2012-jaune-associations-subventionnees-2010.csv.gz", 37679, 5, "cp1252"),
    ],
)
def test_real_files_are_read_whole(name, rows, columns, encoding):
    table, found, wrong = read(SHARED / name)
    assert (len(found), len(table.header), table.encoding, wrong) == (rows, columns, encoding, [])
