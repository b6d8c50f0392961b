"""The name shown is the name given, less what could mislead."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.foundation.files.domain import names
from essaim.foundation.files.domain.kinds import RULES
from essaim.foundation.files.enums import Kind


@pytest.mark.parametrize(
    ("given_name", "kind", "shown"),
    [
        ("Convention 2027.pdf", Kind.PDF, "Convention 2027.pdf"),
        ("../../etc/passwd", Kind.CSV, "passwd.csv"),
        ("C:\\Users\\moi\\liste.xlsx", Kind.XLSX, "liste.xlsx"),
        ("photo.jpeg", Kind.JPEG, "photo.jpeg"),
        ("photo.exe", Kind.JPEG, "photo.exe.jpg"),
        ("page.pdf", Kind.HTML, "page.pdf.html"),
        ("\u202egpj.exe.pdf", Kind.PDF, "gpj.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", Kind.PDF, "aSet-Cookie x.pdf"),
        ("", Kind.PDF, "fichier.pdf"),
        ("...", Kind.PDF, "fichier.pdf"),
        (".pdf", Kind.PDF, "fichier.pdf"),
        ("e\u0301cole.pdf", Kind.PDF, "école.pdf"),
    ],
)
def test_names_are_cleaned(given_name, kind, shown):
    assert names.clean(given_name, kind) == shown


@given(st.text(max_size=300), st.sampled_from(list(Kind)))
def test_a_clean_name_is_short_visible_true_and_stable(name, kind):
    shown = names.clean(name, kind)
    assert 0 < len(shown) <= names.MAX_LENGTH
    assert not {"/", "\\", '"'} & set(shown)
    assert all(unicodedata.category(c)[0] != "C" for c in shown)
    extensions = (RULES[kind].extension, *names.ALIASES.get(kind, ()))
    assert shown.casefold().endswith(tuple(f".{e}" for e in extensions))
    assert names.clean(shown, kind) == shown
