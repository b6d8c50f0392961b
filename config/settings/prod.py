"""Production: PostgreSQL, HTTPS, keys from the environment, nothing assumed."""

from config import env
from config.settings.base import *  # noqa: F403 (settings are names)

ENV = env.read(production=True)
if ENV.demo:
    raise env.EnvironmentUnreadable("ESSAIM_DEMO : refusé en production, retirez cette variable.")
SECRET_KEY = ENV.secret_key
CSRF_TRUSTED_ORIGINS = [ENV.base_url]
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits count the visitor's address, which the reverse proxy hands over
