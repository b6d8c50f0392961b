"""The places of an event: numbered from one, the lowest free one first, so that a place is a row and never two."""

from collections.abc import Collection


def lowest_free(capacity: int, taken: Collection[int]) -> int | None:
    """The next place to give, or none."""
    return next((seat for seat in range(1, capacity + 1) if seat not in taken), None)
