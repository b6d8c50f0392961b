"""A file is what it holds, whatever its name says."""

import codecs
import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.files.domain import sniff
from essaim.foundation.files.enums import Kind
from essaim.foundation.kernel.errors import Refused
from tests.unit.files import samples


def kind_of(content):
    return sniff.kind_of(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.PDF, Kind.PDF),
        (samples.picture("PNG"), Kind.PNG),
        (samples.picture("JPEG"), Kind.JPEG),
        (samples.picture("WEBP"), Kind.WEBP),
        (samples.xlsx(), Kind.XLSX),
        (samples.zipped({"[Content_Types].xml": b"", "word/document.xml": b"x"}), Kind.DOCX),
        (samples.zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b"x"}), Kind.PPTX),
        (samples.odf("spreadsheet"), Kind.ODS),
        (samples.odf("text"), Kind.ODT),
        (samples.odf("presentation"), Kind.ODP),
        (samples.CSV, Kind.CSV),
        ("nom;ville\nÉcole;Guéret\n".encode("cp1252"), Kind.CSV),
        (codecs.BOM_UTF16_LE + "nom;ville\n".encode("utf-16-le"), Kind.CSV),
        (codecs.BOM_UTF8 + samples.CSV, Kind.CSV),
        (b'[{"uai": "0190045N"', Kind.JSON),
        (b'{"records": []}', Kind.JSON),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", Kind.ICS),
        (b'<?xml version="1.0"?><lom/>', Kind.XML),
        (b"<lom><general/></lom>", Kind.XML),
        (samples.SVG, Kind.SVG),
        (b'<svg onload="alert(1)"></svg>', Kind.SVG),
        (b"<!-- bonjour --><svg></svg>", Kind.SVG),
        (samples.HTML, Kind.HTML),
        (b"\n\n  <script>alert(1)</script>", Kind.HTML),
        (b"<!-- x --><html></html>", Kind.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"/>', Kind.HTML),
        (codecs.BOM_UTF8 + b"<html>", Kind.HTML),
        (codecs.BOM_UTF16_LE + "<html><script>".encode("utf-16-le"), Kind.HTML),
    ],
)
def test_the_kind_is_read_from_the_content(content, kind):
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (b"MZ\x90\x00\x03", "un programme"),
        (b"\x7fELF\x02\x01", "un programme"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien format"),
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "GIF"),
        (b"\x00\x00\x00\x18ftypheic", "téléphone"),
        (b"\x1aE\xdf\xa3" + b"\0" * 40 + b"webm", "Déposez"),
        (b"\x00\x01\x02\x03", "pas d’un type"),
        (samples.zipped({"a.txt": b"a"}), "archive"),
        (b"PK\x03\x04" + b"\0" * 40, "abîmé"),
    ],
)
def test_what_essaim_has_no_use_for_is_refused_with_a_way_out(content, sentence):
    with pytest.raises(Refused, match=sentence):
        kind_of(content)


def test_a_text_that_turns_into_something_else_is_refused():
    with pytest.raises(Refused, match="commence comme un texte"):
        kind_of(b"a;b\n" * 5000 + b"\x00\x01MZ")


@given(st.binary(max_size=3000))
def test_whatever_the_octets_the_answer_is_a_kind_or_a_sentence(content):
    with contextlib.suppress(Refused):  # any other exception fails
        assert kind_of(content) in Kind


def test_a_pdf_that_is_also_an_archive_is_refused():
    both = io.BytesIO(samples.PDF + samples.zipped({"page.html": samples.HTML}))
    with pytest.raises(Refused, match="à la fois un PDF et une archive"):
        sniff.ensure_single(both, Kind.PDF)


def test_a_pdf_cut_in_the_middle_is_refused():
    with pytest.raises(Refused, match="incomplet"):
        sniff.ensure_single(io.BytesIO(samples.PDF[:40]), Kind.PDF)


def test_an_archive_hidden_behind_a_picture_is_a_picture():
    assert kind_of(samples.picture("JPEG") + samples.zipped({"a": b"a"})) is Kind.JPEG


@pytest.mark.parametrize(
    ("content", "kind", "members", "active"),
    [
        (b"", Kind.XLSX, ("xl/workbook.xml",), False),
        (b"", Kind.XLSX, ("xl/vbaProject.bin",), True),
        (b"", Kind.ODS, ("Basic/Standard/Module1.xml",), True),
        (b"", Kind.ODT, ("Scripts/python/x.py",), True),
        (samples.PDF, Kind.PDF, (), False),
        (samples.PDF + b"<</S /JavaScript>>", Kind.PDF, (), True),
        (b" " * (64 * 1024 - 6) + b"/JavaScript ", Kind.PDF, (), True),
    ],
)
def test_macros_and_scripts_are_flagged(content, kind, members, active):
    assert sniff.has_active_content(io.BytesIO(content), kind, members) is active
