"""`drogowskaz verify packages`."""

import pytest
from signatures import ready

from drogowskaz.assessments.models import Package
from drogowskaz.assessments.queries.packages import file_of
from drogowskaz.config.cli import main

pytestmark = pytest.mark.django_db


def test_signed_forms_that_nobody_touched_are_whole(capsys: pytest.CaptureFixture[str]) -> None:
    ready().sign()
    assert main(["--lang", "en", "verify", "packages"]) == 0
    assert capsys.readouterr().out == "Everything is as it was signed: 1 signed form, and the public chain holds.\n"


def test_one_changed_byte_is_found_and_the_file_named(capsys: pytest.CaptureFixture[str]) -> None:
    package = ready().sign()
    path = file_of(package.sha256)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert main(["--lang", "en", "verify", "packages"]) == 1
    told = capsys.readouterr().out
    assert package.sha256 in told
    assert "changed after signing" in told


def test_a_missing_file_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    package = ready().sign()
    file_of(package.sha256).unlink()
    assert main(["--lang", "en", "verify", "packages"]) == 1
    assert "Restore it from a backup" in capsys.readouterr().out


def test_a_row_changed_behind_the_programs_back_breaks_the_chain(capsys: pytest.CaptureFixture[str]) -> None:
    ready().sign()
    Package.objects.update(number=7)
    assert main(["--lang", "en", "verify", "packages"]) == 1
    assert "1 link of the public chain does not fit" in capsys.readouterr().out


def test_one_file_can_be_looked_at_by_whoever_was_given_it(capsys: pytest.CaptureFixture[str]) -> None:
    package = ready().sign()
    assert main(["--lang", "en", "verify", "packages", str(file_of(package.sha256))]) == 0
    told = capsys.readouterr().out
    assert "gmina Drobin, 2014, version 1" in told
    assert package.sha256 in told


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "verify", "packages", "nothing.zip"]) == 2
    assert "cannot be opened" in capsys.readouterr().err
