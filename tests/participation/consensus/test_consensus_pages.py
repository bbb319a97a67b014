"""Consensus maps as people meet them: in a browser without scripts, on a phone, with or without an account."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from participation.consensus.maps import LAST_DAY, NOW, TEXTS, Mapped, another, enter, fifteen, prepared, running
from participation.meeting.meetings import AFTER, held
from people import outsider

from drogowskaz.notifications.models import Message
from drogowskaz.participation.actions.consensus import cancel_map, open_map
from drogowskaz.participation.actions.consensus_closing import close_map
from drogowskaz.participation.actions.minutes import PointDescription, accept_minutes, put_point
from drogowskaz.participation.enums.consensus import MapState
from drogowskaz.participation.enums.minutes import PointKind
from drogowskaz.participation.models import ConsensusMap, Voter
from drogowskaz.participation.queries.consensus import asked_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tries_begin_anew() -> None:
    cache.clear()


def now_running(texts: tuple[str, ...] = TEXTS) -> Mapped:
    """A map open on the day of the test: pages look at the clock themselves."""
    now = timezone.now()
    return running(texts, now, timezone.localdate(now) + dt.timedelta(days=3))


def filled_in(there: Mapped, digits: str, **more: object) -> dict[str, object]:
    """What the form of a sheet sends."""
    words = {"1": "for", "2": "against", "3": "no_opinion"}
    chosen = zip(asked_of(there.map), digits, strict=False)
    return {"sector": "ngo", **{f"s{one.pk}": words.get(digit, "") for one, digit in chosen}, **more}


def typed(there: Mapped, number: int, digits: str, **more: object) -> dict[str, object]:
    """What the form of typing in sends."""
    chosen = zip(asked_of(there.map), digits, strict=False)
    said = {f"s{one.pk}": digit.strip() for one, digit in chosen}
    return {"number": number, "code": there.code(number), "sector": "ngo", "organisation": "", **said, **more}


def test_a_printed_sheet_is_filled_in_on_a_phone_and_changed(client: Client) -> None:
    there = now_running()
    answer = client.post("/mapa/arkusz/", {"number": 7, "code": there.code(7).lower()})
    assert answer.status_code == 302
    link = answer["Location"]
    assert client.post(link, filled_in(there, "12 ")).status_code == 302
    assert client.post(link, filled_in(there, "12 ")).status_code == 302
    assert client.post(link, filled_in(there, "113", organisation="KGW Zmyślone")).status_code == 302
    voter = Voter.objects.get()
    assert list(voter.votes.order_by("statement").values_list("choice", flat=True)) == ["for", "for", "no_opinion"]
    assert (voter.sheet, voter.of) == (7, "KGW Zmyślone")
    assert client.get(link).content.decode().count("checked") == 1 + 3


def test_a_wrong_code_is_told_and_guessing_is_stopped(client: Client) -> None:
    there = now_running()
    answers = [client.post("/mapa/arkusz/", {"number": 7, "code": f"ABCDEFG{letter}"}) for letter in "2345" * 8]
    assert [answer.status_code for answer in answers] == [422] * 30 + [429] * 2
    assert client.post("/mapa/arkusz/", {"number": 7, "code": there.code(7)}).status_code == 429


def test_an_address_gets_its_link_and_asking_too_often_is_stopped(client: Client) -> None:
    there = now_running()
    answers = [client.post(there.address, {"email": "ewa@example.org"}).status_code for _again in range(4)]
    assert answers == [302, 302, 302, 429]
    link = re.search(r"/mapa/list/[^\s]+/", Message.objects.filter(event="participation.consensus_link")[0].text)
    assert link is not None
    assert client.post(link[0], filled_in(there, "111", sector="residents")).status_code == 302
    assert Voter.objects.get().sector == "residents"


def test_a_program_that_fills_in_the_trap_gets_no_letter(client: Client) -> None:
    there = now_running()
    answer = client.post(there.address, {"email": "ewa@example.org", "website": "https://spam.example"})
    assert answer.status_code == 422
    assert Message.objects.filter(event="participation.consensus_link").count() == 0


def test_a_signed_in_person_has_one_sheet_and_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    there = now_running()
    assert client.get(f"{there.address}glos/").status_code == 302
    client.force_login(outsider())
    for digits in ("1", "12", "123"):
        assert client.post(f"{there.address}glos/", filled_in(there, digits)).status_code == 302
    assert Voter.objects.get().votes.count() == 3
    assert client.get(f"{there.address}glos/?organizacja=999").status_code == 404


def test_a_sheet_without_a_sector_is_told_and_keeps_what_was_chosen(client: Client) -> None:
    there = now_running()
    client.force_login(outsider())
    answer = client.post(f"{there.address}glos/", filled_in(there, "123", sector=""))
    assert answer.status_code == 422
    assert answer.content.decode().count("checked") == 3
    assert Voter.objects.count() == 0


def test_a_link_that_was_cut_leads_to_the_printed_sheet(client: Client) -> None:
    assert client.get("/mapa/list/niewazny/").status_code == 404


def test_nobody_sees_choices_before_the_closing(client: Client) -> None:
    there = now_running()
    fifteen(there)
    client.force_login(there.animator)
    assert client.get(there.address).context["results"] is None
    assert client.get(f"{there.address}pobierz/wyniki.csv").status_code == 404
    page = client.get(f"/en{there.address}przygotowanie/").content.decode()
    assert [int(number) for number in re.findall(r"<dd>\s*(\d+)\s*</dd>", page)] == [8, 7]


def test_fifteen_sheets_from_the_first_page_to_the_results(client: Client) -> None:
    """The whole way of a map through its pages."""
    there = prepared()
    client.force_login(there.animator)
    base = there.address.rsplit("/", 2)[0]
    assert client.post(f"{base}/nowa/", {"title": "Piętnaście arkuszy"}).status_code == 302
    made = ConsensusMap.objects.latest("pk")
    here = Mapped(made, there.animator, there.cycle)
    desk = f"{here.address}przygotowanie/"
    assert client.post(desk, {"move": "type", "texts": "\n".join(TEXTS)}).status_code == 302
    day = timezone.localdate() + dt.timedelta(days=2)
    assert client.post(desk, {"move": "open", "closes_on": day.isoformat()}).status_code == 302
    for number in range(1, 16):
        sector, digits = ("ngo", "112") if number < 9 else ("institution", "12" if number < 13 else "123")
        sent = typed(here, number, digits, sector=sector)
        assert client.post(f"{here.address}wpisywanie/", sent).status_code == 302
    assert client.post(desk, {"move": "close"}).status_code == 302
    page = Client().get(f"/en{here.address}")
    results = page.context["results"]
    said = (len(results.agreed), len(results.divides), len(results.too_little), results.voices, results.groups)
    assert said == (1, 1, 1, 15, ())
    assert results.about_groups in page.content.decode()
    assert page.content.decode().count('class="share"') == 3 + 3 + 1
    assert Client().get(f"{here.address}pobierz/wyniki.csv").status_code == 200
    assert Client().get(f"{here.address}pobierz/inne.csv").status_code == 404


def test_typing_in_is_checked_and_a_sheet_is_corrected(client: Client) -> None:
    there = now_running()
    client.force_login(there.animator)
    address = f"{there.address}wpisywanie/"
    assert client.post(address, typed(there, 1, "19")).status_code == 422
    assert client.post(address, typed(there, 1, "12", code=there.code(2))).status_code == 422
    assert client.post(address, typed(there, 1, "12")).status_code == 302
    shown = client.get(f"{address}?arkusz=1").context["form"].initial
    assert (shown["number"], shown["code"], shown[f"s{there.key(2)}"]) == (1, there.code(1), "2")
    assert client.post(address, typed(there, 1, "11")).status_code == 302
    assert Voter.objects.get().votes.filter(choice="for").count() == 2
    assert client.get(f"{address}?arkusz=x").context["chosen"] is None


def test_only_the_team_prepares_and_types_in(client: Client) -> None:
    there = now_running()
    for page in ("przygotowanie/", "wpisywanie/"):
        assert client.get(f"{there.address}{page}").status_code == 302
    client.force_login(outsider())
    for page in ("przygotowanie/", "wpisywanie/"):
        assert client.get(f"{there.address}{page}").status_code == 403
        assert client.post(f"{there.address}{page}", {"move": "close"}).status_code == 403
    assert there.again().state == MapState.OPEN


def test_a_map_being_prepared_is_nothing_for_others(client: Client) -> None:
    there = prepared()
    assert client.get(there.address).status_code == 404
    assert client.post("/mapa/arkusz/", {"number": 1, "code": there.code(1)}).status_code == 422
    client.force_login(there.animator)
    assert client.get(there.address).status_code == 200


@pytest.mark.parametrize("end", ["closed", "cancelled"])
def test_a_map_that_is_over_takes_no_voice_and_says_why(client: Client, end: str) -> None:
    there = now_running()
    act = {"asked": there.map, "actor": there.animator, "at": there.at}
    if end == "closed":
        close_map(**act)  # type: ignore[arg-type]
    else:
        cancel_map(reason="Choroba.", **act)  # type: ignore[arg-type]
    link = client.post("/mapa/arkusz/", {"number": 7, "code": there.code(7)})["Location"]
    assert client.get(link).context["closed"] != ""
    assert client.post(link, filled_in(there, "111")).status_code == 422
    assert client.get(there.address).status_code == 200
    assert Voter.objects.count() == 0


def test_the_list_of_statements_is_kept_by_its_form(client: Client) -> None:
    there = prepared()
    client.force_login(there.animator)
    one, two, three = asked_of(there.map)
    sent = {
        "move": "arrange", "seen": there.map.version, f"place-{one.pk}": 3, f"text-{one.pk}": "Inaczej.",
        f"place-{two.pk}": 2, f"text-{two.pk}": two.text, f"away-{three.pk}": "on",
    }  # fmt: skip
    assert client.post(f"{there.address}przygotowanie/", sent).status_code == 302
    assert [(s.number, s.text) for s in asked_of(there.map)] == [(1, TEXTS[1]), (2, "Inaczej.")]
    assert client.post(f"{there.address}przygotowanie/", sent).status_code == 422
    assert client.post(f"{there.address}przygotowanie/", {"move": "nothing"}).status_code == 400


def test_hostile_words_stay_words(client: Client) -> None:
    there = now_running(("<script>alert(1)</script>", *TEXTS))
    enter(there, 1, "111", organisation="=1+1<b>")
    client.force_login(there.animator)
    for page in ("", "przygotowanie/", "wpisywanie/"):
        assert "<script>alert" not in client.get(f"{there.address}{page}").content.decode()


def test_sheets_are_printed_with_their_numbers_while_they_can_be_used(client: Client) -> None:
    there = now_running()
    client.force_login(there.animator)
    printed = client.get(f"{there.address}arkusze.pdf?od=3&ile=2")
    assert printed["Content-Disposition"] == f'attachment; filename="arkusze-{there.map.code}-3-4.pdf"'
    assert printed.content.startswith(b"%PDF")
    assert client.get(f"{there.address}arkusze.pdf?od=999&ile=x")["Content-Disposition"].endswith('-999-999.pdf"')
    close_map(asked=there.map, actor=there.animator, at=there.at)
    assert client.get(f"{there.address}arkusze.pdf").status_code == 403


def test_the_results_are_a_document_too(client: Client) -> None:
    there = now_running()
    fifteen(there)
    close_map(asked=there.map, actor=there.animator, at=there.at)
    answer = client.get(f"{there.address}pobierz/wyniki.pdf")
    assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")


def test_a_conclusion_of_a_meeting_becomes_a_statement_with_its_source_shown(client: Client) -> None:
    there = held()
    point = PointDescription(PointKind.CONCLUSION, "Dowóz jest potrzebny.", there.meeting.agenda.first())
    put_point(meeting=there.meeting, point=None, description=point, actor=there.animator, at=AFTER)
    accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)
    here = another(there.cycle, there.animator)
    desk, key = f"{here.address}przygotowanie/", there.meeting.points.get().pk
    client.force_login(there.animator)
    sent = {"move": "take", "point": key, "text": "Dowóz do lekarza jest potrzebny."}
    assert client.post(desk, sent).status_code == 302
    assert client.post(desk, sent | {"text": "Drugi raz to samo."}).status_code == 422
    assert client.post(desk, {"move": "take", "text": "Skądś."}).status_code == 400
    source = f'href="/spotkania/{there.meeting.pk}/protokol/#punkt-{key}"'
    assert source in client.get(desk).content.decode()
    open_map(asked=here.map, closes_on=LAST_DAY, actor=there.animator, at=NOW)
    close_map(asked=here.map, actor=there.animator, at=NOW)
    assert source in client.get(here.address).content.decode()
