"""The sheet of checks: the engine's answers, as they stand in the file and as a spreadsheet program computes them.

LibreOffice computes every formula anew here: the results that stand in the files are taken out before.
"""

import csv
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from conftest import absent
from definitions import test_planted_errors as mistakes
from engine import random_forms, tiny
from engine.workbooks import row_of
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from drogowskaz.documents.spreadsheets import checks as sheet_of_checks
from drogowskaz.documents.spreadsheets.checks import WORDS
from drogowskaz.documents.spreadsheets.content import Cell, Look, Page, Workbook
from drogowskaz.documents.spreadsheets.files import write_template
from drogowskaz.documents.spreadsheets.formulas import as_xlsx, fits
from drogowskaz.documents.spreadsheets.ods import write_ods
from drogowskaz.documents.spreadsheets.template import template
from drogowskaz.documents.spreadsheets.workings import OTHER_FORMS
from drogowskaz.documents.spreadsheets.xlsx import write_xlsx
from drogowskaz.engine.checks.run import check_sheet, truths
from drogowskaz.engine.compiled.questions import questions
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import SEVERITIES, Edition, Severity, Stage
from drogowskaz.engine.expressions import nodes, spreadsheet
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.expressions.spreadsheet import Area
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.spreadsheets.template import read_template
from drogowskaz.engine.sheets import Sheet, stack
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

PROGRAM = shutil.which("soffice")
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Comma, quotation marks, UTF-8, every sheet into a file of its own, cells as they are shown."""
ALWAYS = '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="{}"><value>0</value></prop></item>'
PROFILE = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    f"{ALWAYS.format('OOXMLRecalcMode')}{ALWAYS.format('ODFRecalcMode')}</oor:items>"
)
"""Tells LibreOffice to compute every formula when it opens a file."""
FUNCTIONS = {
    "ABS", "AND", "CHOOSE", "COUNT", "EXACT", "FIND", "IF", "IFERROR", "ISNUMBER", "LEN", "LOWER", "MAX", "MEDIAN",
    "MID", "MIN", "NA", "ROUND", "SUM", "SUMPRODUCT", "TRIM",
}  # fmt: skip
"""In Excel since 2007 and in OpenFormula alike."""
BROKEN, UNANSWERED, HOLDS = (WORDS[number] for number in (spreadsheet.FALSE, spreadsheet.UNKNOWN, spreadsheet.TRUE))
TOO_LARGE = "too large for a spreadsheet"
SAID = {1: HOLDS, 0: BROKEN, -1: UNANSWERED}
NAME = "Checks"
Answers = dict[tuple[str, int], str]
Compute = Callable[[Iterable[Path]], dict[str, list[list[str]]]]


@pytest.fixture(scope="module")
def compute(tmp_path_factory: pytest.TempPathFactory) -> Compute:
    """Opens files with LibreOffice, which computes them anew, and gives the cells it shows: by file and sheet."""
    if PROGRAM is None:
        absent("libreoffice", "LibreOffice is not installed (Debian: apt-get install libreoffice-calc-nogui).")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")

    def run(paths: Iterable[Path]) -> dict[str, list[list[str]]]:
        folder = tmp_path_factory.mktemp("computed")
        command = [PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        arguments = ["--convert-to", EVERY_SHEET, "--outdir", str(folder), *(str(path) for path in paths)]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=240, check=False)
        assert any(folder.iterdir()), done.stdout + done.stderr
        return {path.stem: list(csv.reader(path.read_text("utf-8").splitlines())) for path in folder.glob("*.csv")}

    return run


def forgetful(book: Workbook) -> Workbook:
    """The workbook without what its formulas give, so that whoever shows it must compute."""

    def emptied(cell: Cell | None) -> Cell | None:
        return replace(cell, content="") if cell and cell.formula else cell

    return replace(
        book,
        pages=tuple(
            replace(page, lines=tuple(replace(line, cells=tuple(map(emptied, line.cells))) for line in page.lines))
            for page in book.pages
        ),
    )


def book_of(sheet: Sheet, lang: str = "en") -> Workbook:
    return template(sheet.edition, unit=sheet.unit, year=sheet.year, filled=sheet, lang=lang)


def saved(book: Workbook, path: Path) -> Path:
    (write_xlsx if path.suffix == ".xlsx" else write_ods)(forgetful(book), path)
    return path


def answers_in(lines: Iterable[list[str]], form: Edition) -> Answers:
    """What the sheet of checks says to each check in each column."""
    found = {}
    for line in lines:
        if line[0] in form.check_by_id:
            years = line[sheet_of_checks.FIRST_YEAR :]
            found |= {(line[0], offset): years[place] for offset, place in form.offset_index.items() if years[place]}
    return found


def elsewhere(claim: nodes.Claim) -> Whose | None:
    inside = (node.whose for node in nodes.walk(claim) if isinstance(node, nodes.Cell))
    return next((whose for whose in inside if whose is not Whose.OWN), None)


def expected(sheet: Sheet) -> Answers:
    """What the engine says; where another form is needed, which."""
    said = truths(stack(sheet.edition, [sheet]), sheet.year)[:, 0]
    found = {}
    for question, answer in zip(questions(sheet.edition), said, strict=True):
        other = elsewhere(question.claim)
        found[question.check.id, question.offset] = OTHER_FORMS[other] if other else SAID[int(answer)]
    return found


@pytest.fixture(scope="module")
def clean() -> Sheet:
    return read_case(mistakes.CASE).sheet


@pytest.fixture(scope="module")
def planted(clean: Sheet) -> Sheet:
    """The invented gmina with fifteen mistakes, and every tenth cell in another state."""
    found = clean
    for planting in mistakes.PLANTINGS[::4][:15]:
        found = mistakes.planted(planting, found)
    source = random.Random(15)
    values = dict(found.values)
    for key in source.sample(sorted(values), len(values) // 10):
        state = source.choice([None, NO_INFORMATION, NOT_APPLICABLE])
        if state is None or found.edition.row_by_key[key[0]].kind is Kind.TEXT:
            del values[key]
        else:
            values[key] = state
    return replace(found, values=values)


# What a file says before anything computes


def file_of(sheet: Sheet, path: Path) -> Path:
    write_template(path, sheet.edition, unit=sheet.unit, year=sheet.year, filled=sheet, lang="en")
    return path


def page_of(path: Path, name: str = NAME) -> Worksheet:
    return openpyxl.load_workbook(path, data_only=True)[name]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_prefilled_template_shows_the_engines_answers_to_whoever_does_not_compute(
    tmp_path: Path, planted: Sheet, ending: str
) -> None:
    path = file_of(planted, tmp_path / f"form.{ending}")
    lines = CalamineWorkbook.from_path(path).get_sheet_by_name(NAME).to_python(skip_empty_area=False)
    shown = [[str(value) for value in line] for line in lines]
    assert answers_in(shown, planted.edition) == expected(planted)


def test_the_sheet_counts_what_does_not_hold_by_severity(tmp_path: Path, planted: Sheet) -> None:
    path = file_of(planted, tmp_path / "form.xlsx")
    result = check_sheet(planted, Stage.SIGN)
    own = [finding for finding in result.findings if not elsewhere(finding.claim)]
    entry = [finding.check.severity for finding in own if finding.check.stage is Stage.ENTRY]
    counts = " · ".join(f"{SEVERITIES[severity]}\N{NO-BREAK SPACE}{entry.count(severity)}" for severity in Severity)
    signing = len(own) - len(entry)
    assert signing
    assert page_of(path)["B3"].value == f"Does not hold: {counts} · before signing\N{NO-BREAK SPACE}{signing}"


def test_a_line_tells_the_place_the_question_its_weight_and_when_it_is_asked(tmp_path: Path, clean: Sheet) -> None:
    path = file_of(clean, tmp_path / "form.xlsx")
    lines = {line[0].value: line for line in page_of(path).iter_rows()}
    told = [cell.value for cell in lines["need.population.total"][1:7]]
    row = clean.edition.row_by_key["population.total"]
    asks = "residents (the assessed year) is filled in"
    assert told == ["2", f"{row.number}\N{NO-BREAK SPACE}→", row.label["en"], asks, "error", "before signing"]
    assert lines["need.population.total"][2].hyperlink.location == "'Chapter 2'!G5"
    assert page_of(path, "Chapter 2")["A5"].value == "population.total"
    assert lines["tree.population.total.all"][6].value is None
    assert lines["prev.population.total"][9].value == "needs last year's form"


def test_nothing_is_filled_in_here_and_the_workings_are_out_of_sight(tmp_path: Path, clean: Sheet) -> None:
    path = file_of(clean, tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(path)
    assert [page.title for page in book][-2:] == [NAME, "Workings"]
    for page in book.worksheets[-2:]:
        assert page.protection.sheet
        assert all(cell.protection.locked for line in page.iter_rows() for cell in line)
    assert (book[NAME].sheet_state, book["Workings"].sheet_state) == ("visible", "hidden")
    assert (book[NAME].freeze_panes, book[NAME].print_title_rows) == ("E6", "$5:$5")
    (rules,) = book[NAME].conditional_formatting
    assert [rule.formula for rule in rules.rules] == [[f'"{word}"'] for word in (BROKEN, UNANSWERED, HOLDS)]


def test_reading_a_template_back_passes_the_sheet_of_checks_by(tmp_path: Path, planted: Sheet) -> None:
    for ending in ("xlsx", "ods"):
        found = read_template(file_of(planted, tmp_path / f"form.{ending}")).sheet
        assert found.values == planted.values
        assert check_sheet(found).findings == check_sheet(planted).findings


# What every edition asks of a spreadsheet


def formulas(book: Workbook) -> set[str]:
    return {
        as_xlsx(cell.formula)
        for page in book.pages
        for line in page.lines
        for cell in line.cells
        if cell and cell.formula
    }


@pytest.mark.parametrize("name", edition_ids())
def test_every_check_of_an_edition_is_asked_with_functions_that_every_program_has(name: str) -> None:
    form = edition_named(name)
    for year in {form.years[0], form.years[-1]}:
        book = template(form, unit="", year=year, filled=None, lang="en")
        cells = [cell for page in book.pages for line in page.lines for cell in line.cells if cell]
        said = {cell.content for cell in cells if cell.look is Look.ANSWER and not cell.formula}
        assert said <= {*OTHER_FORMS.values()}
        assert all(fits(cell.formula) for cell in cells)
        asked = {found for formula in formulas(book) for found in re.findall(r"([A-Z0-9.]+)\(", formula)}
        assert asked <= FUNCTIONS


# What LibreOffice computes


def test_libreoffice_answers_every_check_as_the_engine_does(
    tmp_path: Path, compute: Compute, clean: Sheet, planted: Sheet
) -> None:
    sheets = {"clean": clean, "planted": planted, "empty": replace(clean, values={})}
    paths = [
        saved(book_of(sheet), tmp_path / f"{name}-{ending}.{ending}")
        for name, sheet in sheets.items()
        for ending in ("xlsx", "ods")
    ]
    shown = compute(paths)
    assert {*expected(planted).values()} == {*SAID.values(), OTHER_FORMS[Whose.LAST]}
    for path in paths:
        sheet = sheets[path.stem.partition("-")[0]]
        lines = shown[f"{path.stem}-{NAME}"]
        assert answers_in(lines, sheet.edition) == expected(sheet), path.name
        assert [line[1] for line in lines[2:4]] == [
            line.cells[1].content for line in book_of(sheet).pages[-2].lines[2:4]
        ]


def test_libreoffice_reads_what_people_type_as_the_engine_does(tmp_path: Path, compute: Compute) -> None:
    form = tiny.edition(
        tiny.row("a"),
        tiny.row("m", kind=Kind.MONEY),
        tiny.row("text", kind=Kind.TEXT),
        checks=(
            tiny.check("{a, c0} = 3", id="three", at="a"),
            tiny.check("absent({a, c0})", id="empty", at="a"),
            tiny.check("{m, c0} = 0.3", id="grosze", at="m"),
            tiny.check("present({text, c0})", id="told", at="text"),
        ),
    )
    a, m, text = form.rows
    none, broken, kept = (UNANSWERED, UNANSWERED), (BROKEN, BROKEN), (HOLDS, BROKEN)
    typed = [
        *((a, value, kept) for value in (3, 3.0)),
        *((a, value, broken) for value in (0, 2, 40_000_000)),
        *((a, value, (UNANSWERED, BROKEN)) for value in (".", " . ", "x", "X", " X ")),
        *((a, value, (UNANSWERED, HOLDS)) for value in (None, "", "   ")),
        *((a, value, none) for value in ("abc", "3", "1 204", ".x", ". x", "..", -3, 2.5, 40_000_001, "=1/0")),
        *((m, value, (HOLDS,)) for value in (0.3, "=0.1+0.2", "=0.1*3")),
        *((m, value, (BROKEN,)) for value in (0.29, 0, 999_999_999_999.99)),
        *((m, value, (UNANSWERED,)) for value in (0.301, -0.3, ".", None, 1_000_000_000_000.01)),
        *((text, value, (HOLDS,)) for value in ("a reason", ".", 5)),
        *((text, value, (BROKEN,)) for value in (None, "  ")),
    ]
    path = saved(book_of(Sheet(form, "1419053", tiny.YEAR)), tmp_path / "empty.xlsx")
    for number, (row, value, _answers) in enumerate(typed):
        book = openpyxl.load_workbook(path)
        page = book["Chapter 2"]
        page[f"E{row_of(page, row.key)}"] = value
        book.save(tmp_path / f"typed{number}.xlsx")
    shown = compute(tmp_path.glob("typed*.xlsx"))
    for number, (row, value, answers) in enumerate(typed):
        found = answers_in(shown[f"typed{number}-{NAME}"], form)
        assert tuple(found[check.id, 0] for check in form.checks if check.row == row.key) == answers, value


def test_a_row_whose_key_is_not_where_it_was_gets_no_answer(tmp_path: Path, compute: Compute) -> None:
    form = tiny.edition(
        *(tiny.row(key) for key in "abc"),
        checks=tuple(tiny.check(f"{{{key}, c0}} = 1", id=f"{key}.one", at=key) for key in "abc"),
    )
    values = {(key, 0): Value(State.VALUE, 1) for key in "abc"}
    book = openpyxl.load_workbook(saved(book_of(Sheet(form, "1419053", tiny.YEAR, values)), tmp_path / "form.xlsx"))
    page = book["Chapter 2"]
    one, other = (page[f"A{row_of(page, key)}"] for key in "ab")
    one.value, other.value = other.value, one.value
    book.save(tmp_path / "form.xlsx")
    found = answers_in(compute([tmp_path / "form.xlsx"])[f"form-{NAME}"], form)
    assert found == {("a.one", 0): UNANSWERED, ("b.one", 0): UNANSWERED, ("c.one", 0): HOLDS}


# Random claims in every kind, scale and state

SMALL = {Kind.COUNT: 1000, Kind.MONEY: 1000, Kind.FTE: 100}
"""What the numbers of random forms go up to, in shown units."""


def random_sheets(count: int) -> list[Sheet]:
    """Random forms filled at random; the same while the code is, for Hypothesis also draws from its constants."""
    found: list[Sheet] = []

    @seed(2025)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        form = replace(data.draw(random_forms.editions()), largest=SMALL)
        found.append(data.draw(random_forms.sheets(form)))

    draw()
    return found


def renamed(page: Page, number: int) -> Page:
    """The page under a name with a number, and every area in its formulas on the page with the same number."""

    def numbered(part: str | Area) -> str | Area:
        return replace(part, sheet=f"{part.sheet} {number}") if isinstance(part, Area) and part.sheet else part

    def moved(cell: Cell | None) -> Cell | None:
        return cell and replace(cell, formula=tuple(numbered(part) for part in cell.formula), link=None)

    lines = (replace(line, cells=tuple(moved(cell) for cell in line.cells)) for line in page.lines)
    return replace(page, name=f"{page.name} {number}", lines=tuple(lines))


def limited(book: Workbook) -> set[tuple[str, int]]:
    """The checks and columns of cells that are asked to be no larger than a spreadsheet can add up exactly."""
    lines = {str(line.cells[0].content): line.cells[2:] for line in book.pages[-1].lines if line.cells[0]}
    return {
        (key, place)
        for key, cells in lines.items()
        for place, cell in enumerate(cells)
        if cell and ">=-" in as_xlsx(cell.formula)
    }


def test_libreoffice_answers_random_claims_as_the_engine_does(tmp_path: Path, compute: Compute) -> None:
    sheets = random_sheets(120)
    books = [book_of(sheet) for sheet in sheets]
    pages = [renamed(page, number) for number, book in enumerate(books) for page in book.pages[1:]]
    together = replace(books[0], pages=tuple(pages))
    shown = compute([saved(together, tmp_path / "random-xlsx.xlsx"), saved(together, tmp_path / "random-ods.ods")])
    asked = []
    for number, (sheet, book) in enumerate(zip(sheets, books, strict=True)):
        found, other = (
            answers_in(shown[f"random-{ending}-{NAME} {number}"], sheet.edition) for ending in ("xlsx", "ods")
        )
        assert found == other
        large = limited(book)
        for key, answer in expected(sheet).items():
            if (key[0], sheet.edition.offset_index[key[1]]) in large or found[key] == TOO_LARGE:
                # Then nothing may be said, but never something else.
                assert found[key] in (answer, UNANSWERED, TOO_LARGE), (number, key)
            elif "NEVER_SET" in found[key]:
                assert answer == UNANSWERED
            else:
                assert found[key] == answer, (number, key)
                asked += [answer] * key[0].startswith("random")
    assert len(asked) >= 150
    assert min(asked.count(answer) for answer in SAID.values()) >= 8
