"""Lists of codes as one text: sorted words between spaces, « " alimentation textile " ».

Readable in the database, comparable on both engines, and one word can be looked for with a space on each side.
"""

from collections.abc import Iterable


def write(codes: Iterable[str]) -> str:
    """The stored text of these codes; nothing stays nothing."""
    kept = sorted({str(code) for code in codes if str(code).strip()})
    return f" {' '.join(kept)} " if kept else ""


def read(stored: str) -> list[str]:
    """The codes of a stored text."""
    return stored.split()


def word(code: str) -> str:
    """What to look for to find one code in a stored text."""
    return f" {code} "
