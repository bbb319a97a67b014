"""The public record of signed forms, and the chain recomputed by somebody who has only its file."""

import csv
import hashlib
import io
import json

import pytest
from assessments.submission.desk import desk, plain, read
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from signatures import APRIL, HOUR

from drogowskaz.assessments.actions.submission import take_back
from drogowskaz.assessments.models import Package
from drogowskaz.assessments.queries.submission_pages import record

pytestmark = pytest.mark.django_db
RECORD, CSV, JSON = "/en/zapis/", "/en/zapis/lancuch.csv", "/en/zapis/lancuch.json"


def signed(times: int) -> list[Package]:
    found = desk()
    for number in range(times):
        if number:
            take_back(assessment=found.made.again(), reason="Jeszcze raz.", actor=found.made.approver, at=APRIL)
        found.made.sign(APRIL + number * HOUR)
    return list(Package.objects.order_by("pk"))


def streamed(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_an_empty_record_says_what_begins_it() -> None:
    assert "No form has been signed here yet." in read(Client(), RECORD)
    assert json.loads(streamed(JSON)) == []
    assert len(streamed(CSV).splitlines()) == 1


def test_everyone_reads_the_fingerprints_newest_first_and_no_name_and_no_number() -> None:
    first, second = signed(2)
    text = read(Client(), RECORD)
    assert text.index(second.sha256) < text.index(first.sha256)
    assert f"newest link {second.link}" in text
    assert "Osoba" not in text


def test_a_unit_is_found_by_its_name_and_by_its_code() -> None:
    (package,) = signed(1)
    for words in ("drobin", "1419053"):
        assert package.sha256 in read(Client(), f"{RECORD}?q={words}")
    text = read(Client(), f"{RECORD}?q=nigdzie")
    assert "No signed form fits these words." in text
    assert package.sha256 not in text


def test_a_long_record_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = signed(3)
    monkeypatch.setattr(record, "PER_PAGE", 2)
    assert third.sha256 in read(Client(), RECORD)
    older = read(Client(), f"{RECORD}?strona=2")
    assert first.sha256 in older
    assert second.sha256 not in older
    assert first.sha256 in read(Client(), f"{RECORD}?strona=99")
    assert read(Client(), f"{RECORD}?strona=x")


def test_anybody_computes_the_chain_anew_from_its_table() -> None:
    packages, before = signed(3), ""
    rows = list(csv.DictReader(io.StringIO(streamed(CSV))))
    for row in rows:
        listed = [before, row["unit"], int(row["year"]), int(row["version"]), row["signed_at"], row["sha256"]]
        before = hashlib.sha256(json.dumps(listed, separators=(",", ":")).encode()).hexdigest()
        assert row["link"] == before
    assert [row["sha256"] for row in rows] == [one.sha256 for one in packages]


def test_the_file_for_programs_tells_the_same_as_the_table() -> None:
    signed(2)
    table = list(csv.DictReader(io.StringIO(streamed(CSV))))
    assert [{name: str(value) for name, value in one.items()} for one in json.loads(streamed(JSON))] == table


def test_a_link_that_was_changed_is_seen() -> None:
    signed(2)
    Package.objects.filter(number=1).update(sha256="0" * 64)
    row = next(csv.DictReader(io.StringIO(streamed(CSV))))
    listed = ["", row["unit"], int(row["year"]), int(row["version"]), row["signed_at"], row["sha256"]]
    assert hashlib.sha256(json.dumps(listed, separators=(",", ":")).encode()).hexdigest() != row["link"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_link_as_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed(count)
    with django_assert_num_queries(4):
        plain(Client().get(RECORD).content.decode())
