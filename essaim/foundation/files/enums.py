"""What a file is. A plain enum, so that the rules read it without Django."""

from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """The kinds of files Essaim recognises; what each area accepts is its own choice (``purposes``)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """A member: stored value, French label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    PDF = "pdf", "PDF"
    PNG = "png", "image PNG"
    JPEG = "jpeg", "photo JPEG"
    WEBP = "webp", "image WebP"
    ODT = "odt", "texte OpenDocument"
    ODS = "ods", "classeur OpenDocument"
    ODP = "odp", "présentation OpenDocument"
    DOCX = "docx", "texte Word"
    XLSX = "xlsx", "classeur Excel"
    PPTX = "pptx", "présentation PowerPoint"
    CSV = "csv", "tableau CSV ou texte"
    JSON = "json", "données JSON"
    ICS = "ics", "calendrier"
    XML = "xml", "données XML"
    SVG = "svg", "dessin SVG"
    HTML = "html", "page HTML"
