"""What came back, known by its first letters: what a server says of it is never believed."""

from enum import StrEnum

BOM = b"\xef\xbb\xbf"
LOOKED_AT = 512


class Nature(StrEnum):
    """The families of content a reading may give."""

    CALENDAR = "calendar"
    JSON = "json"
    TABLE = "table"
    MARKUP = "markup"
    OTHER = "other"


def nature_of(content: bytes) -> Nature:
    """The family of a content."""
    head = content[:LOOKED_AT].removeprefix(BOM).lstrip()
    if head[:15].upper() == b"BEGIN:VCALENDAR":
        return Nature.CALENDAR
    if head[:1] in {b"{", b"["}:
        return Nature.JSON
    if head[:1] == b"<":
        return Nature.MARKUP
    if not head or b"\0" in head:
        return Nature.OTHER
    first = head.splitlines()[0]
    return Nature.TABLE if any(mark in first for mark in (b";", b",", b"\t")) else Nature.OTHER
