"""A zip is opened only when it is bounded and honest."""

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essaim.foundation.files.domain import archives
from essaim.foundation.files.domain.archives import Limits
from essaim.foundation.kernel.errors import Refused
from tests.unit.files import samples


def check(content, **limits):
    return archives.check(io.BytesIO(content), Limits(**limits))


def test_an_ordinary_workbook_is_opened():
    assert "xl/workbook.xml" in check(samples.xlsx())


def test_a_small_file_may_compress_very_well():
    assert check(samples.zipped({"empty.xml": b" " * 2_000_000}))


def test_a_bomb_is_refused_from_its_directory_alone():
    bomb = samples.zipped({"xl/sheet1.xml": b"\0" * 30_000_000})
    assert len(bomb) < 40_000
    with pytest.raises(Refused, match="démesuré"):
        check(bomb)


def test_too_much_weight_once_open_is_refused():
    with pytest.raises(Refused, match="démesuré"):
        check(samples.zipped({"a": bytes(range(256)) * 40}), unfolded=10_000)


def test_a_bomb_that_lies_about_its_weight_is_refused():
    bomb = bytearray(samples.zipped({"a": b"\0" * 30_000_000}))
    at = bomb.rfind(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<L", 1000)
    with pytest.raises(Refused, match="abîmé"):
        check(bytes(bomb))


def test_members_that_overlap_are_refused():
    archive = bytearray(samples.zipped({"a": b"a" * 100}, zipfile.ZIP_STORED))
    at = archive.rfind(b"PK\x01\x02")
    end = archive.rfind(b"PK\x05\x06")
    entry = bytes(archive[at:end])
    twin = bytearray(entry)
    twin[46:47] = b"b"
    forged = bytes(archive[:at]) + entry + bytes(twin) * 1
    tail = archives.END.pack(b"PK\x05\x06", 0, 0, 2, 2, len(entry) * 2, at, 0)
    with pytest.raises(Refused):
        check(forged + tail)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x", "C:\\x", "xl/../../x"])
def test_a_member_that_leaves_its_folder_is_refused(name):
    with pytest.raises(Refused, match="hors de son dossier"):
        check(samples.zipped({name: b"x"}))


def test_too_many_members_are_refused_before_the_directory_is_read():
    with pytest.raises(Refused, match="trop d’éléments"):
        check(samples.zipped({f"{n}": b"" for n in range(60)}), members=50)


def test_the_same_member_twice_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    with pytest.raises(Refused, match="deux fois le même"):
        check(out.getvalue())


def test_a_protected_file_says_so():
    archive = bytearray(samples.zipped({"a": b"secret"}))
    archive[6] |= 1
    archive[archive.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused, match="mot de passe"):
        check(bytes(archive))


@given(st.integers(0, 300), st.integers(0, 255))
@example(255, 0)  # the end of the archive says that it is empty
def test_a_damaged_archive_never_crashes_the_reader(at, value):
    archive = bytearray(samples.xlsx())
    archive[at % len(archive)] = value
    with contextlib.suppress(Refused):  # any other exception fails
        assert check(bytes(archive))


@pytest.mark.parametrize("cut", [0, 10, 22, 100])
def test_a_truncated_archive_is_refused(cut):
    with pytest.raises(Refused, match="abîmé"):
        check(samples.xlsx()[:cut])
