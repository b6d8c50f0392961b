"""Errors a reader can act upon: each carries one French sentence that says what is wrong and what to do."""


class EssaimError(Exception):
    """The root of every refusal Essaim makes on purpose; ``str()`` is a sentence for the reader."""


class Refused(EssaimError):
    """The input cannot be accepted as it is: what is wrong, and what to write instead."""


class Forbidden(EssaimError):
    """This person may not do this here and now."""
