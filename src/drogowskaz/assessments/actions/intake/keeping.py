"""Keeping what is known of each form from afar up to date, behind the backs of those who type."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from drogowskaz.assessments.enums import Sight
from drogowskaz.assessments.models import (
    Assessment,
    CellChange,
    Explanation,
    KeptFinding,
    Standing,
    SubmissionStep,
    Watch,
)
from drogowskaz.assessments.queries.intake.standings import Looked, Telling, forms, look
from drogowskaz.engine.problems import Unusable

LOOK_BACK = 10_000
"""Lines of a journal that are looked at once more: the lines of a large save get their numbers before they can be
seen, and meanwhile later ones are seen already."""
AT_A_TIME = 20
"""Forms looked at in one round, so that letters do not wait."""
JOURNALS: dict[str, tuple[type[models.Model], str]] = {
    "mark": (CellChange, "assessment_id"),
    "explanation_mark": (Explanation, "assessment_id"),
    "step_mark": (SubmissionStep, "submission__assessment_id"),
}
"""What tells that a form has changed, by the name of the mark that says how far it was counted."""


def keep_up(*, at: dt.datetime) -> int:
    """Look anew at the forms something was written about since the last time; gives how many. Two workers at once only
    do the same work twice."""
    waiting: dict[int, None] = {}
    seen: dict[str, int] = {}
    for mark, (journal, form) in JOURNALS.items():
        watch, made = Watch.objects.get_or_create(journal=mark)
        newest = journal._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
        if made:
            # What was written before is found by `outdated`; a long journal is never read whole.
            Watch.objects.filter(pk=watch.pk).update(newest=newest)
            continue
        waiting |= dict.fromkeys(_changed(journal, form, mark, watch.newest - LOOK_BACK))
        seen[mark] = newest
    done = keep(assessments=islice(waiting, AT_A_TIME), at=at)
    if len(waiting) <= AT_A_TIME:
        for mark, newest in seen.items():
            Watch.objects.filter(journal=mark, newest__lt=newest).update(newest=newest)
    return done


def _changed(journal: type[models.Model], form: str, mark: str, since: int) -> list[int]:
    """Forms with a line in the journal that is newer than what was counted of them."""
    lines = journal._default_manager.filter(pk__gt=since).order_by()
    newest = dict(lines.values_list(form).annotate(newest=Max("pk")))
    counted = dict(Standing.objects.filter(assessment__in=newest).values_list("assessment_id", mark))
    return [key for key, line in newest.items() if counted.get(key, -1) < line]


def keep(*, assessments: Iterable[int], at: dt.datetime) -> int:
    """Look at these forms now and keep what was seen; gives of how many. Those that are gone meanwhile are passed."""
    done = 0
    for form in forms().filter(pk__in=list(assessments)):
        try:
            looked = look(form, at)
        except Unusable:
            # A number that cannot be counted with: the form itself says so to whoever fills it in.
            continue
        done += _kept(form, looked)
    return done


def _kept(form: Assessment, looked: Looked) -> bool:
    """Write what was seen unless somebody has seen more; nothing of a form that was deleted meanwhile."""
    new = looked.standing
    try:
        with transaction.atomic():
            old = Standing.objects.select_for_update().filter(assessment=form).first()
            if old is not None and old.mark > new.mark:
                return False
            new.pk = old.pk if old else None
            new.save(force_insert=old is None, force_update=old is not None)
            if looked.tellings is not None:
                _rewrite(form, looked, looked.tellings)
    except IntegrityError:
        return False
    return True


def _rewrite(form: Assessment, looked: Looked, tellings: Sequence[Telling]) -> None:
    """The findings that may be read, in place of those kept before; nothing is written where they are the same."""
    fresh = [_row(form, place, one, looked) for place, one in enumerate(tellings)]
    kept = list(KeptFinding.objects.filter(assessment=form).order_by("place"))
    if [_told(one) for one in kept] == [_told(one) for one in fresh]:
        return
    KeptFinding.objects.filter(assessment=form).delete()
    KeptFinding.objects.bulk_create(fresh)


def _row(form: Assessment, place: int, told: Telling, looked: Looked) -> KeptFinding:
    check, code = told.finding.check, form.unit.code
    return KeptFinding(
        assessment=form,
        region=code[:2],
        powiat=code[:4],
        code=code,
        year=form.year,
        place=place,
        check_id=check.id,
        offset=told.finding.offset,
        severity=check.severity.value,
        chapter=looked.chapters[check.table],
        table=check.table,
        row=check.row or "",
        explained=told.explained,
        draft=looked.standing.sight == Sight.DRAFT,
        pl=told.sentences["pl"],
        en=told.sentences["en"],
        cells=[list(cell) for cell in told.finding.cells],
    )


_SAME = ("place", "check_id", "offset", "severity", "explained", "draft", "pl", "en", "code", "cells")


def _told(one: KeptFinding) -> list[object]:
    return [getattr(one, name) for name in _SAME]
