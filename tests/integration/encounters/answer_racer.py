"""A process for ``test_last_place``: prepare events of one place, or answer one invitation at each signal."""

import datetime as dt
import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
django.setup()

from django.core.management import call_command  # noqa: E402 (after setup)
from django.utils import timezone  # noqa: E402

from essaim.commons.directory.enums import OrganisationKind  # noqa: E402
from essaim.commons.directory.models import Organisation  # noqa: E402
from essaim.commons.encounters.enums import Answer  # noqa: E402
from essaim.commons.encounters.models import Event, Invitation  # noqa: E402
from essaim.commons.encounters.services import invitations  # noqa: E402
from essaim.commons.protocol.enums import AgreementKind  # noqa: E402
from essaim.commons.protocol.models import Agreement, Axis, Commitment  # noqa: E402
from essaim.foundation.audit import trail  # noqa: E402
from essaim.foundation.kernel.actor import LinkActor  # noqa: E402


def prepare(rounds: int) -> None:
    """As many events of one place as there are rounds, each with two people who may take it."""
    agreement = Agreement.objects.create(slug="course", title="Course", kind=AgreementKind.PROTOCOL)
    axis = Axis.objects.create(agreement=agreement, number=1, title="Axe", wording="Axe")
    commitment = Commitment.objects.create(axis=axis, code="1.1", title="Course", wording="Course")
    host = Organisation.objects.create(kind=OrganisationKind.NATIONAL, name="Course", slug="course")
    begins = timezone.now() + dt.timedelta(days=30)
    for number in range(rounds):
        event = Event.objects.create(
            slug=f"course-{number}", title=f"Course {number}", commitment=commitment, host=host,
            starts_at=begins, ends_at=begins + dt.timedelta(hours=1), capacity=1,
        )  # fmt: skip
        for racer in range(2):
            Invitation.objects.create(event=event, email=f"r{racer}@exemple.fr")


def race(racer: int) -> None:
    """At each line of the standard input, answer for this racer in the event of that number; say what came of it."""
    mine = {
        int(row.event.slug.partition("-")[2]): row
        for row in Invitation.objects.filter(email=f"r{racer}@exemple.fr").select_related("event").order_by("pk")
    }
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        invitation = mine[int(line)]
        by = LinkActor(trail.urn(invitation))
        found = invitations.answer(by=by, invitation=invitation, answer=Answer.COMING)
        sys.stdout.write(f"{found.answer}\n")
        sys.stdout.flush()


def report() -> None:
    """What the base holds: for each event, who has which place."""
    rows = Invitation.objects.order_by("event", "pk").values_list("event", "answer", "seat")
    sys.stdout.write(json.dumps(list(rows)))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["migrate"]:
            call_command("migrate", verbosity=0, skip_checks=True)
        case ["prepare", rounds]:
            prepare(int(rounds))
        case ["race", racer]:
            race(int(racer))
        case ["report"]:
            report()
