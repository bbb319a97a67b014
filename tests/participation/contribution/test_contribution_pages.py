"""The pages of speaking: choosing a kind, the form without an account, the limits, what is refused and kept."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from participation.contribution.said import (
    ADDRESS,
    EMAIL,
    circle,
    consulted,
    new_key,
    page_of,
    prepared,
    put,
    speaker,
    stand,
    typed,
)

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.notifications.formats import Purpose, sealed
from drogowskaz.notifications.models import Follow, Message
from drogowskaz.organisations.enums import Act
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, Sign
from drogowskaz.participation.forms.contribution import stamped
from drogowskaz.participation.models import Consultation, Contribution
from drogowskaz.participation.models.contribution import token_of
from drogowskaz.participation.queries.contribution import contribution_path

pytestmark = pytest.mark.django_db
REMARK = f"{ADDRESS}?rodzaj=remark"
TODAY = dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _no_tries_before(db: None) -> None:
    cache.clear()


def test_every_kind_is_offered_with_a_link_that_keeps_what_it_is_about(client: Client) -> None:
    prepared()
    page = client.get(f"{ADDRESS}?rozdzial=2").content.decode()
    for kind in ContributionKind:
        assert f"?rodzaj={kind}&amp;rozdzial=2" in page


@pytest.mark.parametrize("kind", ContributionKind.values)
def test_every_kind_is_sent_without_an_account_and_leads_to_its_authors_page(client: Client, kind: str) -> None:
    prepared()
    answer = client.post(f"{ADDRESS}?rodzaj={kind}", typed())
    made = Contribution.objects.get()
    assert (answer.status_code, answer.url, made.kind) == (302, page_of(made), kind)
    assert client.get(answer.url).status_code == 200


def test_a_second_click_leads_to_the_same_page(client: Client) -> None:
    prepared()
    form = typed()
    assert client.post(REMARK, form).url == client.post(REMARK, form).url
    assert Contribution.objects.count() == 1


def test_hostile_markup_stays_text(client: Client) -> None:
    prepared()
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>"
    answer = client.post(REMARK, typed(text=nasty, naming="name", name=nasty))
    page = client.get(answer.url).content.decode()
    assert Contribution.objects.get().text == nasty
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    again = client.post(REMARK, typed(text=nasty, capacity="")).content.decode()
    assert "<script>alert" not in again


def test_a_very_long_text_gets_a_sentence_and_stays_in_the_form(client: Client) -> None:
    prepared()
    answer = client.post(REMARK, typed(text="Długo " * 5000))
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "Długo " * 5000
    assert len(answer.context["refusals"]) == 1
    assert not Contribution.objects.exists()


def test_as_whom_somebody_speaks_has_to_be_said(client: Client) -> None:
    prepared()
    answer = client.post(REMARK, typed(capacity=""))
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["capacity"])


@pytest.mark.parametrize("email", ["nie adres", "a@example.org\nBcc: b@example.org", "a@example.org\r\nX: y"])
def test_what_is_no_address_is_refused_and_no_letter_leaves(client: Client, email: str) -> None:
    prepared()
    assert client.post(REMARK, typed(email=email)).status_code == 422
    assert not Message.objects.exists()
    assert not Contribution.objects.exists()


def test_a_program_that_fills_in_everything_is_turned_away_and_its_text_is_kept(client: Client) -> None:
    prepared()
    answer = client.post(REMARK, typed(website="http://example.org"))
    assert answer.status_code == 422
    assert "Brakuje dowozu" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_a_form_without_its_hidden_part_gets_a_new_one_and_is_taken_the_next_time(client: Client) -> None:
    prepared()
    answer = client.post(REMARK, typed(key="krótki"))
    form = answer.context["form"]
    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert client.post(REMARK, typed(key=form["key"].value())).status_code == 302


@pytest.mark.parametrize(
    ("seconds", "quick"), [(1, True), (60, False), (86_400 * 30, False)], ids=["at once", "a minute", "a month"]
)
def test_only_a_form_sent_at_once_is_marked_and_none_grows_too_old(client: Client, seconds: int, quick: bool) -> None:
    prepared()
    opened = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=seconds)
    assert client.post(REMARK, typed(stamp=stamped(opened))).status_code == 302
    assert (Sign.FAST in Contribution.objects.get().signs) is quick


def test_a_forged_stamp_refuses_nobody_and_is_marked(client: Client) -> None:
    prepared()
    assert client.post(REMARK, typed(stamp="2026-01-01:podrobiony")).status_code == 302
    assert Contribution.objects.get().signs == [Sign.FAST]


def test_suspicious_words_are_queued_with_their_signs(client: Client) -> None:
    prepared()
    client.post(REMARK, typed(text="http://a.pl http://b.pl http://c.pl i https://bit.ly/x", stamp=""))
    made = Contribution.objects.get()
    assert (made.state, made.signs) == (ContributionState.SUBMITTED, [Sign.FAST, Sign.LINKS, Sign.SHORTENED])


def test_the_twenty_first_try_of_a_minute_keeps_its_text_and_says_when_to_come_back(client: Client) -> None:
    prepared()
    codes = [client.post(REMARK, typed()).status_code for _try in range(21)]
    assert codes == [302] * 20 + [429]
    last = client.post(REMARK, typed(text="Zostaję w formularzu"))
    assert "Zostaję w formularzu" in last.content.decode()
    assert Contribution.objects.count() == 20


def test_one_address_gets_at_most_six_letters_in_ten_minutes(client: Client) -> None:
    prepared()
    codes = [client.post(REMARK, typed(email=EMAIL)).status_code for _try in range(8)]
    assert codes == [302] * 6 + [429] * 2
    assert Message.objects.count() == 6


def test_the_page_after_sending_holds_nothing_that_confirms_an_address(client: Client) -> None:
    prepared()
    page = client.get(client.post(REMARK, typed(email=EMAIL)).url).content.decode()
    assert EMAIL in page
    assert "potwierdzenie" not in page


def test_the_link_of_the_letter_confirms_only_when_the_button_is_pressed(client: Client) -> None:
    place = prepared()
    made = put(place, email=EMAIL)
    link = re.search(r"http\S+/glos/potwierdzenie/\S+", Message.objects.get().text)
    assert link is not None
    path = link[0].split("/", 3)[3]
    private = f"/glos/{token_of(made.key)}/"
    assert private not in Message.objects.get().text + client.get(f"/{path}").content.decode()
    assert not Follow.objects.exists()
    for _click in range(2):
        assert private in client.post(f"/{path}").content.decode()
    made.refresh_from_db()
    follow = Follow.objects.get()
    assert (follow.thing, follow.rhythm, follow.subscriber.address) == (contribution_path(made), "at_once", EMAIL)
    assert made.confirmed_at is not None


def test_a_link_for_another_address_or_of_another_purpose_confirms_nothing(client: Client) -> None:
    made = put(prepared(), email=EMAIL)
    told = {"contribution": made.pk, "address": "kto@example.org"}
    for token in ("x", sealed(Purpose.CONFIRM, told), sealed(Purpose.STOP, {**told, "address": EMAIL})):
        assert client.post(f"/glos/potwierdzenie/{token}/").status_code == 410
    made.refresh_from_db()
    assert made.confirmed_at is None


def test_who_holds_a_mandate_chooses_the_organisation_and_others_are_not_offered_any(client: Client) -> None:
    place = prepared()
    organisation = circle(place.cycle)
    assert "organisation" not in client.get(REMARK).context["form"].fields
    client.force_login(speaker(organisation, Act.SPEAK))
    client.post(REMARK, typed(capacity="organisation", organisation=organisation.pk))
    assert Contribution.objects.get().organisation == organisation


def test_the_address_says_what_it_is_about(client: Client) -> None:
    prepared()
    client.post(f"{REMARK}&wiersz=population.total", typed())
    made = Contribution.objects.get()
    assert (made.row, made.chapter) == ("population.total", "2")


@pytest.mark.parametrize("query", ["rozdzial=99", "wiersz=nie.ma", "czesc=7", "czesc=x", "czesc=²"])
def test_a_part_that_is_not_there_is_told_and_the_whole_is_spoken_about(client: Client, query: str) -> None:
    prepared()
    page = client.get(f"{REMARK}&{query}")
    assert page.context["concern"].lost
    assert client.post(f"{REMARK}&{query}", typed()).status_code == 302
    assert Contribution.objects.get().chapter == ""


def test_a_section_shows_how_it_reads_and_what_is_asked(client: Client) -> None:
    place = prepared()
    section = consulted(place.cycle, TODAY, dt.date(2027, 12, 1))
    page = client.get(f"{REMARK}&czesc=1").content.decode()
    assert section.text in page
    assert section.question in page
    client.post(f"{REMARK}&czesc=1", typed())
    assert Contribution.objects.get().section == section


def test_after_a_consultation_the_text_is_kept_and_goes_as_an_ordinary_remark(client: Client) -> None:
    place = prepared()
    consulted(place.cycle, TODAY, dt.date(2026, 11, 2))
    Consultation.objects.update(state="ended")
    answer = client.post(f"{REMARK}&czesc=1", typed(text="Spóźniona uwaga"))
    assert answer.status_code == 422
    assert "Spóźniona uwaga" in answer.content.decode()
    assert client.post(answer.context["address"], typed(text="Spóźniona uwaga")).status_code == 302
    made = Contribution.objects.get()
    assert (made.section, made.chapter) == (None, "2")


@pytest.mark.parametrize("state", [CycleState.PLANNED, CycleState.SUSPENDED, CycleState.CLOSED])
def test_a_year_that_is_not_open_says_so_and_where_to_go_and_keeps_the_text(client: Client, state: str) -> None:
    prepared()
    Cycle.objects.update(state=state)
    assert "/udzial/" in client.get(ADDRESS).content.decode()
    answer = client.post(REMARK, typed(text="Za późno napisane"))
    assert answer.status_code == 422
    assert "Za późno napisane" in answer.content.decode()
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("path", ["0000000/cykl/2026", "9901012/cykl/2011", "9901012/cykl/99999"])
def test_another_unit_or_year_is_not_there(client: Client, path: str) -> None:
    prepared()
    assert client.get(f"/jednostka/{path}/glosy/nowy/").status_code == 404
    assert client.post(f"/jednostka/{path}/glosy/nowy/?rodzaj=remark", typed()).status_code == 404


def test_what_others_said_stands_beside_the_form_but_nothing_that_is_not_public(client: Client) -> None:
    place = prepared()
    shown = stand(put(place, "Brakuje dowozu do lekarza w Zmyślonej.", chapter="2"), ContributionState.PUBLISHED)
    put(place, "Brakuje dowozu do lekarza w Zmyślonej.", chapter="2", key=new_key())
    about = client.get(f"{REMARK}&rozdzial=2").context["others"]
    like = client.post(REMARK, typed(text="Brakuje nam dowozu lekarza", capacity="")).context["others"]
    assert about == like == [shown]


def test_the_pages_cost_the_same_with_more_contributions(client: Client) -> None:
    place = prepared()
    one = _queries(client, stand(put(place, chapter="2"), ContributionState.PUBLISHED))
    for _more in range(2):
        made = stand(put(place, chapter="2"), ContributionState.PUBLISHED)
    assert _queries(client, made) == one


def _queries(client: Client, made: Contribution) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{REMARK}&rozdzial=2")
        client.get(page_of(made))
    return len(asked)
