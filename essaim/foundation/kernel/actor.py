"""Who acts, and what they may be: the smallest thing every floor can agree on.

``accounts.User`` is an actor; so are the worker, an import run from the command line, and whoever opened a signed
link. Lower floors (audit, outbox, intake) ask an actor what it is, never who.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable


class Role(StrEnum):
    """What a person may be in the network (programmes.md A.2; issue 3, personas). Pupils have none, ever."""

    TEAM = "team"  # équipe éducative
    ESS_ACTOR = "ess_actor"  # acteur ESS
    CORRESPONDENT = "correspondent"  # correspondant·e L'ESPER, by académie
    OCCE = "occe"  # animateur·rice OCCE, by département, first degree
    CRESS = "cress"  # chargé·e de mission CRESS, by région
    NATIONAL = "national"  # coordination nationale, L'ESPER or ESS France
    INSTITUTION = "institution"  # rectorat, DSDEN, DRAAF, Région, université, ministère
    SIGNATORY = "signatory"  # presidency or delegate
    ADMIN = "admin"  # keeps the platform running


STAFF_ROLES = frozenset({Role.CORRESPONDENT, Role.OCCE, Role.CRESS, Role.NATIONAL, Role.SIGNATORY, Role.ADMIN})
"""Roles that see other people's data: a second factor is asked of them."""


@runtime_checkable
class Actor(Protocol):
    """Somebody or something that makes a gesture."""

    @property
    def actor_ref(self) -> str:
        """``kind:id``, for instance ``user:12`` or ``system:worker``; never a name."""

    def holds(self, *roles: Role) -> bool:
        """Whether the actor holds one of these roles today, on any territory."""


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A program acting by itself: the worker, a command, a scheduled change."""

    name: str

    @property
    def actor_ref(self) -> str:
        """``system:`` and the name of the program."""
        return f"system:{self.name}"

    def holds(self, *roles: Role) -> bool:
        """A program run by whoever keeps the platform may do what an administrator may."""
        return Role.ADMIN in roles


@dataclass(frozen=True, slots=True)
class LinkActor:
    """Whoever holds a signed link: known by the link, not by an account."""

    ref: str

    @property
    def actor_ref(self) -> str:
        """``link:`` and what the link stands for."""
        return f"link:{self.ref}"

    def holds(self, *roles: Role) -> bool:  # noqa: ARG002 (the protocol's signature)
        """A link gives one gesture, never a role."""
        return False


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has not signed in: may read what is public, and begin what needs no account."""

    @property
    def actor_ref(self) -> str:
        """``visitor:``, nobody in particular."""
        return "visitor:"

    def holds(self, *roles: Role) -> bool:  # noqa: ARG002 (the protocol's signature)
        """A visitor holds no role."""
        return False
