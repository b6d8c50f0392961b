"""Give the places of an event: one a person, the lowest free one first, then the waiting list in its order.

Every writer holds the row of the event first, so that two answers to the last place come one after the other; the
unique constraint on ``(event, seat)`` would refuse the second all the same.
"""

from essaim.commons.encounters.domain.seats import lowest_free
from essaim.commons.encounters.enums import Answer
from essaim.commons.encounters.models import Event, Invitation
from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused


def locked(event: Event) -> Event:
    """The event as it is now, held until the end of the transaction."""
    rows = Event.objects.select_related("region", "academie", "host")
    return rows.select_for_update(of=("self",)).get(pk=event.pk)


def take(event: Event, invitation: Invitation) -> None:
    """Seat somebody who comes, or put them on the waiting list (unsaved)."""
    if event.capacity is None:
        invitation.answer, invitation.seat = Answer.COMING, None
        return
    seats = Invitation.objects.filter(event=event, seat__isnull=False).exclude(pk=invitation.pk)
    taken = {seat for seat in seats.values_list("seat", flat=True) if seat}
    if invitation.seat is None or invitation.seat in taken:
        invitation.seat = lowest_free(event.capacity, taken)
    invitation.answer = Answer.COMING if invitation.seat else Answer.WAITING


def reseat(event: Event) -> list[Invitation]:
    """Give every free place to who waits, and take away numbers the room no longer has; those who now have a place."""
    people = Invitation.objects.filter(event=event, answer__in=[Answer.COMING, Answer.WAITING])
    rows = list(people.select_related("user").order_by("answered_at", "pk"))
    coming = [row for row in rows if row.answer == Answer.COMING]
    waiting = [row for row in rows if row.answer == Answer.WAITING]
    if event.capacity is not None and len(coming) > event.capacity:
        raise Refused(
            f"{french.plural(len(coming), 'personne')} ont déjà leur place : gardez au moins autant de places."
        )
    if event.capacity is None:
        Invitation.objects.filter(event=event, seat__isnull=False).update(seat=None)
        return [_seated(row, None) for row in waiting]
    taken = {row.seat for row in coming if row.seat and row.seat <= event.capacity}
    found = []
    for row in [*(row for row in coming if row.seat not in taken), *waiting]:
        seat = lowest_free(event.capacity, taken)
        if seat is None:
            break
        was_waiting = row.answer == Answer.WAITING
        taken.add(seat)
        _seated(row, seat)
        found += [row] if was_waiting else []
    return found


def _seated(invitation: Invitation, seat: int | None) -> Invitation:
    invitation.answer, invitation.seat = Answer.COMING, seat
    invitation.save(update_fields=["answer", "seat", "updated_at"])
    return invitation
