"""An open cycle with a circle that fills in its annexe, and the people around it."""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from cycles import cast, gmina, opened
from django.test import Client
from django.utils import timezone

from drogowskaz.assessments.models import Cycle, LocalDate
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Act, Kind
from drogowskaz.organisations.models import Mandate, Organisation, User
from drogowskaz.organisations.models.organisation import named
from drogowskaz.participation.actions.annexe import Outcome, Save, save_answers, send_annexe, start_annexe
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.queries.annexe import definition_of
from drogowskaz.territory.models import Unit

JANUARY = dt.datetime(2027, 1, 15, 12, tzinfo=dt.UTC)
"""Within the computed dates of the annexe for 2026."""
MARCH = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
DECEMBER = dt.datetime(2026, 12, 28, 12, tzinfo=dt.UTC)
_NUMBERS = count(1)

WHOLE = {
    ("n1.legal_form", 0): "kgw",
    ("n1.mandate_holder", 0): "przewodnicząca koła",
    ("n1.area", 0): "9901012",
    ("n1.domains", 0): "",
    ("n1.recipients", 0): "",
    ("n1.jst_contract", 0): "no",
    ("n2.service.name", 0): "Obiady dla starszych",
    ("n2.service.domain", 0): "",
    ("n2.service.recipients", 0): "24",
    ("n2.service.recipients_unit", 0): "",
    ("n2.service.food_persons", 0): "12",
    ("n2.service.quality", 0): "measured",
    ("n10.publication", 0): "full",
    ("n10.no_personal_data", 0): "yes",
    ("n10.small_numbers", 0): "yes",
}
"""Answers with which the annexe can be handed in; an empty one stands for the first choice of the question."""


@dataclass
class Scene:
    """The cycle, the circle and who is who."""

    unit: Unit
    cycle: Cycle
    circle: Organisation
    leader: User
    people: dict[str, User | None]

    def __getitem__(self, who: str) -> User | None:
        return self.people[who]


def someone(name: str = "Ktoś") -> User:
    return User.objects.create_user(f"osoba{next(_NUMBERS)}@kolo.example", name=name)


def circle(unit: Unit, name: str = "KGW Zmyślone") -> Organisation:
    return Organisation.objects.create(**named(name), kind=Kind.KGW, unit=unit, created_at=JANUARY)


def mandate(of: Organisation, person: User, **fields: object) -> Mandate:
    given = {"acts": [Act.SUPPLY.value], "valid_from": dt.date(2026, 1, 1), **fields}
    return Mandate.objects.create(organisation=of, person=person, **given)


def scene() -> Scene:
    """A gmina whose cycle for 2026 is open, with a circle whose leader has a mandate."""
    unit = gmina()
    cycle = opened(unit)
    organisation = circle(unit)
    leader = someone("Kazia Kołowa")
    mandate(organisation, leader)
    return Scene(unit, cycle, organisation, leader, cast(unit))


def open_today(cycle: Cycle, before: int = 10, after: int = 10) -> None:
    """Put the dates of the annexe around the present day, for tests that go through pages."""
    day = timezone.localdate()
    for key, shift in (("annexe_opens", -before), ("annexe_closes", after)):
        LocalDate.objects.update_or_create(
            cycle=cycle, key=key, defaults={"day": day + dt.timedelta(days=shift), "reason": "test"}
        )


def begun(scene: Scene, organisation: Organisation | None = None, actor: User | None = None) -> Annexe:
    return start_annexe(
        cycle=scene.cycle, organisation=organisation or scene.circle, actor=actor or scene.leader, at=JANUARY
    )


def write(annexe: Annexe, answers: dict[tuple[str, int], str], actor: User, at: dt.datetime = JANUARY) -> list[Outcome]:
    """Save answers over whatever stands there."""
    seen = {(one.field, one.place): one.version for one in annexe.items.all()}
    saves = [Save(field, place, text, seen.get((field, place), 0)) for (field, place), text in answers.items()]
    return save_answers(annexe=annexe, saves=saves, actor=actor, at=at, lang="en")


def whole(annexe: Annexe) -> dict[tuple[str, int], str]:
    """`WHOLE` with its first choices filled in."""
    fields = definition_of(annexe).field_by_key
    return {key: text or fields[key[0]].choices[0].key for key, text in WHOLE.items()}


def filled(scene: Scene, organisation: Organisation | None = None, actor: User | None = None) -> Annexe:
    """An annexe in which nothing is missing."""
    annexe = begun(scene, organisation, actor)
    write(annexe, whole(annexe), actor or scene.leader)
    return annexe


def sent(scene: Scene, organisation: Organisation | None = None, actor: User | None = None) -> Annexe:
    annexe = filled(scene, organisation, actor)
    send_annexe(annexe=annexe, actor=actor or scene.leader, at=JANUARY, lang="en")
    return annexe


def reasons(refused: Refused) -> list[str]:
    return [one.sentence("en") for one in refused.refusals]


def root(here: Scene, organisation: int | None = None) -> str:
    return f"/en/zalacznik/9901012/2026/{organisation or here.circle.pk}/"


def enter(person: User | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def started_today(here: Scene) -> Annexe:
    return start_annexe(cycle=here.cycle, organisation=here.circle, actor=here.leader, at=timezone.now())


def complete_today(here: Scene) -> Annexe:
    annexe = started_today(here)
    seen = {(one.field, one.place): one.version for one in annexe.items.all()}
    saves = [Save(field, place, text, seen.get((field, place), 0)) for (field, place), text in whole(annexe).items()]
    save_answers(annexe=annexe, saves=saves, actor=here.leader, at=timezone.now())
    return annexe


def handed_in_today(here: Scene) -> Annexe:
    annexe = complete_today(here)
    send_annexe(annexe=annexe, actor=here.leader, at=timezone.now())
    return annexe
