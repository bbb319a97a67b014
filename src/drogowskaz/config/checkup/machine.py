"""The machine and the program on it: versions, disk, data folder, catalogue, mail server, the last backup."""

import datetime as dt
import json
import platform
import re
import shutil
import smtplib
import tempfile
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from drogowskaz.config.checkup.finding import Finding, mind, well, wrong
from drogowskaz.config.copies.files import NOTE
from drogowskaz.config.copies.manifest import own_version
from drogowskaz.engine.words import LOCALE, _

LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000
"""Bytes free on the disk: below the first it is time to act, below the second the site is about to stop."""
LATE, TOO_LATE = dt.timedelta(days=2), dt.timedelta(days=8)
"""The age of the last backup: a day was missed; a week was."""


def versions() -> Finding:
    """Python, Django and every library that the program asks for."""
    missing = []
    for requirement in requires("drogowskaz") or []:
        name = re.match(r"[\w.-]+", requirement)
        if name and "extra ==" not in requirement and not _is_installed(name[0]):
            missing.append(name[0])
    told = {"program": own_version(), "python": platform.python_version(), "django": version("django")}
    if missing:
        advice = _("Install the libraries of requirements/run.lock again.")
        return wrong(_("Libraries are missing: {missing}."), advice, missing=", ".join(missing))
    return well(_("Drogowskaz {program}, Python {python}, Django {django}, all libraries present."), **told)


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def disk() -> Finding:
    """Free space where the data folder is."""
    data = Path(settings.DATA)
    there = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    told = {"free": f"{free / 1e9:.1f}", "folder": there}
    advice = _("Make room, or move the folder to a larger disk: a full disk stops all writing.")
    if free < TOO_LITTLE:
        return wrong(_("Only {free} GB are free in {folder}."), advice, **told)
    if free < LITTLE:
        return mind(_("Only {free} GB are free in {folder}."), advice, **told)
    return well(_("{free} GB are free in {folder}."), **told)


def folder() -> Finding:
    """The data folder can be written by whoever runs this, and is nobody else's."""
    data = Path(settings.DATA)
    try:
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as fault:
        advice = _("Run this as the user of the service, and give the folder to that user.")
        return wrong(_("{folder} cannot be written: {fault}."), advice, folder=data, fault=fault.strerror)
    if data.stat().st_mode & 0o077:
        return mind(_("{folder} is open to other users of the machine."), _("Run: chmod 700 {folder}"), folder=data)
    return well(_("{folder} can be written and is closed to others."), folder=data)


def key() -> Finding:
    """The secret key is in the environment, or in a file that only its owner reads."""
    file = Path(settings.DATA) / "secret-key"
    if not file.exists():
        return well(_("The secret key is in DROGOWSKAZ_SECRET_KEY; keep it beside the backups."))
    if file.stat().st_mode & 0o077:
        return wrong(_("The secret key can be read by others: {file}."), _("Run: chmod 600 {file}"), file=file)
    return well(_("The secret key is read by its owner only."))


def catalogue() -> Finding:
    """The compiled Polish of the program."""
    if (LOCALE / "pl" / "LC_MESSAGES" / "django.mo").is_file():
        return well(_("The Polish sentences are compiled."))
    return wrong(_("The Polish sentences are not compiled."), _("Run: python tools/messages.py compile"))


def mail() -> Finding:
    """The mail server greets us, takes our name and our password. Nothing is sent."""
    if "smtp" not in settings.EMAIL_BACKEND:
        advice = _("Name a mail server in DROGOWSKAZ_SMTP: until then nobody gets a link for signing in.")
        return mind(
            _("No mail server is named; letters are files in {folder}."), advice, folder=settings.EMAIL_FILE_PATH
        )
    told = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    connection = get_connection()
    try:
        connection.open()
        code, _text = connection.connection.noop()  # type: ignore[attr-defined]
    except smtplib.SMTPAuthenticationError:
        advice = _("Correct the user and password in DROGOWSKAZ_SMTP; letters wait meanwhile.")
        return wrong(_("The mail server {host}:{port} refuses the password."), advice, **told)
    except (smtplib.SMTPException, OSError) as fault:
        advice = _(
            "Look whether the address in DROGOWSKAZ_SMTP is right and the server is reached; letters wait meanwhile."
        )
        return wrong(_("The mail server {host}:{port} does not answer: {fault}."), advice, **told, fault=fault)
    finally:
        connection.close()
    return well(_("The mail server {host}:{port} answers ({code})."), **told, code=code)


def backup() -> Finding:
    """The note that the last backup left."""
    advice = _("Let drogowskaz backup run every night; see docs/administrators/backup.md.")
    try:
        note = json.loads((Path(settings.DATA) / NOTE).read_text("utf-8"))
        at, file = dt.datetime.fromisoformat(note["at"]), str(note["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return mind(_("No backup has been made here yet."), advice)
    age = timezone.now() - at
    told = {"at": f"{timezone.localtime(at):%Y-%m-%d %H:%M}", "file": file}
    if age > TOO_LATE:
        return wrong(_("The last backup is of {at}."), advice, **told)
    if age > LATE:
        return mind(_("The last backup is of {at}."), advice, **told)
    return well(_("The last backup is of {at}: {file}."), **told)
