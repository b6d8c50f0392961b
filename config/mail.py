"""ESSAIM_EMAIL_URL read into Django's mail settings."""

from urllib.parse import parse_qs, unquote, urlsplit

from config.env import EnvironmentUnreadable

PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
INBOX = "essaim.foundation.outbox.backends.InboxBackend"


def settings(url: str, base_url: str) -> dict[str, object]:
    """The ``EMAIL_*`` settings of this address; without one, letters stay in the development inbox.

    ``smtp://user:password@host:port`` in clear, ``smtp+tls://`` with STARTTLS, ``smtps://`` encrypted from the start;
    ``?from=name@host`` says who writes (default: ne-pas-repondre at the public address).
    """
    sender = f"Essaim <ne-pas-repondre@{urlsplit(base_url).hostname or 'localhost'}>"
    common: dict[str, object] = {"EMAIL_TIMEOUT": 20, "EMAIL_USE_LOCALTIME": True}
    if not url:
        return {**common, "EMAIL_BACKEND": INBOX, "DEFAULT_FROM_EMAIL": sender}
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in PORTS or not parts.hostname:
        raise EnvironmentUnreadable(
            "ESSAIM_EMAIL_URL : adresse non comprise, écrivez smtp+tls://utilisateur:mot@hote:587 "
            "(ou smtps://, ou smtp:// sans chiffrement)"
        )
    return {
        **common,
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "DEFAULT_FROM_EMAIL": parse_qs(parts.query).get("from", [sender])[0],
    }
