"""Letters of the test network."""

from django.db import transaction

from essaim.foundation.outbox.enums import State
from essaim.foundation.outbox.letters import Attachment, Text, post
from essaim.foundation.outbox.models import Letter
from tests.world import World


def populate(world: World) -> None:
    """One letter that waits, with a calendar entry, and one that failed."""
    text = Text(
        "Votre rencontre du 22 mars",
        "Bonjour,\n\nLa rencontre est confirmée : https://essaim.test/ici/\n",
        '<!doctype html><html lang="fr"><head><title>Rencontre</title></head><body><p>Confirmée.</p></body></html>',
    )
    entry = Attachment("rencontre.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    with transaction.atomic():
        world.things["letter"] = post(
            to="classe@essaim.test", text=text, area="accounts", purpose="test", attachments=[entry]
        )
        failed = post(to="ancienne@essaim.test", text=text, area="accounts", purpose="test")
    Letter.objects.filter(pk=failed.pk).update(state=State.FAILED, last_error="smtp_550", attempts=1)
    world.things["failed_letter"] = failed
