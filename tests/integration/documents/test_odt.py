"""ODT that people finish by hand, with figures linked by name."""

import io
import zipfile

import pytest
from odfdo import Document

from essaim.foundation.documents import odt
from essaim.foundation.documents.tables import Format
from tests.integration.documents.conftest import MARKUP, TODAY


@pytest.fixture
def document(table):
    writer = odt.Writer("Bilan de la Semaine", on=TODAY)
    pupils = writer.figure("pupils", 12345)
    writer.heading("Participation")
    writer.paragraph("Cette année, ", pupils, " élèves. Je redis : ", pupils, ".")
    writer.paragraph(MARKUP)
    writer.table(table)
    return writer.to_bytes()


def opened(content):
    return Document(io.BytesIO(content))


def test_the_document_has_its_title_its_headings_and_its_language(document):
    found = opened(document)
    assert found.meta.title == "Bilan de la Semaine"
    assert [(h.get_attribute("text:outline-level"), h.text_recursive) for h in found.body.headers] == [
        ("1", "Bilan de la Semaine"),
        ("2", "Participation"),
    ]
    styles = zipfile.ZipFile(io.BytesIO(document)).read("styles.xml").decode()
    assert 'fo:language="fr"' in styles
    assert 'fo:language="en"' not in styles


def test_a_figure_is_declared_once_and_quoted_by_name(document):
    body = opened(document).body
    declared = body.get_elements("//text:user-field-decl")
    assert [(d.get_attribute("text:name"), d.get_attribute("office:value")) for d in declared] == [("pupils", "12345")]
    quoted = body.get_elements("//text:user-field-get")
    assert [q.get_attribute("text:name") for q in quoted] == ["pupils", "pupils"]
    assert quoted[0].text == "12\u202f345"
    assert "Cette année, 12\u202f345 élèves. Je redis : 12\u202f345." in [p.text_recursive for p in body.paragraphs]


def test_one_name_has_one_value():
    writer = odt.Writer("Bilan")
    writer.figure("n", 1)
    assert writer.figure("n", 1).text == "1"
    with pytest.raises(ValueError, match="another value"):
        writer.figure("n", 2)


def test_a_table_has_header_rows_that_repeat(document):
    [table] = opened(document).body.tables
    header = table.get_elements("table:table-header-rows/table:table-row/table:table-cell")
    assert [cell.text_recursive.strip() for cell in header] == ["Région", "Actions", "Part", "Budget", "Au"]
    assert "1\u202f234,50\u00a0€" in table.text_recursive


def test_what_people_typed_is_text(document):
    assert MARKUP in [p.text_recursive for p in opened(document).body.paragraphs]


def test_amounts_are_written_as_amounts():
    assert odt.Writer("Bilan").figure("budget", 123450, Format.EUROS).text == "1\u202f234,50\u00a0€"
