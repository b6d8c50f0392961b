"""Whether a zip may be opened: bounded in members, in weight once open, in ratio, and honest about all three.

XLSX, ODS, ODT and DOCX are zips. A zip of 10 KB can unfold into gigabytes (a bomb), name ``../../etc/passwd`` as a
member, or hold members that overlap. ``check`` looks at the directory first, which costs nothing, then unfolds every
member in small pieces without keeping them, because a directory can lie.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from essaim.foundation.kernel.errors import Refused

MAX_MEMBERS = 3_000
MAX_DIRECTORY_BYTES = 1024 * 1024
MAX_UNFOLDED = 300 * 1024 * 1024
MAX_RATIO = 250
SMALL = 4 * 1024 * 1024  # below this, a high ratio harms nobody (an empty sheet compresses very well)
CHUNK = 64 * 1024
END = struct.Struct("<4s4H2LH")  # end of central directory (APPNOTE 4.3.16)
UNSAFE = (
    "Ce fichier ne peut pas être ouvert sans risque : {why}. "
    "Ouvrez-le dans votre tableur ou votre traitement de texte, enregistrez-le sous un nouveau nom, puis déposez-le."
)
DAMAGED = UNSAFE.format(why="il est abîmé ou incomplet")


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an archive may unfold."""

    members: int = MAX_MEMBERS
    unfolded: int = MAX_UNFOLDED
    ratio: int = MAX_RATIO


DEFAULT = Limits()


def check(source: BinaryIO, limits: Limits = DEFAULT) -> tuple[str, ...]:
    """The names of the members of an archive that is safe to open; raises ``Refused`` otherwise."""
    weight = source.seek(0, io.SEEK_END)
    _check_directory(source, weight, limits)
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            _check_members(members, weight, limits)
            _unfold(archive, members, limits)
            return tuple(member.filename for member in members)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise Refused(DAMAGED) from None


def ends(tail: bytes) -> bool:
    """Whether these last octets of a file end a zip: an end record whose comment runs exactly to the end."""
    at = tail.rfind(b"PK\x05\x06")
    return at >= 0 and len(tail) - at >= END.size and at + END.size + END.unpack_from(tail, at)[-1] == len(tail)


def _check_directory(source: BinaryIO, weight: int, limits: Limits) -> None:
    """Before Python reads the directory into memory: how long it says it is."""
    tail = min(weight, 65_535 + END.size)
    source.seek(weight - tail)
    end = source.read(tail)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) - at < END.size:
        raise Refused(DAMAGED)
    _, _, _, _, members, length, _, _ = END.unpack_from(end, at)
    if members > limits.members or length > MAX_DIRECTORY_BYTES:
        raise Refused(UNSAFE.format(why="il contient trop d’éléments"))


def _check_members(members: list[zipfile.ZipInfo], weight: int, limits: Limits) -> None:
    if not members:  # its end says that nothing comes before
        raise Refused(DAMAGED)
    if len(members) > limits.members or len({m.filename for m in members}) != len(members):
        raise Refused(UNSAFE.format(why="il contient trop d’éléments, ou deux fois le même"))
    if any(_leaves(member.filename) for member in members):
        raise Refused(UNSAFE.format(why="il veut écrire hors de son dossier"))
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused("Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis déposez-le.")
    unfolded = sum(member.file_size for member in members)
    folded = sum(member.compress_size for member in members)
    if folded > weight:
        raise Refused(UNSAFE.format(why="ses éléments se chevauchent"))
    if unfolded > limits.unfolded or (unfolded > SMALL and unfolded > limits.ratio * max(folded, 1)):
        raise Refused(UNSAFE.format(why="une fois ouvert, il serait démesuré"))


def _unfold(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Read everything once, in pieces: the checksums hold, and the weights announced are the true ones."""
    total = 0
    for member in members:
        with archive.open(member) as content:
            while piece := content.read(CHUNK):
                total += len(piece)
                if total > limits.unfolded:
                    raise Refused(UNSAFE.format(why="une fois ouvert, il serait démesuré"))


def _leaves(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in name or "\0" in name
