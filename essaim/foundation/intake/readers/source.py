"""What a file really is, whatever its name: peel gzip, recognise workbooks, refuse what is no table with a sentence."""

import gzip
import tempfile
import zlib
from enum import StrEnum
from pathlib import Path
from typing import IO

from essaim.foundation.intake.readers.bounds import MB, Bounds
from essaim.foundation.kernel.errors import Refused

CHUNK = 1 << 18
KEPT_IN_MEMORY = 4 * MB
ACCEPTED = "Enregistrez votre tableau au format CSV, JSON, XLSX, ODS ou iCalendar, puis recommencez."


class Kind(StrEnum):
    """The families of tables intake reads."""

    TEXT = "text"
    JSON = "json"
    CALENDAR = "calendar"
    ZIP = "zip"


FOREIGN = (
    (b"%PDF", "un document PDF"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur Excel (.xls) ou un classeur protégé par un mot de passe"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"Rar!", "une archive RAR"),
    (b"BZh", "une archive bzip2"),
    (b"\xfd7zXZ", "une archive xz"),
    (b"\x28\xb5\x2f\xfd", "une archive zstd"),
    (b"PAR1", "un fichier Parquet"),
    (b"SQLite format 3", "une base SQLite"),
    (b"\x7fELF", "un programme"),
    (b"MZ", "un programme"),
)


def unwrap(path: Path, name: str, bounds: Bounds) -> IO[bytes]:
    """The file, open and seekable, out of its gzip wrapping if it has one."""
    size = path.stat().st_size
    if size > bounds.file_bytes:
        raise Refused(
            f"{name} : ce fichier pèse {_megabytes(size)} ; la limite est de {_megabytes(bounds.file_bytes)}. "
            "Découpez-le, ou retirez les colonnes inutiles."
        )
    if not size:
        raise _empty(name)
    stream = path.open("rb")
    if stream.read(2) != b"\x1f\x8b":
        stream.seek(0)
        return stream
    stream.seek(0)
    with stream:
        return _gunzipped(stream, name, bounds)


def kind_of(stream: IO[bytes], name: str) -> Kind:
    """Which reader suits the content; the name is never believed."""
    head = stream.read(4096)
    stream.seek(0)
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise Refused(f"{name} : c'est {what}, pas un tableau. {ACCEPTED}")
    if head.startswith(b"PK\x03\x04"):
        return Kind.ZIP
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    if start.startswith((b"{", b"[")):
        return Kind.JSON
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return Kind.CALENDAR
    if start.startswith(b"<"):
        raise Refused(f"{name} : c'est une page web ou un document XML, pas un tableau. {ACCEPTED}")
    return Kind.TEXT


def _gunzipped(stream: IO[bytes], name: str, bounds: Bounds) -> IO[bytes]:
    target = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 (closed by the table)
    try:
        _gunzip(stream, target, name, bounds)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def _gunzip(stream: IO[bytes], target: IO[bytes], name: str, bounds: Bounds) -> None:
    """Unfold within the bounds."""
    written = 0
    try:
        with gzip.open(stream) as inside:
            while chunk := inside.read(CHUNK):
                written += len(chunk)
                if written > bounds.unfolded_bytes:
                    raise Refused(
                        f"{name} : décompressé, ce fichier dépasse {_megabytes(bounds.unfolded_bytes)}. Découpez-le."
                    )
                target.write(chunk)
    except EOFError as error:
        raise Refused(
            f"{name} : le fichier compressé est tronqué après {_megabytes(written)} lus. Téléchargez-le de nouveau."
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Refused(f"{name} : le fichier compressé est abîmé. Téléchargez-le de nouveau.") from error
    if not written:
        raise _empty(name)


def _empty(name: str) -> Refused:
    return Refused(f"{name} : ce fichier est vide. Vérifiez l'export, puis recommencez.")


def _megabytes(size: int) -> str:
    return f"{size / MB:.1f} Mo".replace(".", ",").replace(",0 ", " ").replace(" ", "\N{NO-BREAK SPACE}")
