"""Write to a whole segment of a territory, once it was read again; and stop, in one click."""

from essaim.areas.campaign import segment_letters
from essaim.areas.campaign.enums import Audience
from essaim.areas.campaign.models import Edition, LetterRefusal, SegmentLetter
from essaim.areas.campaign.policies import matching as policies
from essaim.areas.campaign.policies import segments
from essaim.areas.campaign.selectors import segments as selectors
from essaim.foundation.audit import trail
from essaim.foundation.figures.domain.scope import Scope
from essaim.foundation.kernel import french
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused

MOST = 6_000
"""Addresses of one letter: the schools of the largest académie; a whole country is written to région by région."""


@trail.gesture
def send(  # noqa: PLR0913 (whom, where, what; all by name)
    *, by: Actor, edition: Edition, audience: Audience, scope: Scope, subject: str, body: str, shown: int
) -> SegmentLetter:
    """Write this letter to each address of the segment, if they are as many as was shown."""
    policies.ensure_can_match_in(by, scope)
    found = selectors.segment(edition, audience, scope)
    if not found.addresses:
        raise Refused("Personne n’a d’adresse dans ce segment : choisissez-en un autre.")
    if len(found.addresses) > MOST:
        raise Refused(f"Ce segment dépasse {french.number(MOST)} adresses : écrivez territoire par territoire.")
    if len(found.addresses) != shown:
        raise Refused(
            f"Le segment vient de changer : il compte {len(found.addresses)} adresses. Relisez, puis envoyez."
        )
    letter = SegmentLetter.objects.create(
        edition=edition,
        audience=audience,
        scope=str(scope),
        subject=" ".join(subject.split()),
        body=body.strip(),
        by=by.actor_ref,
        addresses=len(found.addresses),
    )
    segment_letters.post(letter, found.addresses)
    trail.record(by, "campaign.segment.sent", letter, audience=audience, scope=str(scope), addresses=letter.addresses)
    return letter


@trail.gesture
def stop(*, by: Actor, address_digest: str) -> LetterRefusal:
    """No more letters to this address; done twice, it stays done."""
    segments.ensure_can_stop(by, address_digest)
    made, _ = LetterRefusal.objects.get_or_create(address_digest=address_digest)
    trail.record(by, "campaign.segment.refused", made)
    return made
