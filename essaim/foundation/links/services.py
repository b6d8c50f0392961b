"""Tie two things, and end their link."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Model

from essaim.foundation.audit import trail
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.links import kinds, policies
from essaim.foundation.links.models import Link

FOREVER = dt.date.max
ALREADY = "Ces deux fiches sont déjà liées ainsi à cette date : mettez d'abord fin au lien qui existe."


@trail.gesture
def tie(
    *, by: Actor, kind: str, source: Model | str, target: Model | str, on: dt.date, until: dt.date | None = None
) -> Link:
    """Link two things from a date on, for good or until a day that is already known."""
    declared = kinds.registered()[kind]
    start, end = _urn(source), _urn(target)
    policies.ensure_can_tie(by, declared, start, end)
    if start == end:
        raise Refused("Une fiche ne peut pas être liée à elle-même : choisissez-en une autre.")
    if not declared.admits(start, end):
        raise Refused(f"Ces deux fiches ne peuvent pas être liées ainsi : « {declared.forward} » relie autre chose.")
    if until is not None and until <= on:
        raise Refused("Un lien prend fin après avoir commencé : choisissez une date plus tardive.")
    if Link.objects.during(on, until or FOREVER).filter(kind=kind, source=start, target=end).exists():
        raise Refused(ALREADY)
    link = Link(kind=kind, source=start, target=end, valid_from=on, valid_until=until, created_by=by.actor_ref)
    try:
        with transaction.atomic():
            link.save()
    except IntegrityError as error:  # somebody else made the same link meanwhile
        raise Refused(ALREADY) from error
    trail.record(by, "links.link.tied", start, link=link.pk, kind=kind, other=end, on=on)
    return link


@trail.gesture
def untie(*, by: Actor, link: Link, on: dt.date) -> None:
    """End a link on a date, sooner than foreseen if it had an end; one that ends before it began goes: a mistake."""
    policies.ensure_can_tie(by, kinds.registered()[link.kind], link.source, link.target)
    if link.valid_until is not None and link.valid_until <= on:
        raise Refused(f"Ce lien a déjà pris fin le {french.date(link.valid_until)}.")
    trail.record(by, "links.link.untied", link.source, link=link.pk, kind=link.kind, other=link.target, on=on)
    if link.valid_from and on <= link.valid_from:
        link.delete()
        return
    link.valid_until = on
    link.save(update_fields=["valid_until"])


def _urn(thing: Model | str) -> str:
    return thing if isinstance(thing, str) else trail.urn(thing)
