"""The frozen versions of a form: read, compared, downloaded, and one that somebody altered."""

import io
import zipfile
from hashlib import sha256

import pytest
from assessments.submission.desk import NUMBER, VERSIONS, Desk, client_of, desk, read
from django.test import Client
from people import outsider
from pytest_django import DjangoAssertNumQueries
from signatures import APRIL

from drogowskaz.assessments.actions.submission import take_back
from drogowskaz.assessments.models import Cell, Package
from drogowskaz.assessments.queries import packages
from drogowskaz.audit.models import Entry

pytestmark = pytest.mark.django_db
FIRST = VERSIONS + "1/"


def two_versions() -> Desk:
    """The second one says otherwise how many flats there are, and was not sent."""
    found = desk()
    found.made.sign_and_send()
    again(found)
    return found


def again(found: Desk) -> None:
    take_back(assessment=found.made.again(), reason="Zła liczba.", actor=found.made.approver, at=APRIL)
    found.made.again()
    found.made.put(NUMBER, Cell.objects.get(assessment=found.made.form, row=NUMBER, offset=0).number + 1)
    found.made.sign()


def alter(package: Package) -> None:
    file = packages.file_of(package.sha256)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    packages._frozen.cache_clear()


def test_before_any_signature_the_list_says_so() -> None:
    assert "Nothing to read here yet" in read(desk().at("editor"), VERSIONS)


def test_every_version_stands_there_with_its_fingerprint_and_what_it_changed() -> None:
    found = two_versions()
    text = read(found.at("approver"), VERSIONS)
    for package in Package.objects.all():
        assert package.sha256 in text
    assert "1 cell, 0 explanations, 0 texts" in text
    assert "Osoba approver" in text


def test_the_centre_sees_only_the_versions_that_were_sent() -> None:
    found = two_versions()
    client = found.at("rops")
    assert "Version 2" not in read(client, VERSIONS)
    read(client, FIRST)
    assert client.get(VERSIONS + "2/").status_code == 404
    assert client.get(VERSIONS + "2/pakiet.zip").status_code == 404


def test_a_version_is_read_as_it_was_signed() -> None:
    found = two_versions()
    was = packages.frozen(Package.objects.get(number=1)).sheet.value(NUMBER, 0).number
    found.made.form.cells.filter(row=NUMBER, offset=0).update(number=9999)
    page = found.at("editor").get(FIRST + "?rozdzial=2").content.decode()
    assert f"<span >{was}</span>" in page.replace('class="changed"', "")
    assert "9 999" not in page
    assert "Explanation: Tak było w rejestrze." in read(found.at("editor"), FIRST + "?rozdzial=2")


@pytest.mark.parametrize("address", ["1/?rozdzial=99", "7/", "1/nie-ma.pdf", "1/roznice/?z=9"])
def test_what_is_not_there_is_not_found(address: str) -> None:
    found = desk()
    found.made.sign()
    assert found.at("editor").get(VERSIONS + address).status_code == 404


def test_what_differs_is_told_in_both_directions() -> None:
    found = two_versions()
    was = packages.frozen(Package.objects.get(number=1)).sheet.value(NUMBER, 0).number
    client = found.at("editor")
    told = f"was {was} → is now {was + 1}"
    assert told in read(client, VERSIONS + "2/roznice/")
    assert told in read(client, FIRST + "roznice/?z=2")


def test_the_first_version_has_nothing_to_be_compared_with() -> None:
    found = desk()
    found.made.sign()
    assert "There is no earlier version" in read(found.at("editor"), FIRST + "roznice/")


def test_the_package_is_handed_out_to_the_last_byte_and_it_is_written_down() -> None:
    found = desk()
    package = found.made.sign()
    response = found.at("editor").get(FIRST + "pakiet.zip")
    assert sha256(response.content).hexdigest() == package.sha256
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith('attachment; filename="ozps-1419053-2014-1-pakiet.zip"')
    entry = Entry.objects.get(verb="submission.fetched")
    assert entry.details == {"version": 1, "document": "pakiet.zip"}


@pytest.mark.parametrize(("file", "media"), [("ocena.pdf", "application/pdf"), ("ocena.xlsx", "application/vnd.")])
def test_a_document_out_of_the_package_is_the_one_in_it(file: str, media: str) -> None:
    found = desk()
    package = found.made.sign()
    response = found.at("editor").get(FIRST + file)
    with zipfile.ZipFile(io.BytesIO(packages.content_of(package.sha256))) as packed:
        assert response.content == packed.read(f"documents/{file}")
    assert response["Content-Type"].startswith(media)


@pytest.mark.parametrize("address", ["1/", "1/pakiet.zip", "1/ocena.pdf"])
def test_a_version_altered_by_one_byte_is_a_page_with_its_sentence(address: str) -> None:
    found = desk()
    alter(found.made.sign())
    text = read(found.at("editor"), VERSIONS + address, 409)
    assert "The package was changed after signing" in text
    assert not Entry.objects.filter(verb="submission.fetched").exists()


def test_the_list_names_the_altered_version_and_shows_the_others() -> None:
    found = two_versions()
    alter(Package.objects.get(number=1))
    text = read(found.at("editor"), VERSIONS)
    assert "The package was changed after signing" in text
    read(found.at("editor"), VERSIONS + "2/")


def test_a_missing_file_says_to_restore_it() -> None:
    found = desk()
    packages.file_of(found.made.sign().sha256).unlink()
    packages._frozen.cache_clear()
    assert "Restore it from a backup" in read(found.at("editor"), FIRST, 409)


def test_nobody_else_reads_a_version() -> None:
    found = desk()
    found.made.sign_and_send()
    stranger = client_of(outsider())
    for address in ("", "1/", "1/roznice/", "1/pakiet.zip"):
        assert stranger.get(VERSIONS + address).status_code == 403
        assert Client().get(VERSIONS + address).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_version_as_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = desk()
    found.made.sign_and_send()
    for _more in range(count - 1):
        again(found)
    client = found.at("approver")
    client.get(VERSIONS)
    with django_assert_num_queries(QUERIES):
        client.get(VERSIONS)


QUERIES = 8
