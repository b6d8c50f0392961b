"""Where content lies: ``ESSAIM_DATA/files/ab/cd/<sha256>``, written beside then renamed, one copy of each content.

Nothing is deleted on the spot: a row removed leaves its content, and ``sweep`` takes it away a day later if no other
row needs it. Writers share a lock and the sweep holds it alone, so a content brought again is never swept meanwhile.
"""

import contextlib
import datetime as dt
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 256 * 1024
GRACE = dt.timedelta(days=1)
DIGEST_LENGTH = 64


class Missing(FileNotFoundError):  # noqa: N818 (read where it is caught)
    """A row whose content is not on the disk: a restore that left files behind."""


def root() -> Path:
    """The folder of contents, made at first use, readable by the application alone."""
    folder = Path(settings.DATA_DIR) / "files"
    (folder / "incoming").mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def path_of(digest: str) -> Path:
    """Where this content lies."""
    if len(digest) != DIGEST_LENGTH or not all(c in "0123456789abcdef" for c in digest):
        raise ValueError("not a SHA-256 digest")
    return root() / digest[:2] / digest[2:4] / digest


def keep(source: BinaryIO) -> tuple[str, int]:
    """Store this content; its SHA-256 and its size. After a crash: all of it or nothing."""
    digest, size = hashlib.sha256(), 0
    with _lock(fcntl.LOCK_SH):
        descriptor, name = tempfile.mkstemp(dir=root() / "incoming")
        incoming = Path(name)
        try:
            source.seek(0)
            with os.fdopen(descriptor, "wb") as target:
                while piece := source.read(CHUNK):
                    digest.update(piece)
                    size += len(piece)
                    target.write(piece)
                target.flush()
                os.fsync(target.fileno())
            _settle(incoming, path_of(digest.hexdigest()))
        finally:
            incoming.unlink(missing_ok=True)
    return digest.hexdigest(), size


def open_content(digest: str) -> BinaryIO:
    """The content, to read in pieces."""
    try:
        return path_of(digest).open("rb")
    except FileNotFoundError:
        raise Missing(digest) from None


def sweep(is_used: Callable[[str], bool], *, now: dt.datetime) -> int:
    """Delete the contents older than a day that nothing uses, and what interrupted writes left. How many."""
    before = (now - GRACE).timestamp()
    swept = 0
    with _lock(fcntl.LOCK_EX):
        for path in _contents():
            if path.stat().st_mtime < before and (path.parent.name == "incoming" or not is_used(path.name)):
                path.unlink()
                swept += 1
    return swept


def _settle(incoming: Path, path: Path) -> None:
    """Give the content its name; if it already has it, say that it is needed again."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        os.utime(path)
        return
    incoming.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _contents() -> Iterator[Path]:
    yield from root().glob("incoming/*")
    yield from root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


@contextlib.contextmanager
def _lock(mode: int) -> Iterator[None]:
    with (root() / ".lock").open("w") as file:
        fcntl.flock(file, mode)
        yield
