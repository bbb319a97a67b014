"""Which documents of an assessment can be downloaded, where each stands, and what is in it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.assessment import told_sheet
from drogowskaz.assessments.queries.entry.remarks import told_explanations
from drogowskaz.assessments.queries.publication import copy_of, found_for, once_public
from drogowskaz.assessments.queries.shelf import Place, State, state_of, why_failed
from drogowskaz.assessments.queries.texts import authors_of, told_texts
from drogowskaz.documents.assessment.build import assessment_document, summary_document
from drogowskaz.documents.assessment.copies import NOTHING_HIDDEN, Copy
from drogowskaz.engine.disclosure.publication import explanation
from drogowskaz.engine.files.reading import Reading, Source
from drogowskaz.engine.polish import fold
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.territory.models import Unit


@dataclass(frozen=True)
class Format:
    """A kind of file. `media` is its name in the headers of a response, `maker` the module that renders it."""

    ending: str
    media: str
    maker: str
    purpose: str | Promise


FORMATS = {
    one.ending: one
    for one in (
        Format("pdf", "application/pdf", "drogowskaz.documents.pdf", gettext_lazy("to read and to print")),
        Format(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "drogowskaz.documents.docx",
            gettext_lazy("to write in: comments, conclusions, a paper for the session"),
        ),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "drogowskaz.documents.sheets.xlsx",
            gettext_lazy("tables with numbers to count with, in Excel"),
        ),
        Format(
            "ods",
            "application/vnd.oasis.opendocument.spreadsheet",
            "drogowskaz.documents.sheets.ods",
            gettext_lazy("the same tables in an open format, for LibreOffice"),
        ),
        Format(
            "csv",
            "text/csv; charset=utf-8",
            "drogowskaz.documents.sheets.long_csv",
            gettext_lazy("one number in a line, for programs"),
        ),
    )
}


@dataclass(frozen=True)
class Offer:
    """A document that can be asked for. `name` is its name in addresses, the same in every language."""

    name: str
    copy: Copy
    summary: bool
    ending: str

    @property
    def file(self) -> str:
        return f"{self.name}.{self.ending}"


def _offers() -> tuple[Offer, ...]:
    names = {Copy.PUBLIC: ("ocena", "streszczenie"), Copy.COUNCIL: ("ocena-dla-rady", "streszczenie-dla-rady")}
    return tuple(
        Offer(name, copy, summary, ending)
        for copy, pair in names.items()
        for name, summary, endings in zip(pair, (False, True), (tuple(FORMATS), ("pdf", "docx")), strict=True)
        for ending in endings
    )


OFFERS = {one.file: one for one in _offers()}
"""Every document by its file in addresses: the public copy first, the whole before the summary."""


@dataclass(frozen=True)
class Series:
    """An assessment with what its public copy depends on: all that are or were public of its unit's lineage.

    `versions` grows with every change of a cell and of a text.
    """

    assessment: Assessment
    units: Sequence[Unit]
    public: Sequence[Assessment]
    versions: int

    @property
    def stamp(self) -> str:
        """A name for everything that stands in the documents, so that a change of any of it makes new ones."""
        one, source = self.assessment, self.assessment.source
        signed = one.public_package_id and f"package {one.public_package_id}"
        state = (one.pk, one.status, signed or (one.changed_at.isoformat(), self.versions))
        said = (one.unit.code, one.unit.name, one.unit.kind, source and (source.title, source.publisher, source.url))
        return sha256(f"{found_for(self.public)} {state} {said}".encode()).hexdigest()[:40]

    def place(self, offer: Offer, lang: str) -> Place:
        """Where this document stands, or will."""
        return Place(self.assessment.pk, self.stamp, f"{offer.name}.{lang}.{offer.ending}")

    def hidden_because(self, lang: str) -> str:
        """What is hidden in the public copy and why; empty where nothing is, or where it has not been looked for."""
        for one in self.public:
            if one.pk == self.assessment.pk and hasattr(one, "public_copy") and one.public_copy.cells:
                return explanation(one.public_copy.threshold, lang)
        return ""


def series_of(assessment: Assessment, units: Sequence[Unit]) -> Series:
    """The assessment with its series; `units` is the lineage of its unit. Three queries."""
    saved = assessment.cells.aggregate(saved=Sum("version"))["saved"] or 0
    return Series(assessment, units, once_public(units), saved + assessment.texts.count())


@dataclass(frozen=True)
class ShownFile:
    """A document on the page. `size` is in bytes, 0 while it does not stand there; `reason` says why it failed."""

    offer: Offer
    format: Format
    state: State
    size: int
    reason: str


@dataclass(frozen=True)
class ShownKind:
    """The whole document or its summary, in every format."""

    name: str
    copy: Copy
    summary: bool
    files: tuple[ShownFile, ...]

    @property
    def title(self) -> str:
        if self.copy is Copy.COUNCIL:
            return _("In short, for the council") if self.summary else _("The whole document, for the council")
        return _("In short, on two pages") if self.summary else _("The whole document")

    @property
    def purpose(self) -> str:
        if self.summary:
            return _("The most important numbers and changes in plain language, for a councillor or a resident.")
        return _("All chapters of the form with tables and charts, the indicators, and what the checks found.")


def kinds(series: Series, copy: Copy, lang: str, at: dt.datetime) -> tuple[ShownKind, ...]:
    """What is offered of one copy, and where it stands."""
    found: dict[str, list[Offer]] = {}
    for offer in OFFERS.values():
        if offer.copy is copy:
            found.setdefault(offer.name, []).append(offer)
    return tuple(
        ShownKind(name, copy, offers[0].summary, tuple(_shown(series, one, lang, at) for one in offers))
        for name, offers in found.items()
    )


def _shown(series: Series, offer: Offer, lang: str, at: dt.datetime) -> ShownFile:
    place = series.place(offer, lang)
    state = state_of(place, at)
    size = place.file.stat().st_size if state is State.READY else 0
    return ShownFile(offer, FORMATS[offer.ending], state, size, why_failed(place))


def rendered(series: Series, offer: Offer, lang: str) -> bytes:
    """The file. Raises Refused when small numbers could be computed from the public copy whatever is hidden."""
    with override(lang):
        assessment = series.assessment
        hidden = NOTHING_HIDDEN
        if offer.copy is Copy.PUBLIC:
            hidden = copy_of(assessment, series.units, lang).hidden
        if hidden.refusal:
            raise Refused([Refusal("{reason}", {"reason": hidden.refusal})])
        reading = _reading(assessment, lang)
        texts = told_texts(assessment)
        authors = authors_of(assessment, texts)
        if offer.summary:
            document = summary_document(reading, lang, copy=offer.copy, hidden=hidden, authors=authors)
        else:
            document = assessment_document(
                reading,
                lang,
                copy=offer.copy,
                hidden=hidden,
                texts=texts,
                authors=authors,
                explanations=told_explanations(assessment),
            )
        content: bytes = import_module(FORMATS[offer.ending].maker).render(document)
        return content


def _reading(assessment: Assessment, lang: str) -> Reading:
    known = assessment.source
    source = Source(known.title, known.publisher, known.url) if known else None
    return Reading(told_sheet(assessment), source, {lang: assessment.unit.full_name})


def download_name(series: Series, offer: Offer) -> str:
    """The name of the file on the reader's disk, with its Polish letters, in the language of the page."""
    said = {
        (Copy.PUBLIC, False): _("assessment of resources {unit} {year}"),
        (Copy.PUBLIC, True): _("resources in short {unit} {year}"),
        (Copy.COUNCIL, False): _("for the council only {unit} {year}"),
        (Copy.COUNCIL, True): _("for the council only {unit} {year} in short"),
    }[offer.copy, offer.summary]
    filled = said.format(unit=series.assessment.unit.name, year=series.assessment.year)
    return f"{slugify(filled, allow_unicode=True)}.{offer.ending}"


def ascii_name(name: str) -> str:
    """The same without Polish letters, for programs that know no others."""
    stem, _dot, ending = name.rpartition(".")
    return f"{fold(stem).replace(' ', '-')}.{ending}"
