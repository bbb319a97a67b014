"""Reading the register of units."""

import datetime as dt
from pathlib import Path

import pytest
from territory.files import LUKOW, compact, country, register

from drogowskaz.engine.problems import Unusable
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.formats.codes import kind_of, parent_of
from drogowskaz.territory.formats.terc import COMPACT_HEADER, Entry, parse_register, read_register

OFFICIAL_TEXT = """\
WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA
06;;;;LUBELSKIE;województwo;2026-01-01
06;01;;;bialski;powiat;2026-01-01
06;01;05;3;Janów Podlaski;gmina miejsko-wiejska;2026-01-01
06;01;05;4;Janów Podlaski;miasto;2026-01-01
06;01;05;5;Janów Podlaski;obszar wiejski;2026-01-01
14;;;;MAZOWIECKIE;województwo;2026-01-01
14;65;;;Warszawa;miasto stołeczne, na prawach powiatu;2026-01-01
14;65;01;1;Warszawa;gmina miejska, miasto stołeczne;2026-01-01
14;65;02;8;Bemowo;dzielnica;2026-01-01
"""


def refused(text: str) -> list[str]:
    """What is said against the text."""
    with pytest.raises(Unusable) as refusal:
        parse_register(text, "t.csv")
    return [problem.sentence("en") for problem in refusal.value.problems]


def one(line: str, header: str = COMPACT_HEADER) -> list[str]:
    return refused(f"{header}\n{line}\n")


def test_the_official_layout_gives_whole_codes_kinds_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "TERC_Urzedowy.csv"
    path.write_bytes(b"\xef\xbb\xbf" + OFFICIAL_TEXT.replace("\n", "\r\n").encode())
    read = read_register(path)
    assert (read.file, read.state_on) == ("TERC_Urzedowy.csv", dt.date(2026, 1, 1))
    assert read.entries == (
        Entry("06", "lubelskie", Kind.VOIVODESHIP, 2),
        Entry("0601", "bialski", Kind.POWIAT, 3),
        Entry("0601053", "Janów Podlaski", Kind.GMINA_MIXED, 4),
        Entry("0601054", "Janów Podlaski", Kind.TOWN, 5),
        Entry("0601055", "Janów Podlaski", Kind.RURAL_PART, 6),
        Entry("14", "mazowieckie", Kind.VOIVODESHIP, 7),
        Entry("1465", "Warszawa", Kind.CITY, 8),
        Entry("1465011", "Warszawa", Kind.GMINA_URBAN, 9),
        Entry("1465028", "Bemowo", Kind.DISTRICT, 10),
    )


def test_the_compact_layout_says_the_same_as_the_official_one() -> None:
    units = {"06": "lubelskie", "0601": "bialski", "0601053": "Janów Podlaski"}
    official = "\n".join(OFFICIAL_TEXT.splitlines()[:4])
    assert parse_register(compact(units), "t.csv").entries == parse_register(official, "t.csv").entries


@pytest.mark.parametrize(
    ("code", "kind", "parent"),
    [
        ("06", Kind.VOIVODESHIP, None),
        ("0660", Kind.POWIAT, "06"),
        ("0661", Kind.CITY, "06"),
        ("0605032", Kind.GMINA_RURAL, "0605"),
        ("0605034", Kind.TOWN, "0605033"),
        ("0605035", Kind.RURAL_PART, "0605033"),
        ("1465028", Kind.DISTRICT, "1465011"),
        ("3064029", Kind.DELEGATURA, "3064011"),
    ],
)
def test_a_code_tells_its_kind_and_its_parent(code: str, kind: Kind, parent: str | None) -> None:
    assert (kind_of(code), parent_of(code)) == (kind, parent)


@pytest.mark.parametrize("code", ["", "6", "060", "060503", "0605036", "0605030", "06050321", "ab", "٠٦", "06 "])
def test_what_is_no_code_has_no_kind(code: str) -> None:
    assert kind_of(code) is None


def test_a_whole_register_knows_that_it_is_whole() -> None:
    assert register(country()).complete


@pytest.mark.parametrize("without", ["32", "0611042 0611011", "0663011", "3201012"])
def test_a_register_without_something_is_a_part(without: str) -> None:
    units = {code: name for code, name in country().items() if code not in without.split()}
    assert not register(units).complete


def test_an_urban_rural_gmina_without_its_town_makes_the_register_a_part() -> None:
    units = country() | {"0611103": "Stoczek"}
    assert not register(units).complete
    assert register(units | {"0611104": "Stoczek", "0611105": "Stoczek"}).complete


def test_all_voivodeships_alone_are_a_part() -> None:
    assert not register({code: name for code, name in country().items() if len(code) == 2}).complete


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "6,lubelskie,województwo,,2026-01-01",
            "t.csv, line 2, column “code”: “6” is not made of 2, 4, 7 digits. "
            "A spreadsheet may have dropped leading zeros; use the original file.",
        ),
        (
            "O6,lubelskie,województwo,,2026-01-01",
            "t.csv, line 2, column “code”: “O6” is not made of 2, 4, 7 digits. "
            "A spreadsheet may have dropped leading zeros; use the original file.",
        ),
        (
            "0605036,Dzwola,gmina wiejska,0605,2026-01-01",
            "t.csv, line 2, column “code”: The code 0605036 ends in 6, which is no kind of unit in the register.",
        ),
        ("06,,województwo,,2026-01-01", "t.csv, line 2, column “name”: The name is missing."),
        (
            f"06,{'x' * 101},województwo,,2026-01-01",
            "t.csv, line 2, column “name”: The name is longer than 100 characters.",
        ),
        (
            "0605,janowski,gmina wiejska,06,2026-01-01",
            "t.csv, line 2, column “kind”: The kind is “gmina wiejska”, but the code 0605 belongs to: powiat.",
        ),
        (
            "0605,janowski,powiat,14,2026-01-01",
            "t.csv, line 2, column “parent_code”: The code 0605 lies in “06”, not in “14”.",
        ),
        (
            "06,lubelskie,województwo,,1.01.2026",
            "t.csv, line 2, column “valid_on”: “1.01.2026” is not a date like 2026-01-01.",
        ),
        (
            "06,lubelskie,województwo,,2026-02-30",
            "t.csv, line 2, column “valid_on”: “2026-02-30” is not a date like 2026-01-01.",
        ),
        ("06,lubelskie,województwo,2026-01-01", "t.csv, line 2: The line has 4 fields; the first line names 5."),
        ('06,"lubelskie,województwo,,', "t.csv, line 2: The line is not valid CSV: a quotation mark is not closed."),
        ("", "t.csv: The file has a header and nothing below it."),
    ],
)
def test_a_bad_line_is_told_with_its_place(line: str, sentence: str) -> None:
    assert one(line) == [sentence]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "6;;;;LUBELSKIE;województwo;2026-01-01",
            "t.csv, line 2, column “WOJ”: “6” is not made of 2 digits. "
            "A spreadsheet may have dropped leading zeros; use the original file.",
        ),
        (
            "06;05;3;2;Dzwola;gmina wiejska;2026-01-01",
            "t.csv, line 2, column “GMI”: “3” is not made of 2 digits. "
            "A spreadsheet may have dropped leading zeros; use the original file.",
        ),
        (
            "06;05;03;;Dzwola;gmina wiejska;2026-01-01",
            "t.csv, line 2: A unit has WOJ alone, WOJ and POW, or all of WOJ, POW, GMI and RODZ.",
        ),
        (
            "06;05;03;7;Dzwola;gmina wiejska;2026-01-01",
            "t.csv, line 2, column “RODZ”: The code 0605037 ends in 7, which is no kind of unit in the register.",
        ),
        (
            "06;05;03;2;Dzwola;gmina miejsko-wiejska;2026-01-01",
            "t.csv, line 2, column “NAZWA_DOD”: The kind is “gmina miejsko-wiejska”, "
            "but the code 0605032 belongs to: gmina wiejska.",
        ),
        (
            "06;;;;LUBELSKIE;województwo;",
            "t.csv, line 2, column “STAN_NA”: “” is not a date like 2026-01-01.",
        ),
    ],
)
def test_a_bad_official_line_is_told_with_its_place(line: str, sentence: str) -> None:
    assert one(line, OFFICIAL_TEXT.splitlines()[0]) == [sentence]


def test_a_code_that_stands_twice_names_both_lines() -> None:
    text = compact({"06": "lubelskie"}) + "06,lubelskie,województwo,,2026-01-01\n"
    assert refused(text) == ["t.csv, line 3: The code 06 stands twice: here and in line 2."]


def test_a_gmina_of_two_kinds_names_both_lines() -> None:
    text = compact({"0605": "janowski", "0605032": "Dzwola", "0605033": "Dzwola"})
    said = "The gmina 060503 stands twice with different kinds: here and in line 3."
    assert refused(text) == [f"t.csv, line 4: {said}"]


def test_mixed_dates_are_told_once() -> None:
    text = compact(LUKOW).replace("0611,łukowski,powiat,06,2026-01-01", "0611,łukowski,powiat,06,2025-01-01")
    said = "The date 2025-01-01 is not the 2026-01-01 of line 2. A register has one date."
    assert refused(text) == [f"t.csv, line 3, column “valid_on”: {said}"]


def test_every_problem_of_a_file_is_told_at_once() -> None:
    text = compact({"06": "lubelskie"}) + "0605,,powiat,06,2026-01-01\n0606,x,gmina,06,2026-01-01\n"
    assert [said.split(":")[0] for said in refused(text)] == [
        "t.csv, line 3, column “name”",
        "t.csv, line 4, column “kind”",
    ]
