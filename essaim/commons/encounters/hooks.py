"""What encounters and events declare to the floors below: sentences of the trail, names of rows, figures, erasure."""

from collections.abc import Mapping
from typing import Any

from essaim.commons.encounters import duties, measures
from essaim.commons.encounters.models import Invitation
from essaim.foundation.accounts.events import PersonErased, on_person_erased
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Ids, Label

HOW = {"telephone": ", au téléphone", "link": ", par son lien"}


def _said(sentence: str) -> Any:
    """The sentence, and how the gesture came when it was not in Essaim itself."""
    return lambda context: sentence + HOW.get(context.get("channel", ""), "")


def _received(context: Mapping[str, Any]) -> str:
    """The first time, or again."""
    again = " une fois de plus, sans rien changer" if context.get("again") else ""
    return f"{{actor}} a envoyé{again} le compte rendu de «\u00a0{{target}}\u00a0» depuis la page du jour"


SENTENCES = {
    "encounters.encounter.planned": _said("{actor} a prévu la rencontre «\u00a0{target}\u00a0» le {on}"),
    "encounters.encounter.rescheduled": _said("{actor} a fixé au {on} la rencontre «\u00a0{target}\u00a0»"),
    "encounters.encounter.postponed": _said("{actor} a reporté la rencontre «\u00a0{target}\u00a0»"),
    "encounters.encounter.cancelled": _said("{actor} a annulé la rencontre «\u00a0{target}\u00a0»"),
    "encounters.encounter.held": _said(
        "{actor} a noté la rencontre «\u00a0{target}\u00a0» tenue le {on} : élèves {pupils}, adultes {adults}, "
        "minutes {minutes}"
    ),
    "encounters.encounter.corrected": _said(
        "{actor} a corrigé la rencontre «\u00a0{target}\u00a0» : élèves {pupils} (avant {pupils_before}), "
        "adultes {adults} "
        "(avant {adults_before}), minutes {minutes} (avant {minutes_before})"
    ),
    "encounters.encounter.taken_back": _said("{actor} a repris le compte rendu de la rencontre «\u00a0{target}\u00a0»"),
    "encounters.encounter.link_sent": "{actor} a fait envoyer un lien pour la rencontre «\u00a0{target}\u00a0»",
    "encounters.report.received": _received,
    "encounters.event.created": "{actor} a annoncé l'évènement «\u00a0{target}\u00a0» du {on}",
    "encounters.event.updated": "{actor} a modifié l'évènement «\u00a0{target}\u00a0»",
    "encounters.event.cancelled": "{actor} a annulé l'évènement «\u00a0{target}\u00a0»",
    "encounters.event.held": "{actor} a noté {people} personnes venues à l'évènement «\u00a0{target}\u00a0»",
    "encounters.event.invited": "{actor} a invité {people} personnes à l'évènement «\u00a0{target}\u00a0»",
    "encounters.invitation.answered": _said("{actor} a répondu à l'{target}"),
    "encounters.invitation.sent_again": "{actor} a fait renvoyer l'{target}",
    "encounters.register.purged": (
        "{actor} a effacé les mots de {words} rencontres et les noms de {invitations} invitations, hors délai"
    ),
}


def register() -> None:
    """Called once, when the area is ready."""
    presenters.sentences(SENTENCES)
    presenters.name_rows("encounters.invitation", _invitations)
    on_person_erased(_forget_addresses)
    measures.register()
    duties.register()


def _invitations(ids: Ids) -> Mapping[str, Label]:
    rows = Invitation.objects.filter(pk__in=ids).select_related("event").order_by("pk")
    return {str(row.pk): Label(f"invitation à « {row.event} »", row.event.get_absolute_url()) for row in rows}


def _forget_addresses(event: PersonErased) -> None:
    """The invitations of somebody who leaves are nobody's: the answers and the counts stay."""
    Invitation.objects.filter(email=event.user.email).exclude(email="").update(email="")
