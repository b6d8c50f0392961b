"""Who may freeze, validate and void: the area that owns the text says, and registers it in its ``apps.py: ready()``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from essaim.foundation.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The policies of the area whose texts are sealed.

    ``may_freeze(actor, target)`` also says who may void; ``may_validate(actor, target, party)`` who may commit a party.
    Targets and parties are URNs.
    """

    may_freeze: Callable[[Actor, str], bool]
    may_validate: Callable[[Actor, str, str], bool]


_owners: dict[str, Owner] = {}


def register(model: str, owner: Owner) -> None:
    """Declare who answers for the texts of a model (``protocol.agreement``)."""
    if _owners.setdefault(model, owner) != owner:
        raise ValueError(f"two owners for the texts of {model}")


def registered() -> Mapping[str, Owner]:
    """Every owner, by model."""
    return MappingProxyType(_owners)


def of(target: str) -> Owner:
    """The owner of one text."""
    return _owners[target.partition(":")[0]]
