"""Every page of a meeting, by those who may see it and those who may not."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from participation.meeting import meetings
from participation.meeting.meetings import AFTER, Hosted, enter, held, in_two_weeks
from people import outsider

from drogowskaz.participation.actions.meeting import cancel_meeting
from drogowskaz.participation.actions.minutes import PointDescription, accept_minutes, put_point
from drogowskaz.participation.enums.meeting import MeetingState, Presence
from drogowskaz.participation.enums.minutes import PointKind
from drogowskaz.participation.models import Meeting
from drogowskaz.participation.models.registration import token_of

pytestmark = pytest.mark.django_db
TEAM = ("prowadzenie/", "zmiana/", "obecnosc/", "protokol/pisanie/", "terminy/nowy/", "terminy/1/", "druk/porzadek/")


def announced(**slot: object) -> Hosted:
    """A meeting that takes place two weeks from now."""
    return meetings.announced(timezone.now(), **in_two_weeks(), **slot)


def prepared() -> Hosted:
    return meetings.prepared(timezone.now(), **in_two_weeks())


def accepted() -> Hosted:
    there = held()
    point = PointDescription(PointKind.CONCLUSION, "Wniosek ze spotkania.", there.meeting.agenda.first())
    put_point(meeting=there.meeting, point=None, description=point, actor=there.animator, at=AFTER)
    accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)
    return there


@pytest.mark.parametrize("path", TEAM)
def test_the_team_opens_every_page_of_its_own(client: Client, path: str) -> None:
    there = announced()
    client.force_login(there.animator)
    assert client.get(f"/spotkania/{there.meeting.pk}/{path}").status_code == 200


@pytest.mark.parametrize("path", TEAM)
def test_an_outsider_is_told_who_runs_the_meeting_and_a_visitor_is_sent_to_sign_in(client: Client, path: str) -> None:
    there = announced()
    address = f"/spotkania/{there.meeting.pk}/{path}"
    assert client.get(address).status_code == 302
    client.force_login(outsider())
    assert client.get(address).status_code == 403


def test_a_meeting_being_prepared_is_known_only_to_its_team(client: Client) -> None:
    there = prepared()
    address = f"/spotkania/{there.meeting.pk}/"
    assert client.get(address).status_code == 404
    assert "Spotkanie konsultacyjne" not in client.get("/spotkania/").content.decode()
    client.force_login(there.animator)
    assert client.get(address).status_code == 200
    assert "Spotkanie konsultacyjne" in client.get("/spotkania/").content.decode()
    client.force_login(outsider())
    assert client.get(address).status_code == 404
    assert client.get(f"{address}prowadzenie/").status_code == 404


def test_the_link_for_those_online_is_on_no_public_page(client: Client) -> None:
    there = announced()
    for path in ("", "terminy/1/zapis/", "terminy/1/kalendarz/"):
        answer = client.get(f"/spotkania/{there.meeting.pk}/{path}")
        assert answer.status_code == 200
        assert "spotkania.example" not in answer.content.decode()


def test_whoever_has_a_place_online_sees_the_link(client: Client) -> None:
    there = announced()
    made = enter(there, "Zofia", presence=Presence.ONLINE)
    assert "spotkania.example" in client.get(f"/spotkania/zapis/{token_of(made.key)}/").content.decode()


def test_whoever_waits_does_not_see_the_link(client: Client) -> None:
    there = announced(on_site_limit=1)
    enter(there, "Adam")
    made = enter(there, "Zofia")
    for path in ("", "kalendarz/"):
        page = client.get(f"/spotkania/zapis/{token_of(made.key)}/{path}")
        assert page.status_code == 200
        assert "spotkania.example" not in page.content.decode()


def test_a_wrong_link_says_that_it_leads_nowhere(client: Client) -> None:
    assert client.get("/spotkania/zapis/nieprawda/").status_code == 410
    assert client.get("/spotkania/zapis/nieprawda/kalendarz/").status_code == 410


def test_somebody_registers_without_an_account_and_a_second_click_finds_the_same_place(client: Client) -> None:
    there = announced()
    address = f"/spotkania/{there.meeting.pk}/terminy/1/zapis/"
    key = client.get(address).context["form"]["key"].value()
    form = {"name": "Zofia", "presence": "on_site", "key": key, "organisation": "", "needs": "", "email": ""}
    first = client.post(address, form)
    second = client.post(address, form)
    assert (first.status_code, second.url) == (302, first.url)
    assert there.slot.registrations.count() == 1
    assert client.get(first.url).context["registration"].name == "Zofia"


def test_a_program_that_fills_in_everything_is_turned_away(client: Client) -> None:
    there = announced()
    address = f"/spotkania/{there.meeting.pk}/terminy/1/zapis/"
    answer = client.post(address, {"name": "Bot", "presence": "on_site", "key": "k" * 32, "website": "https://spam/"})
    assert answer.status_code == 422
    assert not there.slot.registrations.exists()


def test_too_many_tries_from_one_place_are_stopped(client: Client) -> None:
    there = announced()
    address = f"/spotkania/{there.meeting.pk}/terminy/1/zapis/"
    codes = [client.post(address, {"name": ""}).status_code for _try in range(21)]
    assert codes == [422] * 20 + [429]


def test_one_address_is_not_written_to_again_and_again(client: Client) -> None:
    there = announced(on_site_limit=None)
    address = f"/spotkania/{there.meeting.pk}/terminy/1/zapis/"
    codes = []
    for number in range(7):
        form = {"name": f"Osoba {number}", "presence": "on_site", "email": "ktos@example.org", "key": f"{number}" * 32}
        codes.append(client.post(address, form).status_code)
    assert codes == [302] * 6 + [429]


def test_a_place_is_changed_and_given_up_by_its_link(client: Client) -> None:
    there = announced()
    made = enter(there, "Zofia")
    address = f"/spotkania/zapis/{token_of(made.key)}/"
    changed = {"move": "change", "name": "Zofia Nowa", "presence": "online", "needs": "pętla", "email": ""}
    assert client.post(address, changed).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.presence, made.needs, made.state) == ("Zofia Nowa", "online", "pętla", "confirmed")
    assert client.post(address, {"move": "cancel"}).status_code == 302
    assert client.post(address, {"move": "cancel"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "cancelled"
    assert client.post(address, {"move": "nothing"}).status_code == 400


def test_names_are_seen_by_the_team_and_those_who_need_something_stand_first(client: Client) -> None:
    there = announced(on_site_limit=None)
    for name, needs in (("Adam", ""), ("Zofia", "wózek"), ("Ewa", "")):
        enter(there, name, needs=needs, email=f"{name.lower()}@example.org")
    client.force_login(there.animator)
    page = client.get(f"/spotkania/{there.meeting.pk}/prowadzenie/")
    assert [one.name for one in page.context["registered"]] == ["Zofia", "Adam", "Ewa"]
    client.logout()
    public = client.get(f"/spotkania/{there.meeting.pk}/").content.decode()
    assert "Zofia" not in public
    assert "@example.org" not in public


def test_a_meeting_is_prepared_and_announced_on_the_pages(client: Client) -> None:
    there = prepared()
    client.force_login(there.animator)
    form = {"title": "Drugie", "step_free": "yes", "induction_loop": "no", "sign_language": "asked", "agenda": "A\n\nB"}
    answer = client.post("/spotkania/nowe/?jednostka=9901012&rok=2026", form)
    made = Meeting.objects.get(title="Drugie")
    assert answer.url == f"/spotkania/{made.pk}/prowadzenie/"
    assert [point.title for point in made.agenda.all()] == ["A", "B"]
    refused = client.post(answer.url, {"move": "announce"})
    assert (refused.status_code, len(refused.context["refusals"])) == (422, 2)
    form = {
        "day": f"{in_two_weeks()['starts_at']:%Y-%m-%d}",
        "starts": "10:00",
        "ends": "12:00",
        "audience": "everyone",
        "kind": "on_site",
    }
    assert client.post(f"/spotkania/{made.pk}/terminy/nowy/", {**form, "place": "GOPS"}).status_code == 302
    form = {"title": "Drugie", "host": "Antek", "contact": "tel.", "step_free": "yes", "induction_loop": "no"}
    form |= {"sign_language": "asked", "agenda": "B\nC", "seen": "1"}
    assert client.post(f"/spotkania/{made.pk}/zmiana/", form).status_code == 302
    assert client.post(answer.url, {"move": "announce"}).status_code == 302
    made.refresh_from_db()
    assert made.state == MeetingState.ANNOUNCED
    assert [(point.number, point.title) for point in made.agenda.all()] == [(1, "B"), (2, "C")]


def test_of_two_who_change_the_description_the_slower_one_keeps_what_was_typed(client: Client) -> None:
    there = announced()
    client.force_login(there.animator)
    address = f"/spotkania/{there.meeting.pk}/zmiana/"
    form = client.get(address).context["form"].initial | {"title": "Pierwszy"}
    assert client.post(address, form).status_code == 302
    late = client.post(address, form | {"title": "Drugi"})
    assert late.status_code == 422
    assert (late.context["form"]["title"].value(), late.context["now_written"]["title"]) == ("Drugi", "Pierwszy")
    assert client.post(address, {**late.context["form"].data}).status_code == 302
    assert there.again().title == "Drugi"


def test_an_hour_that_the_clocks_leave_out_is_told(client: Client) -> None:
    there = prepared()
    client.force_login(there.animator)
    form = {"day": "2027-03-28", "starts": "02:30", "ends": "04:00", "audience": "everyone", "kind": "on_site"}
    answer = client.post(f"/spotkania/{there.meeting.pk}/terminy/nowy/", {**form, "place": "GOPS"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["starts"])


def test_accepted_minutes_are_public_as_page_and_pdf(client: Client) -> None:
    there = accepted()
    address = f"/spotkania/{there.meeting.pk}/protokol/"
    page = client.get(address)
    assert page.status_code == 200
    assert "Wniosek ze spotkania." in page.content.decode()
    key = there.meeting.points.get().pk
    assert f'id="punkt-{key}"' in page.content.decode()
    assert client.get(f"{address}pdf/").content.startswith(b"%PDF-")
    assert client.get(f"{address}?wersja=2").status_code == 404


def test_minutes_that_are_not_accepted_are_not_public(client: Client) -> None:
    there = held()
    assert client.get(f"/spotkania/{there.meeting.pk}/protokol/").status_code == 404


def test_the_attendance_and_the_minutes_are_written_on_the_pages(client: Client) -> None:
    there = held()
    client.force_login(there.animator)
    address = f"/spotkania/{there.meeting.pk}/"
    form = {"move": "put", "slot": there.slot.pk, "name": "KGW", "sector": "ngo", "people": "3", "presence": "on_site"}
    assert client.post(f"{address}obecnosc/", form).status_code == 302
    point = {"move": "put", "kind": "task", "text": "Wysłać zaproszenia.", "who": "animator", "until": "2027-01-10"}
    assert client.post(f"{address}protokol/pisanie/", point).status_code == 302
    assert client.post(f"{address}prowadzenie/", {"move": "accept"}).status_code == 302
    content = there.again().versions.get().content
    assert [(one["name"], one["people"]) for one in content["attendance"]] == [("KGW", 3)]
    assert [(one["who"], one["until"]) for one in content["points"]] == [("animator", "2027-01-10")]


@pytest.mark.parametrize("name", ["obecnosc", "porzadek", "wnioski"])
def test_every_sheet_is_a_pdf(client: Client, name: str) -> None:
    there = announced()
    client.force_login(there.animator)
    answer = client.get(f"/spotkania/{there.meeting.pk}/druk/{name}/")
    assert answer.content.startswith(b"%PDF-")
    assert client.get(f"/spotkania/{there.meeting.pk}/druk/inny/").status_code == 404


def test_the_list_shows_one_voivodeship_and_htmx_takes_only_the_results(client: Client) -> None:
    there = announced()
    for code, found in (("9901012", [there.meeting]), ("", [there.meeting])):
        page = client.get(f"/spotkania/?jednostka={code}", headers={"HX-Request": "true"})
        assert page.context["coming"] == found
        assert "<h1>" not in page.content.decode()
    assert client.get("/spotkania/?jednostka=9999999").status_code == 404


def test_a_meeting_called_off_before_its_announcement_stays_with_its_team(client: Client) -> None:
    there = prepared()
    cancel_meeting(meeting=there.meeting, reason="Inny termin.", actor=there.animator, at=there.at)
    assert client.get(f"/spotkania/{there.meeting.pk}/").status_code == 404
    assert client.get("/spotkania/").context["coming"] == []


def test_the_list_without_meetings_says_what_to_do(client: Client) -> None:
    page = client.get("/spotkania/")
    assert page.status_code == 200
    assert page.content.decode().count("empty-state") == 2


def test_an_announced_meeting_whose_day_is_over_stands_among_the_past(client: Client) -> None:
    there = announced()
    begun = timezone.now() - dt.timedelta(hours=3)
    there.meeting.slots.update(starts_at=begun, ends_at=begun + dt.timedelta(hours=2))
    page = client.get("/spotkania/?jednostka=9901012")
    assert [list(page.context["coming"]), [one.pk for one in page.context["page"]]] == [[], [there.meeting.pk]]
