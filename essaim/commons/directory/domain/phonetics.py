"""How a French word sounds, roughly: « jores » and « jaurès », « filipe » and « philippe » share a key.

Not a dictionary: a few spelling rules of French applied in order, enough to bring back a name heard and never read. Two
words with one key are only proposed after those that are spelt as typed.
"""

import re
from typing import Final

SHORTEST: Final = 4
SHORTEST_KEY: Final = 2
_RULES: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"sch|sh|ch", "C"),
        (r"qu|ck|k|c(?=[aouhlrt]|$)|q", "K"),
        (r"c(?=[eiy])|sc(?=[eiy])|ss", "s"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"gn", "N"),
        (r"h", ""),
        (r"eau|au", "o"),
        (r"ou|oo", "U"),
        (r"oi|oy", "W"),
        (r"(?:ain|ein|aim|in|im|yn|ym|un|um)(?![aeiouymn])", "I"),
        (r"(?:an|am|en|em)(?![aeiouymn])", "A"),
        (r"(?:on|om)(?![aeiouymn])", "O"),
        (r"eu|oe|oeu", "e"),
        (r"ai|ei|ay|ey|er$|ez$|et$", "e"),
        (r"y", "i"),
        (r"x", "s"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)(?:es|ent|e|s|t|d|p)+$", ""),
    )
)


def sound(word: str) -> str:
    """The key of a folded word; nothing for what is not said (numbers) or too short to tell."""
    if not word.isalpha() or len(word) < SHORTEST:
        return ""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word if len(word) >= SHORTEST_KEY else ""
