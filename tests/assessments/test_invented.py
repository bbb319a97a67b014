"""Invented numbers say that they are invented, wherever they are shown."""

import pytest
from django.test import Client

UNIT = "/jednostka/9901012/"
PAGES = [UNIT, UNIT + "ocena/2025/", UNIT + "ocena/2025/wskazniki/", UNIT + "ocena/2025/komorka/population.total/2025/"]


@pytest.mark.usefixtures("example")
def test_every_page_of_the_invented_gmina_says_that_it_is_invented(client: Client) -> None:
    silent = [page for page in PAGES if "To zmyślony przykład." not in client.get(page).content.decode()]
    assert silent == []
