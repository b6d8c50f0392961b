"""SIREN and SIRET: the numbers INSEE gives to a legal unit (nine digits) and to each of its establishments (fourteen).

Both carry a Luhn key. One exception, written in INSEE's own rules: the establishments of La Poste (356 000 000), too
many for the key, are right when the sum of their digits is a multiple of five.
"""

from typing import Final

from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.french import NBSP

SIREN_LENGTH: Final = 9
SIRET_LENGTH: Final = 14
LA_POSTE: Final = "356000000"

_NOISE = str.maketrans("", "", " \u00a0\u202f\t.-")


def luhn(digits: str) -> bool:
    """Whether the digits end with the key of Luhn's formula."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if rank % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004 (the digits of a two-digit number, summed)
    return total % 10 == 0


def parse_siren(text: str) -> str:
    """Nine digits without spaces; refused with the reason."""
    digits = _digits(text, "SIREN", SIREN_LENGTH, "443 061 841")
    if not luhn(digits):
        raise Refused(f"Le numéro SIREN {display(digits)} n'existe pas : un chiffre est mal recopié. {_WHERE}")
    return digits


def parse_siret(text: str) -> str:
    """Fourteen digits without spaces; refused with the reason."""
    digits = _digits(text, "SIRET", SIRET_LENGTH, "443 061 841 00047")
    if not (luhn(digits) or _is_la_poste(digits)):
        raise Refused(f"Le numéro SIRET {display(digits)} n'existe pas : un chiffre est mal recopié. {_WHERE}")
    return digits


def display(digits: str) -> str:
    """``443 061 841``, ``443 061 841 00047``: groups that do not break."""
    groups = [digits[:3], digits[3:6], digits[6:9], digits[9:]]
    return NBSP.join(group for group in groups if group)


_WHERE: Final = "Relisez-le sur un document officiel de l'organisation."


def _is_la_poste(siret: str) -> bool:
    return siret.startswith(LA_POSTE) and sum(map(int, siret)) % 5 == 0


def _digits(text: str, name: str, length: int, example: str) -> str:
    digits = text.translate(_NOISE)
    if not (digits.isascii() and digits.isdigit()):
        raise Refused(
            f"« {text.strip()} » n'est pas un numéro {name} : écrivez {length} chiffres, par exemple {example}."
        )
    if len(digits) == length - 1:
        raise Refused(
            f"Le numéro {name} {digits} n'a que {length - 1} chiffres sur {length} : "
            "un tableur a peut-être effacé le zéro du début, remettez-le."
        )
    if len(digits) != length:
        raise Refused(
            f"Le numéro {name} {digits} a {len(digits)} chiffres : il en faut {length}, par exemple {example}."
        )
    return digits
