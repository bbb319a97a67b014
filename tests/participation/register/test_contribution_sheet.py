"""The sheet of paper for speaking by hand: one page, tagged, with its code and the way to the answer."""

import io

import pytest
from cycles import opened
from django.test import Client
from pypdf import PdfReader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lang", ["", "/en"], ids=["pl", "en"])
def test_the_sheet_is_one_tagged_page_with_its_code(client: Client, lang: str) -> None:
    opened()
    answer = client.get(f"{lang}/jednostka/9901012/cykl/2026/glosy/kartka.pdf")
    assert answer["Content-Type"] == "application/pdf"
    document = PdfReader(io.BytesIO(answer.content))
    assert len(document.pages) == 1
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = document.pages[0].extract_text()
    assert "G-9901012-2026" in text
    assert "/jednostka/9901012/cykl/2026/glosy/" in "".join(text.split())
