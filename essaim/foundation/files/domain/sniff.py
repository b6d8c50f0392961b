"""What a file really is: read from its content, never from its name nor from what the browser declares."""

import codecs
import io
import re
from typing import BinaryIO, NoReturn

import puremagic

from essaim.foundation.files.domain import archives
from essaim.foundation.files.enums import Kind
from essaim.foundation.kernel.errors import Refused

HEAD = 4096
SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-1.", Kind.PDF),
    (b"%PDF-2.", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
)
ODF = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
    b"application/vnd.oasis.opendocument.presentation": Kind.ODP,
}
OOXML = {"word/": Kind.DOCX, "xl/": Kind.XLSX, "ppt/": Kind.PPTX}
MACROS = re.compile(r"(?i)(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/|macrosheets/|activeX/)")
HTML = re.compile(
    rb"(?i)<\s*(!doctype\s+html|html|head|body|script|iframe|img|a|div|p|table|style|form|object|embed)\b"
)
JSON = re.compile(rb"\{\s*[\"}]|\[\s*([\[{\"\]]|-?\d|true|false|null)")
CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 12, 13, 27}))  # never in a text
PDF_ACTIONS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
INSTEAD = "Déposez un document PDF, OpenDocument ou Office, un tableau CSV, ou une image JPEG ou PNG."
FAMILIES = {
    "image": "est une image d’un format peu répandu",
    "video": "est une vidéo",
    "audio": "est un son",
    "application": "n’est pas d’un type accepté",
}
KNOWN_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "Ce fichier est d’un ancien format (.doc, .xls, .ppt). Enregistrez-le en .docx, .xlsx ou OpenDocument.",
    ),
    (b"MZ", f"Ce fichier est un programme. {INSTEAD}"),
    (b"\x7fELF", f"Ce fichier est un programme. {INSTEAD}"),
    (b"GIF8", "Cette image est au format GIF. Enregistrez-la en PNG, puis déposez-la."),
    (
        b"ftyp",
        "Cette photo ou cette vidéo est d’un format de téléphone (HEIC, MP4). Pour une photo, exportez-la en JPEG.",
    ),
)
BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind_of(source: BinaryIO) -> Kind:
    """The kind of this file; raises ``Refused``, saying what it looks like, when Essaim has no use for it."""
    source.seek(0)
    head = source.read(HEAD)
    if not head:
        raise Refused("Ce fichier est vide. Vérifiez qu’il s’ouvre sur votre poste, puis déposez-le de nouveau.")
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith(b"PK\x03\x04"):
        return _office(source, head)
    return _text(source, head)


def ensure_single(source: BinaryIO, kind: Kind) -> None:
    """Refuse a file that is two things at once: a PDF that also opens as a zip, for instance."""
    if kind is not Kind.PDF:
        return
    weight = source.seek(0, io.SEEK_END)
    source.seek(max(0, weight - 66_000))
    tail = source.read()
    if archives.ends(tail):
        raise Refused(
            "Ce fichier est à la fois un PDF et une archive. Exportez de nouveau le PDF seul, puis déposez-le."
        )
    if b"%%EOF" not in tail:
        raise Refused("Ce PDF est incomplet. Exportez-le de nouveau, puis déposez-le.")


def has_active_content(source: BinaryIO, kind: Kind, members: tuple[str, ...] = ()) -> bool:
    """Whether opening the file could run something: macros, scripts or attachments of a PDF.

    A flag to warn readers, not a proof: a compressed PDF can hide its actions.
    """
    if members:
        return any(MACROS.search(name) for name in members)
    if kind is not Kind.PDF:
        return False
    source.seek(0)
    before = b""
    while piece := source.read(archives.CHUNK):
        if PDF_ACTIONS.search(before + piece):
            return True
        before = piece[-32:]
    return False


def _office(source: BinaryIO, head: bytes) -> Kind:
    """OpenDocument says its type in its first member, uncompressed; Office by the folders it holds."""
    names = archives.check(source)
    if head[30:38] == b"mimetype":
        declared = head[38 : 38 + 80]
        for media_type, kind in sorted(ODF.items(), key=lambda item: -len(item[0])):
            if declared.startswith(media_type) and not declared.startswith(media_type + b"-"):
                return kind
    if "[Content_Types].xml" in names:
        for folder, kind in OOXML.items():
            if any(name.startswith(folder) for name in names):
                return kind
    raise Refused("Ce fichier est une archive. Déposez un par un les documents qu’elle contient.")


def _text(source: BinaryIO, head: bytes) -> Kind:
    if head.startswith(BOMS[1:]):
        start = head.decode("utf-16", errors="ignore").lstrip("\ufeff \r\n\t").encode()
    elif any(byte in CONTROLS for byte in head):
        _refuse_unknown(head)
    else:
        start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    markup = _markup(start)
    if markup:
        return markup
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return Kind.ICS
    _ensure_text(source, utf16=head.startswith(BOMS[1:]))
    return Kind.JSON if JSON.match(start) else Kind.CSV


def _markup(start: bytes) -> Kind | None:
    lowered = start.lower()
    if lowered.startswith(b"<?xml") or (lowered.startswith(b"<") and b"<svg" in lowered):
        inside = re.sub(rb"(?s)<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(\[.*?\])?>", b"", lowered).lstrip()
        doctype = re.search(rb"<!doctype\s+(html|svg)", lowered)
        if inside.startswith(b"<svg") or b"<svg" in inside[:1024] or (doctype and doctype[1] == b"svg"):
            return Kind.SVG
        is_page = inside.startswith(b"<html") or (doctype and doctype[1] == b"html")
        return Kind.HTML if is_page else Kind.XML
    if HTML.match(start) or (lowered.startswith(b"<!--") and HTML.search(start)):
        return Kind.HTML
    return Kind.XML if re.match(rb"<[a-z!?]", lowered) else None


def _ensure_text(source: BinaryIO, *, utf16: bool = False) -> None:
    """Refuse a file that starts as text and goes on as something else."""
    if utf16:
        return
    source.seek(0)
    while piece := source.read(archives.CHUNK):
        if piece.translate(None, CONTROLS) != piece:
            raise Refused(
                "Ce fichier commence comme un texte et contient autre chose. Enregistrez-le de nouveau en CSV."
            )


def _refuse_unknown(head: bytes) -> NoReturn:
    """Say what the file looks like and what to do about it, as far as can be told."""
    for signature, sentence in KNOWN_STRANGERS:
        if head.startswith(signature) or (signature == b"ftyp" and head[4:8] == signature):
            raise Refused(sentence)
    try:
        family = puremagic.magic_string(head)[0].mime_type.split("/")[0]
    except (puremagic.PureError, ValueError, IndexError):
        family = ""
    raise Refused(f"Ce fichier {FAMILIES.get(family, 'n’est pas d’un type reconnu')}. {INSTEAD}")
