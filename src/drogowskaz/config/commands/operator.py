"""`drogowskaz operator add E-MAIL`: the first administrator of an installation, and any later one."""

import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from drogowskaz.config.commands.database import refuse_old_database
from drogowskaz.config.commands.output import refused_at_the_command_line
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.actions import Sending, invite_operator


def run_add(email: str, *, site: str | None, lang: str) -> int:
    """Invite the address and print the link, for where letters do not leave yet. Raises Unusable."""
    refuse_old_database()
    base, links = _base(site), []

    def link(token: str) -> str:
        with translation.override(lang):
            links.append(base + reverse("organisations:invitation", args=[token]))
        return links[-1]

    try:
        invitation = invite_operator(
            email=email, sending=Sending(link=link, language=lang), actor=None, at=timezone.now()
        )
    except Refused as refused:
        return refused_at_the_command_line(refused, lang)
    lines = [
        say(_("The invitation to {address} is in the outbox; the worker sends it."), lang, address=invitation.email),
        say(_("The same link, for where no letters leave yet; it works once, until {day}:"), lang,
            day=f"{timezone.localtime(invitation.expires_at):%Y-%m-%d}"),
        *links,
    ]  # fmt: skip
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _base(site: str | None) -> str:
    """The address of the site without a slash at its end. Raises Unusable."""
    if site is None:
        scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
        return f"{scheme}://{settings.ALLOWED_HOSTS[0]}"
    parts = urlsplit(site)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise unusable(_("Give the address of the site like https://ozps.gmina.pl."))
    return site.rstrip("/")
