"""From what is known of a thing to the words it is found by, and from a query to the words that are looked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from essaim.foundation.kernel.text import fold, tokens

LENGTH: Final = 40
"""Words longer than this are cut, in the index and in queries alike."""

MAX_QUERY_WORDS: Final = 8
MAX_QUERY_CHARACTERS: Final = 200

_COMMON: Final = frozenset(
    {"de", "du", "des", "la", "le", "les", "et", "en", "au", "aux", "a", "sur", "sous", "l", "d"}
)
_IDENTIFIER: Final = re.compile(r"\d[\d\s.]*[a-z]?")
_SPACES: Final = re.compile(r"[\s.]+")


@dataclass(frozen=True, slots=True)
class Document:
    """A thing that can be found: whatever its area, the same few public facts."""

    kind: str  # "school", "organisation"
    target_id: int
    name: str
    identifiers: tuple[str, ...] = ()  # UAI, SIREN, SIRET, RNA
    city: str = ""
    postcode: str = ""
    about: str = ""  # what it is, in French: « lycée professionnel »
    category: str = ""
    departement: str = ""
    academie: str = ""
    is_open: bool = True
    sort_key: str = ""

    @property
    def words(self) -> str:
        """Its words, each marked with the field it stands in, once."""
        marked = [
            *(f"u:{word}" for identifier in self.identifiers for word in _cut(tokens(identifier))),
            *(f"n:{word}" for word in _telling(tokens(self.name))),
            *(f"c:{word}" for word in _telling(tokens(self.city))),
            *(f"p:{word}" for word in _cut(tokens(self.postcode))),
            *(f"k:{word}" for word in _telling(tokens(self.about))),
        ]
        return " ".join(dict.fromkeys(marked))


def terms(words: str) -> frozenset[str]:
    """The distinct words of a stored form, without their marks."""
    return frozenset(marked.partition(":")[2] for marked in words.split(" ")) if words else frozenset()


def size(words: str) -> int:
    """How many words the name has: of two equal answers, the shorter name comes first."""
    return sum(marked.startswith("n:") for marked in words.split(" "))


def query_words(text: str) -> list[str]:
    """What a person typed, as words of the index; an identifier typed with spaces is one word."""
    text = text[:MAX_QUERY_CHARACTERS]
    folded = fold(text).strip()
    if _IDENTIFIER.fullmatch(folded):
        return [_SPACES.sub("", folded)[:LENGTH]]
    return list(dict.fromkeys(_telling(tokens(text))))[:MAX_QUERY_WORDS]


def _telling(words: Iterable[str]) -> list[str]:
    """The words that distinguish; all of them when none does (« Les 2 »)."""
    cut = _cut(words)
    return [word for word in cut if word not in _COMMON] or cut


def _cut(words: Iterable[str]) -> list[str]:
    return [word[:LENGTH] for word in words]
