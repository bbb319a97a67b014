"""Telling a file by its content, and refusing what is none of ours."""

from pathlib import Path

import pytest
from territory.files import compact

from drogowskaz.engine.problems import Unusable
from drogowskaz.territory.formats.changes import HEADER, ChangeList
from drogowskaz.territory.formats.reading import read
from drogowskaz.territory.formats.terc import Register
from drogowskaz.territory.formats.text import MOST_BYTES
from drogowskaz.territory.formats.topojson import Outlines

TRIANGLE = """
{"type": "Topology", "arcs": [[[20, 50], [21, 50], [21, 51], [20, 50]]],
 "objects": {"units": {"type": "GeometryCollection", "geometries": [
   {"type": "Polygon", "arcs": [[0]], "properties": {"code": "06"}}]}}}
"""
KINDS = {
    Register: compact({"06": "lubelskie"}),
    ChangeList: HEADER + "\nrename,0605032,0605032,Dzwola,Nowa,,2026-01-01",
    Outlines: TRIANGLE,
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("name", ["terc.csv", "x.topojson", "no ending"])
def test_a_file_is_known_by_its_content_and_not_by_its_name(tmp_path: Path, kind: type, name: str) -> None:
    path = tmp_path / name
    path.write_text(KINDS[kind], "utf-8")
    assert type(read(path)) is kind


def test_the_order_of_columns_and_what_parts_them_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("name;code;parent_code;valid_on;kind\nlubelskie;06;;2026-01-01;województwo\n", "utf-8")
    found = read(path)
    assert isinstance(found, Register)
    assert [(entry.code, entry.name) for entry in found.entries] == [("06", "lubelskie")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "t.csv: The file is empty."),
        (b"\xef\xbb\xbf \r\n", "t.csv: The file is empty."),
        (
            "code,name,kind,parent_code,valid_on\n10,łódzkie,województwo,,2026-01-01".encode("cp1250"),
            "t.csv, line 2: The file is not in UTF-8. Save it as “CSV UTF-8” or “UTF-8”.",
        ),
        (b"PK\x03\x04....", "t.csv: The file is an archive. Unpack it and import the CSV inside."),
        (b"code\0", "t.csv: The file is not a text file."),
        (
            b"a,b\n1,2\n",
            "t.csv, line 1: This is no file we know: its first line names a, b. Known are TopoJSON and: "
            "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA – code,name,kind,parent_code,valid_on – "
            "change,old_code,new_code,old_name,new_name,split_from_code,between",
        ),
        (
            b'"code,name\n',
            "t.csv, line 1: This is no file we know: its first line names –. Known are TopoJSON and: "
            "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA – code,name,kind,parent_code,valid_on – "
            "change,old_code,new_code,old_name,new_name,split_from_code,between",
        ),
        (b"{", "t.csv, line 1, column “2”: The line is not valid JSON."),
        (b"[" * 100_000, "t.csv: The file is not valid JSON."),
    ],
    ids=["empty", "blank", "windows-1250", "zip", "binary", "other", "broken header", "half a JSON", "deep JSON"],
)
def test_an_unreadable_file_is_refused_with_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(Unusable) as refusal:
        read(path)
    assert [problem.sentence("en") for problem in refusal.value.problems] == [sentence]


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refusal:
        read(tmp_path / "t.csv")
    assert refusal.value.report("en") == "t.csv: The file cannot be opened."


def test_a_file_of_absurd_size_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(Unusable) as refusal:
        read(path)
    assert refusal.value.report("en") == "t.csv: The file is larger than 50 MB, which no register of units is."
