"""RNA: the number of an association in the Répertoire national des associations, ``W`` and nine characters.

The second character after ``W`` is a letter in Corsica and overseas, where the registering office has one (``W2A…``,
``W9R…``); everywhere else all nine are digits. There is no control key.
"""

import re
from typing import Final

from essaim.foundation.kernel.errors import Refused

_SHAPE = re.compile(r"W\d[\dA-Z]\d{7}", re.ASCII)
_NOISE = re.compile(r"[\s.\-]+")
EXAMPLE: Final = "W751004076"


def parse(text: str) -> str:
    """The number in its official form; refused with the reason."""
    cleaned = _NOISE.sub("", text).upper()
    if not _SHAPE.fullmatch(cleaned):
        raise Refused(
            f"« {text.strip()} » n'est pas un numéro RNA : écrivez W suivi de neuf chiffres, par exemple {EXAMPLE}."
        )
    return cleaned
