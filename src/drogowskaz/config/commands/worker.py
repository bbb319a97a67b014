"""`drogowskaz worker`: sends letters and does other work that pages do not wait for. `serve` runs one inside.

The library's own worker takes tasks from the database; ours comes back to it every second, takes up letters that were
lost with another worker, and stops between two tasks, never inside one.
"""

import datetime as dt
import logging
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.signals import task_finished
from django_tasks_db.management.commands.db_worker import Worker

from drogowskaz.assessments.actions.reminders import remind
from drogowskaz.assessments.tasks import keep_standings, take_up_copies, take_up_standings
from drogowskaz.config import heartbeat
from drogowskaz.config.commands.database import refuse_old_database
from drogowskaz.engine.words import _, say
from drogowskaz.notifications.actions import forget_unconfirmed, tell_subscribers
from drogowskaz.notifications.tasks import take_up
from drogowskaz.participation.actions.consultation_running import keep_days
from drogowskaz.participation.actions.contribution_own import forget_addresses
from drogowskaz.participation.actions.registration import erase_registrations

logger = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two looks at an empty queue."""
ROUND = dt.timedelta(minutes=10)
"""How often lost letters are looked for, reminders and gathered news written, and the list of finished tasks cut to a
fortnight."""
PATIENCE = 30.0
"""Seconds a stopping site waits for the task in hand; what takes longer is done again after the next start."""


class Loop:
    """One worker: runs what waits, rests, looks again, until told to stop."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.seen: dt.datetime | None = None
        self.worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"drogowskaz-{get_random_string(12)}",
            excluded_queue_names=[],
        )

    def stop(self) -> None:
        """Finish the task in hand, if there is one, and begin no other."""
        self.stopping.set()
        self.worker.running = False

    def alive(self, **_kwargs: Any) -> None:
        """Leave the sign of life where it is time; also after each task, since a long queue takes a while."""
        now = timezone.now()
        if self.seen is None or now - self.seen >= heartbeat.EVERY:
            self.seen = now
            # Without a database there is more to tell than that, and the loop tells it.
            with suppress(DatabaseError):
                heartbeat.beat(at=now)

    def run(self) -> None:
        """Work until stopped. A database that is away for a moment is waited for."""
        task_finished.connect(self.alive)
        try:
            self._run()
        finally:
            task_finished.disconnect(self.alive)
        with suppress(DatabaseError):
            heartbeat.stop()

    def _run(self) -> None:
        looked = None
        while not self.stopping.is_set():
            try:
                self.alive()
                if looked is None or timezone.now() - looked >= ROUND:
                    looked = timezone.now()
                    take_up(at=looked)
                    remind(at=looked)
                    tell_subscribers(at=looked)
                    forget_unconfirmed(at=looked)
                    erase_registrations(at=looked)
                    forget_addresses(at=looked)
                    keep_days(at=looked)
                    take_up_copies()
                    take_up_standings()
                    call_command("prune_db_task_results", min_age_days=14, verbosity=0)
                keep_standings()
                self.worker.run()
            except OperationalError:
                logger.exception("The database did not answer; the worker tries again.")
                close_old_connections()
            self.stopping.wait(PAUSE)


class Background:
    """A worker in a thread of its own for as long as the `with` lasts; leaving it waits for the task in hand."""

    def __init__(self) -> None:
        self.loop = Loop()
        self.thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def _work(self) -> None:
        try:
            self.loop.run()
        finally:
            connection.close()

    def __enter__(self) -> "Background":
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.loop.stop()
        self.thread.join(PATIENCE)


def run(*, lang: str) -> int:
    """Work until interrupted or ended by the system. Raises Unusable when the database is not up to date."""
    refuse_old_database()
    loop = Loop()

    def stop(_number: int, _frame: FrameType | None) -> None:
        loop.stop()

    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, stop)
    sys.stdout.write(say(_("The worker has started – stop it with Ctrl+C."), lang) + "\n")
    sys.stdout.flush()
    loop.run()
    return 0
