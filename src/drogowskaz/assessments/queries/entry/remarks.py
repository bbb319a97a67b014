"""What was said of the cells of a form: explanations in force, remarks, values offered, and who can be asked."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.models import Assessment, Cell, CellChange, Explanation, Remark
from drogowskaz.assessments.queries.offers.cells import OfferedCell, offered_cell
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.values import EMPTY, State, Value, show
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import reaching

ENTERING = (Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR, Role.COORDINATOR)
MOST_LINES = 30


def explanations(form: Assessment) -> dict[tuple[str, int], Explanation]:
    """The explanations in force, by check and column; one query."""
    written = form.explanations.select_related("by").order_by("pk")
    newest = {(one.about, one.offset): one for one in written}
    return {name: one for name, one in newest.items() if one.text}


def told_explanations(assessment: Assessment) -> dict[tuple[str, int], str]:
    """The explanations as they are told to others: of the signed version that is public, or those in force."""
    if assessment.public_package is not None:
        return {(one.about, one.offset): one.text for one in frozen(assessment.public_package).explained}
    return {place: one.text for place, one in explanations(assessment).items()}


@dataclass(frozen=True)
class Talk:
    """Everything about one cell of an open form."""

    row: Row
    year: int
    cell: Cell | None
    text: str
    journal: tuple[tuple[CellChange, str], ...]
    remarks: tuple[Remark, ...]
    offered: OfferedCell
    people: tuple[User, ...]

    @property
    def version(self) -> int:
        return self.cell.version if self.cell else 0


def talk(form: Assessment, row: Row, offset: int, lang: str, at: dt.datetime) -> Talk:
    """One cell with what was written, said and decided of it; nine queries."""
    here = {"row": row.key, "offset": offset}
    cell = form.cells.filter(**here).select_related("source", "changed_by").first()
    journal = form.changes.filter(**here).select_related("by").order_by("-version")[:MOST_LINES]
    remarks = form.remarks.filter(**here).select_related("by", "assignee").prefetch_related("replies__by")
    granted = Grant.objects.in_force(at).filter(reaching(form.unit, form.year), role__in=ENTERING)
    people = User.objects.filter(pk__in=granted.values("person"), is_active=True).order_by("name")
    return Talk(
        row=row,
        year=form.year + offset,
        cell=cell,
        text=_text(cell, row, lang),
        journal=tuple((one, _text(one, row, lang)) for one in journal),
        remarks=tuple(remarks),
        offered=offered_cell(form, row, offset, cell, lang),
        people=tuple(people),
    )


def _text(one: Cell | CellChange | None, row: Row, lang: str) -> str:
    return show(Value(State(one.state), one.number, one.text) if one else EMPTY, row.kind, lang)
