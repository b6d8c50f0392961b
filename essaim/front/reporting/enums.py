"""Words of bilans."""

from enum import StrEnum


class BilanState(StrEnum):
    """Where a bilan stands: computed on demand, frozen by its digest, sealed by every party."""

    OPEN = "open"
    FROZEN = "frozen"
    SEALED = "sealed"
