"""What every deployment of Essaim shares."""

from urllib.parse import urlsplit

import dj_database_url

from config import env, mail
from config.navigation import NAVIGATION
from config.settings.logging import LOGGING as LOGGING
from config.settings.security import *  # noqa: F403 (one theme, one file: the names are the settings)
from config.settings.security import CONTENT_SECURITY_POLICY

ENV = env.read()
BASE_DIR = env.ROOT
DATA_DIR = ENV.data
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
ALLOWED_HOSTS = list(ENV.allowed_hosts)
BASE_URL = ENV.base_url
DEMO = ENV.demo
ESSAIM_CONTACT = ENV.contact
ESSAIM_PUBLISHER = ENV.publisher
ESSAIM_HOSTING = ENV.hosting

LOCAL_APPS = [
    # front
    "essaim.front.portal",
    "essaim.front.reporting",
    # areas
    "essaim.areas.campaign",
    # commons
    "essaim.commons.encounters",
    "essaim.commons.protocol",
    "essaim.commons.directory",
    "essaim.commons.territory",
    # foundation
    "essaim.foundation.seals",
    "essaim.foundation.accounts",
    "essaim.foundation.figures",
    "essaim.foundation.links",
    "essaim.foundation.intake",
    "essaim.foundation.outbox",
    "essaim.foundation.files",
    "essaim.foundation.documents",
    "essaim.foundation.audit",
    "essaim.foundation.web",
    "essaim.foundation.records",
    "essaim.foundation.fetching",
]
INSTALLED_APPS = [
    *LOCAL_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # the widget templates ours do not replace
    "django.contrib.postgres",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "essaim.foundation.web.middleware.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "essaim.foundation.web.middleware.ForbiddenMiddleware",
    "essaim.foundation.accounts.middleware.SecondFactorMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", LOADERS)])],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "essaim.foundation.web.templatetags.essaim",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "essaim.foundation.web.context.site",
            ],
        },
    },
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "essaim.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
    },
}
DATABASES = {
    "default": dj_database_url.parse(ENV.database_url, conn_max_age=60, conn_health_checks=True)
    if ENV.database_url
    else SQLITE,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SOCIALACCOUNT_PROVIDERS = (
    {
        "proconnect": {
            "APPS": [
                {
                    "provider_id": "proconnect",
                    "name": "ProConnect",
                    "client_id": ENV.proconnect_client_id,
                    "secret": ENV.proconnect_secret,
                    "settings": {"server_url": ENV.proconnect_server},
                },
            ],
        },
    }
    if ENV.proconnect_server
    else {}
)
if ENV.proconnect_server:  # browsers also hold the redirection that follows a form to form-action
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(
        "{0.scheme}://{0.netloc}".format(urlsplit(ENV.proconnect_server))
    )

# Letters (foundation/outbox): a mail server, or the development inbox.
globals().update(mail.settings(ENV.email_url, ENV.base_url))
ESSAIM_CLAMD = ENV.clamd

# Throttling counts must be shared by every process: the cache is a table, on both engines.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "essaim_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
ESSAIM_PUBLIC_SECONDS = 2  # how long a page may ignore that something was published; 0: never (tests)
ESSAIM_STRICT_TEMPLATES = False  # True: a component refuses a variant nobody drew
CSRF_FAILURE_VIEW = "essaim.foundation.web.errors.csrf_failure"
FORM_RENDERER = "essaim.foundation.web.forms.EssaimRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Assembly: what the lower floors receive from here rather than import.
ESSAIM_NAVIGATION = NAVIGATION
