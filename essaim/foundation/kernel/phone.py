"""French telephone numbers, metropolitan and overseas: one stored form (E.164), one printed form.

Overseas départements dial like the mainland (``0262…``) but have their own international code, and a number there may
have been written with the mainland's (``+33 262…``). Pacific territories have six or eight digits and their own code.
"""

import re
from collections.abc import Mapping
from typing import Final

from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.french import NBSP

_NOISE = re.compile(r"[\s.\-/()_]+")
_OVERSEAS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("590", "690", "691"), "590"),  # Guadeloupe, Saint-Barthélemy, Saint-Martin
    **dict.fromkeys(("594", "694"), "594"),  # Guyane
    **dict.fromkeys(("596", "696", "697"), "596"),  # Martinique
    **dict.fromkeys(("262", "263", "269", "639", "692", "693"), "262"),  # La Réunion, Mayotte
    "508": "508",  # Saint-Pierre-et-Miquelon
}
_PACIFIC: Final[Mapping[str, int]] = {"681": 6, "687": 6, "689": 8}
_CODES: Final = ("33", "262", "508", "590", "594", "596")


def parse(text: str) -> str:
    """The E.164 form (``+33149717000``, ``+262262247950``); refused with the reason."""
    digits = re.sub(r"^(?:\+|00)", "+", _NOISE.sub("", text.replace("(0)", "")))
    if digits.startswith("+"):
        return _international(digits[1:], text)
    if re.fullmatch(r"0[1-9]\d{8}", digits, re.ASCII):
        return _national(digits[1:])
    raise _refused(text)


def display(e164: str) -> str:
    """``01 49 71 70 00``, ``0262 24 79 50``, ``+687 24 56 78``: as people of the place write it."""
    for code, length in _PACIFIC.items():
        if e164.startswith(f"+{code}") and len(e164) == 1 + len(code) + length:
            return _grouped(f"+{code}", e164[4:])
    for code in _CODES:
        number = e164.removeprefix(f"+{code}")
        if number != e164 and len(number) == 9:  # noqa: PLR2004 (significant digits)
            return _grouped(f"0{number[:1]}", number[1:]) if code == "33" else _grouped(f"0{number[:3]}", number[3:])
    return e164


def _national(significant: str) -> str:
    return f"+{_OVERSEAS.get(significant[:3], '33')}{significant}"


def _international(digits: str, text: str) -> str:
    for code, length in _PACIFIC.items():
        if re.fullmatch(rf"{code}\d{{{length}}}", digits, re.ASCII):
            return f"+{digits}"
    for code in _CODES:
        if re.fullmatch(rf"{code}0?[1-9]\d{{8}}", digits, re.ASCII):
            return _national(digits.removeprefix(code)[-9:])
    if re.fullmatch(r"[1-9]\d{7,14}", digits, re.ASCII) and not digits.startswith(("33", *_PACIFIC)):
        return f"+{digits}"  # a school abroad
    raise _refused(text)


def _grouped(head: str, rest: str) -> str:
    return NBSP.join([head, *(rest[start : start + 2] for start in range(0, len(rest), 2))])


def _refused(text: str) -> Refused:
    return Refused(
        f"« {text.strip()} » n'est pas un numéro de téléphone : écrivez dix chiffres, par exemple 01 49 71 70 00, "
        "ou l'indicatif du pays, par exemple +687 24 56 78."
    )
