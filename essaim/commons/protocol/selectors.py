"""What is in force on a date: the protocol, its parties, its axes and their commitments."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from essaim.commons.protocol.enums import AgreementKind
from essaim.commons.protocol.models import Agreement, Axis, Commitment, Party
from essaim.foundation.audit import presenters
from essaim.foundation.audit import selectors as audit
from essaim.foundation.audit.presenters import Line

HISTORY = 20
PROTOCOL = "protocole"
"""The address of the protocol of 22 March between L'ESPER and the network of the CRESS."""


def agreements() -> QuerySet[Agreement]:
    """Every agreement, the oldest first."""
    return Agreement.objects.order_by("valid_from", "pk")


def current() -> Agreement | None:
    """The protocol between the two networks, where the reference has been loaded."""
    return Agreement.objects.filter(slug=PROTOCOL).first()


def frameworks(date: dt.date | None = None) -> QuerySet[Agreement]:
    """The national framework agreements, or those in force on a date."""
    found = Agreement.objects.on(date) if date else Agreement.objects.all()
    return found.filter(kind=AgreementKind.FRAMEWORK).order_by("valid_from", "pk")


def parties(agreement: Agreement, date: dt.date | None = None) -> QuerySet[Party]:
    """Who carries an agreement on this date, in the order they sign."""
    found = Party.objects.on(date or timezone.localdate()).filter(agreement=agreement)
    return found.select_related("organisation").order_by("rank", "pk")


def every_party(agreement: Agreement) -> QuerySet[Party]:
    """Everyone who ever carried an agreement, place by place."""
    return agreement.parties.select_related("organisation").order_by("rank", "valid_from", "pk")


def axes(agreement: Agreement, date: dt.date | None = None) -> QuerySet[Axis]:
    """The axes of an agreement, each with its commitments of this date."""
    listed = Commitment.objects.on(date or timezone.localdate()).order_by("code")
    return agreement.axes.order_by("number").prefetch_related(Prefetch("commitments", listed))


def commitments(date: dt.date | None = None, slug: str = PROTOCOL) -> QuerySet[Commitment]:
    """What the parties of the protocol undertake on this date: the choices of a form that names what it serves."""
    found = Commitment.objects.on(date or timezone.localdate()).filter(axis__agreement__slug=slug)
    return found.select_related("axis").order_by("axis__number", "code")


def commitment(code: str, slug: str = PROTOCOL) -> Commitment:
    """The commitment of a code (``1.2``), closed ones included; ``DoesNotExist`` when there is none."""
    return Commitment.objects.select_related("axis__agreement").get(axis__agreement__slug=slug, code=code)


def party(pk: int) -> Party | None:
    """One party, with its organisation."""
    return Party.objects.select_related("organisation").filter(pk=pk).first()


def parties_of(organisations: Collection[int]) -> QuerySet[Party]:
    """The places of these organisations in every agreement, those that ended included: a bilan names who signed it."""
    return Party.objects.filter(organisation__in=organisations).order_by("pk")


def axis(number: int, slug: str = PROTOCOL) -> Axis:
    """One axis of the protocol; ``DoesNotExist`` when there is none."""
    return Axis.objects.select_related("agreement").get(agreement__slug=slug, number=number)


def every_commitment(agreement: Agreement) -> QuerySet[Commitment]:
    """Every commitment of an agreement, closed ones included."""
    return Commitment.objects.filter(axis__agreement=agreement).select_related("axis").order_by("axis__number", "code")


def next_code(axis: Axis) -> str:
    """The code of the next commitment of an axis: ``1.4`` after ``1.3``."""
    taken = [int(code.partition(".")[2]) for code in axis.commitments.order_by("code").values_list("code", flat=True)]
    return f"{axis.number}.{max(taken, default=0) + 1}"


def history() -> list[Line]:
    """What was noted of the protocol, the latest first, as sentences."""
    return presenters.present(audit.entries(audit.Criteria(area="protocol"))[:HISTORY])
