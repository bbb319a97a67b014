"""What the team did: from the log of acts, in reach, by person, gmina and day."""

import datetime as dt

import pytest
from cycles import gmina, opened
from django.test import Client
from django.utils import timezone
from participation.desk.cast import coordinator, gminas, grant, holder, paper, someone

from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.participation.models import Annexe, AnnexeItem, Confirmation, FieldNote, Paper
from drogowskaz.participation.queries.desk.log import _things

pytestmark = pytest.mark.django_db
LOG = "/en/biurko/dzialania/"
FILE = "/en/biurko/dzialania.csv"


def test_an_act_is_told_in_words_with_the_person_and_the_gmina(client: Client) -> None:
    (cycle,) = gminas(1)
    person = coordinator()
    paper(cycle, actor=person)
    client.force_login(person)
    page = client.get(LOG).content.decode()
    assert f"{person.name}: registered a paper" in page
    assert f"/en/biurko/{cycle.unit.code}/2026/" in page


def test_acts_of_the_office_and_of_other_gminas_are_not_shown(client: Client) -> None:
    mine, other = gminas(2)
    animator = holder(Role.ANIMATOR, mine.unit)
    editor = someone("Roman z gminy")
    grant(editor, Role.DATA_EDITOR, Reach.UNIT, mine.unit)
    elsewhere = someone("Zofia Zdalna")
    grant(elsewhere, Role.ANIMATOR, Reach.UNIT, other.unit)
    paper(mine, actor=editor)
    paper(other, actor=elsewhere)
    client.force_login(animator)
    page = client.get(LOG).content.decode()
    assert "Nothing was done that fits" in page


def test_person_gmina_and_days_choose_among_acts(client: Client) -> None:
    first, second = gminas(2)
    person, helper = coordinator(), someone("Ala Animatorka")
    grant(helper, Role.ANIMATOR, Reach.UNIT, first.unit)
    paper(first, actor=helper)
    paper(second, actor=person)
    client.force_login(person)
    today = timezone.localdate()
    told = "registered a paper"
    assert client.get(LOG).content.decode().count(told) == 2
    for asked in (f"osoba={helper.pk}", "gmina=9901012", f"osoba={helper.pk}&gmina=9901012&od={today}&do={today}"):
        page = client.get(f"{LOG}?{asked}").content.decode()
        assert page.count(told) == 1
        assert f"Ala Animatorka: {told}" in page
    assert told not in client.get(f"{LOG}?do={today - dt.timedelta(days=1)}").content.decode()
    assert told not in client.get(f"{LOG}?osoba={helper.pk}&gmina=9901022").content.decode()


def test_a_day_that_cannot_be_read_is_said_at_its_field(client: Client) -> None:
    opened()
    client.force_login(coordinator())
    assert 'aria-invalid="true"' in client.get(f"{LOG}?od=wczoraj").content.decode()


def test_the_file_holds_the_same_acts_and_no_formula(client: Client) -> None:
    (cycle,) = gminas(1)
    person = coordinator()
    person.name = "=1+1"
    person.save()
    paper(cycle, actor=person)
    client.force_login(person)
    answer = client.get(f"{FILE}?gmina=9901012")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert rows[0].split(";")[0] == "Moment"
    assert rows[1].split(";")[1:] == ["'=1+1", "gmina Gmina 1", "2026", "registered a paper", "paper.registered"]
    assert len(rows) == 2


def test_every_sort_of_thing_of_a_cycle_is_in_the_log() -> None:
    found = {model for model, _way in _things()}
    assert {Paper, Confirmation, Annexe, AnnexeItem, FieldNote} <= found


def test_a_thing_that_is_gone_leaves_its_act_out_of_the_log_of_a_gmina(client: Client) -> None:
    cycle = opened(gmina())
    person = holder(Role.ANIMATOR, cycle.unit)
    made = paper(cycle, actor=person)
    Paper.objects.filter(pk=made.pk).delete()
    client.force_login(person)
    assert "registered a paper" not in client.get(LOG).content.decode()
