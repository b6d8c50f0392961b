"""The bilans of the demonstration: one that both partners validated, one that waits for the second, one still open."""

from essaim.commons.directory.domain.routing import Post
from essaim.commons.directory.selectors import people
from essaim.commons.encounters.selectors import events
from essaim.commons.protocol import selectors as protocol
from essaim.foundation.audit import trail
from essaim.foundation.figures.domain.scope import FRANCE, Period, Scope
from essaim.foundation.kernel.actor import Role, SystemActor
from essaim.foundation.kernel.school_year import SchoolYear
from essaim.front.reporting import services, subjects
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.enums import BilanKind
from essaim.front.reporting.models import Bilan

BY = SystemActor("demo")
HOME = Scope("region", "27")
BEFORE, SIGNED, YEAR = "semaine-2025", "semaine-2026", SchoolYear(2025)
SIGNING_EVENT = "bilan-des-six-mois-22-mars-2027"


def load(*, seed: int, scale: float) -> dict[str, int]:  # noqa: ARG001 (the signature of every area's demo)
    """Two editions to compare, in the country and at home, the six months and the partnership; once."""
    edition, partnership = subjects.edition(SIGNED), subjects.partnership(protocol.PROTOCOL)
    before = subjects.edition(BEFORE)
    if Bilan.objects.exists() or edition is None or partnership is None or edition.period is None:
        return {"bilans": 0}
    for scope in (FRANCE, HOME):
        for told in (before, edition):
            if told and told.period:
                _sign(_frozen(Spec(told.kind, told.about, scope, told.period)), parties=2)
    half_year = Spec(BilanKind.SIX_MONTHS, partnership.about, FRANCE, subjects.six_months(YEAR))
    waiting = _frozen(half_year)
    _sign(waiting, parties=1)
    _place(waiting)
    services.begin(by=BY, spec=Spec(partnership.kind, partnership.about, FRANCE, Period.school_year(YEAR)))
    return {"bilans": Bilan.objects.count()}


def _frozen(spec: Spec) -> Bilan:
    bilan = services.begin(by=BY, spec=spec)
    services.freeze(by=BY, bilan=bilan)
    return bilan


def _sign(bilan: Bilan, *, parties: int) -> None:
    """Whoever holds the seat of signatory of each party validates, in the order of the parties."""
    agreement = protocol.current()
    if agreement is None:
        return
    for party in list(protocol.parties(agreement))[:parties]:
        holder = people.holders(Post(Role.SIGNATORY, str(party.organisation_id))).first()
        if holder is not None:
            services.sign(by=holder, bilan=bilan, party=trail.urn(party), capacity=party.capacity)


def _place(bilan: Bilan) -> None:
    """It may be validated at the review of 22 March."""
    event = events.by_slug().filter(slug=SIGNING_EVENT).first()
    if event is not None:
        services.sign_at(by=BY, bilan=bilan, event=trail.urn(event))
