"""The frozen versions of a form: which there are, what became of each, and what differs between two of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from drogowskaz.assessments.enums import Step
from drogowskaz.assessments.models import Assessment, Package, SubmissionStep
from drogowskaz.assessments.permissions import may_run_cycle
from drogowskaz.assessments.queries.packages import frozen, versions
from drogowskaz.assessments.queries.submission import difference
from drogowskaz.assessments.queries.submission_pages.places import Place, place_in
from drogowskaz.engine.editions.schema import Chapter, Edition
from drogowskaz.engine.packages.packing import Frozen
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.values import Value, show
from drogowskaz.organisations.permissions import Actor, may_audit, may_enter, person_of

FATES = (Step.SIGNED, Step.SENT, Step.TAKEN_BACK, Step.RETURNED, Step.ACCEPTED)
"""The steps that say what became of a version; the last one holds."""


@dataclass(frozen=True)
class ShownCellChange:
    """A cell that differs: what stood there and what stands there now."""

    place: Place
    before: str
    after: str


@dataclass(frozen=True)
class ShownExplanation:
    """An explanation that differs, by its check: empty before where it is new, empty after where it was taken back."""

    message: str
    chapter: str
    year: int
    before: str
    after: str


@dataclass(frozen=True)
class ShownText:
    """The text of a chapter that differs."""

    chapter: Chapter
    before: str
    after: str


@dataclass(frozen=True)
class ShownDifference:
    """What differs between two versions, in the order of the form."""

    cells: tuple[ShownCellChange, ...]
    explained: tuple[ShownExplanation, ...]
    texts: tuple[ShownText, ...]

    @property
    def nothing(self) -> bool:
        return not (self.cells or self.explained or self.texts)


@dataclass(frozen=True)
class ShownVersion:
    """A version: what became of it, who signed it where the reader may know, and what it changed against the one
    before. `broken` says what is wrong with its file, and then nothing of it can be told."""

    package: Package
    fate: str
    what: str
    by: str
    differs: ShownDifference | None
    broken: tuple[str, ...]


def readable_versions(form: Assessment, actor: Actor, at: dt.datetime) -> list[Package]:
    """Every version, newest first, for the unit's people, auditors and administrators; for the regional centre those
    that were sent to it."""
    every = versions(form)
    person = person_of(actor)
    inside = actor is None or (person is not None and person.is_staff)
    if inside or may_enter(actor, form.unit, form.year, at) is None or may_audit(actor, form.unit, at) is None:
        return every
    sent = set(
        SubmissionStep.objects.filter(submission__assessment=form, kind=Step.SENT).values_list("package_id", flat=True)
    )
    return [one for one in every if one.pk in sent]


def shown_versions(form: Assessment, actor: Actor, at: dt.datetime, lang: str) -> tuple[ShownVersion, ...]:
    """Every version this person may read, newest first; a fixed number of queries."""
    packages = readable_versions(form, actor, at)
    named = may_run_cycle(actor, form.unit, form.year, at) is None
    steps = SubmissionStep.objects.filter(submission__assessment=form, kind__in=FATES).order_by("pk")
    fates = {one.package_id: Step(one.kind) for one in steps}
    before = [*packages[1:], None]
    return tuple(
        _shown(one, old, fates.get(one.pk, Step.SIGNED), lang, named=named)
        for one, old in zip(packages, before, strict=False)
    )


def _shown(package: Package, before: Package | None, fate: Step, lang: str, *, named: bool) -> ShownVersion:
    differs: ShownDifference | None = None
    broken: tuple[str, ...] = ()
    try:
        frozen(package)
        differs = shown_difference(before, package, lang) if before else None
    except Unusable as unfit:
        broken = tuple(problem.sentence(lang) for problem in unfit.problems)
    by = package.signed_by.name if named and package.signed_by else ""
    return ShownVersion(package, fate.value, str(fate.label), by, differs, broken)


def shown_difference(before: Package, after: Package, lang: str) -> ShownDifference:
    """What differs between two versions of one form; no query. Raises Unusable like `frozen`."""
    found, old, new = difference(before, after), frozen(before), frozen(after)
    edition, year = new.sheet.edition, new.sheet.year

    def told(value: Value, row: str) -> str:
        return show(value, edition.row_by_key[row].kind, lang)

    return ShownDifference(
        cells=tuple(
            ShownCellChange(
                place_in(edition, one.row, one.offset, year), told(one.before, one.row), told(one.after, one.row)
            )
            for one in found.cells
        ),
        explained=tuple(
            _explanation(edition, name, year, (_explained(old), _explained(new)), lang) for name in found.explained
        ),
        texts=tuple(
            ShownText(chapter, old.texts.get(chapter.number, ""), new.texts.get(chapter.number, ""))
            for chapter in edition.chapters
            if chapter.number in found.texts
        ),
    )


def _explained(package: Frozen) -> dict[tuple[str, int], str]:
    return {(one.about, one.offset): one.text for one in package.explained}


def _explanation(
    edition: Edition,
    name: tuple[str, int],
    year: int,
    sides: tuple[Mapping[tuple[str, int], str], Mapping[tuple[str, int], str]],
    lang: str,
) -> ShownExplanation:
    check = edition.check_by_id.get(name[0])
    before, after = (one.get(name, "") for one in sides)
    return ShownExplanation(
        message=check.message[lang] if check else name[0],
        chapter=edition.tables[check.table].chapter if check else "",
        year=year + name[1],
        before=before,
        after=after,
    )
