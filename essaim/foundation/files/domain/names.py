"""The name a file is shown and downloaded under: what was given, without what could mislead."""

import re
import unicodedata

from essaim.foundation.files.domain.kinds import RULES
from essaim.foundation.files.enums import Kind

MAX_LENGTH = 120
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
ALIASES = {Kind.JPEG: ("jpeg",), Kind.CSV: ("txt", "tsv"), Kind.HTML: ("htm",)}


def clean(name: str, kind: Kind) -> str:
    r"""The last part of the path, no control nor direction mark, an extension that tells the truth.

    ``..\..\photo.exe`` of a JPEG becomes ``photo.exe.jpg``; a right-to-left override, which shows ``gpj.exe`` as
    ``exe.jpg``, is taken out (Unicode category Cf).
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    stem = " ".join(FORBIDDEN.sub(" ", visible).split()).rstrip(". ")
    extensions = (RULES[kind].extension, *ALIASES.get(kind, ()))
    found = next((e for e in extensions if stem.casefold().endswith(f".{e}")), None)
    if found:
        stem = stem[: -len(found) - 1]
    stem = stem.strip(". ")
    extension = found or extensions[0]
    return f"{stem[: MAX_LENGTH - len(extension) - 1].rstrip('. ') or 'fichier'}.{extension}"
