"""The number by which an organisation is known: SIREN, SIRET or RNA, told apart by its shape."""

from essaim.foundation.kernel import rna, siren


def parse(text: str) -> str:
    """The number in its stored form; refused with the reason, according to what it looks like."""
    written = "".join(text.split()).upper()
    if written.startswith("W"):
        return rna.parse(text)
    digits = sum(character.isdigit() for character in written)
    return siren.parse_siret(text) if digits > siren.SIREN_LENGTH else siren.parse_siren(text)


def columns(number: str) -> dict[str, str]:
    """The columns of an organisation that a stored number fills; none of nothing."""
    if not number:
        return {}
    if number.startswith("W"):
        return {"rna": number}
    if len(number) == siren.SIRET_LENGTH:
        return {"siret": number, "siren": number[: siren.SIREN_LENGTH]}
    return {"siren": number}
