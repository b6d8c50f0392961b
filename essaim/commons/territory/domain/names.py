"""Place names as people type them: without accents, hyphens or capitals, "St" for "Saint".

Rule: a name is compared by its key, where accents, case, punctuation and ligatures vanish and the abbreviations of the
post are unfolded (``St``, ``Ste``, ``Sts``, ``s/``, ``ss``). What follows *CEDEX* is the post's own affair and falls.
Limits: articles stay ("le mans"), since a place is filed under them in the Code officiel géographique; a key is for
comparing, never for showing.
"""

import re
from collections.abc import Mapping
from typing import Final

from essaim.foundation.kernel.text import fold

_WORD = re.compile(r"[a-z0-9]+")
_UNFOLDED: Final[Mapping[str, str]] = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "s": "sur",
    "ss": "sous",
}
_POSTAL: Final = frozenset({"cedex", "cdx"})


def place_key(name: str) -> str:
    """``saint etienne du rouvray`` for ``St-Étienne-du-Rouvray CEDEX 2``."""
    words = []
    for word in _WORD.findall(fold(name)):
        if word in _POSTAL:
            break
        words.append(_UNFOLDED.get(word, word))
    return " ".join(words)
