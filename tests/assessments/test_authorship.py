"""Who drafted a text stays with it: on the page of the chapter, in the documents, and after the form was signed."""

import datetime as dt
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from signatures import APRIL, Signed, ready

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.submission import correct
from drogowskaz.assessments.actions.texts import Author, write_text
from drogowskaz.assessments.actions.verification import accept_form
from drogowskaz.assessments.models import ChapterText
from drogowskaz.assessments.queries.downloads import OFFERS, rendered, series_of
from drogowskaz.assessments.queries.packages import content_of
from drogowskaz.assessments.queries.texts import authors_of, told_texts
from drogowskaz.engine.narrative.authorship import Authorship
from drogowskaz.engine.packages.opening import open_package

pytestmark = pytest.mark.django_db
CIRCLE = Author("KGW Zmyślone")
PAGE = "/en/jednostka/1419053/ocena/2014/rozdzial/9/"


def write(made: Signed, text: str, author: Author | None = None, chapter: str = "9") -> None:
    form = made.again()
    seen = ChapterText.objects.filter(assessment=form, chapter=chapter).count()
    write_text(assessment=form, chapter=chapter, text=text, seen=seen, actor=made.editor, at=APRIL, author=author)


def publish(made: Signed) -> None:
    made.sign_and_send()
    accept_form(assessment=made.again(), version=1, actor=made.rops, at=APRIL)
    actions.publish(assessment=made.again(), actor=made.approver, at=APRIL)


def words(made: Signed, file: str) -> str:
    series = series_of(made.again(), [made.form.unit])
    pages = PdfReader(BytesIO(rendered(series, OFFERS[file], "en"))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def made() -> Signed:
    made = ready()
    write(made, "Koło prowadzi:\n\n- obiady\n- dowóz", CIRCLE)
    return made


def test_the_author_is_told_of_the_text_that_stands(made: Signed) -> None:
    assert authors_of(made.form, told_texts(made.form)) == {"9": Authorship("KGW Zmyślone")}
    write(made, "Koło prowadzi obiady.")
    assert authors_of(made.form, told_texts(made.form)) == {"9": Authorship("KGW Zmyślone", edited=True)}


def test_a_text_of_the_office_names_nobody(made: Signed) -> None:
    write(made, "Wstęp.", chapter="1")
    assert authors_of(made.form, {"1": "Wstęp."}) == {}
    assert authors_of(made.form, {}) == {}


def test_the_same_text_under_another_author_is_a_version(made: Signed) -> None:
    write(made, "Koło prowadzi:\n\n- obiady\n- dowóz", Author("OSP Zmyślone"))
    assert authors_of(made.form, told_texts(made.form)) == {"9": Authorship("OSP Zmyślone")}


def test_a_long_name_is_cut_and_nothing_breaks(made: Signed) -> None:
    write(made, "Razem.", Author("a" * 300))
    assert ChapterText.objects.order_by("-version")[0].author == "a" * 200


def test_the_public_page_of_the_chapter_tells_the_text_and_its_author(made: Signed, client: Client) -> None:
    publish(made)
    page = client.get(PAGE).content.decode()
    assert "<li>obiady</li>" in page
    assert "Text drafted by KGW Zmyślone." in page


def test_hostile_words_stay_words_on_the_public_page(made: Signed, client: Client) -> None:
    write(made, "<script>alert(1)</script>", Author("<b>KGW</b>"))
    publish(made)
    page = client.get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert "<b>KGW</b>" not in page


def test_the_documents_name_the_author_under_the_text_and_in_the_summary(made: Signed) -> None:
    publish(made)
    assert "Text drafted by KGW Zmyślone." in words(made, "ocena.pdf")
    short = words(made, "streszczenie.pdf")
    assert "Who wrote parts of the assessment" in short
    assert "Text drafted by KGW Zmyślone." in short


def test_without_an_author_the_summary_has_no_such_part() -> None:
    made = ready()
    publish(made)
    assert "Who wrote parts of the assessment" not in words(made, "streszczenie.pdf")


def test_what_was_signed_names_its_author_while_the_next_version_is_being_edited(made: Signed, client: Client) -> None:
    publish(made)
    correct(assessment=made.again(), reason="Literówka.", actor=made.approver, at=APRIL + dt.timedelta(hours=1))
    write(made, "Koło prowadzi tylko obiady.")
    page = client.get(PAGE).content.decode()
    assert "Text drafted by KGW Zmyślone." in page
    assert "edited by the office" not in page


def test_the_document_in_the_package_names_the_author_and_the_package_reads_as_before(made: Signed) -> None:
    package = made.sign()
    frozen = open_package(content_of(package.sha256), "", package.sha256).frozen
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(frozen.documents["ocena.pdf"])).pages)
    assert "KGW Zmyślone" in text
    assert frozen.texts == {"9": "Koło prowadzi:\n\n- obiady\n- dowóz"}


def test_documents_are_made_anew_when_a_text_changes(made: Signed) -> None:
    before = series_of(made.again(), [made.form.unit]).stamp
    write(made, "Inaczej.")
    assert series_of(made.again(), [made.form.unit]).stamp != before
