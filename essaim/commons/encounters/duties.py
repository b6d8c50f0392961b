"""What encounters and events ask of a person today: to say how a meeting went, to answer an invitation."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from essaim.commons.directory.scoping import scope_of
from essaim.commons.encounters.enums import Answer, EncounterState, EventState
from essaim.commons.encounters.models import Invitation
from essaim.commons.encounters.policies import encounters as policies
from essaim.commons.encounters.selectors import encounters
from essaim.foundation.accounts import duties
from essaim.foundation.accounts.duties import Duty
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel import french


def register() -> None:
    """Called once, when the area is ready."""
    duties.register(of)


def of(user: User) -> Iterator[Duty]:
    """Meetings whose day has passed without a word, then invitations without an answer."""
    scope, today = scope_of(user), timezone.localdate()
    sits = scope.is_territorial or scope.schools or scope.organisations
    late = encounters.to_report(user, today).count() if sits and policies.can_list(user) else 0
    if late:
        yield Duty(
            french.plural(late, "compte rendu attendu", "comptes rendus attendus"),
            f"{reverse('encounters:encounter-list')}?etat={EncounterState.PLANNED}&au={today:%Y-%m-%d}",
            "Dire comment ça s’est passé",
            note="Ces rencontres ont eu leur jour.",
        )
    asked = Invitation.objects.filter(
        user=user, answer=Answer.INVITED, event__state=EventState.PLANNED, event__ends_at__gte=timezone.now()
    )
    for invitation in asked.select_related("event").order_by("event__starts_at", "pk"):
        yield Duty(
            "1 invitation sans réponse", invitation.event.get_absolute_url(), "Répondre", note=invitation.event.title
        )
