"""What a person may see of the network, computed from the seats they hold on a date.

Territories nest (a région sees its académies and départements) but rights do not jump sideways: the correspondent of
Dijon sees nothing private of Besançon, though both are in the same région.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from essaim.commons.directory.domain.routing import Area
from essaim.foundation.kernel.actor import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held on something: the unit rights are made of."""

    role: Role
    scope: str = ""  # "academie", "region", "departement", "school", "organisation"; empty for the platform
    code: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The union of one's grants, ready to be asked."""

    is_national: bool = False
    regions: frozenset[str] = frozenset()
    academies: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    roles: frozenset[Role] = field(default_factory=frozenset)

    @classmethod
    def of(cls, grants: Iterable[Grant]) -> Self:
        """The scope these grants open."""
        grants = tuple(grants)
        codes = {
            scope: frozenset(g.code for g in grants if g.scope == scope)
            for scope in ("region", "academie", "departement", "school", "organisation")
        }
        return cls(
            is_national=any(g.role in {Role.NATIONAL, Role.ADMIN} for g in grants),
            regions=codes["region"],
            academies=codes["academie"],
            departements=codes["departement"],
            schools=codes["school"],
            organisations=codes["organisation"],
            roles=frozenset(g.role for g in grants),
        )

    def covers(self, area: Area) -> bool:
        """Whether this place is inside the territories held."""
        return (
            self.is_national
            or (bool(area.region) and area.region in self.regions)
            or (bool(area.academie) and area.academie in self.academies)
            or (bool(area.departement) and area.departement in self.departements)
        )

    @property
    def is_territorial(self) -> bool:
        """Whether the person answers for a territory at all."""
        return self.is_national or bool(self.regions or self.academies or self.departements)
