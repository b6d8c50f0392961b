"""What the protocol declares to the floors below: sentences, names, the kind of link, what serves each axis."""

from collections.abc import Mapping

from django.urls import reverse

from essaim.commons.protocol import per_axis, policies, serving
from essaim.commons.protocol.models import Axis, Commitment, Party
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Ids, Label
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.tracing import Trace
from essaim.foundation.links import kinds

SENTENCES = {
    "protocol.reference.loaded": "{actor} a chargé le protocole, ses {axes} axes et ses {commitments} engagements",
    "protocol.party.succeeded": "{actor} a noté une succession au {on} : {target}",
    "protocol.party.ended": "{actor} a noté la fin d'une partie au {on} : {target}",
    "protocol.axis.reworded": "{actor} a corrigé le texte de {target}",
    "protocol.commitment.reworded": "{actor} a corrigé le texte de {target}",
    "protocol.commitment.opened": "{actor} a ouvert {target} à partir du {on}",
    "protocol.commitment.closed": "{actor} a clos {target} au {on}",
}
SCOPES = ("france", "region", "academie", "departement")
SOURCE = "Essaim, liens entre fiches et engagements du protocole"


def register() -> None:
    """Called once, when the area is ready."""
    presenters.sentences(SENTENCES)
    presenters.name_rows("protocol.commitment", _commitments)
    presenters.name_rows("protocol.axis", _axes)
    presenters.name_rows("protocol.party", _parties)
    kinds.register(
        kinds.Kind(
            code=serving.SERVES,
            forward="sert l'engagement",
            backward="est servi par",
            sources=serving.SOURCES,
            targets=frozenset({serving.COMMITMENT}),
            may_tie=policies.can_serve,
        )
    )
    _register_figures()


def _register_figures() -> None:
    trace = Trace(
        gestures={
            "links.link.tied": ("lien ajouté", "liens ajoutés"),
            "links.link.untied": ("lien terminé", "liens terminés"),
            "directory.organisation.": ("geste sur une organisation", "gestes sur des organisations"),
            "directory.school.corrected": ("fiche d'établissement corrigée", "fiches d'établissement corrigées"),
        }
    )
    shared = {"period": PeriodType.FREE, "scopes": SCOPES, "source": SOURCE, "trace": trace}
    per_axis.register(
        code="protocol.classes",
        label="Classes engagées",
        definition="Classes liées à un engagement pendant la période, chacune comptée une fois.",
        unit=("classe", "classes"),
        compute=serving.classes,
        rows=serving.classes_rows,
        seen_by=serving.classes_seen_by,
        **shared,
    )
    per_axis.register(
        code="protocol.organisations",
        label="Organisations engagées",
        definition="Organisations liées à un engagement pendant la période, chacune comptée une fois.",
        unit=("organisation", "organisations"),
        compute=serving.organisations,
        rows=serving.organisations_rows,
        seen_by=indicators.everyone,
        **shared,
    )


def _commitments(ids: Ids) -> Mapping[str, Label]:
    rows = Commitment.objects.filter(pk__in=ids).order_by("pk")
    return {
        str(row.pk): Label(
            f"l'engagement {row.code}, {row.title}", reverse("protocol:commitment-detail", args=[row.code])
        )
        for row in rows
    }


def _axes(ids: Ids) -> Mapping[str, Label]:
    rows = Axis.objects.filter(pk__in=ids).order_by("pk")
    address = reverse("protocol:agreement")
    return {str(row.pk): Label(f"l'axe {row.number}, {row.title}", f"{address}#axe-{row.number}") for row in rows}


def _parties(ids: Ids) -> Mapping[str, Label]:
    rows = Party.objects.filter(pk__in=ids).select_related("organisation").order_by("pk")
    return {str(row.pk): Label(row.organisation.label, reverse("protocol:agreement")) for row in rows}
