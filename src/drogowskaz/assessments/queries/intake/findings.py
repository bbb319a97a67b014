"""Findings across the forms of a region: all of them, counted exactly, filtered by what they are and whose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.db.models import Count, Max, Q, QuerySet

from drogowskaz.assessments.models import Assessment, KeptFinding
from drogowskaz.assessments.queries.campaigns import units_of
from drogowskaz.engine.checks.sentences import row_name
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import SEVERITIES, Check, Edition, Severity
from drogowskaz.engine.words import _, grouped, say
from drogowskaz.territory.models import Unit

PAGE = 50
YES, NO = "tak", "nie"


@dataclass(frozen=True)
class Asked:
    """What the person chose; empty means all. `after` is the last finding of the page before, as `code.place`."""

    severity: str = ""
    check: str = ""
    chapter: str = ""
    powiat: str = ""
    unit: str = ""
    explained: str = ""
    after: str = ""

    @property
    def query(self) -> str:
        """The choice as an address, without the page."""
        return urlencode({NAMES[name]: value for name, value in self.told.items() if value and name != "after"})

    @property
    def told(self) -> dict[str, str]:
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @property
    def nothing(self) -> bool:
        return not self.query


NAMES = {
    "severity": "waga",
    "check": "kontrola",
    "chapter": "rozdzial",
    "powiat": "powiat",
    "unit": "jednostka",
    "explained": "wyjasnione",
    "after": "po",
}
"""What each choice is called in an address."""


def asked_by(address: Mapping[str, str]) -> Asked:
    """The choice in an address; words that name nothing find nothing."""
    return Asked(**{name: address.get(word, "")[:200] for name, word in NAMES.items()})


@dataclass(frozen=True)
class Option:
    """A value to choose with its name and how many findings it would show."""

    value: str
    label: str
    number: int


@dataclass(frozen=True)
class Told:
    """A finding in words, with where it is. `edition` may lack its check after an upgrade; then there is no
    instruction. `cell` is the row and year that its link leads to, where it is about a row."""

    kept: KeptFinding
    unit: Unit | None
    sentence: str
    where: str
    instruction: str
    severity: str
    row: str
    column: int


@dataclass(frozen=True)
class Page:
    """A page of findings. `following` is the address part of the next one, empty on the last."""

    findings: tuple[Told, ...]
    total: int
    units: int
    severities: tuple[Option, ...]
    chapters: tuple[Option, ...]
    powiats: tuple[Option, ...]
    of_units: tuple[Option, ...]
    explained: tuple[Option, ...]
    check: str
    following: str

    @property
    def grouped(self) -> str:
        """The number of findings with its thousands apart."""
        return grouped(self.total)


@dataclass(frozen=True)
class Failing:
    """A check with how often it does not hold, and in how many units."""

    check: str
    severity: str
    word: str
    sentence: str
    instruction: str
    findings: int
    units: int
    explained: int


def readable(region: Unit, year: int) -> QuerySet[KeptFinding]:
    """Every finding the regional centre may read: of forms it received, and of drafts that are shown to it now."""
    found = KeptFinding.objects.filter(region=region.code, year=year)
    return found.filter(Q(draft=False) | Q(assessment__submission__shared=True))


def chosen(found: QuerySet[KeptFinding], asked: Asked, *, without: str = "") -> QuerySet[KeptFinding]:
    """Those that were asked for; `without` leaves one choice out, to count what else could be chosen."""
    plain = {
        "severity": "severity", "check": "check_id", "chapter": "chapter", "powiat": "powiat", "unit": "code",
    }  # fmt: skip
    wanted = {column: getattr(asked, name) for name, column in plain.items() if name != without}
    found = found.filter(**{column: value for column, value in wanted.items() if value})
    if asked.explained and without != "explained":
        found = found.filter(explained=asked.explained == YES) if asked.explained in (YES, NO) else found.none()
    return found


def page(region: Unit, year: int, asked: Asked, lang: str) -> Page:
    """A page of what was asked for, in the order of the register and of the form; ten queries."""
    found = readable(region, year)
    units = {unit.code: unit for unit in units_of(region)}
    mine = chosen(found, asked)
    totals = mine.aggregate(findings=Count("pk"), units=Count("code", distinct=True))
    shown = list(_after(mine, asked.after).order_by("code", "place")[: PAGE + 1])
    teller = teller_of(region, year, lang)
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    check = teller.check(asked.check)
    return Page(
        findings=tuple(teller.told(one, units.get(one.code)) for one in shown[:PAGE]),
        total=totals["findings"],
        units=totals["units"],
        severities=tuple(_severities(_counts(found, asked, "severity"), lang)),
        chapters=tuple(teller.chapters(_counts(found, asked, "chapter"))),
        powiats=_places(_counts(found, asked, "powiat"), units),
        of_units=_places(_counts(found, asked, "unit", "code"), units),
        explained=tuple(_explained(_counts(found, asked, "explained"), lang)),
        check=check.message[lang] if check else asked.check,
        following=f"{last.code}.{last.place}" if last else "",
    )


def _after(found: QuerySet[KeptFinding], key: str) -> QuerySet[KeptFinding]:
    code, _dot, place = key.partition(".")
    if not code:
        return found
    if not place.isdecimal():
        return found.none()
    return found.filter(Q(code__gt=code) | Q(code=code, place__gt=min(int(place), 2**31 - 1)))


def _counts(found: QuerySet[KeptFinding], asked: Asked, name: str, column: str = "") -> dict[str, int]:
    column = column or name
    counted = chosen(found, asked, without=name).order_by().values_list(column).annotate(n=Count("pk"))
    return {str(value): number for value, number in counted}


def _severities(counted: Mapping[str, int], lang: str) -> Iterator[Option]:
    for severity, word in SEVERITIES.items():
        if counted.get(severity.value):
            yield Option(severity.value, say(word, lang), counted[severity.value])


def _places(counted: Mapping[str, int], units: Mapping[str, Unit]) -> tuple[Option, ...]:
    """Units by code in Polish order; a city stands among the powiats and among the units."""
    return tuple(Option(code, unit.full_name, counted[code]) for code, unit in units.items() if code in counted)


def _explained(counted: Mapping[str, int], lang: str) -> Iterator[Option]:
    for value, key, word in ((YES, "True", _("explained")), (NO, "False", _("not explained"))):
        if key in counted:
            yield Option(value, say(word, lang), counted[key])


@dataclass(frozen=True)
class Teller:
    """Says what a finding is about, from the editions that the forms of the region use."""

    editions: Mapping[str, Edition]
    by_form: Mapping[int, str]
    lang: str

    def check(self, name: str) -> Check | None:
        return next((one.check_by_id[name] for one in self.editions.values() if name in one.check_by_id), None)

    def told(self, one: KeptFinding, unit: Unit | None) -> Told:
        edition = self.editions[self.by_form[one.assessment_id]]
        row, check = edition.row_by_key.get(one.row), edition.check_by_id.get(one.check_id)
        table = edition.tables.get(one.table)
        name = row_name(row, self.lang) if row else table.label[self.lang] if table else one.table
        return Told(
            kept=one,
            unit=unit,
            sentence=one.pl if self.lang == "pl" else one.en,
            where=say(
                _("chapter {chapter}, {name}, {year}"),
                self.lang,
                chapter=one.chapter,
                name=name,
                year=one.year + one.offset,
            ),
            instruction=check.instruction.get(self.lang, "") if check else "",
            severity=say(SEVERITIES[Severity(one.severity)], self.lang),
            row=one.row,
            column=one.year + one.offset,
        )

    def chapters(self, counted: Mapping[str, int]) -> Iterator[Option]:
        labels = {
            chapter.number: chapter.label[self.lang]
            for edition in self.editions.values()
            for chapter in edition.chapters
        }
        for number, label in labels.items():
            if number in counted:
                yield Option(number, f"{number}. {label}", counted[number])


def teller_of(region: Unit, year: int, lang: str) -> Teller:
    """One query."""
    found = Assessment.objects.filter(unit__code__startswith=region.code, year=year)
    by_form = dict(found.values_list("pk", "edition"))
    return Teller({name: edition_named(name) for name in sorted(set(by_form.values()))}, by_form, lang)


def failing(region: Unit, year: int, asked: Asked, lang: str) -> tuple[Failing, ...]:
    """Every check that does not hold somewhere, those of most units first; two queries."""
    teller = teller_of(region, year, lang)
    mine = chosen(readable(region, year), replace(asked, check=""))
    counted = mine.order_by().values("check_id").annotate(
        findings=Count("pk"), units=Count("code", distinct=True),
        explained=Count("pk", filter=Q(explained=True)), severity=Max("severity"),
    )  # fmt: skip
    return tuple(sorted((_failing(one, teller) for one in counted), key=lambda one: (-one.units, one.check)))


def _failing(one: Mapping[str, object], teller: Teller) -> Failing:
    check = teller.check(str(one["check_id"]))
    severity = Severity(str(one["severity"]))
    return Failing(
        check=str(one["check_id"]),
        severity=severity.value,
        word=say(SEVERITIES[severity], teller.lang),
        sentence=check.message[teller.lang] if check else str(one["check_id"]),
        instruction=check.instruction.get(teller.lang, "") if check else "",
        findings=int(str(one["findings"])),
        units=int(str(one["units"])),
        explained=int(str(one["explained"])),
    )


def every(region: Unit, year: int, asked: Asked, lang: str) -> Iterator[Told]:
    """All that were asked for, one after another, for a file; however many there are, few are in memory."""
    units = {unit.code: unit for unit in units_of(region)}
    teller = teller_of(region, year, lang)
    mine = chosen(readable(region, year), asked).order_by("code", "place").defer("cells")
    for one in mine.iterator(chunk_size=2000):
        yield teller.told(one, units.get(one.code))
