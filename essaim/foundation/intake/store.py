"""Where the files of a batch wait: by digest, under the data folder, never served and never executed."""

import hashlib
import tempfile
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from django.conf import settings

from essaim.foundation.kernel.errors import Refused


def folder() -> Path:
    """The folder, made at first use and closed to others."""
    path = Path(settings.DATA_DIR) / "intake"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(chunks: Iterable[bytes], name: str, limit: int) -> tuple[str, int]:
    """Write the content; its digest and size come back. Beyond the limit it is refused and nothing stays."""
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder(), prefix="arrivée-", delete=False) as target:
        path = Path(target.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                _ensure_bounded(size, name, limit)
                digest.update(chunk)
                target.write(chunk)
        except BaseException:
            path.unlink()
            raise
    path.replace(path_of(digest.hexdigest()))
    return digest.hexdigest(), size


def _ensure_bounded(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise Refused(
            f"{name} : ce fichier dépasse {limit // 1_000_000} Mo. Découpez-le, ou passez par la commande « essaim »."
        )


def keep_path(source: Path, limit: int) -> tuple[str, int]:
    """Copy a file of the disk."""
    with source.open("rb") as stream:
        return keep(iter(lambda: stream.read(1 << 20), b""), source.name, limit)


def path_of(digest: str) -> Path:
    """Where this content is."""
    return folder() / digest


def present(digest: str, name: str) -> Path:
    """Where this content is; raises ``Refused`` when it is gone."""
    path = path_of(digest)
    if not path.is_file():
        raise Refused(f"{name} : ce fichier n'est plus conservé. Déposez-le de nouveau.")
    return path


def forget(digest: str) -> None:
    """Remove this content."""
    path_of(digest).unlink(missing_ok=True)


def sweep(known: Collection[str], days: int) -> None:
    """Remove what no import refers to any more: expired files, and what an interrupted upload left."""
    limit = time.time() - days * 86_400
    for path in folder().iterdir():
        if path.name not in known and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
