"""The public record: the chain of every frozen form, to be read and to be recomputed by anybody."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from drogowskaz.assessments.models import Package
from drogowskaz.assessments.queries.packages import chain
from drogowskaz.engine import polish

PER_PAGE = 50
COLUMNS = ("previous", "unit", "year", "version", "signed_at", "sha256", "link")
"""Of the chain as it is handed out; the order of the first six is the order in which a link is computed."""
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Record:
    """A page of the chain, newest first. `found` counts what fits the words, `every` all of it."""

    page: Page[Package]
    found: int
    every: int
    last: str


def record_page(words: str, number: str) -> Record:
    """What fits the words in the name or code of the unit; four queries. A number past the last is the last."""
    packages = Package.objects.select_related("assessment__unit").order_by("-pk")
    every = Package.objects.count()
    for word in polish.fold(words[:LONGEST_SEARCH]).split():
        packages = packages.filter(assessment__unit__search_key__contains=word)
    pages = Paginator(packages, PER_PAGE)
    newest = Package.objects.order_by("-pk").values_list("link", flat=True).first()
    return Record(pages.get_page(number), pages.count, every, newest or "")


def _lines() -> Iterator[tuple[str, str, int, int, str, str, str]]:
    for previous, link, told in chain():
        yield previous, told.unit, told.year, told.number, told.signed_at, told.sha256, link


def chain_csv() -> Iterator[str]:
    """The whole chain, oldest first, line by line."""
    yield _line(COLUMNS)
    for one in _lines():
        yield _line(one)


def _line(values: tuple[object, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(values)
    return written.getvalue()


def chain_json() -> Iterator[str]:
    """The whole chain, oldest first, as a list of objects, piece by piece."""
    before = "[\n"
    for one in _lines():
        yield before + json.dumps(dict(zip(COLUMNS, one, strict=True)), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
