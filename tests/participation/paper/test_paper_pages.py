"""The register of papers as people use it: sending a scan, opening it, being refused."""

import io
from typing import Any

import pytest
from cycles import gmina, holder, opened
from django.conf import settings
from django.core.files.uploadhandler import SkipFile, StopFutureHandlers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from participation.paper.files import HEIC, HTML, PDF, png
from people import outsider

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.files.scan import LARGEST
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.models import Paper
from drogowskaz.participation.views.scans import ScanLimit

pytestmark = pytest.mark.django_db
LIST = "/en/jednostka/9901012/cykl/2026/pisma/"


class Upload(io.BytesIO):
    """A file with the name it has on somebody's device."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name


@pytest.fixture
def cycle() -> Cycle:
    return opened()


@pytest.fixture
def animator(cycle: Cycle, client: Client) -> User:
    person = holder(Role.ANIMATOR, cycle.unit)
    client.force_login(person)
    return person


def typed(upload: Upload | None = None, **changed: str) -> dict[str, Any]:
    day = f"{timezone.localdate():%Y-%m-%d}"
    fields = {"kind": "letter_in", "title": "Odpowiedź ośrodka", "day": day, "note": "Przyjęto 120", **changed}
    return {**fields, **({"scan": upload} if upload else {})}


def kept() -> int:
    return sum(one.is_file() for one in (settings.DATA / "papers").rglob("*"))


@pytest.mark.usefixtures("animator")
def test_a_photo_is_registered_and_can_be_downloaded(client: Client) -> None:
    answer = client.post(LIST, typed(Upload("IMG_1.png", png())))
    assert answer["Location"] == f"{LIST}1/"
    page = client.get(f"{LIST}1/").content.decode()
    assert f'src="{LIST}1/skan"' in page
    scan = client.get(f"{LIST}1/skan")
    assert scan.content == png()
    assert scan["Content-Type"] == "image/png"
    assert scan["X-Content-Type-Options"] == "nosniff"
    assert scan["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert scan["Content-Disposition"] == 'attachment; filename="pismo-9901012-2026-1.png"'


@pytest.mark.usefixtures("animator")
def test_a_scan_of_50_mb_is_refused_with_what_was_typed_kept_and_nothing_on_the_disk(client: Client) -> None:
    # The file stands before the fields here, so they are kept also when they come after it.
    huge = {"scan": Upload("skan.pdf", PDF + b" " * 50_000_000), **typed()}
    answer = client.post(LIST, huge)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "larger than 10 MB" in page
    assert 'value="Odpowiedź ośrodka"' in page
    assert "Przyjęto 120" in page
    assert not Paper.objects.exists()
    assert kept() == 0


def test_what_comes_in_chunks_is_dropped_past_the_limit_whatever_its_length_was_said_to_be() -> None:
    chunk = b"x" * ScanLimit.chunk_size
    limit = ScanLimit()
    with pytest.raises(StopFutureHandlers):
        limit.new_file("scan", "skan.pdf", "application/pdf", 10, None)
    for _place in range(LARGEST // len(chunk)):
        limit.receive_data_chunk(chunk, 0)
    with pytest.raises(SkipFile):
        limit.receive_data_chunk(chunk, 0)
    assert limit.refused == "skan.pdf"
    assert not limit.gathered


@pytest.mark.usefixtures("animator")
@pytest.mark.parametrize("missing", [14, 60, 84])
def test_a_body_longer_than_it_says_is_a_cut_scan_and_is_not_kept(client: Client, missing: int) -> None:
    boundary = "granica"
    day = f"{timezone.localdate():%Y-%m-%d}"
    fields = {"kind": "letter_in", "title": "Odpowiedź", "day": day}
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n'
    body = "".join([*parts, head]).encode() + PDF + f"\r\n--{boundary}--\r\n".encode()
    answer = client.generic(
        "POST", LIST, body, f"multipart/form-data; boundary={boundary}", CONTENT_LENGTH=str(len(body) - missing)
    )
    assert answer.status_code == 422
    assert "breaks off" in answer.content.decode()
    assert not Paper.objects.exists()
    assert kept() == 0


@pytest.mark.usefixtures("animator")
@pytest.mark.parametrize(
    ("upload", "sentence"),
    [(("umowa.pdf", HTML), "neither PDF"), (("IMG_2.heic", HEIC), "Most Compatible"), (("pusty.pdf", b""), "empty")],
    ids=["html named pdf", "heic", "empty"],
)
def test_a_wrong_file_is_refused_with_a_sentence(client: Client, upload: tuple[str, bytes], sentence: str) -> None:
    answer = client.post(LIST, typed(Upload(*upload)))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert kept() == 0


@pytest.mark.usefixtures("animator")
def test_a_form_without_its_token_is_refused_though_the_page_reads_it_late() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(email="animator@example.org"))
    assert strict.post(LIST, typed(Upload("a.pdf", PDF))).status_code == 403
    assert not Paper.objects.exists()


@pytest.mark.usefixtures("animator")
def test_a_paper_is_crossed_out_on_its_page_and_stays_in_the_list(client: Client) -> None:
    client.post(LIST, typed())
    client.post(f"{LIST}1/", {"move": "cross_out", "crossing-reason": "pomyłka w roku"})
    page = client.get(LIST).content.decode()
    assert "crossed out" in page
    assert "pomyłka w roku" in page


@pytest.mark.usefixtures("animator")
def test_an_institution_is_asked_from_the_page_of_a_paper(client: Client) -> None:
    client.post(LIST, typed(Upload("a.pdf", PDF)))
    asked = {"move": "ask", "asking-email": "gops@example.org", "asking-subject": "obiady"}
    answer = client.post(f"{LIST}1/", {**asked, "asking-sentences": "Przyjęto 120.\n\nBez uwag."})
    assert answer.status_code == 302
    question = Paper.objects.get().confirmations.get()
    assert question.sentences == ["Przyjęto 120.", "Bez uwag."]
    assert "Przyjęto 120." in client.get(f"{LIST}1/").content.decode()
    assert "waiting for confirmation" in client.get(LIST).content.decode()


@pytest.mark.usefixtures("animator")
def test_the_list_takes_the_same_queries_for_one_paper_and_three(client: Client, cycle: Cycle) -> None:
    counts = []
    for added in (1, 2):
        for place in range(added):
            client.post(LIST, typed(title=f"Pismo {added} {place}"))
        client.get(LIST)
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        counts.append(len(caught))
    assert cycle.papers.count() == 3
    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", [LIST, f"{LIST}1/", f"{LIST}1/skan", LIST.replace("pisma", "potwierdzenia")])
def test_others_never_see_papers(client: Client, cycle: Cycle, address: str) -> None:
    client.force_login(holder(Role.DATA_EDITOR, cycle.unit))
    client.post(LIST, typed(Upload("a.pdf", PDF)))
    assert client.get(address).status_code == 200
    client.logout()
    assert client.get(address).status_code == 302
    for person in (outsider(), holder(Role.ANIMATOR, gmina("9901022", "Sąsiednia"))):
        client.force_login(person)
        assert client.get(address).status_code == 403
        assert client.post(LIST, typed(Upload("b.png", png()))).status_code == 403
    client.force_login(holder(Role.AUDITOR, cycle.unit))
    assert client.get(address).status_code == 200


def test_an_auditor_reads_and_is_told_why_not_more(client: Client, cycle: Cycle) -> None:
    client.force_login(holder(Role.AUDITOR, cycle.unit))
    assert "why-not-register" in client.get(LIST).content.decode()
    assert client.post(LIST, typed()).status_code == 422
    assert not Paper.objects.exists()


@pytest.mark.usefixtures("animator")
def test_there_is_no_scan_where_none_was_sent_and_no_paper_of_an_unknown_number(client: Client) -> None:
    client.post(LIST, typed())
    assert client.get(f"{LIST}1/skan").status_code == 404
    assert client.get(f"{LIST}2/").status_code == 404
    assert client.get(LIST.replace("2026", "2031")).status_code == 404
