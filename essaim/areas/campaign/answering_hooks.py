"""What reminders, silences and what follows them say in the trail."""

from collections.abc import Mapping
from typing import Any

from essaim.areas.campaign.enums import ReminderKind
from essaim.foundation.audit import presenters
from essaim.foundation.audit.presenters import Sentence


def _reminded(context: Mapping[str, Any]) -> str:
    told = ReminderKind(context["kind"]).label
    return f"{{actor}} a envoyé la relance {context['rank']} ({told}) : {{target}}"


SENTENCES: Mapping[str, Sentence] = {
    "campaign.reminder.sent": _reminded,
    "campaign.match.lapsed": "{actor} a rendu la place d'une rencontre restée sans réponse : {target}",
    "campaign.match.rerouted": "{actor} a cherché un autre acteur et propose {target}",
    "campaign.request.waits": "{actor} a gardé {target} sur la liste d'attente : aucun autre acteur ne convient",
    "campaign.place.passed_on": "{actor} a donné une place libérée à la première classe de la liste : {target}",
    "campaign.place.freed": "{actor} n'a trouvé personne sur la liste pour une place libérée : {target}",
    "campaign.letters.chosen": "{actor} a choisi le rythme de ses lettres",
    "campaign.letters.stopped": "{actor} a arrêté ses lettres",
    "campaign.attestation.asked": "{actor} a écrit à l'établissement pour attester {target}",
    "campaign.attestation.given": "{actor} a attesté {target} : elle peut être publique",
    "campaign.attestation.withdrawn": "{actor} a retiré l'attestation de {target} : rien n'en est plus public",
    "campaign.digest.sent": "{actor} a envoyé un résumé ({things} choses en attente)",
}


def register() -> None:
    """Called once, when the area is ready."""
    presenters.sentences(SENTENCES)
