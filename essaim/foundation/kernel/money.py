"""Money in whole cents: no float ever, French in and out."""

import re
from typing import Final

from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.french import NBSP, number

EURO: Final = 100
_SPACES = str.maketrans("", "", " \u00a0\u202f\t")
_SHAPE = re.compile(
    r"([-−+])?(\d+|\d{1,3}(?:\.\d{3})+(?=,))(?:[.,](\d{1,2}))?(?:€|EUR|euros?)?", re.ASCII | re.IGNORECASE
)


def display(cents: int) -> str:
    """``1 234,50 €``; whole euros keep their cents, so that columns align."""
    euros, rest = divmod(abs(cents), EURO)
    return f"{'−' if cents < 0 else ''}{number(euros)},{rest:02d}{NBSP}€"


def parse(text: str) -> int:
    """Cents of an amount as people type it: ``12``, ``12,5``, ``1 234,50 €``, ``1.234,50``, ``-3.20``.

    ``1.234`` alone is refused: it is a thousand for one reader and one euro for another.
    """
    match = _SHAPE.fullmatch(text.translate(_SPACES))
    if match is None:
        raise Refused(f"« {text.strip()} » n'est pas un montant en euros : écrivez par exemple 1234,50.")
    sign, euros, decimals = match.groups()
    cents = int(euros.replace(".", "")) * EURO + int((decimals or "0").ljust(2, "0"))
    return -cents if sign in {"-", "−"} else cents
