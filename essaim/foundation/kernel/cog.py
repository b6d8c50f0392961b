"""Codes of the Code officiel géographique (INSEE): communes, départements, and their three-digit forms at school.

INSEE writes a département with two characters (``01``, ``94``, ``2A``) and an overseas one with three (``974``). The
ministry of education writes three everywhere: ``001``, ``094``, ``02A``; and numbers Corsica ``620`` and ``720`` in
its older files. Spreadsheets lose leading zeros: ``1`` is read ``01``.
"""

import re
from collections.abc import Mapping
from typing import Final

from essaim.foundation.kernel.errors import Refused

OVERSEAS: Final = frozenset({"971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988", "989"})
ABROAD: Final = "99"
DEPARTEMENTS: Final = frozenset(
    {f"{number:02d}" for number in range(1, 96) if number != 20} | {"2A", "2B", ABROAD} | OVERSEAS  # noqa: PLR2004
)
"""Every département and overseas territory, in INSEE's own codes; ``99`` stands for abroad."""

_CORSICA: Final[Mapping[str, str]] = {"620": "2A", "720": "2B"}
_COMMUNE = re.compile(r"(?:\d\d|2[AB])\d{3}", re.ASCII)
_POSTCODE = re.compile(r"\d{5}", re.ASCII)


def departement(text: str) -> str:
    """The INSEE code (``94``, ``2A``, ``974``) of any way to write a département; refused with the reason."""
    given = text.strip().upper()
    code = _CORSICA.get(given) or (given if given in OVERSEAS else given.lstrip("0").rjust(2, "0"))
    if code not in DEPARTEMENTS:
        raise Refused(
            f"« {text.strip()} » n'est pas un code de département : écrivez deux ou trois caractères, "
            "par exemple 94, 2A ou 974."
        )
    return code


def education_departement(code: str) -> str:
    """The ministry's three characters for an INSEE code: ``094``, ``02A``, ``974``."""
    return code.rjust(3, "0")


def commune(text: str) -> str:
    """The five characters of a commune (``94034``, ``2A004``, ``97411``), leading zero restored."""
    given = text.strip().upper()
    code = given.rjust(5, "0") if len(given) == 4 and given.isdecimal() else given  # noqa: PLR2004 (the lost zero)
    if not _COMMUNE.fullmatch(code) or departement_of_commune(code) not in DEPARTEMENTS:
        raise Refused(
            f"« {text.strip()} » n'est pas un code de commune : écrivez les cinq caractères du code INSEE, "
            "par exemple 94034 ou 2A004."
        )
    return code


def departement_of_commune(code: str) -> str:
    """``94`` for ``94034``, ``2A`` for ``2A004``, ``974`` for ``97411``."""
    return code[:3] if code[:2] in {"97", "98"} else code[:2]


def postcode(text: str) -> str:
    """The five digits of a postcode, leading zero restored."""
    given = text.strip().replace(" ", "")
    code = given.rjust(5, "0") if len(given) == 4 else given  # noqa: PLR2004 (the lost zero)
    if not _POSTCODE.fullmatch(code):
        raise Refused(f"« {text.strip()} » n'est pas un code postal : écrivez cinq chiffres, par exemple 94260.")
    return code
