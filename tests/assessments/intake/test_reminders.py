"""Reminding many units at once: whom it reaches, once a day, with a trace and without a number of a form."""

import datetime as dt
import re
from collections.abc import Sequence

import pytest
from cycles import DECEMBER, YEAR, holder, put, region
from django.test import Client

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.intake.reminding import Reminded, remind
from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Assessment, Package, Reminder, Submission
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

ADDRESS = f"/en/wojewodztwo/99/formularze/{YEAR}/przypomnienie/"
EVENT = "assessments.form_reminded"


@pytest.fixture
def top() -> Unit:
    made = region()
    actions.open_campaign(region=made, year=YEAR, actor=None, at=DECEMBER)
    holder(Role.DATA_EDITOR, Unit.objects.get(code="9901012"))
    return made


def reminded(
    top: Unit, codes: Sequence[str], *, text: str = "", actor: User | None = None, at: dt.datetime = DECEMBER
) -> Reminded:
    return remind(
        region=top, year=YEAR, codes=codes, text=text, actor=actor, at=at, link=lambda unit: f"https://x/{unit.code}"
    )


def test_people_of_the_unit_are_written_to_and_a_unit_with_nobody_is_named(top: Unit) -> None:
    done = reminded(top, ["9901012", "9901022"], text="Proszę o formularz do piątku.")
    assert (done.units, done.letters, [unit.code for unit in done.nobody]) == (2, 1, ["9901022"])
    letter = Message.objects.get(event=EVENT)
    assert "Proszę o formularz do piątku." in letter.text
    assert "https://x/9901012" in letter.text
    assert sorted(Reminder.objects.values_list("unit__code", "people")) == [("9901012", 1), ("9901022", 0)]
    assert Entry.objects.get(verb="intake.reminded").details == {"year": YEAR, "units": 2}


def test_a_second_click_on_the_same_day_writes_to_nobody_and_the_next_day_again(top: Unit) -> None:
    reminded(top, ["9901012"])
    again = reminded(top, ["9901012"], at=DECEMBER + dt.timedelta(hours=1))
    assert (again.units, again.letters, [unit.code for unit in again.again]) == (0, 0, ["9901012"])
    assert reminded(top, ["9901012"], at=DECEMBER + dt.timedelta(days=1)).letters == 1
    assert Message.objects.filter(event=EVENT).count() == 2


def test_a_form_with_the_centre_is_not_reminded(top: Unit) -> None:
    form = Assessment.objects.get(unit__code="9901012", year=YEAR)
    package = Package.objects.create(
        assessment=form, number=1, edition=form.edition, artefact="a", sha256="b", size=1, mark=0, link="c",
        signed_at=DECEMBER,
    )  # fmt: skip
    Submission.objects.create(assessment=form, state=Way.SENT, package=package, changed_at=DECEMBER)
    assert reminded(top, ["9901012"]).units == 0


def test_a_letter_tells_no_number_of_the_form(top: Unit) -> None:
    put(Assessment.objects.get(unit__code="9901012", year=YEAR), "population.total", 0, 71234)
    reminded(top, ["9901012"])
    letter = Message.objects.get(event=EVENT)
    assert "71" not in letter.text.replace(str(YEAR), "").replace("9901012", "")


def test_whose_role_has_ended_is_not_written_to(top: Unit) -> None:
    Grant.objects.filter(role=Role.DATA_EDITOR).update(valid_until=dt.date(2026, 11, 30))
    assert reminded(top, ["9901012"]).letters == 0


def test_only_the_centre_reminds_and_units_of_other_regions_are_not_reached(top: Unit) -> None:
    with pytest.raises(Refused) as refused:
        reminded(top, ["9901012"], actor=User.objects.get(email="data_editor@example.org"))
    assert "can see how forms come in" in str(refused.value)
    other = region("97")
    actions.open_campaign(region=other, year=YEAR, actor=None, at=DECEMBER)
    with pytest.raises(Refused) as nobody:
        reminded(top, ["9701012"])
    assert str(nobody.value) == "No unit was chosen, so nobody was written to."
    assert not Reminder.objects.exists()


def test_a_text_that_is_too_long_is_refused_and_kept_on_the_page(top: Unit) -> None:
    client = Client()
    client.force_login(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    response = client.post(ADDRESS, {"unit": "9901012", "text": "ż" * 1001})
    said = response.content.decode()
    assert (response.status_code, Reminder.objects.count()) == (422, 0)
    assert "1000 is the most that can be taken in" in said
    assert "ż" * 1001 in said


def test_the_page_shows_whom_it_would_reach_and_sends(top: Unit) -> None:
    client = Client()
    client.force_login(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    said = client.get(f"{ADDRESS}?stan=work").content.decode()
    assert "1 letter will leave" in said
    assert "Osoba data_editor" in said
    assert "Nobody there has an account" in said
    response = client.post(ADDRESS, {"unit": ["9901012", "9901022"], "text": ""}, follow=True)
    said = " ".join(response.content.decode().split())
    assert "2 units were reminded. 1 letter is leaving." in said
    assert "write a letter or telephone: gmina Gmina 2." in said
    again = client.get(f"{ADDRESS}?unit=9901012").content.decode()
    assert "Reminded today already" in again
    assert "Send the reminder" not in again


def test_all_units_the_board_shows_can_be_chosen_also_without_a_filter(top: Unit) -> None:
    client = Client()
    client.force_login(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    board = client.get(ADDRESS.removesuffix("przypomnienie/")).content.decode()
    (link,) = re.findall(rf'href="({ADDRESS}[^"]+)"', board)
    said = client.get(link.replace("&amp;", "&")).content.decode()
    assert said.count("<li>gmina Gmina") == 1
    assert "1 letter will leave" in said


def test_without_a_choice_the_page_says_how_to_choose(top: Unit) -> None:
    client = Client()
    client.force_login(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    assert "No unit is chosen" in client.get(ADDRESS).content.decode()
