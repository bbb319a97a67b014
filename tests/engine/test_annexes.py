"""The annexe of organisations: the one we ship, and what is refused."""

from pathlib import Path

import pytest

from drogowskaz.engine.annexes import FieldType, annexe_ids, annexe_named, load_annexe
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.problems import Unusable

HEAD = "annexe: tiny\nlabel: {pl: Mały, en: Tiny}\nbasis: Z głowy\n"
FIELD = "{key: n1.a, label: {pl: Ile, en: How many}, type: integer, unit: person, required: true, feeds: [people]}"
SECTION = f"sections:\n  - section: N1\n    label: {{pl: Coś, en: Thing}}\n    fields:\n      - {FIELD}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "tiny"
    path.mkdir()
    (path / "annexe.yaml").write_text(text, "utf-8")
    return path


def test_a_field_says_what_it_asks_and_which_rows_it_feeds(tmp_path: Path) -> None:
    annexe = load_annexe(written(tmp_path, HEAD + SECTION))
    (field,) = annexe.fields
    assert (field.type, field.unit, field.required, field.feeds) == (FieldType.INTEGER, "person", True, ("people",))
    assert annexe.fed == {"people"}
    assert annexe.sections[0].repeats is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD, "tiny/annexe.yaml, line 1: The annexe asks nothing."),
        (HEAD.replace("tiny", "big") + SECTION,
         "tiny/annexe.yaml, line 1: The annexe is named “big”, its folder otherwise."),
        (HEAD + SECTION.replace("integer", "number"),
         "tiny/annexe.yaml, line 8: “number” is not one of: text, longtext, integer, decimal, money, yesno, choice, "
         "multichoice, date, territory, organisation, evidence."),
        (HEAD + SECTION.replace("unit: person, ", ""),
         "tiny/annexe.yaml, line 8: A number needs a unit, and only a number has one."),
        (HEAD + SECTION.replace("type: integer, ", ""), "tiny/annexe.yaml, line 8: The key “type” is missing."),
        (HEAD + SECTION + f"      - {FIELD}\n",
         "tiny/annexe.yaml, line 4: “n1.a” stands twice as a key of the annexe."),
        (HEAD + SECTION + "colour: red\n", "tiny/annexe.yaml, line 9: The key “colour” is not known here."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Unusable) as refused:
        load_annexe(written(tmp_path, text))
    assert refused.value.report("en").splitlines()[0] == said


def test_an_annexe_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Unusable) as refused:
        annexe_named("ngo-annexe-9")
    assert refused.value.report("en") == "There is no annexe “ngo-annexe-9”. Known annexes: ngo-annexe-1."


def test_the_annexe_has_ten_sections_and_three_of_them_repeat() -> None:
    annexe = annexe_named("ngo-annexe-1")
    assert annexe_ids() == ("ngo-annexe-1",)
    assert [section.key for section in annexe.sections] == [f"N{number}" for number in range(1, 11)]
    assert [section.key for section in annexe.sections if section.repeats] == ["N2", "N5", "N9"]
    assert len(annexe.fields) == 89


def test_every_row_the_annexe_feeds_is_in_an_edition_of_2025() -> None:
    rows = {row.key for name in edition_ids() if name.endswith("-2025") for row in edition_named(name).rows}
    assert annexe_named("ngo-annexe-1").fed - rows == set()


def test_a_field_asks_in_the_unit_of_the_rows_it_feeds() -> None:
    rows = edition_named("ozps-gmina-2025").row_by_key
    annexe = annexe_named("ngo-annexe-1")
    amounts = [field for field in annexe.fields if field.type is FieldType.MONEY]
    assert {rows[key].unit for field in amounts for key in field.feeds} == {"pln"}
    places = [field for field in annexe.fields if field.unit == "place"]
    assert {rows[key].unit for field in places for key in field.feeds} == {"place"}


def test_every_help_text_is_in_both_languages_or_in_none() -> None:
    for field in annexe_named("ngo-annexe-1").fields:
        assert bool(field.help["pl"]) == bool(field.help["en"]), field.key
