"""The demonstration's invented persons, and what counts as this very machine."""

from urllib.parse import urlsplit

from essaim.foundation.kernel.actor import Role

DEMO_DOMAIN = "demo.essaim.example"
INVENTED = (".example", ".test", ".invalid")  # RFC 2606: nobody can be written to there
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def address(role: Role) -> str:
    """The address of a persona: ``ess-actor@demo.essaim.example``."""
    return f"{role.value.replace('_', '-')}@{DEMO_DOMAIN}"


def is_invented(email: str) -> bool:
    """Whether no letter to this address can ever reach anybody."""
    return email.strip().lower().endswith(INVENTED)


def is_persona(email: str) -> bool:
    """Whether this address is one of the demonstration's."""
    return email.endswith(f"@{DEMO_DOMAIN}")


def is_local_name(host: str) -> bool:
    """Whether a host name, with or without port, is this machine."""
    try:
        return urlsplit(f"//{host}").hostname in LOCAL_NAMES
    except ValueError:
        return False
