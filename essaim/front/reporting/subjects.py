"""What a bilan may be about: an edition, or the partnership of an agreement; found by its written name."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from essaim.areas.campaign.selectors import editions
from essaim.commons.protocol import selectors as protocol
from essaim.foundation.figures.domain.scope import Period
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.front.reporting.enums import BilanKind

ADVICE = "écrivez edition: ou partnership: suivi de son adresse, par exemple partnership:protocole"


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing bilans are made about: how it is written, named, and when it takes place if it has dates."""

    about: str
    name: str
    kind: BilanKind
    period: Period | None = None


def parse(about: str) -> Subject:
    """``edition:semaine-2027``, ``partnership:protocole``; refused with the reason."""
    nature, _, slug = about.strip().partition(":")
    find = FINDERS.get(nature)
    found = find(slug) if find and slug else None
    if found is None:
        raise Refused(f"« {about} » n'est pas l'objet d'un bilan : {ADVICE}.")
    return found


def choices() -> list[tuple[str, str]]:
    """Every subject a reader may choose, the partnership first."""
    found = [partnership(protocol.PROTOCOL), *(_of_edition(edition) for edition in editions.public())]
    return [(subject.about, subject.name) for subject in found if subject]


def campaigns(period: Period) -> Mapping[str, str]:
    """The campaigns of a period, by their written name."""
    return editions.campaigns_during(period.start, period.end)


def partnership(slug: str) -> Subject | None:
    """The partnership of an agreement between the two networks."""
    agreement = protocol.agreements().filter(slug=slug).first()
    if agreement is None:
        return None
    return Subject(f"partnership:{slug}", "Le partenariat", BilanKind.PARTNERSHIP)


def edition(slug: str) -> Subject | None:
    """An edition of a campaign."""
    found = editions.by_slug(slug).first()
    return _of_edition(found) if found else None


def six_months(year: SchoolYear) -> Period:
    """The first six months of a school year: from 1 September to the end of February."""
    return Period(year.first_day, dt.date(year.starts + 1, 3, 1))


def day_after(day: dt.date) -> dt.date:
    """The end of a period whose last day is this one."""
    return day + dt.timedelta(days=1)


def _of_edition(found: "editions.Edition") -> Subject:
    period = Period(found.opens_on, day_after(found.ends_on))
    return Subject(f"edition:{found.slug}", found.title, BilanKind.EDITION, period)


FINDERS: Mapping[str, Callable[[str], Subject | None]] = {"edition": edition, "partnership": partnership}
