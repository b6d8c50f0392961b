"""Answers that download: named, typed, inert, and streamed when they can be."""

from collections.abc import Sequence
from typing import TypeVar

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from essaim.foundation.documents import csvout, ods, pdf, xlsx
from essaim.foundation.documents.tables import Table
from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused

R = TypeVar("R", bound=HttpResponseBase)
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TABLE_FORMATS = ("csv", "ods", "pdf", "xlsx")


def tables_as(extension: str, tables: Sequence[Table], *, name: str, title: str = "") -> HttpResponseBase:
    """These tables as CSV (the first alone, streamed), ODS, XLSX or PDF. ``name`` becomes the file's name."""
    first = tables[0]
    match extension:
        case "csv":
            return _inert(StreamingHttpResponse(line.encode() for line in csvout.lines(first)), name, extension)
        case "ods":
            return file(ods.write(tables), name, extension)
        case "xlsx":
            return file(xlsx.write(tables), name, extension)
        case "pdf":
            return file(table_pdf(tables, title=title), name, extension)
    raise Refused(f"Ce format n’est pas proposé. Choisissez parmi : {french.join(TABLE_FORMATS, 'ou')}.")


def table_pdf(tables: Sequence[Table], *, title: str = "", introduction: str = "") -> bytes:
    """The paper form of these tables; the first gives source and date, and the title if there is none."""
    first = tables[0]
    if first.on is None or not first.source:
        raise ValueError("a table on paper has a source and a date")
    data = {"tables": list(tables), "introduction": introduction}
    return pdf.render("documents/table", data, title=title or first.title, source=first.source, on=first.on)


def file(content: bytes, name: str, extension: str) -> HttpResponse:
    """A whole document as a download."""
    return _inert(HttpResponse(content), name, extension)


def _inert(response: R, name: str, extension: str) -> R:
    filename = f"{slugify(name)[:80] or 'document'}.{extension}"
    response.headers["Content-Type"] = MEDIA_TYPES[extension]
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
