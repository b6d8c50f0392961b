"""Begin a bilan, freeze it for its parties, take it back, note where it was signed."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.foundation.audit import trail
from essaim.foundation.figures import indicators
from essaim.foundation.figures import selectors as values
from essaim.foundation.figures import services as figures
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.links import selectors as ties
from essaim.foundation.links import services as links
from essaim.foundation.seals import selectors as seals
from essaim.foundation.seals import services as sealing
from essaim.front.reporting import composing, policies
from essaim.front.reporting.composing import Spec
from essaim.front.reporting.domain.document import Document, Figure
from essaim.front.reporting.enums import BilanState
from essaim.front.reporting.models import Bilan
from essaim.front.reporting.selectors import SIGNED_AT, moved_words, read, spec_of


@trail.gesture
def begin(*, by: Actor, spec: Spec) -> Bilan:
    """Ask for a bilan: it is computed at each reading until it is frozen."""
    policies.ensure_can_compose(by, spec.scope)
    document = composing.compose(spec)
    bilan = Bilan(
        kind=spec.kind,
        about=spec.about,
        title=document.title,
        scope=str(spec.scope),
        period_start=spec.period.start,
        period_end=spec.period.end,
        created_by=by.actor_ref,
    )
    try:
        with transaction.atomic():
            bilan.save()
    except IntegrityError as error:
        raise Refused("Ce bilan existe déjà : ouvrez-le dans la liste.") from error
    trail.record(by, "reporting.bilan.begun", bilan, kind=spec.kind, scope=bilan.scope)
    return bilan


@trail.gesture
def freeze(*, by: Actor, bilan: Bilan) -> Document:
    """Fix every figure of a bilan and submit the text to the parties of the protocol on this day."""
    policies.ensure_can_compose(by, bilan.parsed_scope)
    document = composing.compose(spec_of(bilan))
    if not document.figures:
        raise Refused("Ce bilan ne compte encore rien : attendez qu'un chiffre y soit mesuré.")
    if not document.signatories:
        raise Refused("Le protocole n'a pas de partie à cette date : notez d'abord qui le porte.")
    for figure in document.figures:
        _freeze_figure(by, figure)
    seal = sealing.freeze(
        by=by,
        target=trail.urn(bilan),
        title=f"{document.title}, {document.subtitle}"[:200],
        text=document.text,
        parties=[sealing.Party(one.urn, one.name) for one in document.signatories],
    )
    trail.record(by, "reporting.bilan.frozen", bilan, digest=seal.digest, figures=len(document.figures))
    return document


@trail.gesture
def sign(*, by: Actor, bilan: Bilan, party: str, capacity: str, knows: bool = False) -> None:
    """Validate a bilan for a party, in a declared capacity, after counting it again.

    What was frozen is what is signed. When gestures have moved figures since, whoever signs says they know (``knows``);
    what no gesture explains is never signed (docs/adr: moved is not tampered).
    """
    seal = seals.open_seal(trail.urn(bilan))
    if seal is None:
        raise Refused("Ce bilan n'est pas arrêté : il ne peut pas encore être validé.")
    reading = read(bilan)
    if reading.state is BilanState.BROKEN:
        raise Refused("Ce bilan est altéré : il ne peut pas être validé. Reprenez-le, vérifiez-le, puis arrêtez-le.")
    if reading.is_moved and not knows:
        raise Refused(f"{moved_words(reading)} depuis le gel : lisez-les, puis cochez que vous le savez.")
    sealing.validate(by=by, seal=seal, party=party, capacity=capacity, current_text=reading.document.text)
    moved = len(reading.differences)
    trail.record(by, "reporting.bilan.signed", bilan, party=party, digest=seal.digest, moved=moved)


@trail.gesture
def take_back(*, by: Actor, bilan: Bilan, reason: str) -> None:
    """Open a frozen bilan again: what was validated no longer counts, and stays readable in the trail."""
    policies.ensure_can_compose(by, bilan.parsed_scope)
    seal = seals.open_seal(trail.urn(bilan))
    if seal is None:
        raise Refused("Ce bilan n'est pas arrêté : il se recalcule déjà à chaque lecture.")
    sealing.void(by=by, seal=seal, reason=reason)
    trail.record(by, "reporting.bilan.reopened", bilan)


@trail.gesture
def sign_at(*, by: Actor, bilan: Bilan, event: str, on: dt.date | None = None) -> None:
    """Say from a date on, today unless told, at which event a bilan is signed; another choice replaces the first."""
    policies.ensure_can_compose(by, bilan.parsed_scope)
    on = on or timezone.localdate()
    for link in ties.outgoing([trail.urn(bilan)], on, of=[SIGNED_AT]):
        links.untie(by=by, link=link, on=on)
    links.tie(by=by, kind=SIGNED_AT, source=bilan, target=event, on=on)
    trail.record(by, "reporting.bilan.placed", bilan, event=event)


def _freeze_figure(by: Actor, figure: Figure) -> None:
    """Freeze a figure, unless the same data were already frozen: a value quoted twice is kept once."""
    indicator = indicators.narrowed(indicators.registered()[figure.code], figure.about)
    scope = Scope.parse(figure.scope)
    same = {"version": figure.version, "inputs_digest": figure.inputs_digest}
    if not values.frozen(indicator, scope).filter(**same).exists():
        figures.freeze(by=by, indicator=indicator, scope=scope, period=figure.period)
