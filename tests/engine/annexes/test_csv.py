"""Answers as a CSV, out and in."""

import pytest
from engine.annexes.random_answers import answers
from hypothesis import given
from hypothesis import strategies as st

from drogowskaz.engine.annexes import annexe_named, read_csv, write_csv
from drogowskaz.engine.problems import Problem, Unusable

ANNEXE = annexe_named("ngo-annexe-1")
FILES = st.text().map(lambda text: f"key;answer\n{text}".encode("cp1250", "ignore")) | st.text().map(str.encode)
"""Bytes that get further than those at random."""
HEAD = "section;key;number of the entry;question;answer;unit"


def said(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.sentence("en") for problem in problems]


def test_every_question_has_a_line_and_every_entry_its_own() -> None:
    given_answers = {("n2.service.name", 0): "Paczki", ("n2.service.name", 1): "=Obiady", ("n1.legal_form", 0): "kgw"}
    text = write_csv(ANNEXE, given_answers, "en").decode("utf-8-sig")
    lines = text.splitlines()
    services = len(next(section for section in ANNEXE.sections if section.key == "N2").fields)
    assert len(lines) == 1 + len(ANNEXE.fields) + services
    assert lines[0] == HEAD
    assert [line for line in lines if "n2.service.name" in line or "legal_form" in line] == [
        "N1;n1.legal_form;;Form;farmers’ wives’ circle;",
        "N2;n2.service.name;1;Name of the service;Paczki;",
        "N2;n2.service.name;2;Name of the service;'=Obiady;",
    ]


def test_a_polish_spreadsheet_finds_its_byte_order_mark_and_its_separator() -> None:
    content = write_csv(ANNEXE, {}, "pl")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.splitlines()[0].count(b";") == 5


def test_an_empty_form_is_read_as_no_answers() -> None:
    assert read_csv(ANNEXE, write_csv(ANNEXE, {}, "pl")) == ({}, ())


@given(answers(ANNEXE), st.sampled_from(["pl", "en"]))
def test_what_is_written_is_read_back(given_answers: dict[tuple[str, int], str], lang: str) -> None:
    assert read_csv(ANNEXE, write_csv(ANNEXE, given_answers, lang)) == (given_answers, ())


@given(st.binary() | FILES)
def test_whatever_a_file_holds_it_is_read_or_refused(content: bytes) -> None:
    try:
        found, problems = read_csv(ANNEXE, content)
    except Unusable:
        return
    assert all(problem.place and problem.place.line for problem in problems)
    assert {key for key, _place in found} <= ANNEXE.field_by_key.keys()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"], ids=["semicolon", "comma", "tab"])
def test_other_spreadsheets_are_understood(encoding: str, mark: str) -> None:
    text = f"odpowiedz{mark}klucz{mark}ANSWER\nx{mark}n1.legal_form{mark}koło gospodyń wiejskich\n"
    assert read_csv(ANNEXE, text.encode(encoding)) == ({("n1.legal_form", 0): "kgw"}, ())


def test_lines_may_come_in_any_order_and_columns_may_be_missing() -> None:
    lines = ["7;2;n2.service.recipients", "", ";;", "Lipa;;n1.organisation", "3;1;n2.service.recipients"]
    text = "\n".join(["answer;number of the entry;key", *lines])
    assert read_csv(ANNEXE, text.encode()) == (
        {("n2.service.recipients", 1): "7", ("n1.organisation", 0): "Lipa", ("n2.service.recipients", 0): "3"},
        (),
    )


def test_every_refusal_says_its_line_and_the_rest_is_read() -> None:
    text = (
        "key;number of the entry;answer\n"
        "n1.age;;30\n"
        "n2.service.recipients;0;1\n"
        "n1.organisation;2;Lipa\n"
        "n1.contracts;;dwie\n"
        "n1.contracts;;2\n"
        "n1.organisation;;Lipa;Lipa\n"
        "n4.volunteers.persons;;12\n"
        'n6.missing;;"unclosed\n'
    )
    found, problems = read_csv(ANNEXE, text.encode(), name="a.csv", lang="en")
    assert found == {("n4.volunteers.persons", 0): "12"}
    assert said(problems) == [
        "a.csv, line 2: The annexe has no question with the key “n1.age”.",
        "a.csv, line 3: “0” is not a number of an entry. Entries are counted from 1 to 100.",
        "a.csv, line 4: “2” is not a number of an entry. Entries are counted from 1 to 1.",
        "a.csv, line 5, column “answer”: “dwie” is not a number. Write digits only, or one of the symbols: 0, dot, x.",
        "a.csv, line 6: The question “n1.contracts” is answered twice: here and in line 5.",
        "a.csv, line 7: The line has more cells than the header. Put an answer with a separator in quotes.",
        "a.csv, line 9: From this line on nothing was read: a quotation mark is not closed, or a cell is endless.",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "CSV: The file is empty."),
        (b" \n", "CSV: The file is empty."),
        (b"\x81\x83", "CSV: The file is not a text file. Save the table as CSV."),
        (b"a\x00b", "CSV: The file is not a text file. Save the table as CSV."),
        (b"x" * 2_000_001, "CSV: The file is larger than 2 MB. An annexe is much smaller."),
        (b"question;answer\n",
         "CSV, line 1: The first line must name the columns “key” and “answer”, each once. It has: question, answer."),
        (b"key;answer;key\n",
         "CSV, line 1: The first line must name the columns “key” and “answer”, each once. It has: key, answer, key."),
        (b'"', "CSV, line 1: The first line must name the columns."),
    ],
    ids=["nothing", "blank", "no encoding", "zero byte", "too large", "no key", "answer twice", "open quote"],
)  # fmt: skip
def test_what_is_no_table_of_answers_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(Unusable) as refused:
        read_csv(ANNEXE, content)
    assert refused.value.report("en") == told
