"""The database and the work in it: state, settings, worker, letters, queue, register, log, clock."""

import datetime as dt

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from drogowskaz.audit.models import Entry
from drogowskaz.config import heartbeat
from drogowskaz.config.checkup.finding import Finding, mind, well, wrong
from drogowskaz.engine.words import _, grouped
from drogowskaz.notifications.models import Message
from drogowskaz.notifications.queries import overdue
from drogowskaz.territory.enums import Content
from drogowskaz.territory.models import RegisterImport, Unit

HOUR, WEEK = dt.timedelta(hours=1), dt.timedelta(days=7)
WAITS = dt.timedelta(minutes=15)
"""How long a task may wait before somebody should ask why."""
OLD_REGISTER = dt.timedelta(days=400)
"""TERC has a new state every January."""
START = _("Start drogowskaz worker, or its service, and look into its log.")


def database() -> Finding:
    """Which one it is, and that it answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        number = cursor.fetchone()[0]
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    if connection.vendor == "postgresql" and int(number.split(".")[0]) < 15:
        return mind(_("{name} {number} answers."), _("Use PostgreSQL 15 or newer."), name=name, number=number)
    return well(_("{name} {number} answers."), name=name, number=number)


def migrations() -> Finding:
    """The tables are those of this version."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return wrong(
            _("The database is not up to date: {number} migrations wait."), _("Run: drogowskaz manage migrate"),
            number=len(plan),
        )  # fmt: skip
    return well(_("The database is up to date."))


def durability() -> Finding:
    """What is saved is on the disk before it is told to be saved."""
    asked = (
        {"journal_mode": "wal", "synchronous": "2"}
        if connection.vendor == "sqlite"
        else {"fsync": "on", "synchronous_commit": "on"}
    )
    found = {}
    with connection.cursor() as cursor:
        for name in asked:
            cursor.execute(f"PRAGMA {name}" if connection.vendor == "sqlite" else f"SHOW {name}")
            found[name] = str(cursor.fetchone()[0])
    told = {"found": ", ".join(f"{name}={value}" for name, value in found.items())}
    if found != asked:
        advice = _("Set the database to what is safe; otherwise a power cut can take what was saved.")
        return mind(_("What is saved may be lost in a power cut: {found}."), advice, **told)
    return well(_("What is saved is on the disk ({found})."), **told)


def worker() -> Finding:
    """A worker left a sign of life in the last minutes."""
    seen = heartbeat.last_beat()
    if seen is None:
        return wrong(_("No worker is running: no letters leave and no documents are made."), START)
    told = {"at": f"{timezone.localtime(seen):%Y-%m-%d %H:%M:%S}"}
    if not heartbeat.is_alive(at=timezone.now()):
        return wrong(_("The worker was last alive at {at}."), START, **told)
    return well(_("The worker is alive ({at})."), **told)


def letters() -> Finding:
    """Nothing was given up lately and nothing is long overdue."""
    now = timezone.now()
    late = overdue(at=now - HOUR).count()
    if late:
        return wrong(_("Letters that should have left an hour ago: {late}."), START, late=grouped(late))
    lost = Message.objects.filter(given_up_at__gte=now - WEEK).count()
    if lost:
        advice = _("Look into the log of the worker for the reasons; write to these people another way.")
        return mind(_("Letters given up in the last week: {lost}."), advice, lost=grouped(lost))
    return well(_("No letter is overdue and none was given up in the last week."))


def queue() -> Finding:
    """Tasks are done soon after they are ordered, and do not fail."""
    now = timezone.now()
    waiting = DBTaskResult.objects.filter(status="READY").exclude(run_after__gt=now)
    late = waiting.filter(enqueued_at__lt=now - WAITS).exclude(run_after__gt=now - WAITS).count()
    if late:
        return mind(_("Tasks waiting longer than a quarter of an hour: {late}."), START, late=grouped(late))
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__gte=now - WEEK).count()
    if failed:
        advice = _("Look into the log of the worker for the reasons.")
        return mind(_("Tasks that failed in the last week: {failed}."), advice, failed=grouped(failed))
    return well(_("The queue is short: {waiting}."), waiting=grouped(waiting.count()))


def register() -> Finding:
    """The register of units is there and of this or the last year."""
    read = RegisterImport.objects.filter(content=Content.REGISTER).order_by("-state_on", "-pk").first()
    advice = _("Take TERC from eteryt.stat.gov.pl and run: drogowskaz territory import TERC.csv")
    if read is None or read.state_on is None:
        return wrong(_("The register of territorial units has not been imported."), advice)
    told = {"day": read.state_on.isoformat(), "units": grouped(Unit.objects.filter(valid_to=None).count())}
    if timezone.localdate() - read.state_on > OLD_REGISTER:
        return mind(_("The register of territorial units is of {day}."), advice, **told)
    return well(_("The register of territorial units is of {day}, {units} units."), **told)


def log() -> Finding:
    """What was done is sealed soon afterwards."""
    waiting = Entry.objects.filter(seal=None, at__lt=timezone.now() - HOUR).count()
    if waiting:
        return mind(_("Entries of the log of acts that were not sealed for an hour: {waiting}."), START,
                    waiting=grouped(waiting))  # fmt: skip
    return well(_("The log of acts is sealed; drogowskaz verify audit looks at every seal."))


def clock() -> Finding:
    """The clock of the machine agrees with the database and with what was already done."""
    now = timezone.now()
    last = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    apart = dt.timedelta(0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
    told = {"now": f"{timezone.localtime(now):%Y-%m-%d %H:%M:%S}", "zone": timezone.get_default_timezone_name()}
    if (last and last > now + dt.timedelta(minutes=1)) or apart > dt.timedelta(seconds=30):
        advice = _("Set the clocks by the network: timedatectl set-ntp true")
        return wrong(_("The clock is wrong: it says {now} ({zone})."), advice, **told)
    return well(_("The clock says {now} ({zone})."), **told)
