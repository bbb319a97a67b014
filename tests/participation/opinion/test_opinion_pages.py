"""The page of the council's opinion: everybody reads it, the office and the council write on it."""

import datetime as dt

import pytest
from cycles import holder
from django.test import Client
from django.utils import timezone
from participation.consultation.consulted import Consulted, announced, prepared
from people import outsider

from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.opinion import hand_draft
from drogowskaz.participation.models import CouncilOpinion

pytestmark = pytest.mark.django_db
PAGE = "/en/jednostka/9901012/cykl/2026/konsultacje/1/rada/"


def client(person: User | None = None) -> Client:
    made = Client()
    if person:
        made.force_login(person)
    return made


def handed(there: Consulted) -> CouncilOpinion:
    now = timezone.now()
    return hand_draft(
        consultation=there.consultation, council="Rada <b>gminy</b>", delivered_on=timezone.localdate(now),
        actor=there.animator, at=now,
    )  # fmt: skip


def test_without_a_council_the_page_says_that_it_does_not_apply() -> None:
    announced()
    page = client().get(PAGE).content.decode()
    assert "this step does not apply" in page
    assert '<form method="post"' not in page


def test_everybody_reads_the_clock_and_that_it_is_a_convention() -> None:
    handed(announced())
    for person in (None, outsider()):
        page = client(person).get(PAGE).content.decode()
        assert "14 days are left." in page
        assert "Rada &lt;b&gt;gminy&lt;/b&gt;" in page
        assert "art. 41i" in page
        assert 'name="move"' not in page


def test_before_the_announcement_only_the_team_finds_the_page() -> None:
    there = prepared()
    assert [client(one).get(PAGE).status_code for one in (None, outsider(), there.animator)] == [404, 404, 200]


def test_the_animator_writes_down_that_a_council_got_the_draft() -> None:
    there = announced()
    today = timezone.localdate()
    answer = client(there.animator).post(PAGE, {"move": "hand", "hand-council": "Rada", "hand-delivered_on": today})
    assert answer.status_code == 302
    assert CouncilOpinion.objects.get().due_on == today + dt.timedelta(days=14)


def test_a_member_of_the_council_writes_the_opinion_on_the_page() -> None:
    there = announced()
    one, member = handed(there), holder(Role.RDPP_MEMBER, there.cycle.unit)
    sent = {
        "move": "write", "opinion": one.pk, "write-kind": "negative", "write-received_on": timezone.localdate(),
        "write-text": "Za mało o dowozie.",
    }  # fmt: skip
    assert client(member).post(PAGE, sent).status_code == 302
    assert "Za mało o dowozie." in client().get(PAGE).content.decode()


def test_what_was_typed_stays_when_the_paper_is_missing() -> None:
    there = announced()
    one = handed(there)
    sent = {
        "move": "write", "opinion": one.pk, "write-kind": "negative", "write-received_on": timezone.localdate(),
        "write-text": "Za mało o dowozie.",
    }  # fmt: skip
    answer = client(there.animator).post(PAGE, sent)
    page = answer.content.decode()
    assert (answer.status_code, "choose the paper" in page, "Za mało o dowozie." in page) == (422, True, True)


@pytest.mark.parametrize(
    ("sent", "status"),
    [({}, 400), ({"move": "write", "opinion": "9"}, 422), ({"move": "hand"}, 422)],
    ids=["nothing", "empty", "no-council"],
)
def test_a_broken_form_writes_nothing(sent: dict[str, str], status: int) -> None:
    there = announced()
    assert client(there.animator).post(PAGE, sent).status_code == status
    assert not CouncilOpinion.objects.exists()


def test_an_outsider_is_told_who_writes_here() -> None:
    announced()
    sent = {"move": "hand", "hand-council": "Rada", "hand-delivered_on": timezone.localdate()}
    answer = client(outsider()).post(PAGE, sent)
    assert (answer.status_code, "Only the people of" in answer.content.decode()) == (422, True)
