"""The demonstration's doors: one button per persona, on the machine itself and nowhere else.

Three locks: the setting (``ESSAIM_DEMO``, refused by the production settings), the start (``ensure_private``: no public
name may be served), and each request (the visitor, the name asked and the absence of any relay must all be local).
"""

import ipaddress
from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from essaim.foundation.accounts.domain import demonstration
from essaim.foundation.accounts.enums import ROLE_LABELS
from essaim.foundation.accounts.models import User
from essaim.foundation.kernel.actor import Role

RELAY_HEADERS = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-Ip", "Via")


def ensure_private() -> None:
    """Refuse to start a demonstration that serves a public name."""
    public = [host for host in settings.ALLOWED_HOSTS if not demonstration.is_local_name(host)]
    if settings.DEMO and public:
        raise ImproperlyConfigured(
            f"ESSAIM_DEMO : refusé, car {', '.join(public)} n’est pas une adresse locale. "
            "Retirez ESSAIM_DEMO, ou ne servez que 127.0.0.1."
        )


def is_allowed(request: HttpRequest) -> bool:
    """Whether this very request comes from the machine, asks for it by a local name, and passed no relay."""
    if not settings.DEMO or any(header in request.headers for header in RELAY_HEADERS):
        return False
    try:
        visitor = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return visitor.is_loopback and demonstration.is_local_name(request.get_host())


def personas() -> Mapping[Role, User]:
    """The demonstration's persons that exist, by role, in the order of the vocabulary."""
    addresses = {demonstration.address(role): role for role in ROLE_LABELS}
    known = {user.email: user for user in User.objects.filter(email__in=addresses, is_active=True)}
    return {role: known[email] for email, role in addresses.items() if email in known}
