"""Work of this area done in the background."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from drogowskaz.organisations.actions.register import answer_check
from drogowskaz.organisations.signals import register_asked


@task()
def look_into_register(check: int) -> None:
    """Ask the register about one organisation and keep what it said."""
    answer_check(check=check, at=timezone.now())


@receiver(register_asked)
def order_look(check: int, **_kwargs: Any) -> None:
    """After the commit, and whether or not it can be ordered: whoever saves a form never waits for the register."""
    transaction.on_commit(partial(look_into_register.enqueue, check), robust=True)
