"""A canonical text of any plain structure, and its SHA-256: the same on both engines and every Python.

JSON with sorted keys, no spaces, Unicode kept and normalised (NFC), line ends unified. Dates are ISO, enums their
value, decimals their digits, sets sorted. Floats are refused: two machines may not print them alike; use integers
(cents, tenths of a kilometre) or ``Decimal``.
"""

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any


def canonical(value: object) -> str:
    """The one text of this structure."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def of(value: object) -> str:
    """The SHA-256 of the canonical text, 64 hexadecimal characters."""
    return of_text(canonical(value))


def of_text(text: str) -> str:
    """The SHA-256 of a text, in UTF-8, as it is."""
    return of_bytes(text.encode())


def of_bytes(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def normal(text: str) -> str:
    """The text two keyboards and two systems write alike: accents composed (NFC), line ends unified."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def short(digest: str) -> str:
    """The first twelve characters, in groups of four: what people compare on paper."""
    return " ".join(digest[start : start + 4] for start in range(0, 12, 4))


def _plain(value: object) -> Any:  # noqa: PLR0911 (one line per type of the format)
    match value:
        case Enum():
            return _plain(value.value)
        case None | bool() | int():
            return value
        case str():
            return normal(value)
        case Decimal():
            return format(value.normalize(), "f")
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case Mapping():
            return {_key(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case AbstractSet():
            return sorted((_plain(item) for item in value), key=canonical)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical text")


def _key(key: object) -> str:
    text = _plain(key)
    if not isinstance(text, str):
        raise TypeError("the keys of a canonical text are strings")
    return text
