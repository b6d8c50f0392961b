"""Hand one letter to the mail server, and read its answer as a code."""

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from essaim.foundation.outbox.models import Letter

PERMANENT = 500
"""SMTP answers from 500 on are refusals; 400 to 499 ask to come back later (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a letter did not leave: a code for the page, whether trying again may help, whether the server answers."""

    code: str
    is_final: bool = False
    is_server_down: bool = False


def _answer(code: int) -> Failure:
    return Failure(f"smtp_{code}", is_final=code >= PERMANENT)


def _down(code: str) -> Callable[[Exception], Failure]:
    return lambda _error: Failure(code, is_server_down=True)


READINGS: Sequence[tuple[type[Exception], Callable[[Any], Failure]]] = (
    # the first that fits; subclasses stand before their parents
    (smtplib.SMTPServerDisconnected, _down("smtp_disconnected")),
    (smtplib.SMTPAuthenticationError, _down("smtp_authentication")),
    (smtplib.SMTPConnectError, _down("smtp_connection")),
    (smtplib.SMTPResponseException, lambda error: _answer(error.smtp_code)),
    (smtplib.SMTPException, lambda _error: Failure("smtp_protocol")),
    (TimeoutError, _down("timeout")),
    (OSError, _down("connection")),
    (ValueError, lambda _error: Failure("unsendable", is_final=True)),  # no server could take it (BadHeaderError)
)


def deliver(letter: Letter, connection: BaseEmailBackend) -> Failure | None:
    """Send the letter; None when the server took it."""
    try:
        message(letter, connection).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        return _answer(max((code for code, _ in refusal.recipients.values()), default=0))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return next(failure(error) for kind, failure in READINGS if isinstance(error, kind))
    return None


def message(letter: Letter, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The letter as mail: text first, page as its alternative, the same Message-ID at every attempt."""
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", **_leave(letter)},
        connection=connection,
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    for enclosure in letter.enclosures.order_by("pk"):
        mail.attach(enclosure.name, bytes(enclosure.content), enclosure.content_type)
    return mail


def _leave(letter: Letter) -> dict[str, str]:
    """The two headers by which a mail program offers to stop, in one click (RFC 2369, RFC 8058)."""
    if not letter.unsubscribe:
        return {}
    return {"List-Unsubscribe": f"<{letter.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
