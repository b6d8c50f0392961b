"""UAI: the national number of a school, seven digits and a control letter.

The letter is the number modulo 23 in an alphabet without I, O and Q. The first three digits say the département, in
the ministry's own numbering: ``094`` Val-de-Marne, ``620`` and ``720`` the two of Corsica, ``971``–``976`` overseas
(``971`` also covers Saint-Barthélemy and Saint-Martin), ``983`` New Caledonia, ``984`` French Polynesia, ``987``
Wallis-et-Futuna, ``099`` schools abroad. Numbers given before a territory changed status keep their first digits.
"""

import re
from collections.abc import Mapping
from typing import Final

from essaim.foundation.kernel.errors import Refused

LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"
EXAMPLE: Final = "0750001U"

_SHAPE = re.compile(r"(\d{7})([A-Z])")
_NOISE = re.compile(r"[\s.\-_]+")
_SPECIAL: Final[Mapping[str, str]] = {
    "620": "2A",
    "720": "2B",
    "983": "988",  # New Caledonia
    "984": "987",  # French Polynesia
    "987": "986",  # Wallis-et-Futuna
    "099": "99",  # abroad
    **{code: code for code in ("971", "972", "973", "974", "975", "976")},
}
_METROPOLE: Final = frozenset(range(1, 96)) - {20}


def control_letter(digits: str) -> str:
    """The letter that must follow these seven digits."""
    return LETTERS[int(digits) % len(LETTERS)]


def parse(text: str) -> str:
    """The UAI in its official form (``0940176F``), whatever its case and spaces; refused with the reason."""
    cleaned = _NOISE.sub("", text).upper()
    match = _SHAPE.fullmatch(cleaned) if cleaned.isascii() else None
    if match is None:
        raise Refused(
            f"« {text.strip()} » n'est pas un numéro UAI : écrivez sept chiffres et une lettre, par exemple {EXAMPLE}."
        )
    digits, letter = match.groups()
    expected = control_letter(digits)
    if letter != expected:
        raise Refused(
            f"Le numéro UAI {cleaned} n'existe pas : après {digits}, la lettre serait {expected}, non {letter}. "
            "Vérifiez les chiffres et la lettre."
        )
    return cleaned


def is_valid(text: str) -> bool:
    """Whether the text is a UAI."""
    try:
        parse(text)
    except Refused:
        return False
    return True


def departement(uai: str) -> str | None:
    """The INSEE code of the territory a UAI was numbered in (``94``, ``2A``, ``974``), if it says one."""
    prefix = uai[:3]
    if prefix in _SPECIAL:
        return _SPECIAL[prefix]
    return prefix[1:] if prefix.isdecimal() and int(prefix) in _METROPOLE else None
