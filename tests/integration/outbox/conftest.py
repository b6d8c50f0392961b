"""Letters to test with."""

import pytest
from django.db import transaction

from essaim.foundation.outbox.letters import Text, post
from tests.integration.outbox import smtp_server

HELLO = Text(
    "Bonjour", "Bonjour,\nhttps://essaim.example/lien/\n", "<html><head></head><body><p>Bonjour</p></body></html>"
)


@pytest.fixture
def make_letter(counter):
    def make(**fields):
        number = next(counter)
        with transaction.atomic():
            return post(
                **{"to": f"classe{number}@essaim.test", "text": HELLO, "area": "accounts", "purpose": "test", **fields}
            )

    return make


@pytest.fixture
def mailroom(settings, socket_enabled):
    with smtp_server.running() as (room, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield room


@pytest.fixture
def pass_time(time_machine, clock):
    """``pass_time(timedelta(hours=1))``: the worker wakes up an hour later."""
    return time_machine.shift
