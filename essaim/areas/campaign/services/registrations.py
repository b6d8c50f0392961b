"""Begin a registration, answer its questions, send it, withdraw it: gestures of its author, or of the network for them.

The channel is kept on the row and in the trail: a link, an account, or the telephone when the network enters what
somebody says.
"""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.areas.campaign import answers as answering
from essaim.areas.campaign import registration_letters as letters
from essaim.areas.campaign.domain import words
from essaim.areas.campaign.enums import Channel, Kind, MatchState, Motive, Party, RegistrationState
from essaim.areas.campaign.models import MODELS, ClassRequest, Edition, Match, Offer, OpenEvent, Registration
from essaim.areas.campaign.policies import registrations as policies
from essaim.areas.campaign.registration_moves import move
from essaim.areas.campaign.selectors import editions, registrations, routing
from essaim.areas.campaign.services import handshake
from essaim.commons.directory.selectors import people
from essaim.commons.encounters.services import encounters
from essaim.foundation.accounts.models import User
from essaim.foundation.audit.trail import gesture, record
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Forbidden, Refused

WITHDRAWN = "L'inscription est retirée."
TWIN = (
    "Cette inscription existe déjà pour cette édition ({reference}). Suivez-la par le lien reçu par courriel, "
    "ou changez {what} s'il s'agit d'une autre."
)


@gesture
def begin(
    *, by: Actor, edition: Edition, kind: Kind, answers: Mapping[str, Any], channel: Channel = Channel.LINK
) -> Registration:
    """A draft with its first answers. On the telephone, only for the territory one answers for."""
    policies.ensure_can_begin(by, edition)
    registration = MODELS[kind](edition=edition, channel=channel)
    if isinstance(by, User) and channel == Channel.ACCOUNT:
        registration.author = by
    answering.write(registration, answers)
    if channel == Channel.TELEPHONE and not policies.covers(by, registration):
        raise Forbidden("Cet endroit est hors de votre territoire : la personne peut s'inscrire elle-même en ligne.")
    registration.save()
    answering.write_later(registration, answers)
    record(by, "campaign.registration.begun", registration, kind=kind, edition=edition.pk, channel=channel)
    return registration


@gesture
def answer(*, by: Actor, registration: Registration, answers: Mapping[str, Any]) -> Registration:
    """Keep the answers of one screen; the link to come back leaves as soon as an address is given."""
    policies.ensure_can_edit(by, registration)
    had = registration.contact_email
    answering.write(registration, answers)
    if registration.state != RegistrationState.DRAFT and answering.unanswered(registration):
        raise Refused("Cette réponse est nécessaire : une inscription envoyée reste complète.")
    _save_alone(registration)
    answering.write_later(registration, answers)
    if registration.state == RegistrationState.DRAFT and registration.contact_email != had:
        letters.draft(registration)
    record(by, "campaign.registration.answered", registration, fields=sorted(answers))
    return registration


@gesture
def submit(*, by: Actor, registration: Registration) -> Registration:
    """Send it to whoever rereads it; the acknowledgement and the letter to the reader leave with it."""
    policies.ensure_can_see(by, registration)
    policies.ensure_can_begin(by, registration.edition)
    if missing := answering.unanswered(registration):
        raise Refused(f"Il manque une réponse, dans « {missing[0].title} » : donnez-la, puis envoyez.")
    _title(registration)
    _ensure_alone(registration)
    route = routing.route_of(registration)
    move(
        registration,
        RegistrationState.SUBMITTED,
        submitted_at=timezone.now(),
        moderated_at=None,
        reason="",
        routed_role=route.post.role if route.post else "",
        routed_code=route.post.code if route.post else "",
        **({"title": registration.title} if isinstance(registration, Offer) else {}),
    )
    told = people.answer(route)
    letters.received(registration, told)
    letters.to_moderate(registration, told, routing.holders(route.post))
    record(
        by,
        "campaign.registration.submitted",
        registration,
        channel=registration.channel,
        climbed=len(route.vacant),
        to=registration.routed_role,
    )
    return registration


@gesture
def withdraw(*, by: Actor, registration: Registration, words: str = "") -> Registration:
    """Take it back at any time, whatever its answer; ``words`` are read by those it was to meet.

    Its proposals are declined and its meetings cancelled in the same transaction: the other sides are told, their
    places are freed or given to the next class. A meeting that was held stays, and keeps its registration.
    """
    policies.ensure_can_withdraw(by, registration)
    engaged = registrations.engagements(registration)
    if any(match.state == MatchState.HELD for match in engaged) or registrations.took_place(registration):
        raise Refused("Une rencontre a déjà eu lieu : cette inscription reste, pour qu'elle soit comptée.")
    move(registration, RegistrationState.WITHDRAWN)
    for match in engaged:
        _step_back(by, match, registration, words.strip() or WITHDRAWN)
    letters.withdrawn(registration)
    record(by, "campaign.registration.withdrawn", registration, channel=registration.channel, meetings=len(engaged))
    return registration


@gesture
def discard(*, by: Actor, registration: Registration) -> None:
    """Forget a draft: nothing of it is kept."""
    policies.ensure_can_see(by, registration)
    if registration.state != RegistrationState.DRAFT:
        raise Refused("Cette inscription est déjà envoyée : vous pouvez la retirer.")
    record(by, "campaign.registration.discarded", registration, kind=registration.kind)
    registration.delete()


@gesture
def keep_for_later(*, by: Actor, registration: Registration, email: str) -> Registration:
    """Note where to send the link of a draft, and send it."""
    policies.ensure_can_edit(by, registration)
    registration.contact_email = email.strip()
    registration.save(update_fields=["contact_email", "updated_at"])
    letters.fresh_link(registration)
    record(by, "campaign.registration.kept", registration)
    return registration


@gesture
def send_link(*, by: Actor, registration: Registration) -> None:
    """A fresh link to the address that was given, whoever asks: only its owner reads it."""
    letters.fresh_link(registration)
    record(by, "campaign.registration.link_sent", registration)


def _step_back(by: Actor, match: Match, registration: Registration, words: str) -> None:
    """End one match of a registration that is withdrawn, by the gesture its other side knows."""
    if match.encounter is not None:
        encounters.cancel(by=by, encounter=match.encounter, reason=words)
        return
    party = Party.TEAM if isinstance(registration, ClassRequest) else Party.ACTOR
    handshake.decline(by=by, match=match, party=party, motive=Motive.OTHER, words=words)


def _title(registration: Registration) -> None:
    """An offer that was given no title is called after what is proposed."""
    if isinstance(registration, Offer) and not registration.title:
        labels = editions.labels(registration.edition)
        named = [labels[code] for code in words.read(registration.action_types) if code in labels]
        title = " ou ".join(named[:2])
        registration.title = title[:1].upper() + title[1:150]


def _ensure_alone(registration: Registration) -> None:
    for twin in registrations.twins(registration):
        what = "le titre" if isinstance(registration, Offer | OpenEvent) else "le repère de la classe"
        raise Refused(TWIN.format(reference=twin.reference, what=what))


def _save_alone(registration: Registration) -> None:
    """Save; two inscriptions of one class, sent at the same second, are refused by the database."""
    if registration.state != RegistrationState.DRAFT:
        _ensure_alone(registration)
    try:
        with transaction.atomic():
            registration.save()
    except IntegrityError:
        _ensure_alone(registration)
        raise
