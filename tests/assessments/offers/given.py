"""Values offered to an open form, for tests of deciding on them."""

from assessments.entry.opened import clerk, open_form
from people import NOON

from drogowskaz.assessments.actions.offers import OfferDetails, decide_cell, put_offer
from drogowskaz.assessments.enums import Method, Ruling
from drogowskaz.assessments.models import Assessment, Cell, Decision, Offer
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import State, Value
from drogowskaz.organisations.enums import Kind
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.organisations.models.organisation import named

__all__ = ["clerk", "open_form"]
PEOPLE: CellKey = ("population.total", 0)
"""A row that counts people and tells of nobody by itself."""
FEW: CellKey = ("delegated.spec_care.persons", 0)
"""A sensitive row: people who receive something."""
TEXT: CellKey = ("preschool.refusal_text", 0)


def circle(name: str = "KGW Zakręcone") -> Organisation:
    found = Organisation.objects.filter(name=name).first()
    return found or Organisation.objects.create(kind=Kind.KGW, created_at=NOON, **named(name))


def offered(
    form: Assessment,
    number: int,
    who: str = "KGW Zakręcone",
    *,
    cell: CellKey = PEOPLE,
    by: User | None = None,
    value: Value | None = None,
    **details: object,
) -> Offer:
    """A value of an organisation."""
    told = {"organisation": circle(who), "method": Method.COUNTED, "counted": "osoby", **details}
    return put_offer(
        assessment=form,
        cell=cell,
        value=value or Value(State.VALUE, number),
        supplier=who,
        details=OfferDetails(**told),
        actor=by,
        at=NOON,
    )


def settle(
    form: Assessment, person: User | None, ruling: Ruling, *taken: Offer, cell: CellKey = PEOPLE, **said: object
) -> Decision:
    """Decide on the cell as it stands, unless `seen` says otherwise."""
    version = Cell.objects.filter(assessment=form, row=cell[0], offset=cell[1]).values_list("version", flat=True)
    made = {"reason": "", "seen": version.first() or 0, "at": NOON, **said}
    return decide_cell(assessment=form, cell=cell, taken=[one.pk for one in taken], ruling=ruling, actor=person, **made)


def standing(form: Assessment, cell: CellKey = PEOPLE) -> tuple[int, str, int] | None:
    """Number, supplier and version of the cell."""
    found = Cell.objects.filter(assessment=form, row=cell[0], offset=cell[1])
    return found.values_list("number", "supplier", "version").first()


def fates() -> list[tuple[str, str, str]]:
    return list(Offer.objects.values_list("supplier", "fate", "reason"))
