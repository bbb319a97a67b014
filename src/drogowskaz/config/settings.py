"""Settings: one file, everything that varies comes from the environment, an unknown value stops the start.

docs/administrators/settings.md lists the variables; a test compares it with this file.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent


def text(name: str, default: str) -> str:
    """A setting as text."""
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """A setting that is `true` or `false`, and nothing else."""
    value = os.environ.get(name)
    if value not in (None, "true", "false"):
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return default if value is None else value == "true"


def database(address: str) -> dict[str, Any]:
    """Django's form of `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
        }
    raise ImproperlyConfigured("DROGOWSKAZ_DATABASE must begin with sqlite:/// or postgresql://.")


def secret(folder: Path) -> str:
    """The key from the environment, or one made once and kept in the data folder, readable by its owner only."""
    given = os.environ.get("DROGOWSKAZ_SECRET_KEY")
    if given:
        return given
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "secret-key"
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text()


DATA = Path(text("DROGOWSKAZ_DATA", "var")).resolve()
DEBUG = flag("DROGOWSKAZ_DEBUG", False)
SECRET_KEY = secret(DATA)
ALLOWED_HOSTS = text("DROGOWSKAZ_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
DATABASES = {"default": database(text("DROGOWSKAZ_DATABASE", f"sqlite:///{DATA / 'drogowskaz.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "drogowskaz.config",
    "drogowskaz.home",
    "drogowskaz.assessments",
    "drogowskaz.organisations",
    "drogowskaz.territory",
    "drogowskaz.audit",
    "drogowskaz.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "template_partials.apps.SimpleAppConfig",
]
AUTH_USER_MODEL = "organisations.User"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "drogowskaz.config.urls"
WSGI_APPLICATION = "drogowskaz.config.wsgi.application"

_loaders: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _loaders if DEBUG else [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "drogowskaz.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "drogowskaz.config.navigation.in_templates",
            ],
        },
    }
]

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "polski"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("DROGOWSKAZ_HTTPS", False)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
