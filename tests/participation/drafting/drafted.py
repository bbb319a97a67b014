"""People, an organisation and a task for the tests of drafting, on an open cycle of the invented gmina."""

import datetime as dt

from cycles import DECEMBER, opened
from organisations.cast import grant, mandate, member, organisation, someone

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Act, Role
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.participation.actions.drafting import (
    OfficeText,
    TaskDescription,
    accept_draft,
    hand_in,
    make_task,
    write_draft,
)
from drogowskaz.participation.enums.agreement import ScopeLevel
from drogowskaz.participation.enums.drafting import Placing
from drogowskaz.participation.models import DraftingTask, DraftVersion

DEADLINE = dt.date(2027, 2, 26)
LATER = DECEMBER + dt.timedelta(hours=1)
TEXT = "W gminie działa jedno koło.\n\n- obiady\n- dowóz"


class Drafted:
    """One organisation, its drafter, two of the office, an animator, an outsider, and a task."""

    def __init__(self, chapter: str = "9", rows: tuple[str, ...] = ()) -> None:
        self.cycle: Cycle = opened()
        unit = self.cycle.unit
        self.circle: Organisation = organisation(unit=unit)
        self.drafter: User = member(self.circle, someone("Kazia"))
        self.mandate = mandate(self.circle, self.drafter, Act.DRAFT)
        self.editor: User = someone("Roman")
        self.approver: User = someone("Daria")
        self.animator: User = someone("Antek")
        self.outsider: User = someone("Olek")
        for person, role in (
            (self.editor, Role.DATA_EDITOR),
            (self.approver, Role.APPROVER),
            (self.animator, Role.ANIMATOR),
        ):
            grant(person, role, unit=unit)
        self.task = self.give(chapter, rows)

    def description(self, chapter: str = "9", rows: tuple[str, ...] = (), **fields: object) -> TaskDescription:
        given = {
            "organisation": self.circle,
            "level": ScopeLevel.DRAFTS,
            "basis": "Ustalenie ze spotkania 16.11.2026",
            "deadline": DEADLINE,
            "deadline_key": "annexe_checked",
            **fields,
        }
        return TaskDescription(chapter=chapter, rows=rows, **given)  # type: ignore[arg-type]

    def give(self, chapter: str = "9", rows: tuple[str, ...] = (), **fields: object) -> DraftingTask:
        description = self.description(chapter, rows, **fields)
        return make_task(cycle=self.cycle, description=description, actor=self.editor, at=DECEMBER)

    def again(self) -> DraftingTask:
        """The task as the database has it."""
        found = DraftingTask.objects.select_related("organisation", "cycle__unit", "cycle__assessment__unit")
        return found.get(pk=self.task.pk)

    def write(self, text: str = TEXT, seen: int | None = None, actor: User | None = None) -> DraftVersion | None:
        task = self.again()
        version = task.versions.count() if seen is None else seen
        return write_draft(task=task, text=text, seen=version, actor=actor or self.drafter, at=LATER)

    def hand_in(self, text: str = TEXT) -> DraftingTask:
        self.write(text)
        task = self.again()
        hand_in(task=task, seen=task.versions.count(), actor=self.drafter, at=LATER)
        return self.again()

    def accept(self, text: str = TEXT, *, chapter: int = 0, placing: Placing = Placing.INSTEAD) -> DraftingTask:
        task = self.again()
        office = OfficeText(text, task.versions.count(), chapter, placing)
        accept_draft(task=task, office=office, actor=self.approver, at=LATER)
        return self.again()

    @property
    def address(self) -> str:
        return f"/jednostka/9901012/cykl/2026/zadania/{self.task.pk}/"
