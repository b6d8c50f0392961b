"""Say what became of pupils' action: « c'est fait » makes the one encounter that counts; or it did not take place."""

from django.utils import timezone

from essaim.areas.campaign import registration_letters as letters
from essaim.areas.campaign import showcase_rows
from essaim.areas.campaign.enums import Channel, Outcome
from essaim.areas.campaign.models import Showcase
from essaim.areas.campaign.policies import registrations
from essaim.areas.campaign.policies import showcases as policies
from essaim.areas.campaign.registration_moves import AlreadyMoved
from essaim.areas.campaign.selectors import showcases as selectors
from essaim.commons.encounters.domain.report import Report
from essaim.commons.encounters.enums import Channel as EncounterChannel
from essaim.commons.encounters.models import Encounter
from essaim.commons.encounters.services import noting
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.kernel.text import squeeze

MAX_REASON = 200
ALREADY = "La suite de cette action est déjà dite : elle n'est comptée qu'une fois."
QUOTED = (
    "Un bilan arrêté compte cette action : corrigez ses nombres, ou demandez à la coordination de l'annuler. "
    "Le bilan dira que les données ont changé."
)


@gesture
def tell_held(*, by: Actor, showcase: Showcase, report: Report, channel: Channel | None = None) -> Encounter:
    """It took place: the one encounter of this action, with its numbers, tied to class, school and commitment."""
    showcase = _taken(showcase)
    how = policies.ensure_can_tell(by, showcase, channel)
    _ensure_untold(showcase)
    encounter = noting.note_held(
        by=by, encounter=showcase_rows.encounter(showcase), report=report, channel=EncounterChannel(how.value)
    )
    _tell(showcase, Outcome.HELD, how)
    letters.told(showcase, by, encounter)
    record(by, "campaign.showcase.held", showcase, encounter=encounter.pk, channel=how)
    return encounter


@gesture
def tell_not_held(*, by: Actor, showcase: Showcase, reason: str, channel: Channel | None = None) -> Showcase:
    """It did not take place, with the reason; nothing is counted."""
    showcase = _taken(showcase)
    how = policies.ensure_can_tell(by, showcase, channel)
    _ensure_untold(showcase)
    said = squeeze(reason)
    if not said:
        raise Refused("Dites pourquoi, en une phrase.")
    if len(said) > MAX_REASON:
        raise Refused(f"Gardez une phrase de {MAX_REASON} signes au plus.")
    _tell(showcase, Outcome.NOT_HELD, how, said)
    letters.told(showcase, by)
    record(by, "campaign.showcase.not_held", showcase, channel=how)
    return showcase


@gesture
def take_back(*, by: Actor, showcase: Showcase, channel: Channel | None = None) -> Showcase:
    """What was said was a mistake: nothing counts until it is said again; not once a frozen bilan counts it."""
    showcase = _taken(showcase)
    how = policies.ensure_can_tell(by, showcase, channel)
    was = Outcome(showcase.outcome)
    if was is Outcome.UNTOLD:
        raise AlreadyMoved("Rien n'est à reprendre : rechargez la page.")
    encounter = selectors.encounter_of(showcase)
    if encounter is not None:
        if selectors.is_quoted(encounter):
            raise Refused(QUOTED)
        noting.take_back(by=by, encounter=encounter, channel=EncounterChannel(how.value))
    _tell(showcase, Outcome.UNTOLD, None)
    record(by, "campaign.showcase.taken_back", showcase, was=was, channel=how)
    return showcase


@gesture
def call_off(*, by: Actor, showcase: Showcase, reason: str) -> Showcase:
    """Its encounter was cancelled on its own page: the action did not take place, for the same reason."""
    registrations.ensure_can_see(by, showcase)
    _tell(showcase, Outcome.NOT_HELD, Channel.ACCOUNT, reason)
    record(by, "campaign.showcase.called_off", showcase)
    return showcase


def _taken(showcase: Showcase) -> Showcase:
    """The row as it is now, held until the end of the transaction: two clicks at once tell it once."""
    return selectors.with_all().select_for_update(of=("self",)).get(pk=showcase.pk)


def _ensure_untold(showcase: Showcase) -> None:
    if showcase.outcome != Outcome.UNTOLD:
        raise AlreadyMoved(ALREADY)


def _tell(showcase: Showcase, outcome: Outcome, how: Channel | None, reason: str = "") -> None:
    showcase.outcome, showcase.outcome_reason = outcome, reason
    showcase.outcome_channel, showcase.told_at = how or "", timezone.now() if how else None
    showcase.save(update_fields=["outcome", "outcome_reason", "outcome_channel", "told_at", "updated_at"])
