"""Forms of invented gminas on their way to the invented regional centre, one in each state worth looking at."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction

from drogowskaz.assessments.actions.assessment import load_reading
from drogowskaz.assessments.actions.cycles import open_cycle
from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.actions.submission import send, sign
from drogowskaz.assessments.actions.verification import accept_form, answer_objection, object_to, return_form
from drogowskaz.assessments.models import Assessment, Cell, Cycle, Objection
from drogowskaz.assessments.queries.submission import stamp_of
from drogowskaz.engine.files.reading import Reading
from drogowskaz.organisations.actions.grant import grant_of
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit

REGION = "99"
SIGNED, RETURNED, AGAIN, ACCEPTED = "9901022", "9901032", "9901042", "9901052"
PLACES = {SIGNED: "Podpisana", RETURNED: "Zwrócona", AGAIN: "Poprawiona", ACCEPTED: "Przyjęta"}
"""Gminas named after what became of their forms."""
WRITES = ("Piotr Piszący (zmyślony)", "pracownik@przyklady.wymyslona.example", Role.DATA_EDITOR)
SIGNS = ("Wanda Wójtowska (zmyślona)", "wojt@przyklady.wymyslona.example", Role.APPROVER)
CORRECTED, ANSWERED = "housing.municipal.total", "clubs.youth.total"
ASKED = {
    CORRECTED: "W\N{NO-BREAK SPACE}zeszłym roku tyle samo, a\N{NO-BREAK SPACE}gmina oddała dwa mieszkania. Ile jest?",
    ANSWERED: "Czy liczą Państwo także świetlice przy parafiach?",
}
REASON = "Dwie liczby prosimy sprawdzić; reszta jest w\N{NO-BREAK SPACE}porządku."
ANSWER = "Tak, dwie z\N{NO-BREAK SPACE}nich prowadzą parafie; liczba jest właściwa."


@dataclass(frozen=True)
class _Desk:
    """A form with the people around it."""

    form: Assessment
    editor: User
    approver: User
    reviewer: User

    def again(self) -> Assessment:
        return Assessment.objects.select_related("unit__parent", "cycle", "submission").get(pk=self.form.pk)

    def sign(self, at: dt.datetime) -> None:
        form = self.again()
        sign(assessment=form, stamp=stamp_of(form), actor=self.approver, at=at)

    def send(self, at: dt.datetime) -> None:
        self.sign(at)
        send(assessment=self.again(), actor=self.editor, at=at)

    def give_back(self, at: dt.datetime) -> None:
        for row, text in ASKED.items():
            object_to(assessment=self.again(), row=row, offset=0, text=text, actor=self.reviewer, at=at)
        return_form(assessment=self.again(), version=1, reason=REASON, actor=self.reviewer, at=at)

    def correct(self, at: dt.datetime) -> None:
        cell = Cell.objects.get(assessment=self.form, row=CORRECTED, offset=0)
        one_less = Save(CORRECTED, 0, str(cell.number - 2), cell.version)
        save_cells(assessment=self.again(), saves=[one_less], actor=self.editor, at=at)
        asked = Objection.objects.get(submission__assessment=self.form, row=ANSWERED)
        answer_objection(assessment=self.again(), objection=asked.pk, answer=ANSWER, actor=self.editor, at=at)


def demo_forms(*, reading: Reading, at: dt.datetime) -> None:
    """Put the forms there, with the numbers of `reading`; a second time changes nothing. Somebody verifies the forms
    of the invented region."""
    verifies = Grant.objects.in_force(at).filter(role=Role.ROPS_REVIEWER, unit__code=REGION).order_by("pk")
    reviewer = verifies.select_related("person")[0].person
    for place, name in PLACES.items():
        unit = Unit.objects.filter(code=place).first()
        if unit is None or not Cycle.objects.filter(unit=unit).exists():
            moved = replace(reading, sheet=replace(reading.sheet, unit=place), source=None)
            _make(moved, unit or Unit.of(code=place, name=name, kind=Kind.GMINA_RURAL, parent=None), reviewer, at)


@transaction.atomic
def _make(reading: Reading, unit: Unit, reviewer: User, at: dt.datetime) -> None:
    unit.save()
    people = []
    for name, email, role in (WRITES, SIGNS):
        person = User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
        grant_of(
            person=person, role=role, reach=Reach.UNIT, unit=unit, year=None, organisation=None, valid_until=None,
            actor=None, at=at,
        )  # fmt: skip
        people.append(person)
    open_cycle(unit=unit, year=reading.sheet.year, actor=None, at=at)
    form, _cells = load_reading(reading=reading, unit=unit, actor=None, at=at)
    _lead(_Desk(form, people[0], people[1], reviewer), unit.code, at)


def _lead(desk: _Desk, place: str, at: dt.datetime) -> None:
    """Take the form as far as the name of its gmina says."""
    if place == SIGNED:
        desk.sign(at)
        return
    desk.send(at)
    if place == ACCEPTED:
        accept_form(assessment=desk.again(), version=1, actor=desk.reviewer, at=at)
        return
    desk.give_back(at)
    if place == AGAIN:
        desk.correct(at)
        desk.send(at)
