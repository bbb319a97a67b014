"""Work of this area done in the background."""

import logging
from contextlib import suppress
from functools import partial
from typing import Any

from django.db import OperationalError, transaction
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from drogowskaz.assessments.actions.charts import draw_now
from drogowskaz.assessments.actions.downloads import make_now, renew_now
from drogowskaz.assessments.actions.intake.keeping import AT_A_TIME as FORMS_AT_A_TIME
from drogowskaz.assessments.actions.intake.keeping import keep, keep_up
from drogowskaz.assessments.actions.publication import hide_small_counts
from drogowskaz.assessments.queries.downloads import OFFERS
from drogowskaz.assessments.queries.intake.standings import outdated
from drogowskaz.assessments.queries.publication import units_to_renew
from drogowskaz.assessments.signals import document_ordered, public_changed
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage

logger = logging.getLogger(__name__)


@task()
def make_document(assessment: int, file: str, lang: str, stamp: str) -> None:
    """Make one document and put it where it is downloaded from."""
    make_now(assessment=assessment, offer=OFFERS[file], lang=lang, stamp=stamp, at=timezone.now())


@receiver(document_ordered)
def order_document(assessment: int, file: str, lang: str, stamp: str, **_kwargs: Any) -> None:
    """Whoever orders sees when it cannot be ordered."""
    make_document.enqueue(assessment, file, lang, stamp)


@task()
def renew(changed: int, series: list[int]) -> None:
    """Order new documents of a published copy, and remove those of former ones."""
    renew_now(changed=changed, series=series, at=timezone.now())


@receiver(public_changed)
def order_renewal(changed: int, series: list[int], **_kwargs: Any) -> None:
    """After the commit, and whether or not it can be ordered: the page offers to prepare what does not stand there."""
    transaction.on_commit(partial(renew.enqueue, changed, series), robust=True)


@task()
def draw_charts(assessments: list[int]) -> int:
    """Draw and keep the charts of public assessments. Returns how many there are, for the log."""
    return draw_now(assessments=assessments, at=timezone.now())


@receiver(public_changed)
def order_drawings(series: list[int], **_kwargs: Any) -> None:
    """After the commit, and whether or not it can be ordered: a page draws what it does not find."""
    transaction.on_commit(partial(draw_charts.enqueue, series), robust=True)


AT_A_TIME = 100
"""Units looked at again in one round of the worker: a whole region takes two rounds."""


@task()
def renew_copy(unit: int) -> None:
    """Find anew what the public copies of a unit hide. Where that is refused, its pages find it themselves."""
    found = Unit.objects.filter(pk=unit).first()
    if found is not None:
        with suppress(Refused):
            hide_small_counts(units=lineage(found))


def take_up_copies() -> int:
    """After an upgrade: order the copies that an earlier version found. Returns of how many units."""
    units = units_to_renew(AT_A_TIME)
    for unit in units:
        renew_copy.enqueue(unit.pk)
    return len(units)


def keep_standings() -> int:
    """Count anew the forms something was written in since the last look; the worker asks for it in every round.

    Returns how many. A fault of ours is logged and never stops the worker, which has letters to send.
    """
    try:
        return keep_up(at=timezone.now())
    except OperationalError:
        raise
    except Exception:
        logger.exception("What the intake board shows could not be brought up to date.")
        return 0


MOST_STANDINGS = 4_000
"""Forms ordered to be looked at in one round: a whole country's year."""


@task()
def keep_forms(assessments: list[int]) -> int:
    """Look at these forms, whatever is kept of them. Returns of how many something was kept."""
    return keep(assessments=assessments, at=timezone.now())


def take_up_standings() -> int:
    """Order a look at forms nobody has looked at, or with checks of an earlier version. Returns at how many."""
    forms = outdated(MOST_STANDINGS)
    for first in range(0, len(forms), FORMS_AT_A_TIME):
        keep_forms.enqueue(forms[first : first + FORMS_AT_A_TIME])
    return len(forms)
