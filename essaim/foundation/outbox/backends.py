"""The mail backend of a machine without a mail server: nothing leaves, everything can be read at /courrier/."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class InboxBackend(BaseEmailBackend):
    """Takes every letter as delivered: the outbox already keeps it, and the development inbox shows it.

    A message that does not come from the outbox would be seen by nobody: it is refused, so that the code that sends
    it is corrected before production.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Accept the letters of the outbox."""
        for message in email_messages:
            if "Message-ID" not in message.extra_headers:
                raise RuntimeError("mail sent without the outbox: use outbox.letters.post")
        return len(email_messages)
