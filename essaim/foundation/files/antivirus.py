"""Ask an antivirus about a file, when the house has one (ESSAIM_CLAMD). An antivirus that does not answer refuses."""

import socket
import struct
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from django.conf import settings

from essaim.foundation.kernel.errors import Refused

Scanner = Callable[[BinaryIO], str]
"""Reads a content; the name of the threat found, or an empty text."""

CHUNK = 64 * 1024
TIMEOUT_SECONDS = 30


def scanner() -> Scanner | None:
    """The antivirus of this house, or None."""
    return partial(ask_clamd, settings.ESSAIM_CLAMD) if settings.ESSAIM_CLAMD else None


def ensure_clean(content: BinaryIO, scan: Scanner | None) -> None:
    """Refuse a content in which the antivirus finds something, or about which it cannot answer."""
    if scan is None:
        return
    content.seek(0)
    try:
        threat = scan(content)
    except OSError:
        raise Refused(
            "L’antivirus ne répond pas : le fichier n’est pas gardé. Réessayez dans quelques minutes."
        ) from None
    if threat:
        raise Refused("L’antivirus a trouvé un programme malveillant dans ce fichier : il n’est pas gardé.")


def ask_clamd(address: str, content: BinaryIO) -> str:
    """The answer of clamd at this address (a socket's path, or host:port) to its INSTREAM command."""
    with _connect(address) as link:
        link.sendall(b"zINSTREAM\0")
        while piece := content.read(CHUNK):
            link.sendall(struct.pack("!L", len(piece)) + piece)
        link.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (piece := link.recv(CHUNK)):
            answer += piece
    return _threat(answer.rstrip(b"\0").decode("utf-8", "replace"))


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(TIMEOUT_SECONDS)
        try:
            link.connect(address)
        except OSError:
            link.close()
            raise
        return link
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), TIMEOUT_SECONDS)


def _threat(answer: str) -> str:
    """« stream: OK », « stream: Eicar-Signature FOUND »; anything else is not an answer."""
    _, _, verdict = answer.partition(": ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise OSError("clamd gave no verdict")
