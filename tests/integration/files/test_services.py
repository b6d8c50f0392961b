"""Files are kept once each, for a purpose, and refused before they harm."""

import datetime as dt
import io
import os
import threading
import time
import tracemalloc

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from essaim.foundation.audit.models import Entry
from essaim.foundation.files import antivirus, purposes, retention, services, storage
from essaim.foundation.files.domain import kinds
from essaim.foundation.files.enums import Kind
from essaim.foundation.files.models import StoredFile
from essaim.foundation.files.purposes import Purpose
from essaim.foundation.kernel.errors import Forbidden, Refused
from tests.integration.files.conftest import OTHER, OWNER
from tests.unit.files import samples

pytestmark = pytest.mark.django_db


def contents(folder):
    return [path for path in folder.glob("??/??/*") if path.is_file()]


def grow_old(folder, age=dt.timedelta(days=2)):
    for path in [*contents(folder), *folder.glob("incoming/*")]:
        os.utime(path, (time.time() - age.total_seconds(),) * 2)


def test_a_file_is_kept_under_its_digest_with_a_clean_name(store, own_folder):
    file = store(samples.PDF, "../Convention.pdf", about="directory.school:1")
    assert (file.name, file.kind, file.size) == ("Convention.pdf", Kind.PDF, len(samples.PDF))
    assert file.uploaded_by == OWNER.actor_ref
    with storage.open_content(file.sha256) as content:
        assert content.read() == samples.PDF
    assert Entry.objects.get().action == "files.file.stored"
    assert "Convention" not in Entry.objects.get().context


def test_the_same_content_twice_is_two_rows_and_one_copy(store, own_folder):
    first, second = store(samples.PDF, "a.pdf"), store(samples.PDF, "b.pdf")
    assert first.pk != second.pk
    assert len(contents(own_folder)) == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (samples.HTML, "convention.pdf", "page HTML"),
        (samples.SVG, "logo.pdf", "dessin SVG"),
        (samples.picture("PNG"), "scan.pdf", "image PNG"),
        (b"", "vide.pdf", "vide"),
        (samples.PDF + samples.zipped({"a": b"a"}), "deux.pdf", "à la fois"),
    ],
)
def test_a_file_that_is_not_what_the_purpose_accepts_leaves_nothing(store, own_folder, content, name, sentence):
    with pytest.raises(Refused, match=sentence):
        store(content, name, purpose="test.text")
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()
    assert not contents(own_folder)


def test_a_photo_is_kept_without_its_hidden_part(store):
    file = store(samples.picture("JPEG") + samples.HTML, "photo.jpg", purpose="test.image")
    with storage.open_content(file.sha256) as content:
        assert b"<script>" not in content.read()


def test_macros_are_kept_and_flagged(store):
    assert store(samples.xlsx(**{"xl/vbaProject.bin": b"x"}), "a.xlsx").has_active_content
    assert not store(samples.xlsx(), "b.xlsx").has_active_content
    assert store(samples.SVG, "c.svg").has_active_content


def noise(megabytes):
    upload = TemporaryUploadedFile("bruit.pdf", "application/pdf", 0, None)
    for _ in range(megabytes):
        upload.write(os.urandom(1024 * 1024))
    return upload


def refused_with_peak_memory(upload, purpose):
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refusal:
            services.store(by=OWNER, purpose=purpose, upload=upload)
        return str(refusal.value), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        upload.close()


def test_50_mb_of_noise_are_refused_without_being_loaded(own_folder):
    for purpose in ("test.text", "test.anything"):
        sentence, peak = refused_with_peak_memory(noise(50), purpose)
        assert sentence.endswith(".")
        assert peak < 3 * 1024 * 1024
    assert not contents(own_folder)


def test_a_file_above_the_limit_of_its_kind_says_both_sizes(store):
    heavy = b"BEGIN:VCALENDAR\r\n" + b"X" * kinds.RULES[Kind.ICS].max_bytes
    with pytest.raises(Refused, match="limite est de 1\u00a0Mo"):
        store(heavy, "agenda.ics")


def test_a_purpose_may_lower_the_limit(store):
    purposes.register(
        Purpose("test.small", "essai", kinds.TEXTS, lambda actor: True, lambda actor, file: True, max_bytes=50)
    )
    with pytest.raises(Refused, match="Allégez"):
        store(samples.PDF, purpose="test.small")


def test_whoever_the_purpose_does_not_name_cannot_store(store, own_folder):
    with pytest.raises(Forbidden):
        store(samples.PDF, by=OTHER)
    assert not contents(own_folder)


def test_an_antivirus_that_finds_something_refuses(store, monkeypatch, own_folder):
    monkeypatch.setattr(antivirus, "scanner", lambda: lambda content: "Eicar" if b"EICAR" in content.read() else "")
    store(samples.PDF)
    with pytest.raises(Refused, match="malveillant"):
        store(samples.PDF + b"EICAR %%EOF")
    assert len(contents(own_folder)) == 1


def test_an_antivirus_that_does_not_answer_refuses(store, settings, tmp_path):
    settings.ESSAIM_CLAMD = str(tmp_path / "nobody.ctl")
    with pytest.raises(Refused, match="ne répond pas"):
        store(samples.PDF)


def test_clamd_is_asked_in_its_own_protocol(tmp_path):
    import socket

    address = str(tmp_path / "clamd.ctl")
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    heard = []

    def answer(verdict):
        link, _ = server.accept()
        with link:
            received = b""
            while not received.endswith(b"\0\0\0\0"):
                received += link.recv(65536)
            heard.append(received)
            link.sendall(verdict)

    for verdict, expected in ((b"stream: OK\0", ""), (b"stream: Eicar-Signature FOUND\0", "Eicar-Signature")):
        thread = threading.Thread(target=answer, args=(verdict,))
        thread.start()
        assert antivirus.ask_clamd(address, io.BytesIO(b"abc")) == expected
        thread.join()
    server.close()
    assert heard == [b"zINSTREAM\0\0\0\0\3abc\0\0\0\0"] * 2


def test_a_removed_file_leaves_the_disk_a_day_later(store, own_folder):
    file = store(samples.PDF)
    services.remove(by=OWNER, file=file)
    assert retention.sweep() == 0, "a content just written may be about to be used"
    grow_old(own_folder)
    assert retention.sweep() == 1
    assert not contents(own_folder)


def test_a_content_that_another_row_needs_stays(store, own_folder):
    file, twin = store(samples.PDF, "a.pdf"), store(samples.PDF, "b.pdf")
    services.remove(by=OWNER, file=file)
    grow_old(own_folder)
    assert retention.sweep() == 0
    with storage.open_content(twin.sha256) as content:
        assert content.read() == samples.PDF


def test_a_content_brought_again_is_young_again(store, own_folder):
    services.remove(by=OWNER, file=store(samples.PDF))
    grow_old(own_folder)
    storage.keep(io.BytesIO(samples.PDF))
    assert retention.sweep() == 0


def test_what_an_interrupted_write_left_is_swept(own_folder):
    (storage.root() / "incoming" / "tmpabc").write_bytes(b"half")
    grow_old(own_folder)
    assert retention.sweep() == 1


def test_a_file_kept_long_enough_goes(store, own_folder, time_machine, clock):
    kept = dt.timedelta(days=30)
    purposes.register(
        Purpose("test.short", "essai", kinds.TEXTS, lambda actor: True, lambda actor, file: True, kept_for=kept)
    )
    store(samples.PDF, purpose="test.short")
    time_machine.shift(dt.timedelta(days=29))
    retention.sweep()
    assert StoredFile.objects.exists()
    time_machine.shift(dt.timedelta(days=1))
    retention.sweep()
    assert not StoredFile.objects.exists()
    assert Entry.objects.order_by("-pk").first().action == "files.file.expired"


def test_only_whoever_brought_a_file_takes_it_away(store):
    file = store(samples.PDF)
    with pytest.raises(Forbidden):
        services.remove(by=OTHER, file=file)
    assert StoredFile.objects.filter(pk=file.pk).exists()


def test_a_name_cannot_lead_out_of_the_folder():
    for name in ("../../etc/passwd", "a" * 63, "/" * 64, ""):
        with pytest.raises(ValueError, match="SHA-256"):
            storage.path_of(name)


def test_a_purpose_says_what_it_accepts():
    purpose = Purpose("test.said", "essai", kinds.TEXTS, lambda actor: True, lambda actor, file: True)
    assert purpose.hint == "PDF, texte OpenDocument ou texte Word, 20\u00a0Mo au plus."
    assert purpose.accept == ".pdf,.odt,.docx"
