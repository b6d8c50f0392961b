"""Write the sheets of an edition."""

from essaim.areas.campaign.enums import Party
from essaim.areas.campaign.models import Edition, KitSheet
from essaim.areas.campaign.models.kit import MOST_WORDS
from essaim.areas.campaign.policies import editions as policies
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused


@gesture
def write(*, by: Actor, edition: Edition, side: Party, title: str, body: str) -> KitSheet:
    """Write the sheet of one side; every confirmed encounter of the edition leads to it."""
    policies.ensure_can_keep(by)
    told, text = " ".join(title.split()), body.replace("\r\n", "\n").strip()
    if not told or not text:
        raise Refused("Écrivez un titre et un texte : chaque rencontre confirmée y mène.")
    if len(text) > MOST_WORDS:
        raise Refused(f"Gardez {french.number(MOST_WORDS)} signes au plus : on le lit un soir de semaine.")
    sheet, _ = KitSheet.objects.update_or_create(edition=edition, side=side, defaults={"title": told, "body": text})
    record(by, "campaign.kit.written", edition, side=side, signs=len(text))
    return sheet
