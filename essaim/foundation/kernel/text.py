"""French text as it is searched, sorted and read: folding, keys, tokens, slugs.

Both engines compare folded text byte by byte, so search and order are the same on SQLite and PostgreSQL
(``stack.md``, "Two engines"). Official files write "ST JOSEPH", "L ARBRE" and "D APPLICATION": the keys of the two
spellings are the same. ``school_names`` turns capitals into names people read.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE", "’": "'", "ʼ": "'", "`": "'", "´": "'"})
_WORD = re.compile(r"[a-z0-9]+")
_ELISION: Final = frozenset({"d", "l", "qu", "j", "n", "s", "c", "m", "t"})
_ABBREVIATIONS: Final[Mapping[str, str]] = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "dr": "docteur",
    "gal": "general",
    "mal": "marechal",
    "pdt": "president",
    "pr": "professeur",
    "av": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "rte": "route",
    "chem": "chemin",
    "lyc": "lycee",
    "clg": "college",
    "elem": "elementaire",
    "mat": "maternelle",
    "prim": "primaire",
    "ecl": "ecole",
    "univ": "universite",
    "assoc": "association",
    "asso": "association",
    "coop": "cooperative",
}
_VOWELS: Final = "aeiouyh"
_FORMULA: Final = frozenset("=+-@\t\r\n")


def fold(text: str) -> str:
    """Lower case, without accents or ligatures: what two spellings of a word have in common."""
    return strip_accents(text).casefold()


def strip_accents(text: str) -> str:
    """The same text without accents or ligatures, its case kept."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text, folded; elided articles dropped, usual abbreviations written out."""
    return tuple(_ABBREVIATIONS.get(word, word) for word in _unelided(_WORD.findall(fold(text))))


def search_key(text: str) -> str:
    """The words joined by one space: the column a search looks into, and what a query becomes."""
    return " ".join(tokens(text))


def sort_key(text: str) -> str:
    """The order of a directory: accents and punctuation ignored, numbers in their own order (2 before 10)."""
    return " ".join(word.rjust(8, "0") if word.isdigit() else word for word in _WORD.findall(fold(text)))


def slug(text: str, *, length: int = 60) -> str:
    """``Collège Édouard-Herriot`` → ``college-edouard-herriot``: the readable part of an address, cut between words."""
    words = _WORD.findall(fold(text))
    kept = words[:1]
    for word in words[1:]:
        if len("-".join([*kept, word])) > length:
            break
        kept.append(word)
    return "-".join(kept)[:length]


def squeeze(text: str) -> str:
    """Single spaces, none at the ends: what a form or a file keeps of a line."""
    return " ".join(text.split())


def inert_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @`` and control characters."""
    return f"'{text}" if text[:1] in _FORMULA else text


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals only."""
    return text.upper() == text and text.lower() != text


def _unelided(words: list[str]) -> Iterator[str]:
    """Drop ``d``, ``l``, ``qu``… when the next word starts with a vowel or an h: "d'Arc" and "D ARC" are the same."""
    for word, following in pairwise([*words, ""]):
        if not (word in _ELISION and following[:1] and following[0] in _VOWELS):
            yield word
