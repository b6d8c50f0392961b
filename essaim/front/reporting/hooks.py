"""What bilans declare to the floors below: sentences, names, who may seal them, where they are signed."""

from collections.abc import Mapping

from django.urls import reverse

from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Ids, Label
from essaim.foundation.figures import quoting
from essaim.foundation.links import kinds
from essaim.foundation.seals import owners
from essaim.front.reporting import duties, policies
from essaim.front.reporting.models import Bilan
from essaim.front.reporting.selectors import SIGNED_AT, quoted

SENTENCES = {
    "reporting.bilan.begun": "{actor} a commencé {target}",
    "reporting.bilan.frozen": "{actor} a arrêté {target}, {figures} chiffres",
    "reporting.bilan.signed": "{actor} a validé {target} au nom d'une partie",
    "reporting.bilan.reopened": "{actor} a repris {target} pour le recalculer",
    "reporting.bilan.placed": "{actor} a noté à quel évènement se signe {target}",
}


def register() -> None:
    """Called once, when the area is ready."""
    duties.register()
    presenters.sentences(SENTENCES)
    presenters.name_rows(policies.BILAN, _bilans)
    owners.register(policies.BILAN, owners.Owner(may_freeze=policies.may_freeze, may_validate=policies.may_validate))
    quoting.register(quoted)
    kinds.register(
        kinds.Kind(
            code=SIGNED_AT,
            forward="se signe pendant",
            backward="accueille la signature de",
            sources=frozenset({policies.BILAN}),
            targets=frozenset({"encounters.event"}),
            may_tie=policies.may_link,
        )
    )


def _bilans(ids: Ids) -> Mapping[str, Label]:
    rows = Bilan.objects.filter(pk__in=ids).order_by("pk")
    return {str(row.pk): Label(f"« {row.title} »", reverse("reporting:bilan-detail", args=[row.pk])) for row in rows}
