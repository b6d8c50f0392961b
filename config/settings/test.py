"""Tests: fast hashes, letters kept in memory, static files straight from the sources."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403 (settings are names)
from config.settings.base import CONTENT_SECURITY_POLICY, STORAGES

SECRET_KEY = "tests only"  # noqa: S105 (not a secret)
DATA_DIR = Path(tempfile.mkdtemp(prefix="essaim-test-"))
PROCESS = os.getpid()
atexit.register(lambda: shutil.rmtree(DATA_DIR, ignore_errors=True) if os.getpid() == PROCESS else None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CONTENT_SECURITY_POLICY = dict(CONTENT_SECURITY_POLICY)
ESSAIM_PUBLIC_SECONDS = 0
ESSAIM_STRICT_TEMPLATES = True
ESSAIM_CONTACT = "contact@essaim.test"
