"""ODS, XLSX and CSV: numbers are numbers, texts are texts, nothing is computed from what people typed."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document
from openpyxl import load_workbook

from essaim.foundation.documents import csvout, ods, xlsx
from essaim.foundation.documents.tables import Column, Format, Table, is_formula_like, plain
from tests.integration.documents.conftest import MARKUP, NASTY, TODAY


def of_texts(*texts):
    return Table("Textes", [Column("Texte")], [(text,) for text in texts])


def xlsx_cells(content):
    return list(load_workbook(io.BytesIO(content)).active.iter_rows())


def ods_sheet(content):
    return Document(io.BytesIO(content)).body.tables[0]


def test_xlsx_cells_have_their_types(table):
    rows = xlsx_cells(xlsx.write([table]))
    values = [cell.value for cell in rows[1]]
    assert values == ["Occitanie", 4100, 0.41, 1234.5, dt.datetime(2027, 3, 22)]  # noqa: DTZ001 (a date of a cell)
    assert rows[1][2].number_format == "0.0%"
    assert rows[0][0].font.bold
    assert rows[-1][0].value == "Source\u00a0: inscriptions de la Semaine, au 22 mars 2027"


def test_a_text_that_looks_like_a_formula_stays_a_text_in_xlsx(table):
    cell = xlsx_cells(xlsx.write([table]))[2][0]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (NASTY, "s", True)


def test_ods_cells_have_their_types(table):
    sheet = ods_sheet(ods.write([table]))
    cells = [sheet.get_cell((x, 1)) for x in range(5)]
    assert [cell.type for cell in cells] == ["string", "float", "percentage", "currency", "date"]
    assert [cell.value for cell in cells[:4]] == ["Occitanie", 4100, Decimal("0.41"), Decimal("1234.5")]
    assert cells[3].text_recursive.strip() == "1\u202f234,50\u00a0€"
    assert sheet.get_value((0, 5)) == "Source\u00a0: inscriptions de la Semaine, au 22 mars 2027"


def test_nothing_is_a_formula_in_ods(table):
    content = ods.write([table])
    xml = zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
    assert "table:formula" not in xml
    cell = ods_sheet(content).get_cell((0, 2))
    assert (cell.type, cell.value) == ("string", NASTY)


def test_csv_opens_in_a_french_spreadsheet(table):
    text = "".join(csvout.lines(table))
    assert text.startswith("\ufeffRégion;Actions;Part;Budget;Au\r\nOccitanie;4100;0,41;1234,50;2027-03-22\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[2] == [f"'{NASTY}", "-3", "", "0,00", ""]
    assert rows[3][0] == MARKUP


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", "\n=", " =", "＝"])
def test_every_way_to_begin_a_formula_is_disarmed_in_csv(start):
    assert csvout.guarded(f"{start}1+1").startswith("'")


@pytest.mark.parametrize("text", ["École", "12 rue du Moulin", "a=b", "", "'déjà"])
def test_ordinary_texts_are_left_alone(text):
    assert csvout.guarded(text) == text


@given(st.text(min_size=1, max_size=200).filter(lambda text: plain(text).strip(" ")))
def test_no_csv_cell_is_ever_a_formula(text):
    _, _, line = "".join(csvout.lines(of_texts(text))).partition("\r\n")
    [[cell]] = csv.reader(io.StringIO(line, newline=""), delimiter=";")
    assert not is_formula_like(cell)
    assert cell in {plain(text), f"'{plain(text)}"}


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_characters="\r"), max_size=60))
def test_whatever_people_typed_the_workbooks_open_and_give_it_back(text):
    assert (xlsx_cells(xlsx.write([of_texts(text)]))[1][0].value or "") == plain(text)
    assert ods_sheet(ods.write([of_texts(text)])).get_cell((0, 1)).type == "string"


def test_sheets_have_names_that_every_spreadsheet_takes():
    tables = [Table(title, [Column("A")], [("x",)]) for title in ("A/B: [1]?", "a/b: [1]?", "", "É" * 40)]
    names = xlsx.sheet_names(tables)
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in names)
    assert load_workbook(io.BytesIO(xlsx.write(tables))).sheetnames == names


def test_a_csv_is_never_whole_in_memory():
    rows = ((f"ligne {n}", n) for n in range(10**9))
    lines = csvout.lines(Table("Sans fin", [Column("Nom"), Column("Rang", Format.INTEGER)], rows))
    assert [next(lines) for _ in range(3)][2] == "ligne 1;1\r\n"


def test_dates_are_written_for_readers(table):
    assert table.on == TODAY
    assert table.caption.endswith("au 22 mars 2027")
