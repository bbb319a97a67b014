"""The annexe of organisations: the one we ship, and what is refused."""

from pathlib import Path

import pytest

from drogowskaz.engine.annexes import FieldType, annexe_ids, annexe_named, load_annexe
from drogowskaz.engine.annexes.schema import NUMBERS
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


CHOOSING = (
    "{key: n1.b, label: {pl: Co, en: What}, type: choice, "
    "choices: [{key: x, label: {pl: iks, en: ex}, feeds: [people]}, {key: z, label: {pl: zet, en: zed}}]}"
)
COUNT = "{key: n1.b, label: {pl: Co, en: What}, type: integer, unit: person, "
WORDS = "{key: n1.b, label: {pl: Co, en: What}, type: text, "


def with_field(text: str) -> str:
    return HEAD + SECTION + f"      - {text}\n"


def test_a_question_to_choose_from_has_its_choices(tmp_path: Path) -> None:
    annexe = load_annexe(written(tmp_path, with_field(CHOOSING)))
    (_number, field) = annexe.fields
    assert [(choice.key, choice.label, choice.feeds) for choice in field.choices] == [
        ("x", {"pl": "iks", "en": "ex"}, ("people",)),
        ("z", {"pl": "zet", "en": "zed"}, ()),
    ]
    assert list(field.choice_by_key) == ["x", "z"]
    assert annexe.section_of["n1.b"] is annexe.sections[0]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        (CHOOSING.replace("choice, ", "text, "),
         "A question to choose from needs choices, and only such a question has them."),
        (CHOOSING.replace("key: z", "key: x"), "Two choices of a question have the same key or label."),
        (CHOOSING.replace("pl: zet", "pl: EX"), "Two choices of a question have the same key or label."),
        (CHOOSING.replace("pl: zet", "pl: 'z;t'"),
         "A key has no spaces, and a label has no semicolon: both part answers."),
        (WORDS + "feeds: [people]}",
         "Words are offered to no row: say “explains: true”, or give the rows to choices."),
        (COUNT + "column: 3}", "A column is a number of years from the assessed one, −2 to 2."),
        (COUNT + "by: n1.c, feeds: [people]}\n      - " + CHOOSING.replace("n1.b", "n1.c"),
         "Only a number takes its rows by another question, and then it has none of its own."),
        (COUNT + "by: n1.a}", "“n1.a” is no choice of the same section."),
        (COUNT + "within: n1.z}", "“n1.z” is no such number of the same section."),
        (WORDS + "consent: true}", "A consent is a question of yes or no."),
        (WORDS + "sensitive: true}", "Only a number is a part of another, or sensitive."),
        (COUNT + "only_if: {n9.z: 'yes'}}",
         "“n9.z” is no question of the same section or of one that does not repeat."),
        (COUNT + "contradicts: {n1.c: y}}\n      - " + CHOOSING.replace("n1.b", "n1.c"),
         "“n1.c” has no choice “y”."),
    ],
    ids=["choices of words", "key twice", "label twice", "semicolon", "words feed", "column", "by and feeds", "by",
         "within", "consent", "sensitive", "only if", "unknown choice"],
)  # fmt: skip
def test_a_question_that_cannot_be_meant_is_refused(tmp_path: Path, field: str, told: str) -> None:
    with pytest.raises(Unusable) as refused:
        load_annexe(written(tmp_path, with_field(field)))
    assert [line.split(": ", 1)[1] for line in refused.value.report("en").splitlines()] == [told]


def test_a_section_names_questions_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        load_annexe(written(tmp_path, HEAD + SECTION.replace("    fields", "    method: n1.q\n    fields")))
    assert refused.value.report("en") == "tiny/annexe.yaml, line 5: The section has no question “n1.q”."


@pytest.mark.parametrize(
    "text",
    [SECTION, SECTION.replace(", feeds: [people]", "").replace("    fields", "    repeats: true\n    fields")],
    ids=["fills a row", "repeats"],
)
def test_what_is_declared_is_asked_once_and_fills_no_row(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unusable) as refused:
        load_annexe(written(tmp_path, HEAD + text.replace("    label", "    declared: true\n    label")))
    assert refused.value.report("en") == (
        "tiny/annexe.yaml, line 6: What an organisation declares is asked once, and fills no row: the office decides "
        "nothing on it."
    )


def test_only_consents_and_publication_are_declared() -> None:
    annexe = annexe_named("ngo-annexe-1")
    assert [section.key for section in annexe.sections if section.declared] == ["N10"]
    asked = ("n10.publication", "n1.contracts", "n0.gone")
    assert [annexe.is_declared(key) for key in asked] == [True, False, False]


def test_an_annexe_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Unusable) as refused:
        annexe_named("ngo-annexe-9")
    assert refused.value.report("en") == "There is no annexe “ngo-annexe-9”. Known annexes: ngo-annexe-1."


def test_the_annexe_has_ten_sections_and_two_lists_of_places() -> None:
    annexe = annexe_named("ngo-annexe-1")
    assert annexe_ids() == ("ngo-annexe-1",)
    assert [section.key for section in annexe.sections] == [
        *("N1", "N2", "N3", "N4", "N5", "N6", "N6A", "N7", "N8", "N8A", "N9", "N10")
    ]
    assert {section.key: section.entry["en"] for section in annexe.sections if section.repeats} == {
        "N2": "Service",
        "N5": "Need",
        "N6A": "Kind of facility",
        "N8A": "Kind of facility",
        "N9": "Recommendation",
    }
    assert len(annexe.fields) == 93


def test_a_village_is_asked_little() -> None:
    sections = annexe_named("ngo-annexe-1").sections
    required = {section.key: [field.key for field in section.fields if field.required] for section in sections}
    assert {section.key: len(required[section.key]) for section in sections if not section.repeats} == {
        **dict.fromkeys(("N3", "N4", "N6", "N7", "N8"), 0),
        "N1": 4,
        "N10": 3,
    }
    assert required["N1"] == ["n1.organisation", "n1.legal_form", "n1.mandate_holder", "n1.area"]
    assert len(required["N2"]) == 5


def test_the_domains_are_the_fourteen_of_the_act() -> None:
    assert len(annexe_named("ngo-annexe-1").field_by_key["n1.domains"].choices) == 14


def test_no_question_is_about_the_number_or_the_age_of_a_person() -> None:
    fields = annexe_named("ngo-annexe-1").fields
    labels = [field.label for field in fields] + [choice.label for field in fields for choice in field.choices]
    words = {word.strip(".,?()").casefold() for label in labels for text in label.values() for word in text.split()}
    assert words & {"pesel", "wiek", "wieku", "age", "urodzenia", "birth"} == set()


def test_a_number_fits_every_row_it_may_go_to() -> None:
    rows = edition_named("ozps-gmina-2025").row_by_key
    for section in annexe_named("ngo-annexe-1").sections:
        for field in section.fields:
            if field.type in NUMBERS and not field.explains:
                choices = next((one.choices for one in section.fields if one.key == field.by), ())
                for key in (*field.feeds, *(row for choice in choices for row in choice.feeds)):
                    assert (rows[key].unit, rows[key].kind) == (field.unit, NUMBERS[field.type]), key
                    assert field.column in rows[key].offsets, key


def test_what_counts_one_goes_to_rows_that_count_such_things() -> None:
    rows = edition_named("ozps-gmina-2025").row_by_key
    units = {}
    for section in annexe_named("ngo-annexe-1").sections:
        by = {field.by for field in section.fields}
        for field in section.fields:
            fed = (*field.feeds, *(row for choice in field.choices for row in choice.feeds))
            if fed and field.type not in NUMBERS and not field.explains and field.key not in by:
                units[field.key] = {rows[key].unit for key in fed}
    assert units == {
        "n1.organisation": {"organisation"},
        "n1.legal_form": {"organisation"},
        "n1.jst_contract": {"organisation"},
        "n1.contract_modes": {"case"},
        "n2.service.domain": {"case"},
        "n7.forms": {"organisation"},
    }


def test_every_row_the_annexe_feeds_is_in_an_edition_of_2025() -> None:
    rows = {row.key for name in edition_ids() if name.endswith("-2025") for row in edition_named(name).rows}
    assert annexe_named("ngo-annexe-1").fed - rows == set()


def test_every_help_text_is_in_both_languages_or_in_none() -> None:
    for field in annexe_named("ngo-annexe-1").fields:
        assert bool(field.help["pl"]) == bool(field.help["en"]), field.key
