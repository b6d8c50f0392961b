"""Everything a file goes through before it is kept, cheapest first; it is never whole in memory."""

import io
from dataclasses import dataclass
from typing import BinaryIO

from essaim.foundation.files import antivirus
from essaim.foundation.files.domain import archives, images, kinds, sniff
from essaim.foundation.files.enums import Kind
from essaim.foundation.files.purposes import Purpose
from essaim.foundation.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Inspected:
    """A content that may be kept: the one received, or for a picture the one drawn again."""

    kind: Kind
    content: BinaryIO
    has_active_content: bool


def inspect(source: BinaryIO, purpose: Purpose) -> Inspected:
    """What this content is, once it is known to be acceptable for the purpose; raises ``Refused`` otherwise."""
    size = source.seek(0, io.SEEK_END)
    largest = max(purpose.limit(kind) for kind in purpose.accepts)
    if size > largest:
        raise Refused(_too_heavy(size, largest))
    kind = sniff.kind_of(source)
    if kind not in purpose.accepts:
        raise Refused(
            f"Ce fichier est de type « {kind.label} », quel que soit son nom. "
            f"Déposez ici : {kinds.listing(purpose.accepts)}."
        )
    if size > purpose.limit(kind):
        raise Refused(_too_heavy(size, purpose.limit(kind)))
    sniff.ensure_single(source, kind)
    antivirus.ensure_clean(source, antivirus.scanner())
    members = archives.check(source) if kind in kinds.ZIPS else ()
    is_active = kinds.RULES[kind].is_active or sniff.has_active_content(source, kind, members)
    content = io.BytesIO(images.redraw(source, kind)) if kind in kinds.IMAGES else source
    return Inspected(kind, content, is_active)


def _too_heavy(size: int, limit: int) -> str:
    return (
        f"Ce fichier pèse {kinds.size(size)}, la limite est de {kinds.size(limit)}. "
        "Allégez-le ou partagez-le en plusieurs fichiers."
    )
