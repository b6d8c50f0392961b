"""Downloads are named, typed and inert."""

import pytest

from essaim.foundation.documents import downloads
from essaim.foundation.documents.tables import Column, Table
from essaim.foundation.kernel.errors import Refused


@pytest.mark.parametrize("extension", downloads.TABLE_FORMATS)
def test_a_table_is_downloaded_in_each_format(table, extension):
    response = downloads.tables_as(extension, [table], name="Actions : Île-de-France")
    assert response.headers["Content-Type"] == downloads.MEDIA_TYPES[extension]
    assert response.headers["Content-Disposition"] == f'attachment; filename="actions-ile-de-france.{extension}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    content = b"".join(response) if response.streaming else response.content
    assert content[:4] in {b"\xef\xbb\xbfR", b"PK\x03\x04", b"%PDF"}


def test_a_format_that_is_not_offered_is_refused(table):
    with pytest.raises(Refused, match="csv, ods, pdf ou xlsx"):
        downloads.tables_as("exe", [table], name="x")


def test_a_paper_without_source_or_date_is_a_fault():
    with pytest.raises(ValueError, match="a source and a date"):
        downloads.table_pdf([Table("Liste", [Column("Nom")], [("x",)])])
