"""A form that can be signed, in a region with people on both sides: the published one of Drobin for 2014."""

import datetime as dt
from dataclasses import dataclass

from cycles import holder
from people import drobin

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.remarks import explain
from drogowskaz.assessments.actions.submission import send, sign
from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Assessment, Cell, CellChange, Cycle, Package
from drogowskaz.assessments.queries.submission import readiness, stamp_of
from drogowskaz.engine.values import State
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import User
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit

APRIL = dt.datetime(2026, 4, 20, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@dataclass
class Signed:
    """A unit with its form and its people: who writes, who signs, who verifies."""

    form: Assessment
    editor: User
    approver: User
    rops: User

    def again(self) -> Assessment:
        """The form as it stands now, with nothing remembered."""
        self.form = Assessment.objects.select_related("unit__parent", "cycle", "submission").get(pk=self.form.pk)
        return self.form

    def put(self, row: str, number: int, offset: int = 0) -> None:
        """The editor writes a number."""
        cell = Cell.objects.get(assessment=self.form, row=row, offset=offset)
        cell.version, cell.number, cell.state = cell.version + 1, number, State.VALUE
        cell.changed_by = self.editor
        cell.save()
        CellChange.of(cell).save()

    def sign(self, at: dt.datetime = APRIL) -> Package:
        form = self.again()
        return sign(assessment=form, stamp=stamp_of(form), actor=self.approver, at=at)

    def sign_and_send(self, at: dt.datetime = APRIL) -> Package:
        package = self.sign(at)
        send(assessment=self.again(), actor=self.editor, at=at)
        return package


def ready(*, explained: bool = True) -> Signed:
    """Everything is filled in and, unless said otherwise, explained; nobody has signed."""
    top = Unit.of(code="14", name="mazowieckie", kind=Kind.VOIVODESHIP, parent=None)
    top.save()
    unit = Unit.of(code="1419053", name="Drobin", kind=Kind.GMINA_MIXED, parent=None)
    unit.save()
    reading = drobin()
    form, _cells = actions.load_reading(reading=reading, unit=unit, actor=None, at=APRIL)
    Cycle.objects.create(
        unit=unit,
        year=form.year,
        state=CycleState.OPEN,
        edition=form.edition,
        assessment=form,
        planned_at=APRIL,
        opened_at=APRIL,
    )
    people = {
        "editor": holder(Role.DATA_EDITOR, unit),
        "approver": holder(Role.APPROVER, unit),
        "rops": holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION),
    }
    made = Signed(form, **people)
    CellChange.objects.filter(assessment=form).update(by=made.editor)
    if explained:
        explain_all(made)
    return made


def explain_all(made: Signed) -> None:
    form = made.again()
    for finding in readiness(form).unexplained:
        explain(
            assessment=form,
            about=finding.check.id,
            offset=finding.offset,
            text="Tak było w rejestrze.",
            actor=made.editor,
            at=APRIL,
        )
    made.again()
