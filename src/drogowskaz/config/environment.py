"""Reading settings from the environment: each value is checked, and an unknown one stops the start."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


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
            # Opening a connection takes longer than saving a cell; one that the database has ended is opened anew.
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured("DROGOWSKAZ_DATABASE must begin with sqlite:/// or postgresql://.")


def number(name: str, default: int) -> int:
    """A setting that is a whole number above zero."""
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or int(value) == 0:
        raise ImproperlyConfigured(f"{name} must be a whole number above zero, not {value!r}.")
    return int(value)


def web_address(name: str, default: str) -> str:
    """A setting that is an address of the web, or nothing."""
    value = text(name, default)
    if value and not value.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"{name} must be empty or begin with https:// or http://, not {value!r}.")
    return value


def mail_server(address: str) -> dict[str, Any]:
    """Where letters go: `smtp://user:password@host:port?tls=start`, or nothing for files in the data folder.

    `tls` is `start` (STARTTLS, usual for port 587), `whole` (usual for 465) or `none`.
    """
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme != "smtp" or not parts.hostname:
        raise ImproperlyConfigured("DROGOWSKAZ_SMTP must look like smtp://user:password@host:587?tls=start.")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    tls = query.pop("tls", "none")
    if tls not in ("start", "whole", "none") or query:
        raise ImproperlyConfigured("DROGOWSKAZ_SMTP knows only ?tls=start, ?tls=whole and ?tls=none.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"start": 587, "whole": 465, "none": 25}[tls],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls == "start",
        "EMAIL_USE_SSL": tls == "whole",
    }


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
