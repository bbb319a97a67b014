"""Answers as a CSV that a spreadsheet opens: one answer a line, with the question beside it.

Written in UTF-8 with a byte order mark and semicolons, as Polish spreadsheets expect it. Every question has its line,
so that an empty annexe is a form to fill in. Read with any of the usual separators, in UTF-8, UTF-16 or Windows-1250,
in any order of lines and columns; only the key of the question and the answer must be there.
"""

import codecs
import csv
import io
from collections.abc import Iterator

from drogowskaz.engine.annexes.aims import places_of
from drogowskaz.engine.annexes.answers import Answers, read_answer, show_answer, unit_text
from drogowskaz.engine.annexes.schema import Annexe, Field
from drogowskaz.engine.files.formulas import neutralise, restore
from drogowskaz.engine.problems import Place, Problem, unusable
from drogowskaz.engine.words import LANGUAGES, _, say

HEADER = {
    "section": _("section"),
    "key": _("key"),
    "place": _("number of the entry"),
    "label": _("question"),
    "answer": _("answer"),
    "unit": _("unit"),
}
"""What the columns are called."""
NEEDED = ("key", "answer")
MOST_BYTES = 2_000_000
MOST_PLACES = 100
"""Entries of a section that repeats."""
NAME = "CSV"
"""What the file is called where it has no name."""


def write_csv(annexe: Annexe, answers: Answers, lang: str) -> bytes:
    """Every question with its answer in the words of `lang`; an entry of a section that repeats has its own lines."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(say(name, lang) for name in HEADER.values())
    for section in annexe.sections:
        for place in places_of(section, answers) or (0,):
            for field in section.fields:
                answer = show_answer(field, answers.get((field.key, place), ""), lang)
                entry = str(place + 1) if section.repeats else ""
                cells = section.key, field.key, entry, field.label[lang], answer, unit_text(field, lang)
                writer.writerow(neutralise(cell) for cell in cells)
    return codecs.BOM_UTF8 + file.getvalue().encode()


def read_csv(
    annexe: Annexe, content: bytes, *, name: str = NAME, lang: str = "pl"
) -> tuple[dict[tuple[str, int], str], tuple[Problem, ...]]:
    """The answers of a CSV, and what could not be read in it, each with its line; empty answers are left out.

    What is told in a problem is not among the answers. Raises Unusable when the file is no such table at all.
    """
    problems: list[Problem] = []
    answers: dict[tuple[str, int], str] = {}
    lines: dict[tuple[str, int], int] = {}
    for line, record in _records(_text(content, name), name, problems):
        found = _asked(annexe, record, Place(name, line), problems)
        if found is None:
            continue
        field, place = found
        if (field.key, place) in lines:
            message = _("The question “{key}” is answered twice: here and in line {first}.")
            params = {"key": field.key, "first": lines[field.key, place]}
            problems.append(Problem(message, Place(name, line), params))
            continue
        lines[field.key, place] = line
        text, problem = read_answer(field, restore(record["answer"]), lang)
        if problem:
            problems.append(Problem(problem.message, Place(name, line, say(HEADER["answer"], lang)), problem.params))
        elif text:
            answers[field.key, place] = text
    return answers, tuple(problems)


def _text(content: bytes, name: str) -> str:
    if len(content) > MOST_BYTES:
        raise unusable(_("The file is larger than {n} MB. An annexe is much smaller."), Place(name), n=2)
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1250"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise unusable(_("The file is empty."), Place(name))
        return text
    raise unusable(_("The file is not a text file. Save the table as CSV."), Place(name))


def _records(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with an answer to read, with its number."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(";,\t", key=text.partition("\n")[0].count), strict=True
    )
    line = 1
    names: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                pass
            elif not names:
                names = _header(cells, Place(name, line))
            else:
                # Spreadsheets leave out empty cells at the end of a line; more of them than columns shift answers.
                if any(cell.strip() for cell in cells[len(names) :]):
                    message = _("The line has more cells than the header. Put an answer with a separator in quotes.")
                    problems.append(Problem(message, Place(name, line)))
                else:
                    cells += [""] * (len(names) - len(cells))
                    yield line, dict(zip(names, cells, strict=False))
            line = reader.line_num + 1
    except csv.Error:
        message = _("From this line on nothing was read: a quotation mark is not closed, or a cell is endless.")
        problems.append(Problem(message, Place(name, line)))
    if not names:
        raise unusable(_("The first line must name the columns."), Place(name, 1))


def _header(cells: list[str], place: Place) -> list[str]:
    known = {say(label, lang).casefold(): key for key, label in HEADER.items() for lang in LANGUAGES}
    known |= {key: key for key in HEADER}
    names = [known.get(" ".join(cell.casefold().split()), f"#{at}") for at, cell in enumerate(cells)]
    if any(names.count(key) != 1 for key in NEEDED) or names.count("place") > 1:
        message = _("The first line must name the columns “key” and “answer”, each once. It has: {names}.")
        raise unusable(message, place, names=", ".join(cell.strip() for cell in cells)[:200])
    return names


def _asked(annexe: Annexe, record: dict[str, str], place: Place, problems: list[Problem]) -> tuple[Field, int] | None:
    """The question and the entry that a line answers."""
    key = record["key"].strip()
    field = annexe.field_by_key.get(key)
    if field is None:
        message = _("The annexe has no question with the key “{key}”.")
        problems.append(Problem(message, place, {"key": key[:60]}))
        return None
    entry = record.get("place", "").strip() or "1"
    most = MOST_PLACES if annexe.section_of[key].repeats else 1
    number = int(entry) if entry.isascii() and entry.isdigit() and len(entry) <= len(str(MOST_PLACES)) else 0
    if not 1 <= number <= most:
        message = _("“{text}” is not a number of an entry. Entries are counted from 1 to {most}.")
        problems.append(Problem(message, place, {"text": entry[:60], "most": most}))
        return None
    return field, number - 1
