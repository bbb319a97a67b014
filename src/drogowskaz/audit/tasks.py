"""Work of this area done in the background."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from drogowskaz.audit.actions import seal
from drogowskaz.audit.models import Entry
from drogowskaz.audit.signals import written


@task()
def seal_waiting() -> int:
    """Seal the entries that wait; returns how many, for the log."""
    return seal(at=timezone.now())


@receiver(written)
def ask_for_a_seal(entry_id: int, **_kwargs: Any) -> None:
    """After the commit of what was written, and whether or not it can be ordered: the act itself is done."""
    transaction.on_commit(partial(_order, entry_id), robust=True)


def _order(entry_id: int) -> None:
    if not Entry.objects.filter(seal=None, pk__lt=entry_id).exists():
        # Whoever wrote an earlier entry that still waits has asked already, and that task will take this one too.
        seal_waiting.enqueue()
