"""My tasks: what waits for the person who is signed in."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from people import NOON, administrator, outsider, unit

from drogowskaz.assessments.models import Assessment, CrosswalkEntry, Cycle, Remark
from drogowskaz.assessments.queries.waiting import waiting_in
from drogowskaz.engine.crosswalk.entries import Relation
from drogowskaz.home.queries import waiting_for
from drogowskaz.organisations.enums import Kind, Reach, Role
from drogowskaz.organisations.models import Grant, Invitation, Mandate, Organisation, User
from drogowskaz.territory.models import Unit
from drogowskaz.ui.waiting import Waiting, in_order

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 1)


def told(person: User) -> list[tuple[str, dt.date | None]]:
    from django.utils.translation import override

    with override("en"):
        return [(one.what, one.until) for one in waiting_for(person, NOON, "en")]


def role(person: User, days: int) -> Grant:
    place = unit()
    ends = DAY + dt.timedelta(days=days)
    given = {"reach": Reach.UNIT, "unit": place, "valid_from": dt.date(2025, 1, 1), "valid_until": ends}
    return Grant.objects.create(person=person, role=Role.DATA_EDITOR, **given)


def proposal(person: User) -> CrosswalkEntry:
    return CrosswalkEntry.objects.create(
        edition="ozps-gmina-2014",
        old="",
        new="population.total",
        relation=Relation.NEW.value,
        year=2014,
        reason="Wiersz dodano.",
        proposed_by=person,
        proposed_at=NOON,
    )


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/moje-sprawy/")
    assert (answer.status_code, answer["Location"].endswith("?next=/moje-sprawy/")) == (302, True)


def test_somebody_with_nothing_to_do_is_told_so(client: Client) -> None:
    person = outsider()
    client.force_login(person)
    assert told(person) == []
    assert "Nothing waits for you now." in client.get("/en/moje-sprawy/").content.decode()


def test_a_role_that_ends_within_thirty_days_is_told_and_one_that_ends_later_is_not() -> None:
    soon, later = outsider(), administrator()
    role(soon, 30)
    Grant.objects.create(
        person=later,
        role=Role.ANIMATOR,
        reach=Reach.PLATFORM,
        valid_from=DAY,
        valid_until=DAY + dt.timedelta(days=31),
    )
    assert told(soon) == [("Your role ends: data editor, Drobin (1419053)", DAY + dt.timedelta(days=30))]
    assert told(later) == []


def test_a_mandate_that_ends_and_a_letter_to_answer_are_told_the_nearest_first() -> None:
    person = outsider()
    circle = Organisation.objects.create(name="KGW Zmyślone", kind=Kind.KGW, created_at=NOON)
    Mandate.objects.create(
        organisation=circle, person=person, acts=["supply"], valid_from=DAY, valid_until=DAY + dt.timedelta(days=9)
    )
    Invitation.objects.create(
        email=person.email.upper(),
        organisation=circle,
        position="member",
        token_digest="0",
        invited_at=NOON,
        expires_at=NOON + dt.timedelta(days=3),
    )
    assert told(person) == [
        ("Answer the invitation: KGW Zmyślone", DAY + dt.timedelta(days=3)),
        ("Your mandate ends: KGW Zmyślone", DAY + dt.timedelta(days=9)),
    ]


def test_an_administrator_is_asked_to_review_the_proposals_of_others_only() -> None:
    first, other = administrator(), outsider()
    proposal(first)
    proposal(other)
    assert [what for what, _until in told(first)] == ["Review the entry of the crosswalk  → population.total, 2014"]
    assert told(other) == []


def test_what_has_no_day_stands_last() -> None:
    never, late, soon = (
        Waiting("a", "", ""),
        Waiting("b", "", "", dt.date(2026, 5, 1)),
        Waiting("c", "", "", dt.date(2026, 4, 1)),
    )
    assert in_order([never, late, soon]) == [soon, late, never]


def test_the_page_says_what_is_overdue(client: Client) -> None:
    person = outsider()
    Grant.objects.create(
        person=person,
        role=Role.ANIMATOR,
        reach=Reach.PLATFORM,
        valid_from=DAY,
        valid_until=timezone.localdate() + dt.timedelta(days=1),
    )
    client.force_login(person)
    page = client.get("/en/moje-sprawy/").content.decode()
    assert ("Your role ends: OZPS animator, –" in page, "overdue" in page) == (True, False)


def test_the_page_costs_as_many_queries_with_three_things_as_with_one(
    client: Client, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person, asked = administrator(), []
    client.force_login(person)
    for number in range(3):
        proposal(User.objects.create_user(f"{number}@example.org", name=f"Osoba {number}"))
        with CaptureQueriesContext(connection) as caught:
            client.get("/moje-sprawy/")
        asked.append(len(caught))
    # Every area with something waiting asks its own few.
    assert asked[0] == asked[2] <= 25


def editor(place: Unit, year: int | None = None) -> User:
    """A person who enters the data of a unit, or of one year of it."""
    person = User.objects.create_user("wanda@example.org", name="Wanda Wpisująca")
    reach = Reach.UNIT if year is None else Reach.CYCLE
    given = {"reach": reach, "unit": place, "year": year, "valid_from": dt.date(2025, 1, 1)}
    Grant.objects.create(person=person, role=Role.DATA_EDITOR, **given)
    return person


def opened(place: Unit, year: int, state: str = "open") -> Assessment:
    """A form of the unit with its cycle in the state."""
    form = Assessment.objects.create(unit=place, year=year, edition="ozps-gmina-2025", created_at=NOON, changed_at=NOON)
    Cycle.objects.create(
        unit=place,
        year=year,
        state=state,
        edition="ozps-gmina-2025",
        assessment=form,
        planned_at=NOON,
        opened_at=None if state == "planned" else NOON,
    )
    return form


def test_an_open_form_waits_for_whoever_enters_its_data_until_the_day_of_the_calendar() -> None:
    place = unit()
    person = editor(place)
    opened(place, 2025)
    opened(place, 2024, "suspended")
    opened(unit("1419062", "Inna"), 2025)
    assert told(person) == [("Fill in the assessment for 2025: gmina Drobin", dt.date(2026, 4, 20))]


def test_a_role_for_one_year_lets_only_that_form_wait() -> None:
    place = unit()
    person = editor(place, 2025)
    opened(place, 2025)
    opened(place, 2026)
    assert [what for what, _until in told(person)] == ["Fill in the assessment for 2025: gmina Drobin"]


def test_a_question_waits_for_whom_it_was_put_to_and_its_answer_for_whoever_asked() -> None:
    place = unit()
    person, asker = editor(place), outsider()
    form = opened(place, 2025, "suspended")
    asked = {"assessment": form, "row": "population.total", "offset": 0, "text": "Skąd ta liczba?", "at": NOON}
    remark = Remark.objects.create(**asked, state="open", assignee=person, by=asker)
    assert [what for what, _until in told(person)] == ["Answer a question: Residents (persons) – total, 2025"]
    assert told(asker) == []
    assert [one.what for one in waiting_in(person, place, NOON)] != []
    assert waiting_in(person, unit("1419062", "Inna"), NOON) == []
    Remark.objects.filter(pk=remark.pk).update(state="answered")
    assert [what for what, _until in told(asker)] == [
        "Read the answer and close your question: Residents (persons) – total, 2025"
    ]
    assert told(person) == []
