"""Workbooks are zipped XML: look at the directory before opening anything, and read XML without entities."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Protocol, TypeVar
from xml.parsers import expat  # entities and DTD are refused below

from essaim.foundation.intake.readers.bounds import MB, Bounds
from essaim.foundation.kernel.errors import Refused

CHUNK = 1 << 16
T = TypeVar("T")


class Handler(Protocol[T]):
    """Receives the elements of a part; ``ready`` holds what is complete."""

    ready: list[T]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens; names come without their namespace."""

    def end(self, tag: str) -> None:
        """An element closes."""

    def text(self, data: str) -> None:
        """Characters."""


def open_archive(stream: IO[bytes], name: str, bounds: Bounds) -> zipfile.ZipFile:
    """The archive, once its directory has been found reasonable."""
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused(f"{name} : ce classeur est tronqué ou abîmé. Enregistrez-le de nouveau.") from error
    parts = archive.infolist()
    if len(parts) > bounds.parts:
        raise Refused(f"{name} : ce classeur contient {len(parts)} parties, c'est trop. {_AGAIN}")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(f"{name} : ce classeur est protégé par un mot de passe. Enregistrez-le sans protection.")
    unfolded = sum(part.file_size for part in parts)
    bomb = any(p.file_size > MB and p.file_size > bounds.ratio * max(p.compress_size, 1) for p in parts)
    if bomb or unfolded > bounds.unfolded_bytes:
        raise Refused(f"{name} : ce classeur se déplie à {unfolded // MB} Mo, c'est anormal pour son poids. {_AGAIN}")
    return archive


_AGAIN = "Copiez les données utiles dans un nouveau classeur, ou enregistrez-les en CSV."


def parse(archive: zipfile.ZipFile, part: str, handler: Handler[T], name: str) -> Iterator[T]:
    """Feed a part to its handler, and give what it completes as it goes. A document type or an entity is refused."""

    def forbidden(*_: object) -> None:
        raise Refused(f"{name} : ce classeur contient des entités XML, il est refusé. {_AGAIN}")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: handler.start(
        _local(tag),
        {_local(key): value for key, value in attributes.items() if "calcext" not in key} if attributes else {},
    )
    parser.EndElementHandler = lambda tag: handler.end(_local(tag))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = forbidden
    parser.EntityDeclHandler = forbidden
    try:
        with archive.open(part) as content:
            while chunk := content.read(CHUNK):
                parser.Parse(chunk, False)
                yield from handler.ready
                handler.ready.clear()
            parser.Parse(b"", True)
        yield from handler.ready
        handler.ready.clear()
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise Refused(f"{name} : ce classeur est tronqué ou abîmé ({part}). Enregistrez-le de nouveau.") from error


_local: Callable[[str], str] = lambda tag: tag.rpartition(" ")[2]  # noqa: E731 (called for each element)
