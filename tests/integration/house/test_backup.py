"""One archive for both engines: what is restored gives the same bytes when it is saved again."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.db import transaction

from config import backup, cli, rows
from tests.world import build_world

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def data(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


FILES = {"files/ab/cd/abcd": b"%PDF-1.7 essaim", "intake/ef": b"code;nom\n", "files/incoming/half": b"not yet"}


def _run(*arguments) -> tuple[int, dict, str]:
    out, err = io.StringIO(), io.StringIO()
    status = cli.build().main([*map(str, arguments), "--json"], out=out, err=err)
    return status, json.loads(out.getvalue() or "{}"), err.getvalue()


@pytest.fixture
def archive(db, tmp_path, data) -> tuple[Path, dict]:
    """A backup of the world and its files; the database and the folder are empty again afterwards."""
    path = tmp_path / "essaim.zip"
    with transaction.atomic():
        build_world()
        for name, content in FILES.items():
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            (data / name).write_bytes(content)
        status, result, err = _run("backup", path)
        assert (status, err) == (0, "")
        transaction.set_rollback(True)
    shutil.rmtree(data)
    return path, result


def test_a_backup_says_its_size_digest_and_rows(archive):
    path, result = archive
    assert set(result) == {"bytes", "sha256", "rows"}
    assert result["bytes"] == path.stat().st_size
    assert result["sha256"] == backup.digest(path)
    assert result["rows"] > 20
    assert path.stat().st_mode & 0o077 == 0
    assert not path.with_name("essaim.zip.partial").exists()


def test_what_is_restored_here_is_saved_to_the_same_bytes(archive, tmp_path, data):
    path, result = archive
    assert _run("restore", path) == (0, result, "")
    assert (data / "files/ab/cd/abcd").read_bytes() == b"%PDF-1.7 essaim"
    assert (data / "intake/ef").read_bytes() == b"code;nom\n"
    assert not (data / "files/incoming/half").exists()
    assert _run("backup", tmp_path / "again.zip") == (0, result, "")


def test_an_archive_of_this_engine_is_restored_on_sqlite_to_the_same_bytes(archive, tmp_path):
    path, result = archive
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "ESSAIM_DATA": str(tmp_path / "new"),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    for command in (["restore", path], ["backup", tmp_path / "again.zip"]):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "config.cli", *command, "--json"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout) == result


def test_a_new_row_follows_the_restored_ones(archive):
    from essaim.foundation.accounts.models import User

    path, _ = archive
    _run("restore", path)
    last = User.objects.order_by("-pk").first()
    assert User.objects.create_user("nouvelle@essaim.test").pk > last.pk


def test_a_base_that_is_not_empty_is_left_alone(archive):
    path, _ = archive
    from essaim.foundation.accounts.models import User

    build_world()
    there = User.objects.count()
    status, _, err = _run("restore", path)
    assert status == 1
    assert err.startswith("La base n'est pas vide")
    assert User.objects.count() == there > 0


def test_sessions_and_permissions_stay_out(archive):
    names = zipfile.ZipFile(archive[0]).namelist()
    assert not [name for name in names if "session" in name or "permission" in name or "contenttype" in name]


@pytest.mark.parametrize("damage", ["truncated", "altered", "foreign", "absent", "escaping"])
def test_a_damaged_archive_is_refused_and_nothing_is_written(archive, damage, tmp_path):
    path, _ = archive
    bad = tmp_path / f"{damage}.zip"
    if damage == "truncated":
        bad.write_bytes(path.read_bytes()[:-2000])
    elif damage == "foreign":
        with zipfile.ZipFile(bad, "w") as made:
            made.writestr("hello.txt", "hello")
    elif damage != "absent":
        _rewrite(path, bad, escape=damage == "escaping")
    status, result, err = _run("restore", bad)
    assert (status, result, err.count("\n")) == (1, {}, 1)
    assert rows.empty()


def _rewrite(path: Path, bad: Path, *, escape: bool) -> None:
    """The same archive with one byte more in a table, or with a file that climbs out of its folder."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json" and escape:
                manifest = json.loads(content)
                manifest["files"] = {"../out": next(iter(manifest["files"].values()))}
                content = json.dumps(manifest).encode()
            if name == "tables/accounts.user.jsonl" and not escape:
                content += b"[]\n"
            target.writestr("data/../out" if escape and name == "data/files/ab/cd/abcd" else name, content)


def test_an_archive_of_another_version_is_refused(archive, monkeypatch):
    path, _ = archive
    monkeypatch.setattr(backup, "_migrations", lambda: ["accounts.0002_later"])
    status, _, err = _run("restore", path)
    assert status == 1
    assert "autre version d'Essaim" in err
