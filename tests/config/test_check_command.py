"""`drogowskaz check`: exit codes, what is printed and where. Bad files are covered one by one in tests/engine."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from drogowskaz.config.cli import main
from drogowskaz.engine.parameters import DEFINITIONS

DROBIN = DEFINITIONS / "editions" / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml"
HEADER = "unit,year,row,column,value\n"


def long_csv(folder: Path, *lines: str, name: str = "drobin.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes((HEADER + "\n".join(lines) + "\n").encode(encoding))
    return path


def test_drobin_as_published_has_no_errors_and_its_two_oddities(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(DROBIN)]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == "gmina Drobin, 2014 · ozps-gmina-2014 · wypełniono 120 komórek"
    assert "Wszystkie liczby ludności są takie same jak rok wcześniej." in printed.out
    assert "Prognoza ludności jest kopią roku oceny." in printed.out
    assert printed.out.splitlines()[-1].startswith("1 do wyjaśnienia, 1 uwaga · policzono 60 sprawdzeń")
    assert printed.err == ""


def test_one_digit_changed_in_a_sum_is_an_error_with_row_column_and_arithmetic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "drobin.yaml"
    changed.write_text(DROBIN.read_text("utf-8").replace("[8316, 8279, 8279,", "[8316, 8279, 8297,"), "utf-8")
    assert main(["check", str(changed)]) == 1
    printed = capsys.readouterr().out.replace("\xa0", " ")
    assert "BŁĄD  rozdział 2, wiersz 1 „Mieszkańcy (w osobach) – ogółem”, 2014" in printed
    assert "Nie zgadza się suma. 8 297 powinno równać się 8 279 (kobiety 4 149 + mężczyźni 4 130)." in printed


def test_the_same_report_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check", str(DROBIN)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "1 to be explained, 1 note · 60 checks computed, 11 could not be computed"


def test_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(DROBIN), "--format", "json"]) == 0
    (sheet,) = json.loads(capsys.readouterr().out)
    assert (sheet["edition"], sheet["unit"], sheet["year"], sheet["filled"]) == (
        "ozps-gmina-2014",
        "1419053",
        2014,
        120,
    )
    assert sheet["counts"] == {"error": 0, "justify": 1, "warning": 0, "note": 1}
    assert [(one["check"], one["column"]) for one in sheet["findings"]] == [
        ("ch2.late_gus", 2014),
        ("forecast.population", 2014),
    ]
    assert len(sheet["not_computable"]) == 11


def test_a_partly_filled_long_csv_is_not_in_error_for_being_unfinished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = long_csv(tmp_path, "1419053,2014,2/1,2014,8279", "1419053,2014,population.women.total,y,4149")
    assert main(["check", str(path), "--edition", "ozps-gmina-2014"]) == 0
    assert "wypełniono 2 komórki" in capsys.readouterr().out


def test_several_units_in_a_file_are_reported_one_after_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = long_csv(tmp_path, "1419053,2014,2/1,2014,8279", "0605053,2014,2/10,2014,5", "0605053,2014,2/11,2014,6")
    assert main(["check", str(path)]) == 1
    printed = capsys.readouterr().out
    assert printed.index("1419053, 2014") < printed.index("0605053, 2014")
    assert "Część większa niż całość." in printed


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("f.csv", b"", "f.csv: Plik jest pusty."),
        ("f.csv", HEADER.encode(), "f.csv: Plik ma nagłówek, ale nie ma żadnej komórki."),
        (
            "f.csv",
            (HEADER + "1419053,2014,2/1,2014,osiem\n").encode(),
            "f.csv, linia 2, kolumna „value”: „osiem” to nie liczba."
            " Wpisz same cyfry albo jeden ze znaków: 0, kropka, x.",
        ),
        (
            "f.csv",
            (HEADER + "1419053,2014,2/1,2014,-5\n").encode(),
            "f.csv, linia 2, kolumna „value”: „-5” to liczba ujemna, a ten wiersz nie może być mniejszy od zera.",
        ),
        (
            "f.csv",
            (HEADER + "1419053,2014,2/1,2014,8279000000\n").encode(),
            "f.csv, linia 2, kolumna „value”: „8279000000” to liczba niemożliwie duża dla tego wiersza."
            " Sprawdź liczbę cyfr.",
        ),
        (
            "f.csv",
            (HEADER + "1419053,2014,2/1,2014,=4149+4130\n").encode(),
            "f.csv, linia 2, kolumna „value”: „=4149+4130” to formuła. Zapisz plik z wartościami zamiast formuł.",
        ),
        (
            "f.csv",
            (HEADER + "1419053,,2/1,2014,8279\n").encode(),
            "f.csv, linia 2, kolumna „year”: Brakuje roku.",
        ),
        (
            "f.csv",
            (HEADER + "1419053,2014,2/99,2014,8279\n").encode(),
            "f.csv, linia 2, kolumna „row”: Edycja „ozps-gmina-2014” nie ma wiersza „2/99”.",
        ),
        (
            "f.csv",
            (HEADER + "1419053,2014,2/1,2014,8279\n1419053,2014,population.total,y,8279\n").encode(),
            "f.csv, linia 3: Komórka „population.total”, 2014 występuje dwa razy: tutaj i w linii 2.",
        ),
        (
            "f.csv",
            "jednostka,rok,wiersz,kolumna,wartość\n".encode("cp1250"),
            "f.csv, linia 1: Plik nie jest w kodowaniu UTF-8. Zapisz go jako „CSV UTF-8” albo „UTF-8”.",
        ),
        (
            "f.xls",
            b"whatever",
            "f.xls: Takich plików nie czytamy. Podaj szablon (.xlsx, .ods), długi CSV (.csv), wydruk"
            " (.txt, .tsv, .html) albo przypadek (.yaml).",
        ),
    ],
)
def test_an_unusable_file_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["check", str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.replace("\xa0", " ")) == ("", sentence + "\n")


def test_a_file_of_another_edition_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drobin.yaml"
    shutil.copy(DROBIN, path)
    assert main(["check", str(path), "--edition", "ozps-gmina-1999"]) == 2
    line = next(n for n, text in enumerate(DROBIN.read_text("utf-8").splitlines(), 1) if text.startswith("edition:"))
    assert capsys.readouterr().err.replace("\xa0", " ") == (
        f"drobin.yaml, linia {line}: Plik jest dla edycji „ozps-gmina-2014”, a nie „ozps-gmina-1999”.\n"
    )


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nie-ma.csv")]) == 2
    assert capsys.readouterr().err == "nie-ma.csv: Nie można otworzyć pliku.\n"


def test_the_installed_command_checks_without_starting_django() -> None:
    command = [str(Path(sys.executable).parent / "drogowskaz"), "check", str(DROBIN)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    code = f"import sys, drogowskaz.config.cli as c; c.main(['check', {str(DROBIN)!r}]); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
