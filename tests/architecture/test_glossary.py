"""The words of the code are in GLOSSARY.md: every model, and the words the product binds us to."""

import re

from architecture.house import ROOT
from django.apps import apps

WORDS = {
    "edition", "table", "row", "cell", "check", "finding", "assessment", "cycle", "contribution", "recommendation",
    "answer", "commitment", "unit", "organisation", "mandate",
}  # fmt: skip
"""The list of the product's own page of words; code may not use others for these things."""


def entries(heading: str) -> list[list[str]]:
    """The rows of the table under a heading: the word without its backticks, the Polish term, meaning and source."""
    section = (ROOT / "GLOSSARY.md").read_text("utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row] for row in rows[2:]]


def test_every_model_is_in_the_glossary_and_no_model_that_is_gone() -> None:
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("drogowskaz.")}
    assert {row[0] for row in entries("Models")} == models


def test_every_word_of_the_product_is_in_the_glossary() -> None:
    assert WORDS - {row[0] for row in entries("Words")} == set()


def test_every_entry_is_whole_and_stands_once() -> None:
    rows = entries("Words") + entries("Models")
    assert [row for row in rows if len(row) != 4 or not all(row)] == []
    assert len({row[0] for row in rows}) == len(rows)


def test_the_words_are_in_alphabetical_order() -> None:
    for heading in ("Words", "Models"):
        words = [re.sub(r"\W", " ", row[0].lower()) for row in entries(heading)]
        assert words == sorted(words)
