"""The text of a chapter: versions, two people at once, and who may write."""

import datetime as dt

import pytest
from django.test import Client

from drogowskaz.assessments.actions import write_text
from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, ChapterText
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.assessments.queries.texts import Part, history, suggested, texts_of
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
PAGE = "/wpis/9901012/2025/tekst/1/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


@pytest.fixture
def form() -> Assessment:
    """The invented gmina's form, opened again."""
    Assessment.objects.filter(year=2025).update(status=Status.DRAFT, locked=False)
    return Assessment.objects.select_related("unit__parent").get(year=2025)


def editor(name: str, form: Assessment, **term: dt.date) -> User:
    person = User.objects.create_user(f"{name.lower()}@example.org", name=name)
    given = {"valid_from": dt.date(2025, 1, 1), **term}
    Grant.objects.create(person=person, role=Role.DATA_EDITOR, reach=Reach.UNIT, unit=form.unit, **given)
    return person


def refused(form: Assessment, person: User | None, text: str = "Nowy.", seen: int = 0) -> list[str]:
    with pytest.raises(Refused) as caught:
        write_text(assessment=form, chapter="1", text=text, seen=seen, actor=person, at=NOON)
    return [refusal.sentence("en") for refusal in caught.value.refusals]


def test_versions_are_added_and_the_last_one_stands(form: Assessment) -> None:
    ewa = editor("Ewa", form)
    write_text(assessment=form, chapter="1", text="Pierwszy.", seen=0, actor=ewa, at=NOON)
    write_text(assessment=form, chapter="1", text="Drugi.", seen=1, actor=ewa, at=NOON)
    write_text(assessment=form, chapter="11", text="Wnioski.", seen=0, actor=ewa, at=NOON)
    assert texts_of(form) == {"1": "Drugi.", "11": "Wnioski."}
    assert ChapterText.objects.count() == 3


def test_the_same_text_again_makes_no_version(form: Assessment) -> None:
    ewa = editor("Ewa", form)
    write_text(assessment=form, chapter="1", text="Pierwszy.", seen=0, actor=ewa, at=NOON)
    assert write_text(assessment=form, chapter="1", text="Pierwszy. \r\n\r\n\r\n", seen=1, actor=ewa, at=NOON) is None


def test_a_text_can_be_taken_back(form: Assessment) -> None:
    ewa = editor("Ewa", form)
    write_text(assessment=form, chapter="1", text="Pierwszy.", seen=0, actor=ewa, at=NOON)
    write_text(assessment=form, chapter="1", text="", seen=1, actor=ewa, at=NOON)
    assert texts_of(form) == {}


def test_whoever_saves_second_is_told_who_wrote_and_nothing_is_lost(form: Assessment) -> None:
    ewa, jan = editor("Ewa", form), editor("Jan", form)
    write_text(assessment=form, chapter="1", text="Ewy.", seen=0, actor=ewa, at=NOON)
    assert refused(form, jan, "Jana.") == [
        "Ewa has written in this chapter since you opened it. Your text is kept below and has not been saved yet; "
        "compare the two and save again."
    ]
    assert texts_of(form) == {"1": "Ewy."}


def test_an_outsider_and_an_expired_role_cannot_write(form: Assessment) -> None:
    outsider = User.objects.create_user("obca@example.org", name="Obca")
    expired = editor("Dawna", form, valid_until=dt.date(2026, 2, 28))
    sentence = ["Only a data editor or approver of gmina Wymyślona (przykład), or an animator, can enter values."]
    assert (refused(form, outsider), refused(form, expired)) == (sentence, sentence)


def test_a_closed_form_takes_no_text(form: Assessment) -> None:
    form.status, form.locked = Status.PUBLIC, True
    form.save()
    assert refused(form, editor("Ewa", form)) == ["This form is closed: it is public."]


def test_a_text_that_is_too_long_says_by_how_much(form: Assessment) -> None:
    assert refused(form, editor("Ewa", form), "a" * 20_001) == ["The text has 20001 characters; at most 20000 fit."]


def test_the_history_shows_what_each_version_changed(form: Assessment) -> None:
    ewa = editor("Ewa", form)
    write_text(assessment=form, chapter="1", text="Jest pięć klubów.", seen=0, actor=ewa, at=NOON)
    write_text(assessment=form, chapter="1", text="Jest sześć klubów.", seen=1, actor=ewa, at=NOON)
    newest, first = history(form, "1")
    assert newest.parts == (
        Part("Jest "),
        Part("pięć ", removed=True),
        Part("sześć ", added=True),
        Part("klubów."),
    )
    assert first.parts == (Part("Jest pięć klubów.", added=True),)


def test_the_numbers_suggest_a_text_for_tables_for_the_introduction_and_for_the_conclusions(form: Assessment) -> None:
    sheet = sheet_of(form)
    told = [suggested(one, sheet, "pl") for one in sheet.edition.chapters if one.number in ("1", "2", "11")]
    assert [text.startswith("- ") for text in told] == [True, True, True]


def test_the_page_keeps_what_was_typed_when_somebody_was_quicker(form: Assessment, client: Client) -> None:
    write_text(assessment=form, chapter="1", text="Ewy.", seen=0, actor=editor("Ewa", form), at=NOON)
    client.force_login(editor("Jan", form))
    answer = client.post("/en" + PAGE, {"text": "Jana.", "seen": "0"})
    page = answer.content.decode()
    assert (answer.status_code, ">Jana.</textarea>" in page, "<p>Ewy.</p>" in page) == (422, True, True)
    assert client.post("/en" + PAGE, {"text": "Jana i Ewy.", "seen": "1"}).status_code == 302
    assert texts_of(form) == {"1": "Jana i Ewy."}


def test_a_visitor_is_sent_to_sign_in_and_an_outsider_is_told_why_not(form: Assessment, client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    client.force_login(User.objects.create_user("obca@example.org", name="Obca"))
    answer = client.get("/en" + PAGE)
    assert (answer.status_code, "Only a data editor or approver" in answer.content.decode()) == (403, True)


def test_whoever_lost_the_role_while_writing_gets_the_text_back(form: Assessment, client: Client) -> None:
    client.force_login(editor("Dawna", form, valid_until=dt.date(2025, 2, 28)))
    answer = client.post(PAGE, {"text": "Długi tekst.", "seen": "0"})
    assert (answer.status_code, ">Długi tekst.</textarea>" in answer.content.decode()) == (403, True)
    assert texts_of(form) == {}


def test_hostile_text_is_shown_as_it_is_written(form: Assessment, client: Client) -> None:
    person = editor("Ewa", form)
    write_text(assessment=form, chapter="1", text="<script>alert(1)</script>", seen=0, actor=person, at=NOON)
    client.force_login(person)
    assert "<script>alert" not in client.get(PAGE).content.decode()


def test_the_page_costs_as_many_queries_with_three_versions_as_with_one(
    form: Assessment, client: Client, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person = editor("Ewa", form)
    client.force_login(person)
    counts = []
    for version in range(3):
        write_text(assessment=form, chapter="1", text=f"{version}.", seen=version, actor=person, at=NOON)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[2] <= 12


@pytest.mark.parametrize(
    "address", ["/wpis/9901012/2025/tekst/99/", "/wpis/9901012/2019/tekst/1/", "/wpis/0/2025/tekst/1/"]
)
def test_what_is_not_there_is_not_found(form: Assessment, client: Client, address: str) -> None:
    client.force_login(editor("Ewa", form))
    assert client.get(address).status_code == 404
