"""A small edition as files, which a test may break in one place."""

from pathlib import Path

EDITION = """\
edition: tiny-2014
level: gmina
years: [2014, 2015]
label: {pl: Mała, en: Tiny}
basis: a test
columns:
  two: [c-1, c0]
  one: [c0]
largest: {count: 40000000, money: 1000000000000, fte: 1000000}
chapters:
  - number: "2"
    label: {pl: Rozdział, en: Chapter}
    certainty: certain
    tables: [people, notes]
"""
PEOPLE = """\
table: people
chapter: "2"
label: {pl: Ludzie, en: People}
columns: two
rows:
  - {key: all, number: 1, certainty: certain, label: {pl: Ogółem, en: Total}, unit: person, source: own, basis: b}
  - {key: women, parent: all, parts: all, label: {pl: Kobiety, en: Women}, unit: person, source: own, basis: b}
  - {key: men, parent: all, parts: all, label: {pl: Mężczyźni, en: Men}, unit: person, source: own, basis: b}
"""
NOTES = """\
table: notes
chapter: "2"
label: {pl: Uwagi, en: Notes}
columns: one
rows:
  - {key: why, kind: text, label: {pl: Powód, en: Reason}, unit: text, source: own, basis: b}
"""
CHECKS = """\
checks:
  - id: women
    expect: "{women, c*} <= {all, c*}"
    message: {pl: Za dużo., en: Too many.}
    instruction: {pl: Popraw., en: Correct it.}
    basis: b
    passing: women = 1; all = 2
    failing: women = 2; all = 1
"""
FILES = {"edition.yaml": EDITION, "tables/people.yaml": PEOPLE, "tables/notes.yaml": NOTES, "checks.yaml": CHECKS}


def edition_folder(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """The folder of the small edition; in `file` the words `old` stand as `new`."""
    root = folder / "tiny-2014"
    (root / "tables").mkdir(parents=True)
    for name, text in FILES.items():
        if name == file:
            assert text.count(old) >= 1, f"{file} has no {old!r}"
            text = text.replace(old, new, 1)
        (root / name).write_text(text, "utf-8")
    return root
