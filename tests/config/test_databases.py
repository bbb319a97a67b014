"""The suite runs on the database it says it runs on."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_run_is_on_the_database_that_was_asked_for(request: pytest.FixtureRequest) -> None:
    assert connection.vendor == request.config.getoption("--on")
