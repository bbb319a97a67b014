"""A small edition with indicators, as files which a test may break in one place."""

from pathlib import Path

EDITION = """\
edition: ratios-2024
level: gmina
years: [2024]
label: {pl: Wskaźniki, en: Ratios}
basis: a test
columns:
  two: [c-1, c0]
  one: [c0]
largest: {count: 40000000, money: 1000000000000, fte: 1000000}
chapters:
  - number: "2"
    label: {pl: Rozdział, en: Chapter}
    certainty: certain
    tables: [people, later]
"""
PEOPLE = """\
table: people
chapter: "2"
label: {pl: Ludzie, en: People}
columns: two
rows:
  - {key: population.total, label: {pl: M, en: R}, short: {pl: mieszkańcy, en: residents}, unit: person,
     source: own, basis: b}
  - {key: staff.social_workers.persons, label: {pl: P, en: W}, short: {pl: pracownicy, en: workers}, unit: person,
     source: own, basis: b}
  - {key: staff.social_workers.fte, kind: fte, label: {pl: E, en: P}, short: {pl: etaty, en: posts}, unit: fte,
     source: own, basis: b}
  - {key: social_work.families, label: {pl: R, en: F}, short: {pl: rodziny, en: families}, unit: family,
     source: own, basis: b}
  - {key: diploma, label: {pl: Z wyższym wykształceniem, en: With a diploma}, unit: person, source: own, basis: b}
"""
LATER = """\
table: later
chapter: "2"
label: {pl: Nowe, en: New}
columns: one
rows:
  - {key: new, label: {pl: Nowe, en: New}, unit: person, source: own, basis: b}
  - {key: why, kind: text, label: {pl: Powód, en: Reason}, unit: text, source: own, basis: b}
"""
INDICATORS = """\
indicators:
  - id: load
    group: "10.1"
    label: {pl: Mieszkańcy na pracownika, en: Residents per worker}
    numerator: "{population.total}"
    denominator: "{staff.social_workers.persons}"
    factor: 1
    unit: {pl: osób, en: persons}
    decimals: 0
    direction: higher-heavier
    norm: {pl: 1 na 2000, en: 1 for 2000}
    meaning: {pl: Ilu mieszkańców., en: How many residents.}
    certainty: certain
    basis: b
  - id: diploma
    group: "10.1"
    label: {pl: Z dyplomem, en: With a diploma}
    numerator: "{diploma}"
    denominator: "{staff.social_workers.persons}"
    factor: 100
    unit: "%"
    decimals: 2
    direction: higher-stronger
    meaning: {pl: Jaka część., en: Which part.}
    certainty: working
    basis: b
  - id: both
    group: context
    label: {pl: Razem, en: Together}
    numerator: "{new} + 2 * {diploma} - {staff.social_workers.persons, c-1}"
    denominator: "sum({@people, c0})"
    factor: 1000
    unit: "‰"
    decimals: 1
    direction: neutral
    meaning: {pl: Dla próby., en: For a test.}
    certainty: inferred
    basis: b
"""
FILES = {
    "edition.yaml": EDITION,
    "tables/people.yaml": PEOPLE,
    "tables/later.yaml": LATER,
    "indicators.yaml": INDICATORS,
}


def ratios_folder(folder: Path, old: str = "", new: str = "", name: str = "ratios-2024") -> Path:
    """The folder of the small edition; in its files the words `old` stand as `new`, once."""
    root = folder / name
    (root / "tables").mkdir(parents=True)
    left = 1 if old else 0
    for file, text in FILES.items():
        if left and old in text:
            text, left = text.replace(old, new, 1), 0
        (root / file).write_text(text.replace("edition: ratios-2024", f"edition: {name}"), "utf-8")
    assert not left, f"no file has {old!r}"
    return root
