"""Which letters the bytes stand for: UTF-8, UTF-16 or Windows-1252, decided on the whole file, or an honest refusal."""

import codecs
from typing import IO

from essaim.foundation.intake.readers.source import ACCEPTED, CHUNK
from essaim.foundation.kernel.errors import Refused

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = bytes({*range(32)} - {*b"\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f"}) + b"\x7f"
NO_CONTROLS = dict.fromkeys(CONTROLS)
MOST_CONTROLS = 1000  # one control character in a thousand bytes is already no text


def sniff(stream: IO[bytes], name: str) -> str:
    """The encoding that reads the whole file; raises ``Refused`` with the line where none does."""
    head = stream.read(4096)
    stream.seek(0)
    for bom, encoding in BOMS:
        if head.startswith(bom):
            _check(stream, name, encoding)
            return encoding
    if b"\0" in head:
        encoding = _utf16_without_bom(head, name)
        _check(stream, name, encoding)
        return encoding
    return _utf8_or_windows(stream, name)


def _utf16_without_bom(head: bytes, name: str) -> str:
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = len(head) // 5
    if odd > most and even < odd // 10:
        return "utf-16-le"
    if even > most and odd < even // 10:
        return "utf-16-be"
    raise _noise(name)


def _utf8_or_windows(stream: IO[bytes], name: str) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    wrong = letters = line = 0
    first_wrong = 0
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        if len(chunk.translate(None, CONTROLS)) < len(chunk) - len(chunk) // MOST_CONTROLS:
            raise _noise(name)
        if chunk.isascii() and not decoder.getstate()[0]:
            line += chunk.count(b"\n")
            continue
        text = decoder.decode(chunk)
        found = text.count("\ufffd")
        if found and not first_wrong:
            first_wrong = line + text[: text.index("\ufffd")].count("\n") + 1
        wrong += found
        letters += len(text) - len(text.encode("ascii", "ignore")) - found
        line += text.count("\n")
    unfinished = bool(decoder.getstate()[0])
    stream.seek(0)
    if not wrong and not unfinished:
        return "utf-8"
    if letters > 2 * wrong:
        raise Refused(
            f"{name} : ligne {first_wrong or line + 1}, des caractères sont abîmés (ni tout UTF-8, ni tout "
            "Windows-1252). Exportez de nouveau le fichier en UTF-8."
        )
    _check(stream, name, "cp1252")
    return "cp1252"


def _check(stream: IO[bytes], name: str, encoding: str) -> None:
    """Decode everything once; say on which line it fails."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    stream.seek(0)
    try:
        while chunk := stream.read(CHUNK):
            text = decoder.decode(chunk)
            if len(text.translate(NO_CONTROLS)) < len(text) - len(text) // MOST_CONTROLS:
                raise _noise(name)
            line += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        broken = bytes(error.object[: error.start])
        line += broken.decode(encoding, "ignore").count("\n")
        raise Refused(
            f"{name} : ligne {line}, des octets ne se lisent pas en {_spoken(encoding)}. "
            "Exportez de nouveau le fichier en UTF-8 ; s'il a été coupé, téléchargez-le de nouveau."
        ) from error
    finally:
        stream.seek(0)


def _spoken(encoding: str) -> str:
    return {"cp1252": "Windows-1252"}.get(encoding, encoding.upper().removesuffix("-SIG"))


def _noise(name: str) -> Refused:
    return Refused(f"{name} : ce fichier n'est pas un texte lisible. {ACCEPTED}")
