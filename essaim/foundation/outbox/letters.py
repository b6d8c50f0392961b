"""Write a letter: ``compose`` from a pair of templates, ``post`` in the transaction of the change it tells.

``post`` is not a gesture: it is one line of the gesture that has something to say, and lives or dies with it.
"""

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone

from essaim.foundation.kernel import french
from essaim.foundation.kernel.errors import Refused
from essaim.foundation.outbox.models import Enclosure, Letter

MAX_SUBJECT = 200
END_OF_SUBJECT = "\n----\n"
BLANK_LINES = re.compile(r"\n{3,}")


class OutsideTransaction(AssertionError):  # noqa: N818 (read where it is raised)
    """A letter posted outside the transaction of its change: a fault of the code, never of the reader."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter says: a subject and the same message twice, as text and as a page."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file that travels with a letter."""

    name: str
    content_type: str
    content: bytes


def compose(template: str, context: Mapping[str, object]) -> Text:
    """The letter of these templates: ``compose("accounts/one_time_link", {…})``.

    Reads ``<area>/letters/<name>.txt``, which extends ``outbox/letter.txt`` (blocks ``subject``, ``text``, ``reason``;
    written for its readers, not stripped from the page), and ``<area>/letters/<name>.html``, which extends
    ``outbox/letter.html`` (``content``, ``reason``). Both receive ``base_url``, to which addresses are appended.
    What is drawn is typeset: a line never begins with « ; » or ends with an opening quote.
    """
    area, name = template.split("/", 1)
    known = {**context, "base_url": settings.BASE_URL}
    plain = _render(f"{area}/letters/{name}.txt", known, autoescape=False)
    subject, _, text = plain.partition(END_OF_SUBJECT)
    subject = " ".join(subject.split())[:MAX_SUBJECT]
    text = BLANK_LINES.sub("\n\n", text.strip()) + "\n"
    html = _render(f"{area}/letters/{name}.html", {**known, "subject": subject}, autoescape=True)
    return Text(subject, text, french.typeset(html))


def post(  # noqa: PLR0913 (what a letter is; all by name)
    *,
    to: str,
    text: Text,
    area: str,
    purpose: str,
    about: str = "",
    recipient: str = "",
    dedup_key: str | None = None,
    attachments: Sequence[Attachment] = (),
    unsubscribe: str = "",
    leaves_at: dt.datetime | None = None,
) -> Letter:
    """Queue one letter to one address, inside the caller's transaction: it exists if and only if the change does.

    Two posts under one ``dedup_key`` make one letter, the first. ``about`` is the URN of what the letter tells,
    ``recipient`` the reference of the actor it is for; neither is ever a name. ``unsubscribe`` is the address where one
    click stops letters of this kind (RFC 8058): mail programs show their own button for it. ``leaves_at`` keeps it here
    until then: who wrote it may still change their mind.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{area}.{purpose}: post() must run in the transaction of the change")
    _ensure_sendable(to, attachments)
    fields = {
        "message_id": _message_id(area, dedup_key),
        "to": to.strip(),
        "subject": " ".join(text.subject.split())[:MAX_SUBJECT],
        "text": text.text,
        "html": text.html,
        "area": area,
        "purpose": purpose,
        "about": about,
        "recipient": recipient,
        "unsubscribe": unsubscribe,
        "next_try_at": leaves_at or timezone.now(),
    }
    if dedup_key is None:
        letter, created = Letter.objects.create(**fields), True
    else:
        letter, created = Letter.objects.get_or_create(dedup_key=dedup_key, defaults=fields)
    if created and attachments:
        Enclosure.objects.bulk_create(
            Enclosure(letter=letter, name=a.name, content_type=a.content_type, content=a.content) for a in attachments
        )
    return letter


def _ensure_sendable(to: str, attachments: Sequence[Attachment]) -> None:
    try:
        validate_email(to.strip())
    except ValidationError:
        raise Refused(
            "Cette adresse électronique n’est pas complète. Écrivez-la ainsi : prenom.nom@exemple.fr."
        ) from None
    if sum(len(attachment.content) for attachment in attachments) > Enclosure.MAX_BYTES:
        raise Refused("Les pièces jointes dépassent 512 Ko. Envoyez plutôt un lien vers la page.")


def _message_id(area: str, dedup_key: str | None) -> str:
    """Drawn once from the key, or at random, then kept on the row: every attempt carries the same."""
    unique = uuid.uuid5(uuid.NAMESPACE_URL, f"essaim:{area}:{dedup_key}") if dedup_key else uuid.uuid4()
    return f"<{unique.hex}.{area}@{urlsplit(settings.BASE_URL).hostname or 'essaim.invalid'}>"


def _render(template: str, context: Mapping[str, object], *, autoescape: bool) -> str:
    compiled = get_template(template).template  # type: ignore[attr-defined]
    return compiled.render(Context(dict(context), autoescape=autoescape))
