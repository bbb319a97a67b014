"""What every import shares: all or nothing, a trial that leaves no trace, and a note of what was read."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from drogowskaz.audit.actions import Actor, record
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _
from drogowskaz.territory.actions.report import Report
from drogowskaz.territory.models import RegisterImport


@contextmanager
def whole(file: str, *, dry_run: bool) -> Iterator[None]:
    """A transaction that is undone after a trial. Raises Unusable when another import came in between.

    Constraints decide who was first: a lock on rows cannot guard a register that has no rows yet.
    """
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(dry_run)
    except IntegrityError as error:
        message = _("Another import changed the register at the same moment. Nothing of this file was kept; try again.")
        raise unusable(message, Place(file)) from error


def remember(report: Report, *, at: dt.datetime, actor: Actor | None) -> None:
    """Note the import and its trace, unless an equal one is noted and this one changed nothing."""
    if not report.changed and _known(report):
        return
    done = RegisterImport.objects.create(
        content=report.content,
        file_name=report.file[:255],
        state_on=report.state_on,
        complete=report.complete,
        imported_at=at,
        counts=report.as_json(),
    )
    record(actor=actor, verb="imported", thing=done, at=at, file=report.file, counts=done.counts)


def _known(report: Report) -> bool:
    same = RegisterImport.objects.filter(content=report.content, complete=report.complete)
    return same.filter(state_on=report.state_on).exists()
