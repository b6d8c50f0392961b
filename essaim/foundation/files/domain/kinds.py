"""What each kind of file may weigh, is served as, and may do to its reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from essaim.foundation.files.enums import Kind

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rule:
    """The limits of one kind."""

    max_bytes: int
    media_type: str
    extension: str
    is_zip: bool = False
    is_image: bool = False
    is_active: bool = False  # a browser that opened it could run what it holds


def _zip(max_bytes: int, media_type: str, extension: str) -> Rule:
    return Rule(max_bytes, f"application/vnd.{media_type}", extension, is_zip=True)


RULES: Mapping[Kind, Rule] = {
    Kind.PDF: Rule(20 * MB, "application/pdf", "pdf"),
    Kind.PNG: Rule(10 * MB, "image/png", "png", is_image=True),
    Kind.JPEG: Rule(15 * MB, "image/jpeg", "jpg", is_image=True),
    Kind.WEBP: Rule(10 * MB, "image/webp", "webp", is_image=True),
    Kind.ODT: _zip(20 * MB, "oasis.opendocument.text", "odt"),
    Kind.ODS: _zip(20 * MB, "oasis.opendocument.spreadsheet", "ods"),
    Kind.ODP: _zip(30 * MB, "oasis.opendocument.presentation", "odp"),
    Kind.DOCX: _zip(20 * MB, "openxmlformats-officedocument.wordprocessingml.document", "docx"),
    Kind.XLSX: _zip(20 * MB, "openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    Kind.PPTX: _zip(30 * MB, "openxmlformats-officedocument.presentationml.presentation", "pptx"),
    Kind.CSV: Rule(40 * MB, "text/plain; charset=utf-8", "csv"),
    Kind.JSON: Rule(60 * MB, "application/json", "json"),
    Kind.ICS: Rule(MB, "text/calendar", "ics"),
    Kind.XML: Rule(20 * MB, "application/xml", "xml", is_active=True),
    Kind.SVG: Rule(2 * MB, "image/svg+xml", "svg", is_active=True),
    Kind.HTML: Rule(2 * MB, "text/html", "html", is_active=True),
}

IMAGES = frozenset(kind for kind, rule in RULES.items() if rule.is_image)
ZIPS = frozenset(kind for kind, rule in RULES.items() if rule.is_zip)
TABLES = frozenset({Kind.CSV, Kind.XLSX, Kind.ODS})
TEXTS = frozenset({Kind.PDF, Kind.ODT, Kind.DOCX})


def media_type(kind: Kind) -> str:
    """What the browser is told. Active kinds are octets: nothing renders them, whatever opens the address."""
    rule = RULES[kind]
    return "application/octet-stream" if rule.is_active else rule.media_type


def size(octets: int) -> str:
    """« 3,4 Mo », « 120 Ko »."""
    if octets >= MB:
        return f"{octets / MB:.1f}".replace(".", ",").removesuffix(",0") + "\u00a0Mo"
    return f"{-(-octets // 1024)}\u00a0Ko"


def listing(kinds: frozenset[Kind]) -> str:
    """« PDF, photo JPEG ou image PNG », in the order of the enum."""
    labels = [str(kind.label) for kind in Kind if kind in kinds]
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} ou {labels[-1]}"
