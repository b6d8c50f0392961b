"""Errors a reader can act upon: each carries one French sentence that says what is wrong and what to do."""

from essaim.foundation.kernel.french import typeset


class EssaimError(Exception):
    """The root of every refusal Essaim makes on purpose; ``str()`` is a sentence for the reader, typeset in French."""

    def __str__(self) -> str:
        return typeset(super().__str__())


class Refused(EssaimError):  # noqa: N818 (read where it is raised: raise Refused)
    """The input cannot be accepted as it is: what is wrong, and what to write instead."""


class Forbidden(EssaimError):  # noqa: N818 (same)
    """This person may not do this here and now."""
