"""What matters once others reach the site."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import Warning as Caution
from django.core.checks import run_checks
from django.db import connection

from drogowskaz.config.checkup.finding import Finding, mind, well, wrong
from drogowskaz.engine.words import _
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, Tenancy, User

LOCAL = {"127.0.0.1", "localhost", "[::1]"}
MANY = 20
"""Units from which on PostgreSQL is the better home."""
CHOSEN = {"security.W004", "security.W005", "security.W008", "security.W012", "security.W016", "security.W021"}
"""What Django says of HTTPS, which has a check of its own here, and what it would like of HSTS for other names of the
domain, which is not ours to promise."""


def https() -> Finding:
    """Everybody is sent to HTTPS."""
    if settings.SESSION_COOKIE_SECURE:
        return well(_("HTTPS is on: cookies are for it only, and everybody is sent there."))
    advice = _("Put the site behind a proxy with a certificate and set DROGOWSKAZ_HTTPS=true.")
    return wrong(_("HTTPS is off."), advice)


def names() -> Finding:
    """The names under which the site answers are its own."""
    told = {"names": ", ".join(settings.ALLOWED_HOSTS)}
    advice = _("Set DROGOWSKAZ_HOSTS to the name of the site, for example ozps.gmina.pl.")
    if "*" in settings.ALLOWED_HOSTS:
        return wrong(_("The site answers under every name."), advice, **told)
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        return wrong(_("The site answers only on this machine ({names})."), advice, **told)
    return well(_("The site answers under: {names}."), **told)


def debug() -> Finding:
    """Faults are not shown with the code."""
    if settings.DEBUG:
        return wrong(_("Faults are shown with code and settings."), _("Take DROGOWSKAZ_DEBUG out."))
    return well(_("Faults are not shown with the code."))


def engine() -> Finding:
    """SQLite for a small office, PostgreSQL for many."""
    units = Tenancy.objects.filter(left_at=None).count()
    if connection.vendor == "sqlite" and units > MANY:
        advice = _("Move with: drogowskaz move --to postgresql://…; see docs/administrators/postgresql.md.")
        return mind(_("{units} units work on SQLite."), advice, units=units)
    return well(_("The database suits the number of units ({units})."), units=units)


def operators() -> Finding:
    """Somebody administers the installation."""
    staff = User.objects.filter(is_staff=True, is_active=True).exists()
    given = Grant.objects.filter(role=Role.OPERATOR, reach=Reach.PLATFORM, ended_at=None, person__is_active=True)
    if staff or given.exists():
        return well(_("The installation has an administrator."))
    return mind(_("Nobody administers the installation."), _("Run: drogowskaz operator add E-MAIL"))


def django() -> Iterator[Finding]:
    """What Django itself says about a site that others reach."""
    for said in run_checks(include_deployment_checks=True):
        if said.id not in CHOSEN:
            found = wrong if said.level > Caution("").level else mind
            yield found("{said}", "{hint}", said=f"{said.id}: {said.msg}", hint=said.hint or "")
