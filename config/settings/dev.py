"""The demonstration and the developer's machine: same code as production, a key kept in ESSAIM_DATA."""

import secrets

from config.settings.base import *  # noqa: F403 (settings are names)
from config.settings.base import DATA_DIR, ENV


def _local_key() -> str:
    """A signing key made once for this folder, readable by its owner alone."""
    path = DATA_DIR / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = ENV.secret_key or _local_key()
