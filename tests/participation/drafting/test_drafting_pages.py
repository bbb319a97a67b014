"""The pages of drafting tasks: who opens them, what each side sees, and that nothing typed is lost."""

import pytest
from cycles import DECEMBER
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from organisations.cast import organisation
from participation.drafting.drafted import LATER, TEXT, Drafted

from drogowskaz.assessments.actions.texts import write_text
from drogowskaz.assessments.models import ChapterText
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.drafting import return_draft, withdraw_task
from drogowskaz.participation.enums.drafting import Side, TaskState
from drogowskaz.participation.models import DraftingTask, DraftVersion

pytestmark = pytest.mark.django_db
LIST = "/jednostka/9901012/cykl/2026/zadania/"


@pytest.fixture
def d() -> Drafted:
    return Drafted()


def read(client: Client, person: User | None, address: str) -> str:
    if person:
        client.force_login(person)
    return client.get(f"/en{address}").content.decode()


def sent(client: Client, person: User, d: Drafted, **data: object) -> tuple[int, str]:
    client.force_login(person)
    answer = client.post(f"/en{d.address}", data)
    return answer.status_code, answer.content.decode()


class TestWho:
    def test_a_visitor_signs_in_and_an_outsider_is_told_why_not(self, d: Drafted, client: Client) -> None:
        for address in (LIST, d.address, f"{LIST}nowe/"):
            assert client.get(address).status_code == 302
        client.force_login(d.outsider)
        for address in (LIST, d.address, f"{LIST}nowe/"):
            answer = client.get(f"/en{address}")
            assert answer.status_code == 403
            assert "Drafts are read by gmina Wymyślona" in answer.content.decode()

    def test_the_organisation_does_not_give_tasks(self, d: Drafted, client: Client) -> None:
        client.force_login(d.drafter)
        assert client.get(f"{LIST}nowe/").status_code == 403
        assert "nowe/" not in read(client, d.drafter, LIST)

    @pytest.mark.parametrize(
        "address", [f"{LIST}999999/", "/jednostka/9901012/cykl/2019/zadania/", "/jednostka/0/cykl/2026/zadania/"]
    )
    def test_what_is_not_there_is_not_found(self, d: Drafted, client: Client, address: str) -> None:
        client.force_login(d.editor)
        assert client.get(address).status_code == 404

    def test_an_organisation_sees_its_own_tasks_only(self, d: Drafted, client: Client) -> None:
        other = organisation("OSP Zmyślone", unit=d.cycle.unit)
        d.give("11", organisation=other)
        assert "OSP Zmyślone" not in read(client, d.drafter, LIST)
        assert "OSP Zmyślone" in read(client, d.editor, LIST)

    def test_a_draft_that_is_not_handed_in_is_not_shown_to_the_office(self, d: Drafted, client: Client) -> None:
        d.write("Jeszcze nieskończone.")
        assert "Jeszcze nieskończone." in read(client, d.drafter, d.address)
        office = read(client, d.editor, d.address)
        assert "Jeszcze nieskończone." not in office
        assert "The organisation has not handed a draft in yet." in office

    def test_numbers_about_people_helped_are_not_shown_to_the_organisation(self, d: Drafted, client: Client) -> None:
        d.task = d.give("3")
        hidden = "told after the small numbers are hidden"
        assert hidden in read(client, d.drafter, d.address)
        assert hidden not in read(client, d.editor, d.address)


class TestList:
    def test_an_empty_list_says_what_to_do(self, d: Drafted, client: Client) -> None:
        DraftVersion.objects.all().delete()
        d.task.steps.all().delete()
        DraftingTask.objects.all().delete()
        page = read(client, d.editor, LIST)
        assert "without an agreement, give a task by hand" in page

    def test_a_passed_day_is_said(self, d: Drafted, client: Client) -> None:
        DraftingTask.objects.update(deadline="2020-01-01")
        assert "the day has passed" in read(client, d.editor, LIST)
        assert "You can still write and hand it in" in read(client, d.drafter, d.address)

    def test_the_pages_cost_the_same_with_three_as_with_one(self, d: Drafted, client: Client) -> None:
        client.force_login(d.editor)
        counts = []
        for chapter in ("10", "11"):
            d.write(f"Wersja {chapter}.")
            for address in (LIST, d.address):
                with CaptureQueriesContext(connection) as asked:
                    client.get(address)
                counts.append(len(asked))
            d.give(chapter)
        assert counts[:2] == counts[2:]
        assert max(counts) <= 30


class TestGiving:
    def test_a_task_is_given_on_the_page(self, d: Drafted, client: Client) -> None:
        client.force_login(d.editor)
        data = {
            "organisation": d.circle.pk, "chapter": "11", "level": "3", "basis": "Uchwała", "deadline_key": "workshop",
        }  # fmt: skip
        assert client.post(f"{LIST}nowe/", data).status_code == 302
        assert DraftingTask.objects.get(chapter="11").deadline_key == "workshop"

    def test_without_a_day_nothing_is_given_and_what_was_typed_stays(self, d: Drafted, client: Client) -> None:
        client.force_login(d.editor)
        data = {"organisation": d.circle.pk, "chapter": "11", "level": "4", "basis": "Uchwała 5", "deadline_key": ""}
        answer = client.post(f"/en{LIST}nowe/", data)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Choose a date of the calendar, or write another day." in page
        assert 'value="Uchwała 5"' in page


class TestWriting:
    def test_a_draft_is_saved_and_handed_in_with_what_stands_in_the_field(self, d: Drafted, client: Client) -> None:
        assert sent(client, d.drafter, d, move="save", text="Początek.", seen=0)[0] == 302
        assert sent(client, d.drafter, d, move="hand_in", text="Całość.", seen=1)[0] == 302
        assert [one.text for one in DraftVersion.objects.order_by("version")] == ["Początek.", "Całość."]
        assert d.again().state == TaskState.HANDED_IN

    def test_a_conflict_shows_both_texts(self, d: Drafted, client: Client) -> None:
        d.write("Kazi.")
        status, page = sent(client, d.drafter, d, move="save", text="Moje.", seen=0)
        assert status == 422
        assert ">Moje.</textarea>" in page
        assert "<p>Kazi.</p>" in page

    def test_a_text_that_is_too_long_stays_in_the_field(self, d: Drafted, client: Client) -> None:
        status, page = sent(client, d.drafter, d, move="save", text="a" * 20_001, seen=0)
        assert status == 422
        assert "The text has 20001 characters; at most 20000 fit." in page
        assert "a" * 20_001 in page

    def test_whoever_lost_the_mandate_while_writing_gets_the_text_back(self, d: Drafted, client: Client) -> None:
        d.mandate.valid_until = d.mandate.valid_from
        d.mandate.save()
        status, page = sent(client, d.drafter, d, move="save", text="Długi tekst.", seen=0)
        assert status == 422
        assert "Your mandate from KGW Zmyślone ended" in page
        assert ">Długi tekst.</textarea>" in page
        assert DraftVersion.objects.count() == 0

    def test_whoever_left_the_organisation_gets_the_text_back_too(self, d: Drafted, client: Client) -> None:
        d.circle.memberships.all().delete()
        d.mandate.delete()
        status, page = sent(client, d.drafter, d, move="save", text="Długi tekst.", seen=0)
        assert (status, ">Długi tekst.</textarea>" in page) == (403, True)

    def test_a_task_withdrawn_meanwhile_gives_the_text_back(self, d: Drafted, client: Client) -> None:
        d.write("Początek.")
        withdraw_task(task=d.again(), side=Side.OFFICE, reason="Inny plan.", actor=d.editor, at=LATER)
        status, page = sent(client, d.drafter, d, move="save", text="Dalszy ciąg.", seen=1)
        assert status == 422
        assert ">Dalszy ciąg.</textarea>" in page
        assert "Inny plan." in page

    def test_hostile_text_is_shown_as_it_is_written(self, d: Drafted, client: Client) -> None:
        d.hand_in("<script>alert(1)</script>")
        for person in (d.drafter, d.editor):
            assert "<script>alert" not in read(client, person, d.address)
        d.accept("<img src=x onerror=alert(2)>")
        for person in (d.drafter, d.editor):
            assert "<img src=x" not in read(client, person, d.address)

    def test_an_animator_is_asked_for_the_consent(self, d: Drafted, client: Client) -> None:
        assert 'name="consent"' in read(client, d.animator, d.address)
        status, page = sent(client, d.animator, d, move="save", text="Za koło.", seen=0, consent="")
        assert status == 422
        assert "Write how KGW Zmyślone agreed" in page
        assert sent(client, d.animator, d, move="save", text="Za koło.", seen=0, consent="Kazia, telefon")[0] == 302

    def test_a_move_nobody_offers_is_misread(self, d: Drafted, client: Client) -> None:
        assert sent(client, d.drafter, d, move="publish")[0] == 400


class TestSavingByItself:
    def test_each_save_tells_the_version_the_next_one_begins_from(self, d: Drafted, client: Client) -> None:
        client.force_login(d.drafter)
        first = client.post(f"{d.address}tekst/", {"text": "A", "seen": 0}).json()
        second = client.post(f"{d.address}tekst/", {"text": "B", "seen": first["version"]}).json()
        assert (first["version"], second["version"]) == (1, 2)

    def test_a_refusal_is_a_sentence_and_a_visitor_is_asked_to_sign_in(self, d: Drafted, client: Client) -> None:
        answer = client.post(f"/en{d.address}tekst/", {"text": "A", "seen": 0})
        assert answer.status_code == 401
        d.write("Kazi.")
        client.force_login(d.drafter)
        answer = client.post(f"/en{d.address}tekst/", {"text": "Moje.", "seen": 0})
        assert (answer.status_code, answer.json()["sentence"].startswith("Kazia has written")) == (409, True)
        assert client.post(f"{d.address}tekst/", {"text": "Moje."}).status_code == 400
        assert client.get(f"{d.address}tekst/").status_code == 405


class TestDeciding:
    def test_the_office_accepts_what_it_edited_and_the_organisation_sees_the_difference(
        self, d: Drafted, client: Client
    ) -> None:
        d.hand_in("Jedno koło.\nDwa zadania.")
        given = {"move": "accept", "text": "Jedno koło.\nTrzy zadania.", "draft": 1, "chapter": 0}
        assert sent(client, d.approver, d, **given)[0] == 302
        page = read(client, d.drafter, d.address)
        assert "<del>Dwa zadania.</del>" in page
        assert "<ins>Trzy zadania.</ins>" in page
        assert "Text drafted by KGW Zmyślone, edited by the office." in page

    def test_a_chapter_written_in_meanwhile_keeps_what_the_office_typed(self, d: Drafted, client: Client) -> None:
        d.hand_in()
        form = d.again().cycle.assessment
        assert form is not None
        write_text(assessment=form, chapter="9", text="Inny.", seen=0, actor=d.editor, at=LATER)
        status, page = sent(client, d.approver, d, move="accept", text="Moja wersja.", draft=1, chapter=0)
        assert status == 422
        assert ">Moja wersja.</textarea>" in page
        assert ChapterText.objects.count() == 1

    def test_a_returned_draft_shows_the_reason_over_the_text(self, d: Drafted, client: Client) -> None:
        task = d.hand_in()
        assert sent(client, d.approver, d, move="return", reason="", draft=1)[0] == 422
        return_draft(task=task, draft=1, reason="Brakuje dowozu.", actor=d.approver, at=LATER)
        page = read(client, d.drafter, d.address)
        assert "The office returned the draft:" in page
        assert "Brakuje dowozu." in page
        assert "- obiady" in page

    def test_the_organisation_gives_the_task_up(self, d: Drafted, client: Client) -> None:
        assert sent(client, d.drafter, d, move="give_up", reason="Nie mamy czasu.")[0] == 302
        assert d.again().state == TaskState.WITHDRAWN

    def test_the_author_is_named_where_the_office_edits_the_chapter(self, d: Drafted, client: Client) -> None:
        d.hand_in()
        d.accept()
        assert "Text drafted by KGW Zmyślone." in read(client, d.editor, "/wpis/9901012/2026/tekst/9/")
        assert TEXT.split("\n")[0] in read(client, d.editor, "/wpis/9901012/2026/tekst/9/")
        assert d.task.given_at == DECEMBER
