"""Two at once at the desk: two workers, two clicks, a unit that types while it is looked at."""

import pytest
from cycles import DECEMBER, YEAR, holder, put, region
from races import outcomes, several_writers
from signatures import APRIL, ready

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.intake.keeping import keep, keep_up
from drogowskaz.assessments.actions.intake.reminding import remind
from drogowskaz.assessments.actions.submission import share_draft
from drogowskaz.assessments.models import Assessment, KeptFinding, Reminder, Standing
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Role
from drogowskaz.territory.models import Unit

pytestmark = [pytest.mark.django_db(transaction=True), several_writers]


def test_two_workers_keep_one_row_and_every_finding_once() -> None:
    made = ready(explained=False)
    share_draft(assessment=made.again(), shared=True, actor=made.editor, at=APRIL)
    keys = [made.form.pk]
    outcomes(lambda: keep(assessments=keys, at=APRIL), lambda: keep(assessments=keys, at=APRIL))
    keep(assessments=keys, at=APRIL)
    assert Standing.objects.count() == 1
    kept = list(KeptFinding.objects.values_list("check_id", "offset"))
    assert kept
    assert len(kept) == len(set(kept))


def test_what_is_typed_while_a_worker_looks_is_counted_in_the_end() -> None:
    actions.open_campaign(region=region(), year=YEAR, actor=None, at=DECEMBER)
    form = Assessment.objects.get(unit__code="9901012", year=YEAR)
    keep_up(at=DECEMBER)

    def typed() -> int:
        for offset in (-1, 0, 1):
            put(form, "hospices", offset, 3)
        return 0

    outcomes(typed, lambda: keep_up(at=DECEMBER))
    keep_up(at=DECEMBER)
    standing = Standing.objects.get(assessment=form)
    newest = form.changes.order_by("-pk").first()
    assert newest is not None
    assert (standing.mark, standing.filled) == (newest.pk, 1)


def test_two_who_remind_at_the_same_moment_write_once() -> None:
    top = region()
    actions.open_campaign(region=top, year=YEAR, actor=None, at=DECEMBER)
    holder(Role.DATA_EDITOR, Unit.objects.get(code="9901012"))

    def click() -> int:
        return remind(
            region=top, year=YEAR, codes=["9901012"], text="", actor=None, at=DECEMBER, link=lambda _unit: "https://x/"
        ).letters

    assert sorted(outcomes(click, click)) == [0, 1]
    assert (Reminder.objects.count(), Message.objects.filter(event="assessments.form_reminded").count()) == (1, 1)
