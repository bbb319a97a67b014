"""The register of units (TERC): GUS's own CSV and a compact one with whole codes.

GUS writes voivodeships in capitals; their names are kept in small letters, as they are used. Kind and parent follow
from the code, so the columns that repeat them are only checked.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from drogowskaz.engine.problems import Place, Problem, Unusable
from drogowskaz.engine.words import _
from drogowskaz.territory.enums import GMINAS, OFFICIAL, POWIATS, Kind
from drogowskaz.territory.formats.codes import NUMBER, kind_of, parent_of
from drogowskaz.territory.formats.text import Line, Table, has_header, read_date, read_table, read_text, unknown_header

OFFICIAL_HEADER = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
COMPACT_HEADER = "code,name,kind,parent_code,valid_on"
DIGITS = {"woj": 2, "pow": 2, "gmi": 2, "rodz": 1}
LONGEST_NAME = 100
VOIVODESHIPS = frozenset(f"{number:02}" for number in range(2, 33, 2))
"""The numbers of the voivodeships: the even ones, so that the register could take new ones in between."""
DROPPED_ZEROS = _(
    "“{text}” is not made of {n} digits. A spreadsheet may have dropped leading zeros; use the original file."
)


@dataclass(frozen=True)
class Entry:
    """One unit as the register lists it. `line` is where it stands in the file."""

    code: str
    name: str
    kind: Kind
    line: int

    @property
    def parent_code(self) -> str | None:
        return parent_of(self.code)


@dataclass(frozen=True)
class Register:
    """The register, or a part of it, as it stood on `state_on`."""

    file: str
    state_on: dt.date
    entries: tuple[Entry, ...]

    @property
    def complete(self) -> bool:
        """Whether this is the whole register: all voivodeships are there, and no unit lacks those that make it up."""
        codes = {entry.code for entry in self.entries}
        parents = {entry.parent_code for entry in self.entries}
        parted = (Kind.VOIVODESHIP, *POWIATS, Kind.GMINA_MIXED)
        return codes >= VOIVODESHIPS and all(entry.code in parents for entry in self.entries if entry.kind in parted)


def read_register(path: Path) -> Register:
    """The register in the file. Raises Unusable with every problem found."""
    return parse_register(read_text(path), path.name)


def parse_register(text: str, file: str) -> Register:
    """The register in the text of a file. Raises Unusable with every problem found."""
    table = read_table(text, file)
    if not (has_header(table.columns, OFFICIAL_HEADER) or has_header(table.columns, COMPACT_HEADER)):
        raise unknown_header(file, table.columns, [OFFICIAL_HEADER, COMPACT_HEADER])
    problems = list(table.problems)
    entry_of = _official_entry if "woj" in table.columns else _compact_entry
    entries = [entry for line in table.lines if (entry := entry_of(line, file, problems))]
    _refuse_repeated(entries, file, problems)
    state_on = _one_date(table, problems)
    if problems or state_on is None:
        raise Unusable(problems)
    return Register(file, state_on, tuple(entries))


def _official_entry(line: Line, file: str, problems: list[Problem]) -> Entry | None:
    before = len(problems)
    for column, digits in DIGITS.items():
        text = line.fields[column]
        # Only the voivodeship's number stands in every line.
        if not text and column != "woj":
            continue
        if len(text) != digits or not (text.isascii() and text.isdigit()):
            problems.append(
                Problem(DROPPED_ZEROS, Place(file, line.number, column.upper()), {"text": text, "n": digits})
            )
    if len(problems) > before:
        return None
    code = "".join(line.fields[column] for column in DIGITS)
    gaps = [bool(line.fields[column]) for column in ("pow", "gmi", "rodz")]
    if gaps not in ([False] * 3, [True, False, False], [True] * 3):
        message = _("A unit has WOJ alone, WOJ and POW, or all of WOJ, POW, GMI and RODZ.")
        problems.append(Problem(message, Place(file, line.number)))
        return None
    name, word = line.fields["nazwa"], line.fields["nazwa_dod"]
    return _entry(code, name, word, Place(file, line.number), ("RODZ", "NAZWA", "NAZWA_DOD"), problems)


def _compact_entry(line: Line, file: str, problems: list[Problem]) -> Entry | None:
    place = Place(file, line.number)
    code = line.fields["code"]
    if len(code) not in (2, 4, 7) or not (code.isascii() and code.isdigit()):
        params = {"text": code, "n": "2, 4, 7"}
        problems.append(Problem(DROPPED_ZEROS, Place(file, line.number, "code"), params))
        return None
    entry = _entry(code, line.fields["name"], line.fields["kind"], place, ("code", "name", "kind"), problems)
    given = line.fields["parent_code"]
    if entry and given != (entry.parent_code or ""):
        message = _("The code {code} lies in “{expected}”, not in “{given}”.")
        params = {"code": code, "expected": entry.parent_code or "", "given": given}
        problems.append(Problem(message, Place(file, line.number, "parent_code"), params))
    return entry


def _entry(
    code: str, name: str, word: str, place: Place, columns: tuple[str, str, str], problems: list[Problem]
) -> Entry | None:
    """The entry, or None with its problems noted. `columns` are what this layout calls code, name and kind."""
    at_code, at_name, at_kind = (Place(place.file, place.line, column) for column in columns)
    kind = kind_of(code)
    if kind is None:
        message = _("The code {code} ends in {digit}, which is no kind of unit in the register.")
        problems.append(Problem(message, at_code, {"code": code, "digit": code[-1]}))
        return None
    before = len(problems)
    if not name:
        problems.append(Problem(_("The name is missing."), at_name))
    if len(name) > LONGEST_NAME:
        problems.append(Problem(_("The name is longer than {n} characters."), at_name, {"n": LONGEST_NAME}))
    if not _says(word, kind):
        message = _("The kind is “{word}”, but the code {code} belongs to: {expected}.")
        problems.append(Problem(message, at_kind, {"word": word, "code": code, "expected": OFFICIAL[kind]}))
    if len(problems) > before:
        return None
    return Entry(code, name.lower() if kind == Kind.VOIVODESHIP else name, kind, place.line or 0)


def _says(word: str, kind: Kind) -> bool:
    """Whether the register's word means the kind. Warsaw is a `miasto stołeczne, na prawach powiatu`."""
    plain = word.lower().replace("stołeczne, ", "")
    return plain.split(",")[0] == OFFICIAL[kind]


def _refuse_repeated(entries: list[Entry], file: str, problems: list[Problem]) -> None:
    codes: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for entry in entries:
        place = Place(file, entry.line)
        if entry.code in codes:
            message = _("The code {code} stands twice: here and in line {first}.")
            problems.append(Problem(message, place, {"code": entry.code, "first": codes[entry.code]}))
            continue
        codes[entry.code] = entry.line
        if entry.kind not in GMINAS:
            continue
        number = entry.code[:NUMBER]
        if number in numbers:
            message = _("The gmina {number} stands twice with different kinds: here and in line {first}.")
            problems.append(Problem(message, place, {"number": number, "first": numbers[number]}))
        numbers.setdefault(number, entry.line)


def _one_date(table: Table, problems: list[Problem]) -> dt.date | None:
    """The date of the register, which every line repeats; a wrong one is told once."""
    column = "stan_na" if "stan_na" in table.columns else "valid_on"
    if not table.lines:
        return None
    first = table.lines[0]
    printed = column.upper() if column == "stan_na" else column
    for line in table.lines:
        if line.fields[column] != first.fields[column]:
            message = _("The date {date} is not the {first} of line {line}. A register has one date.")
            params = {"date": line.fields[column], "first": first.fields[column], "line": first.number}
            problems.append(Problem(message, Place(table.file, line.number, printed), params))
            return None
    return read_date(first.fields[column], Place(table.file, first.number, printed), problems)
