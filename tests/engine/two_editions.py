"""Two small editions as files, two years apart, and a crosswalk that a test writes."""

from pathlib import Path

EDITION = """\
edition: {name}
level: gmina
years: [{year}]
label: {{pl: Mała, en: Tiny}}
basis: a test
columns:
  all: [c-2, c-1, c0, c+1]
largest: {{count: 40000000, money: 1000000000000, fte: 1000000}}
chapters:
  - number: "2"
    label: {{pl: Rozdział, en: Chapter}}
    certainty: certain
    tables: [people]
"""
TABLE = """\
table: people
chapter: "2"
label: {pl: Ludzie, en: People}
columns: all
rows:
"""
OLD, NEW = "tiny-2014", "tiny-2016"


def row_text(spec: str) -> str:
    """A row from `key`, `key:unit` or `key:unit:kind`; without them persons are counted."""
    key, unit, kind = [*spec.split(":"), *("person", "count")[spec.count(":") :]]
    label = f"label: {{pl: Wiersz {key}, en: Row {key}}}"
    return f"  - {{key: {key}, {label}, unit: {unit}, kind: {kind}, source: own, basis: b}}\n"


def edition_folder(root: Path, name: str, rows: str) -> Path:
    """An edition whose assessed year ends its name, with the rows named in `rows`."""
    folder = root / name
    (folder / "tables").mkdir(parents=True)
    (folder / "edition.yaml").write_text(EDITION.format(name=name, year=name[-4:]), "utf-8")
    (folder / "tables" / "people.yaml").write_text(TABLE + "".join(map(row_text, rows.split())), "utf-8")
    return folder


def entry_text(old: str, new: str, relation: str, year: int, *, breaks: bool = False) -> str:
    """A line of the crosswalk; empty keys are left out."""
    keys = "".join(f"{name}: {key}, " for name, key in (("old", old), ("new", new)) if key)
    reason = f"{{pl: powód {year}, en: reason {year}}}"
    flag = ", break: true" if breaks else ""
    return f"  - {{{keys}relation: {relation}, year: {year}, reason: {reason}, certainty: certain{flag}}}\n"


def two_editions(root: Path, old: str, new: str, *entries: str, head: str = "") -> Path:
    """The folder of the newer edition; its crosswalk has these lines, the first of them in line 3."""
    edition_folder(root, OLD, old)
    folder = edition_folder(root, NEW, new)
    listed = "entries:\n" + "".join(entries) if entries else "entries: []\n"
    (folder / "crosswalk.yaml").write_text(f"from: {OLD}\n{head}{listed}", "utf-8")
    return folder
