"""``essaim backup`` and ``essaim restore``: one file for the rows and the deposited files, the same on both engines.

The archive is a ZIP: ``manifest.json`` (migrations, columns, rows and SHA-256 of each part), ``tables/`` (one JSON
array a row) and ``data/`` (deposited files, and imports that wait). It holds no date: the same data give the same
bytes, whichever engine they come from. Sessions stay out (people sign in again), and so does the signing key, which
has its own keeper.
"""

import hashlib
import json
import os
import zipfile
from argparse import Namespace
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from config import rows
from essaim.foundation.kernel.cli import Commands, Console, Result
from essaim.foundation.kernel.errors import Refused

FORMAT = "essaim-backup-1"
EPOCH = (1980, 1, 1, 0, 0, 0)
CHUNK = 1024 * 1024
FOLDERS = ("files", "intake")
"""What ESSAIM_DATA holds besides rows: deposited contents by digest, and the files of imports."""
IN_FLIGHT = ("incoming/", "arrivée-")
"""Uploads that have not ended: no row speaks of them."""


def register(commands: Commands) -> None:
    """Declare ``essaim backup`` and ``essaim restore``."""
    backup_parser = commands.command(
        "backup",
        run=run_backup,
        about="Sauvegarder la base et les fichiers déposés dans un seul fichier.",
        example="essaim backup essaim-2027-01-12.zip",
        show=_show("Sauvegardé"),
    )
    restore_parser = commands.command(
        "restore",
        run=run_restore,
        about="Restaurer une sauvegarde dans une base vide (SQLite ou PostgreSQL).",
        example="essaim restore essaim-2027-01-12.zip",
        show=_show("Restauré"),
    )
    restore_parser.set_defaults(needs_database=False)
    for parser in (backup_parser, restore_parser):
        parser.add_argument("file", type=Path, metavar="FICHIER", help="la sauvegarde")


def run_backup(options: Namespace, console: Console) -> Result:
    """Write the archive beside its place, then put it there at once."""
    target: Path = options.file
    draft = target.with_name(target.name + ".partial")
    try:
        with _private(draft) as file:
            total = _write(file, console)
        result = {"bytes": draft.stat().st_size, "sha256": digest(draft), "rows": total}
        draft.replace(target)
    except FileExistsError:
        raise Refused(f"Une autre sauvegarde est en cours vers « {draft} », sinon supprimez ce fichier.") from None
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return result


def run_restore(options: Namespace, console: Console) -> Result:
    """Check the whole archive, then restore all of it or nothing."""
    source: Path = options.file
    if not source.exists():
        raise FileNotFoundError(2, "absent", str(source))
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive)
            _check_parts(archive, manifest)
            _check_target(manifest)
            total = _restore(archive, manifest, console)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
        raise Refused("Ce fichier n'est pas une sauvegarde d'Essaim, ou il est abîmé : donnez-en un autre.") from None
    return {"bytes": source.stat().st_size, "sha256": digest(source), "rows": total}


def digest(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _show(verb: str) -> Any:
    def show(result: Result) -> Iterator[str]:
        yield f"{verb} : {result['rows']} lignes, {result['bytes']} octets."
        yield f"SHA-256 : {result['sha256']}"

    return show


def _private(path: Path) -> IO[bytes]:
    """A new file, opened for its owner alone: a backup holds everything."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _files() -> dict[str, Path]:
    """The files to keep, by their name under ESSAIM_DATA."""
    data = Path(settings.DATA_DIR)
    found = {path.relative_to(data).as_posix(): path for folder in FOLDERS for path in (data / folder).rglob("*")}
    return {
        name: path
        for name, path in sorted(found.items())
        if path.is_file() and not name.partition("/")[2].startswith(IN_FLIGHT)
    }


def _migrations() -> list[str]:
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.graph.leaf_nodes() if app not in rows.LEFT_OUT)


def _write(file: IO[bytes], console: Console) -> int:
    manifest: dict[str, Any] = {"format": FORMAT, "migrations": _migrations(), "tables": {}, "files": {}}
    total = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with rows.snapshot():
            tables = rows.tables()
            for model in console.progress(tables, "Sauvegarde", total=len(tables)):
                name = model._meta.label_lower
                lines = (f"{line}\n".encode() for line in rows.dump(model))
                count, sha256 = _member(archive, f"tables/{name}.jsonl", lines)
                manifest["tables"][name] = {"columns": rows.columns(model), "rows": count, "sha256": sha256}
                total += count
        for name, path in _files().items():
            manifest["files"][name] = _member(archive, f"data/{name}", _pieces(path))[1]
        _member(archive, "manifest.json", [json.dumps(manifest, ensure_ascii=False, indent=1).encode()])
    return total


def _member(archive: zipfile.ZipFile, name: str, parts: Iterable[bytes]) -> tuple[int, str]:
    """Write one member without a date of its own; how many parts it had, and its SHA-256."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    count, sha256 = 0, hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as member:
        for part in parts:
            member.write(part)
            sha256.update(part)
            count += 1
    return count, sha256.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if manifest.get("format") != FORMAT:
        raise Refused("Cette sauvegarde a un autre format : restaurez-la avec la version d'Essaim qui l'a faite.")
    return manifest


def _check_parts(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    parts = {f"tables/{name}.jsonl": table["sha256"] for name, table in manifest["tables"].items()}
    parts |= {f"data/{name}": sha256 for name, sha256 in manifest["files"].items()}
    for name, expected in parts.items():
        with archive.open(name) as member:
            if hashlib.file_digest(member, "sha256").hexdigest() != expected:  # type: ignore[arg-type]
                raise Refused(f"La partie « {name} » de cette sauvegarde est abîmée : donnez-en une autre.")
    for name in manifest["files"]:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.parts[0] not in FOLDERS:
            raise Refused(f"Le nom « {name} » sort du dossier des fichiers : cette sauvegarde n'est pas d'Essaim.")


def _check_target(manifest: dict[str, Any]) -> None:
    if manifest["migrations"] != _migrations():
        raise Refused(
            "Cette sauvegarde vient d'une autre version d'Essaim : "
            "restaurez-la avec cette version, puis lancez « script/run prepare » avec la nouvelle."
        )
    if connection.introspection.table_names() and not rows.empty():
        raise Refused("La base n'est pas vide : restaurez dans une base neuve (un autre ESSAIM_DATA ou DATABASE_URL).")
    if _files():
        raise Refused(f"Le dossier « {settings.DATA_DIR} » a déjà des fichiers : restaurez dans un autre ESSAIM_DATA.")


def _restore(archive: zipfile.ZipFile, manifest: dict[str, Any], console: Console) -> int:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    total = 0
    with transaction.atomic():
        tables = rows.tables()
        for model in tables:
            rows.clear(model)
        for model in console.progress(tables, "Restauration", total=len(tables)):
            name = model._meta.label_lower
            if manifest["tables"][name]["columns"] != rows.columns(model):
                raise Refused("Cette sauvegarde vient d'une autre version d'Essaim : restaurez-la avec cette version.")
            with TextIOWrapper(archive.open(f"tables/{name}.jsonl"), encoding="utf-8", newline="\n") as lines:
                total += rows.load(model, lines)
        rows.reset_sequences()
        for name in manifest["files"]:
            _extract(archive, name)
    return total


def _extract(archive: zipfile.ZipFile, name: str) -> None:
    target = Path(settings.DATA_DIR) / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(f"data/{name}") as member, _private(target) as file:
        while piece := member.read(CHUNK):
            file.write(piece)
