"""What was signed goes along with its unit."""

import hashlib
import io
import zipfile

import pytest
from signatures import ready

from drogowskaz.home.queries.export import exported

pytestmark = pytest.mark.django_db


def test_the_signed_versions_of_a_form_are_in_the_file_as_they_were_signed() -> None:
    made = ready()
    package = made.sign()
    content = exported(made.form.unit, [made.form.unit], "dziś", "pl")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        (name,) = [one for one in file.namelist() if one.startswith("podpisane/")]
        assert hashlib.sha256(file.read(name)).hexdigest() == package.sha256
