"""The pages of the forms: what a row was, where it went, its values, and proposing and reviewing in a browser."""

import pytest
from django.test import Client
from people import LATER, NOON, administrator, drobin, outsider, unit
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment, Cell, CrosswalkEntry
from drogowskaz.engine.crosswalk.entries import Relation
from drogowskaz.engine.values import State
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db

FORMS = "/en/formularz/"
NEW, OLD = FORMS + "ozps-gmina-2025/", FORMS + "ozps-gmina-2014/"
CROSSWALK = NEW + "przejscie/"
ROW = "wiersz/population.total/"
PROPOSAL = {
    "move": "propose",
    "relation": "same",
    "old": "hospices",
    "new": "hospices",
    "year": "2020",
    "breaks": "on",
    "reason": "Inny druk.",
}


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def published() -> Assessment:
    assessment, _changed = actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    actions.publish(assessment=assessment, actor=None, at=NOON)
    return assessment


def test_the_forms_are_listed_with_how_sure_their_rows_are(client: Client) -> None:
    html = text(client, FORMS)
    assert f'<a href="{OLD}">Assessment of social-assistance resources – form of the gmina, edition 2014</a>' in html
    assert "What changed since ozps-gmina-2014" in html


def test_a_chapter_shows_for_each_row_its_source_organisations_and_certainty(client: Client) -> None:
    html = text(client, OLD + "?rozdzial=2")
    row = html[html.index('<tr id="population.total"') : html.index('<tr id="population.women.total"')]
    assert f'href="{OLD}{ROW}"' in row
    cells = [part.split("</td>")[0] for part in row.split("<td>")[1:]]
    assert cells == ["persons", "Statistics Poland (GUS)", "inform and comment", "certain"]


def test_a_chapter_tells_its_checks_as_sentences(client: Client) -> None:
    assert "residents = women + men <span" in text(client, OLD + "?rozdzial=2")


def test_a_row_of_2014_leads_to_its_row_of_2025_and_back(client: Client) -> None:
    there = text(client, OLD + ROW)
    assert f'<a href="{NEW}{ROW}">' in there[there.index("Where it went") :]
    assert "2022: “population.total” stays as it was. " in there
    back = text(client, NEW + ROW)
    assert f'<a href="{OLD}{ROW}">' in back[back.index("Where this row comes from") : back.index("Where it went")]


def test_a_row_that_came_later_says_when_and_why(client: Client) -> None:
    html = text(client, NEW + "wiersz/telecare.persons/")
    assert "Not in ozps-gmina-2014" in html
    assert "2020: “telecare.persons” comes into the form. " in html


def test_a_row_that_nobody_could_read_then_says_that_nothing_is_known(client: Client) -> None:
    html = text(client, NEW + "wiersz/users.support.persons/")
    assert "“users.support.persons” is not in ozps-gmina-2014, and no entry says whether the form had it then." in html


@pytest.mark.parametrize(
    "address",
    [
        FORMS + "ozps-nowhere/",
        OLD + "?rozdzial=99",
        OLD + "wiersz/no.such.row/",
        FORMS + "ozps-nowhere/przejscie/",
        FORMS + "ozps-nowhere/wiersz/population.total/",
    ],
)
def test_addresses_that_lead_nowhere_say_so(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("published")
def test_the_values_of_a_unit_are_shown_on_the_row_of_either_edition(client: Client) -> None:
    for edition in (OLD, NEW):
        html = text(client, f"{edition}{ROW}?jednostka=1419053")
        years = html[html.index("<caption>gmina Drobin</caption>") :]
        assert [f"/komorka/population.total/{year}/" in years for year in (2012, 2013, 2014, 2015)] == [True] * 3 + [
            False
        ]
        assert "8 279" in years


def test_assessments_that_differ_about_a_year_are_both_shown(client: Client, published: Assessment) -> None:
    other = Assessment.objects.create(
        unit=published.unit, year=2015, edition="ozps-gmina-2014", status="public", created_at=NOON, changed_at=NOON
    )
    Cell.objects.create(
        assessment=other, row="population.total", offset=-1, state=State.VALUE, number=8300, changed_at=NOON
    )
    html = text(client, f"{NEW}{ROW}?jednostka=1419053")
    assert "the assessments differ" in html
    assert "8 279" in html
    assert "8 300" in html


@pytest.mark.usefixtures("published")
def test_a_break_between_two_years_is_marked_with_its_reason(client: Client, published: Assessment) -> None:
    newer = Assessment.objects.create(
        unit=published.unit, year=2025, edition="ozps-gmina-2025", status="public", created_at=NOON, changed_at=NOON
    )
    Cell.objects.create(
        assessment=newer, row="population.total", offset=0, state=State.VALUE, number=7900, changed_at=NOON
    )
    html = text(client, f"{NEW}{ROW}?jednostka=1419053")
    assert "break</span> 2022: “population.total” stays as it was. " in html
    assert "7 900" in html


def test_what_is_not_public_is_not_in_the_series(client: Client) -> None:
    actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    assert "No public assessment of gmina Drobin has anything in this row." in text(
        client, f"{OLD}{ROW}?jednostka=1419053"
    )
    assert "8 279" in text(signed_in(administrator()), f"{OLD}{ROW}?jednostka=1419053")


def test_an_unknown_unit_is_told(client: Client) -> None:
    assert "There is no unit with the code “9999999”." in text(client, f"{OLD}{ROW}?jednostka=9999999")


def test_anyone_reads_shipped_and_proposed_entries_and_nobody_gets_a_form_without_an_account(client: Client) -> None:
    entry = propose(outsider())
    html = text(client, CROSSWALK)
    assert "2017: “population.total” stays as it was. " in html
    assert f'id="entry-{entry.pk}"' in html
    assert "Proposed by Olek Postronny" in html
    assert "<form" not in html
    assert client.post(CROSSWALK, PROPOSAL).status_code == 403
    assert CrosswalkEntry.objects.count() == 1


def propose(person: User) -> CrosswalkEntry:
    return actions.propose_entry(
        edition="ozps-gmina-2025", old="hospices", new="hospices", relation=Relation.SAME, year=2020, breaks=True,
        reason="Inny druk.", actor=person, at=NOON,
    )  # fmt: skip


def test_an_entry_goes_from_proposal_to_use_through_the_page() -> None:
    proposer, reviewer = signed_in(outsider()), signed_in(administrator())
    assert proposer.post(CROSSWALK, PROPOSAL).status_code == 302
    entry = CrosswalkEntry.objects.get()
    for move in ("accept", "publish"):
        assert reviewer.post(CROSSWALK, {"move": move, "entry": str(entry.pk)}).status_code == 302
    assert "2020: “hospices” stays as it was. Inny druk." in text(Client(), OLD + "wiersz/hospices/")
    reviewer.post(CROSSWALK, {"move": "withdraw", "entry": str(entry.pk), "reason": "Pomyłka."})
    assert "2020:" not in text(Client(), OLD + "wiersz/hospices/")
    assert "Pomyłka." in text(Client(), CROSSWALK)


def test_a_refusal_is_told_on_the_page_and_nothing_changes() -> None:
    person = administrator()
    entry = propose(person)
    client = signed_in(person)
    assert "You proposed this entry. Another person must review it." in text(client, CROSSWALK)
    response = client.post(CROSSWALK, {"move": "accept", "entry": str(entry.pk)})
    assert response.status_code == 422
    assert "Nothing was changed:" in response.content.decode()
    entry.refresh_from_db()
    assert entry.status == "proposed"


def test_a_proposal_that_cannot_be_read_comes_back_with_what_was_written() -> None:
    response = signed_in(outsider()).post(CROSSWALK, {**PROPOSAL, "year": "kiedyś"})
    assert response.status_code == 422
    assert 'value="kiedyś"' in response.content.decode()
    assert not CrosswalkEntry.objects.exists()


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"move": "burn", "entry": "1"}, 400),
        ({"move": "accept", "entry": "x"}, 404),
        ({"move": "accept", "entry": "999"}, 404),
    ],
)
def test_a_move_that_is_none_and_an_entry_that_is_none_are_refused(given: dict[str, str], answer: int) -> None:
    assert signed_in(administrator()).post(CROSSWALK, given).status_code == answer


def test_an_entry_that_does_not_fit_any_more_is_marked(client: Client) -> None:
    propose(outsider())
    CrosswalkEntry.objects.update(status="published", reviewed_at=LATER, old="no.such.row", new="no.such.row")
    assert "This entry contradicts the crosswalk that comes with the program, so it is not used." in text(
        client, CROSSWALK
    )


@pytest.mark.parametrize("entries", [1, 3])
def test_the_pages_cost_the_same_with_one_entry_and_with_three(
    client: Client, published: Assessment, entries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = outsider()
    for _time in range(entries):
        propose(person)
    with django_assert_num_queries(2):
        client.get(CROSSWALK)
    with django_assert_num_queries(8):
        client.get(f"{NEW}{ROW}?jednostka=1419053")
