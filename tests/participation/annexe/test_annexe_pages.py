"""The pages of an annexe: who gets in, filling in with and without a script, handing in, where answers went."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from participation.annexe.filled import (
    Scene,
    circle,
    complete_today,
    enter,
    handed_in_today,
    mandate,
    open_today,
    root,
    scene,
    someone,
    started_today,
    whole,
)

from drogowskaz.assessments.models import Offer
from drogowskaz.organisations.models import Mandate
from drogowskaz.participation.actions.annexe import Save, save_answers, send_annexe, start_annexe
from drogowskaz.participation.enums.annexe import AnnexeState
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.queries.annexe import answers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    made = scene()
    open_today(made.cycle)
    return made


ROUTES = ["", "czesc/N1/", "przekazanie/", "losy/", "plik/", "pobierz/odpowiedzi.csv", "pobierz/formularz.pdf"]


@pytest.mark.parametrize("route", ROUTES)
def test_a_visitor_is_sent_to_sign_in(here: Scene, route: str) -> None:
    started_today(here)
    answer = enter(None).get(root(here) + route)
    assert (answer.status_code, answer.headers["Location"].startswith("/en/konto/wejscie/")) == (302, True)


@pytest.mark.parametrize("route", ROUTES)
def test_an_outsider_is_told_why_not(here: Scene, route: str) -> None:
    started_today(here)
    answer = enter(here["outsider"]).get(root(here) + route)
    told = "You have no mandate to act for KGW Zmyślone" in answer.content.decode()
    assert (answer.status_code, told) == (403, True)


@pytest.mark.parametrize("route", ROUTES)
def test_whoever_has_the_mandate_gets_in(here: Scene, route: str) -> None:
    started_today(here)
    assert enter(here.leader).get(root(here) + route).status_code == 200


@pytest.mark.parametrize("route", ["", *ROUTES[1:]])
def test_the_key_of_another_organisation_in_the_address_opens_nothing(here: Scene, route: str) -> None:
    other = circle(here.unit, "OSP Zmyślone")
    fireman = someone("Strażak")
    mandate(other, fireman)
    start_annexe(cycle=here.cycle, organisation=other, actor=fireman, at=timezone.now())
    assert enter(here.leader).get(root(here, other.pk) + route).status_code == 403


def test_the_office_reads_what_was_handed_in_and_not_a_draft(here: Scene) -> None:
    annexe = complete_today(here)
    office = enter(here["editor"])
    before = office.get(root(here)).status_code
    send_annexe(annexe=annexe, actor=here.leader, at=timezone.now())
    assert (before, office.get(root(here)).status_code) == (403, 200)


def test_no_cycle_and_no_organisation_are_not_found(here: Scene) -> None:
    client = enter(here.leader)
    addresses = ("/zalacznik/9901012/2019/1/", "/zalacznik/9901012/2026/99999/", root(here) + "czesc/N99/")
    started_today(here)
    assert [client.get(one).status_code for one in addresses] == [404, 404, 404]


def test_the_list_says_under_which_mandate_and_until_when(here: Scene) -> None:
    page = enter(here.leader).get("/en/zalacznik/").content.decode()
    assert ("KGW Zmyślone: annexe for 2026" in page, "not begun yet" in page, "under the mandate of" in page) == (
        True,
        True,
        True,
    )


def test_a_list_without_mandates_says_what_to_do(here: Scene) -> None:
    page = enter(here["outsider"]).get("/en/zalacznik/").content.decode()
    assert "Nothing waits for you here." in page


def test_an_annexe_is_found_by_its_code_only_by_whoever_may_open_it(here: Scene) -> None:
    code = started_today(here).code
    address = f"/en/zalacznik/?kod={code.lower().replace('-', ' ')}"
    assert [enter(person).get(address).status_code for person in (here.leader, here["outsider"])] == [302, 404]


def test_beginning_and_filling_in_without_a_script(here: Scene) -> None:
    client = enter(here.leader)
    assert client.post(root(here), {"move": "start"}).status_code == 302
    posted = {
        "s:n1.legal_form:0": "0",
        "w:n1.legal_form:0": "",
        "v:n1.legal_form:0": "kgw",
        "s:n1.domains:0": "0",
        "w:n1.domains:0": "",
        "v:n1.domains:0": ["social_assistance", "health"],
        "move": "go-N2",
    }
    answer = client.post(root(here) + "czesc/N1/", posted)
    assert (answer.status_code, answer.headers["Location"]) == (302, root(here) + "czesc/N2/")
    found = answers_of(Annexe.objects.get().items.all())
    assert (found["n1.legal_form", 0], found["n1.domains", 0]) == ("kgw", "social_assistance health")


def test_what_cannot_be_read_stays_typed_with_the_reason_and_the_rest_is_saved(here: Scene) -> None:
    started_today(here)
    posted = {
        "s:n2.service.recipients:0": "0",
        "w:n2.service.recipients:0": "",
        "v:n2.service.recipients:0": "dwie",
        "s:n2.service.name:0": "0",
        "w:n2.service.name:0": "",
        "v:n2.service.name:0": "Obiady",
    }
    answer = enter(here.leader).post(root(here) + "czesc/N2/", posted)
    page = answer.content.decode()
    assert (answer.status_code, 'value="dwie"' in page, "1 answer was saved." in page) == (422, True, True)


def test_a_colleagues_answer_is_shown_beside_and_not_written_over(here: Scene) -> None:
    annexe, colleague = started_today(here), someone("Zosia")
    mandate(here.circle, colleague)
    save = Save("n1.mandate_holder", 0, "prezeska", 0)
    save_answers(annexe=annexe, saves=[save], actor=colleague, at=timezone.now())
    posted = {"s:n1.mandate_holder:0": "0", "w:n1.mandate_holder:0": "", "v:n1.mandate_holder:0": "skarbniczka"}
    client = enter(here.leader)
    answer = client.post(root(here) + "czesc/N1/", posted)
    page = answer.content.decode()
    assert (answer.status_code, "Meanwhile Zosia wrote here" in page, 'value="skarbniczka"' in page) == (
        422,
        True,
        True,
    )
    again = {**posted, "s:n1.mandate_holder:0": "1", "w:n1.mandate_holder:0": "prezeska"}
    assert client.post(root(here) + "czesc/N1/", again).status_code == 302
    assert annexe.items.get(field="n1.mandate_holder").text == "skarbniczka"


def test_what_was_not_touched_is_not_saved_over_a_colleague(here: Scene) -> None:
    annexe, colleague = started_today(here), someone("Zosia")
    mandate(here.circle, colleague)
    save = Save("n1.mandate_holder", 0, "prezeska", 0)
    save_answers(annexe=annexe, saves=[save], actor=colleague, at=timezone.now())
    posted = {"s:n1.mandate_holder:0": "0", "w:n1.mandate_holder:0": "", "v:n1.mandate_holder:0": ""}
    assert enter(here.leader).post(root(here) + "czesc/N1/", posted).status_code == 302
    assert annexe.items.get(field="n1.mandate_holder").text == "prezeska"


def test_a_mandate_that_ended_while_somebody_typed_gives_the_text_back(here: Scene) -> None:
    annexe = started_today(here)
    Mandate.objects.update(ended_at=timezone.now(), end_reason="koniec")
    posted = {"s:n6.missing:0": "0", "w:n6.missing:0": "", "v:n6.missing:0": "Długi opis."}
    answer = enter(here.leader).post(root(here) + "czesc/N6/", posted)
    page = answer.content.decode()
    assert (answer.status_code, "Długi opis." in page, "was revoked on" in page) == (403, True, True)
    assert annexe.items.filter(field="n6.missing").count() == 0


def test_after_the_dates_the_draft_is_kept_and_read_and_not_written(here: Scene) -> None:
    annexe = complete_today(here)
    open_today(here.cycle, before=20, after=-5)
    client = enter(here.leader)
    posted = {"s:n6.missing:0": "0", "w:n6.missing:0": "", "v:n6.missing:0": "Późny opis."}
    refused = client.post(root(here) + "czesc/N6/", posted)
    page = client.get(root(here) + "czesc/N2/").content.decode()
    assert (refused.status_code, "Późny opis." in refused.content.decode()) == (403, True)
    assert ("Obiady dla starszych" in page, "That time is over" in page) == (True, True)
    annexe.refresh_from_db()
    assert annexe.state == AnnexeState.DRAFT


def told(client: Client, address: str, *answers: tuple[str, int, str, int]) -> tuple[int, dict[str, object]]:
    body = {"answers": [{"field": f, "place": p, "text": t, "version": v} for f, p, t, v in answers]}
    answer = client.post(address, json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def test_the_module_of_a_section_saves_single_answers(here: Scene) -> None:
    started_today(here)
    code, answer = told(enter(here.leader), root(here) + "odpowiedzi/", ("n2.service.recipients", 0, "1 200", 0))
    (one,) = answer["answers"]  # type: ignore[misc]
    assert (code, one["fate"], one["text"], one["version"]) == (200, "saved", "1200", 1)


def test_the_module_is_told_to_sign_in_refused_or_misread(here: Scene) -> None:
    started_today(here)
    address = root(here) + "odpowiedzi/"
    save = ("n2.service.recipients", 0, "1", 0)
    assert [told(enter(person), address, save)[0] for person in (None, here["outsider"])] == [401, 403]
    posted = enter(here.leader).post(address, '{"answers": [1]}', content_type="application/json")
    assert (posted.status_code, enter(here.leader).get(address).status_code) == (400, 405)


def test_the_page_of_handing_in_names_what_is_missing_with_the_way_to_it(here: Scene) -> None:
    started_today(here)
    client = enter(here.leader)
    page = client.get(root(here) + "przekazanie/").content.decode()
    assert (
        f'{root(here)}czesc/N1/#n1_legal_form-0"' in page,
        '<button type="submit" class="button">Hand in' in page,
    ) == (
        True,
        False,
    )
    assert client.post(root(here) + "przekazanie/").status_code == 422


def test_handing_in_leads_to_where_the_answers_went(here: Scene) -> None:
    complete_today(here)
    client = enter(here.leader)
    answer = client.post(root(here) + "przekazanie/")
    assert (answer.status_code, answer.headers["Location"]) == (302, root(here) + "losy/")
    again = client.post(root(here) + "przekazanie/")
    assert (again.status_code, "Nothing was sent twice." in again.content.decode()) == (422, True)


def test_every_answer_says_what_became_of_it_with_the_cell_and_who_else(here: Scene) -> None:
    from drogowskaz.assessments.models import Decision

    handed_in_today(here)
    mine = Offer.objects.get(row="food_aid.persons")
    decision = Decision.objects.create(
        assessment=mine.assessment, row=mine.row, offset=0, ruling="sum", state=1, number=40, at=timezone.now()
    )
    mine.fate, mine.decision = "summed", decision
    mine.save()
    for name, shown in (("OSP Jawna", "full"), ("Fundacja Skryta", "unit")):
        Offer.objects.create(
            assessment=mine.assessment, row=mine.row, offset=0, state=1, number=14, supplier=name, shown=shown,
            fate="summed", decision=decision, at=timezone.now(),
        )  # fmt: skip
    page = enter(here.leader).get(root(here) + "losy/").content.decode()
    assert ("part of the sum in the form" in page, "In the cell: 40 (the sum of all)." in page) == (True, True)
    assert ("OSP Jawna" in page, "Fundacja Skryta" in page, "1 organisation that is not named" in page) == (
        True,
        False,
        True,
    )


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("route", ["", "czesc/N2/", "losy/", "przekazanie/"])
def test_a_page_costs_as_many_queries_with_three_services_as_with_one(here: Scene, route: str) -> None:
    annexe, client = complete_today(here), enter(here.leader)
    send_annexe(annexe=annexe, actor=here.leader, at=timezone.now())
    queries(client, root(here) + route)
    counted = [queries(client, root(here) + route)]
    Annexe.objects.filter(pk=annexe.pk).update(state="draft")
    more = {key: text for key, text in whole(annexe).items() if key[0].startswith("n2.")}
    for place in (1, 2):
        saves = [Save(field, place, text, 0) for (field, _place), text in more.items()]
        save_answers(annexe=Annexe.objects.get(), saves=saves, actor=here.leader, at=timezone.now())
    send_annexe(annexe=Annexe.objects.get(), actor=here.leader, at=timezone.now())
    counted.append(queries(client, root(here) + route))
    assert counted[0] == counted[1]


def test_the_list_costs_as_many_queries_with_three_organisations_as_with_one(here: Scene) -> None:
    client = enter(here.leader)
    queries(client, "/zalacznik/")
    counted = [queries(client, "/zalacznik/")]
    for name in ("OSP Zmyślone", "Stowarzyszenie Zmyślone"):
        mandate(circle(here.unit, name), here.leader)
    counted.append(queries(client, "/zalacznik/"))
    assert counted[0] == counted[1]
