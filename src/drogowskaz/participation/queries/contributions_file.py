"""The public register of contributions with their answers as a table to be taken away: CSV and XLSX."""

import codecs
import csv
import io
from collections.abc import Iterator

import xlsxwriter
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.files.formulas import neutralise
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.contribution import ContributionKind, FateCode
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import Contribution, Fate
from drogowskaz.participation.queries.contribution import hidden_because, is_readable, place_of, public_of
from drogowskaz.participation.queries.contributions import stands_of
from drogowskaz.participation.queries.fate import fates_by

AT_ONCE = 500
"""Contributions that are in memory at one time."""
HEADER: tuple[tuple[str, int], ...] = (
    (_("number"), 9),
    (_("where it stands"), 24),
    (_("kind"), 16),
    (_("what was said"), 70),
    (_("for whom"), 25),
    (_("where"), 20),
    (_("source of the figure"), 25),
    (_("what it concerns"), 30),
    (_("chapter"), 9),
    (_("row of the form"), 25),
    (_("who, as they wish to be called"), 25),
    (_("as whom"), 20),
    (_("organisation"), 30),
    (_("where the author belongs"), 20),
    (_("how it came"), 15),
    (_("day"), 12),
    (_("theme"), 20),
    (_("joined with"), 12),
    (_("what became of it"), 25),
    (_("reason"), 70),
    (_("what was changed in the assessment"), 40),
    (_("passed on to"), 25),
    (_("day of the answer"), 12),
)
"""The columns, with their widths in a spreadsheet."""


def contributions_csv(cycle: Cycle, lang: str) -> bytes:
    """A line for each contribution that everybody may know of, by number."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(say(name, lang) for name, _width in HEADER)
    for line in _lines(cycle, lang):
        writer.writerow(neutralise(cell) for cell in line)
    return codecs.BOM_UTF8 + file.getvalue().encode()


def contributions_xlsx(cycle: Cycle, lang: str) -> bytes:
    """The same as one sheet. Every cell is written as a text, so that nothing in it is ever computed."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    with override(lang):
        sheet = book.add_worksheet(say(_("contributions"), lang))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(HEADER):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, say(name, lang), head)
    for row, line in enumerate(_lines(cycle, lang), start=1):
        for column, text in enumerate(line):
            if text:
                sheet.write_string(row, column, text, body)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return file.getvalue()


FILES = {
    "glosy.csv": (contributions_csv, "text/csv; charset=utf-8"),
    "glosy.xlsx": (contributions_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What can be taken away, by the name in the address: who makes it, and its media type."""


def _lines(cycle: Cycle, lang: str) -> Iterator[tuple[str, ...]]:
    """Five queries for every `AT_ONCE` contributions, however many there are."""
    last, found = 0, public_of(cycle).order_by("number")
    while batch := list(found.filter(number__gt=last)[:AT_ONCE]):
        fates, acts = fates_by([one for one in batch if is_readable(one)]), hidden_because(batch)
        with override(lang):
            for one in batch:
                stands = stands_of(one, fates.get(one.pk), lang).word
                if not is_readable(one):
                    act = acts.get(one.pk)
                    stands = f"{stands}: {act.get_ground_display()}. {act.reason}" if act else stands
                    yield (str(one.number), stands, *[""] * (len(HEADER) - 2))
                    continue
                yield (str(one.number), stands, *_said(one, lang), *_became(fates.get(one.pk)))
        last = batch[-1].number


def _said(one: Contribution, lang: str) -> tuple[str, ...]:
    return (
        str(ContributionKind(one.kind).label),
        one.text,
        one.for_whom,
        one.where,
        one.source,
        place_of(one, lang),
        one.chapter,
        one.row,
        one.name,
        str(Capacity(one.capacity).label),
        one.of,
        str(Sector(one.sector).label),
        str(Channel(one.channel).label),
        date_format(localtime(one.made_at), "Y-m-d"),
        one.theme.name if one.theme else "",
        str(one.merged_into.number) if one.merged_into else "",
    )


def _became(fate: Fate | None) -> tuple[str, ...]:
    if fate is None:
        return ("",) * 5
    day = date_format(localtime(fate.at), "Y-m-d")
    return (str(FateCode(fate.code).label), fate.reason, fate.change, fate.passed_to, day)
