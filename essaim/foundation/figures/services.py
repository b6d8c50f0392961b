"""Fix a figure for a document."""

from decimal import Decimal

from django.db import IntegrityError, transaction

from essaim.foundation.audit import trail
from essaim.foundation.figures import manifests, policies, selectors
from essaim.foundation.figures.domain.scope import Period, Scope
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.figures.models import FrozenValue
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused


@trail.gesture
def freeze(*, by: Actor, indicator: Indicator, scope: Scope, period: Period) -> FrozenValue:
    """Compute a figure now and keep it as it is, with its definition and the digest of what it counts."""
    policies.ensure_can_freeze(by)
    measured = selectors.measure(indicator, scope, period)
    frozen = FrozenValue(
        indicator=indicator.code,
        version=indicator.version,
        definition=indicator.definition,
        scope=str(scope),
        about=indicator.about,
        period_start=period.start,
        period_end=period.end,
        value=round(Decimal(measured.value), 4),  # the digits the column keeps
        rows=measured.rows,
        manifest=None if measured.counted is None else manifests.pack(measured.counted),
        inputs_digest=measured.inputs_digest,
        frozen_by=by.actor_ref,
    )
    try:
        with transaction.atomic():
            frozen.save()
    except IntegrityError as error:
        raise Refused("Ce chiffre est déjà arrêté : les mêmes données donnent la même valeur.") from error
    trail.record(by, "figures.value.frozen", frozen, indicator=indicator.code, digest=measured.inputs_digest)
    return frozen
