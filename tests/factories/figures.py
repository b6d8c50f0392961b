"""One indicator of the tests' own: open accounts, in the country and by initial of the address."""

from django.db.models import Count
from django.db.models.functions import Substr

from essaim.foundation.accounts.models import User
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator, ScopeKind
from essaim.foundation.figures.tracing import Trace
from tests.world import World


def people(kind, codes, period):
    """How many accounts were open before the end of the period."""
    found = User.objects.filter(date_joined__date__lt=period.end)
    if kind == "france":
        return {"": found.count()}
    initials = (
        found.annotate(initial=Substr("email", 1, 1)).values("initial").annotate(n=Count("pk")).order_by("initial")
    )
    return {row["initial"]: row["n"] for row in initials if row["initial"] in codes}


def people_rows(scope, period):
    """Those accounts."""
    return User.objects.filter(date_joined__date__lt=period.end, email__startswith=scope.code).order_by("email")


PEOPLE = Indicator(
    code="tests.people",
    label="Comptes ouverts",
    definition="Comptes ouverts au plus tard ce jour-là, encore ouverts ou non.",
    unit=("compte", "comptes"),
    period=PeriodType.DAY,
    scopes=("france", "initiale"),
    source="Essaim, comptes",
    compute=people,
    rows=people_rows,
    seen_by=lambda user, rows: rows if isinstance(user, User) else rows.none(),
    trace=Trace(gestures={"accounts.user.": ("geste sur un compte", "gestes sur des comptes")}),
)
INITIALS = ScopeKind("initiale", "Initiale", lambda: {"a": "Initiale A", "c": "Initiale C", "z": "Initiale Z"})


def register() -> None:
    """Make the indicators of the tests known; harmless twice."""
    indicators.register(PEOPLE)
    indicators.register_scope(INITIALS)


def populate(world: World) -> None:
    """Declare the indicator."""
    register()
    world.things["indicator"] = PEOPLE
