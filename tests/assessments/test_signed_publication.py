"""What everyone reads of a signed form: the signed version, whatever is being written meanwhile."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from signatures import APRIL, HOUR, Signed, ready

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.actions.submission import correct
from drogowskaz.assessments.actions.verification import accept_form
from drogowskaz.assessments.models import Cell
from drogowskaz.assessments.queries.assessment import told_sheet
from drogowskaz.assessments.queries.downloads import OFFERS, rendered, series_of
from drogowskaz.engine.workflow import Refused

pytestmark = pytest.mark.django_db
LONG = "labour.unemployed.longterm"
PAGE = "/en/jednostka/1419053/ocena/2014/rozdzial/2/"
CELL = f"/en/jednostka/1419053/ocena/2014/komorka/{LONG}/2014/"


@pytest.fixture
def made() -> Signed:
    """Signed, accepted, published by the approver, and being corrected: one number is already another."""
    made = ready()
    made.sign_and_send()
    accept_form(assessment=made.again(), version=1, actor=made.rops, at=APRIL)
    actions.publish(assessment=made.again(), actor=made.approver, at=APRIL)
    correct(assessment=made.again(), reason="Urząd pracy poprawił.", actor=made.approver, at=APRIL)
    version = Cell.objects.get(assessment=made.form, row=LONG, offset=0).version
    outcome = save_cells(assessment=made.again(), saves=[Save(LONG, 0, "281", version)], actor=made.editor, at=APRIL)
    assert outcome[0].fate == "saved"
    made.again()
    return made


def test_a_form_under_correction_is_told_as_it_was_signed(made: Signed, client: Client) -> None:
    assert told_sheet(made.form).value(LONG, 0).number == 279
    page = client.get(PAGE).content.decode()
    assert "279" in page
    assert "281" not in page


def test_the_page_of_a_cell_tells_the_correction_only_with_the_next_version(made: Signed, client: Client) -> None:
    assert "281" not in client.get(CELL).content.decode()


def test_documents_of_a_form_under_correction_are_those_of_the_signed_version(made: Signed) -> None:
    series = series_of(made.form, [made.form.unit])
    before = series.stamp
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(rendered(series, OFFERS["ocena.pdf"], "pl"))).pages
    )
    assert "279" in text
    assert "281" not in text
    made.put(LONG, 282)
    assert series_of(made.again(), [made.form.unit]).stamp == before


def test_nothing_new_is_published_before_the_correction_is_signed(made: Signed) -> None:
    with pytest.raises(Refused, match="being corrected"):
        actions.publish(assessment=made.again(), actor=made.approver, at=APRIL)


def test_the_next_version_takes_the_place_of_the_one_before(made: Signed, client: Client) -> None:
    made.sign_and_send(APRIL + HOUR)
    assert "281" not in client.get(PAGE).content.decode()
    actions.publish(assessment=made.again(), actor=made.approver, at=APRIL + HOUR)
    assert "281" in client.get(PAGE).content.decode()
    with pytest.raises(Refused, match="newest signed version is public"):
        actions.publish(assessment=made.again(), actor=made.approver, at=APRIL + HOUR)


def test_a_publication_withdrawn_during_a_correction_leaves_the_form_open(made: Signed) -> None:
    actions.withdraw(assessment=made.form, reason="Błąd.", actor=made.approver, at=APRIL)
    assert not made.again().locked


def test_only_an_approver_of_the_unit_publishes_what_was_signed() -> None:
    made = ready()
    made.sign()
    with pytest.raises(Refused, match="Only an approver"):
        actions.publish(assessment=made.again(), actor=made.editor, at=APRIL)


def test_a_draft_that_was_not_signed_is_not_published_by_its_unit() -> None:
    made = ready()
    with pytest.raises(Refused, match="not signed here"):
        actions.publish(assessment=made.form, actor=made.approver, at=APRIL)
