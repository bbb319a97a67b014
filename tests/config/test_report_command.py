"""`drogowskaz report`: a form as a document in every format, opened by another library than the one that wrote it."""

import csv
import io
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
import python_calamine

from drogowskaz.config.cli import main
from drogowskaz.engine.editions.loader import EDITIONS

DROBIN = EDITIONS / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml"
INVENTED = EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml"


def report(out: Path, *more: str, form: Path = DROBIN) -> int:
    return main(["report", str(form), "-o", str(out), *more])


def text_of(path: Path) -> str:
    match path.suffix:
        case ".pdf":
            return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        case ".docx":
            made = docx.Document(str(path))
            cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
            return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])
        case ".xlsx":
            book = openpyxl.load_workbook(path)
            return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        case ".ods":
            book = python_calamine.CalamineWorkbook.from_path(path)
            rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
            return "\n".join(str(cell) for row in rows for cell in row)
    return path.read_text("utf-8")


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx", ".ods", ".csv"])
def test_every_format_tells_the_form(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"drobin{ending}"
    assert report(out, "--copy", "council") == 0
    said = text_of(out)
    assert "Bezrobotni" in said
    assert "483" in said


@pytest.mark.parametrize("form", [DROBIN, INVENTED])
def test_the_summary_is_at_most_two_pages(form: Path, tmp_path: Path) -> None:
    assert report(tmp_path / "s.pdf", "--summary", "--copy", "council", form=form) == 0
    assert len(pypdf.PdfReader(tmp_path / "s.pdf").pages) <= 2


def test_the_public_copy_is_made_unless_the_council_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path / "public.csv", form=INVENTED) == 0
    assert "publiczny" in capsys.readouterr().out
    assert report(tmp_path / "council.csv", "--copy", "council", form=INVENTED) == 0
    assert "dla rady" in capsys.readouterr().out
    copies = [(tmp_path / f"{name}.csv").read_text("utf-8") for name in ("public", "council")]
    assert [copy.count("(ukryto)") > 0 for copy in copies] == [True, False]
    lines = [len(list(csv.reader(io.StringIO(copy)))) for copy in copies]
    assert lines[0] > 1000
    assert lines[1] > 1000


def test_the_same_form_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        report(tmp_path / name, "--copy", "council")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(tmp_path / "drobin.odt") == 2
    assert ".pdf, .docx, .xlsx, .ods, .csv" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(tmp_path / "nowhere" / "drobin.csv") == 2
    assert "Nie można zapisać pliku." in capsys.readouterr().err


def test_a_copy_that_there_is_not_is_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "report", str(DROBIN), "-o", str(tmp_path / "drobin.pdf"), "--copy", "rada"]) == 2
    assert capsys.readouterr().err == "There is no copy “rada”. Choose one of: council, public.\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", [DROBIN, INVENTED])
def test_the_public_summary_is_at_most_two_pages_too(form: Path, tmp_path: Path) -> None:
    assert report(tmp_path / "s.pdf", "--summary", form=form) == 0
    assert len(pypdf.PdfReader(tmp_path / "s.pdf").pages) <= 2
