"""What there is to say of a form from afar: how far it is, how many findings it has, and those the centre may read."""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Max, Q, QuerySet

from drogowskaz.assessments.enums import Sight, Step, Way
from drogowskaz.assessments.models import Assessment, Package, Standing, Submission, SubmissionStep
from drogowskaz.assessments.queries.entry.forms import last_change, sheet_with_last
from drogowskaz.assessments.queries.entry.remarks import explanations
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.assessments.queries.submission import values_of
from drogowskaz.engine.checks.run import Finding, check_sheet, truths
from drogowskaz.engine.checks.sentences import arithmetic
from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.compiled.executor import FALSE
from drogowskaz.engine.compiled.questions import questions
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Severity, Stage
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import Sheet, stack
from drogowskaz.engine.values import State
from drogowskaz.engine.words import LANGUAGES

logger = logging.getLogger(__name__)
Named = frozenset[tuple[str, int]]
"""Findings by check and column."""


@dataclass(frozen=True)
class Telling:
    """A finding in words: the sentence by language."""

    finding: Finding
    explained: bool
    sentences: dict[str, str]


@dataclass(frozen=True)
class Looked:
    """A form as it was looked at: the row to be kept, not saved yet, and the findings that may be read. None: those
    kept before still stand. `chapters` tells the chapter of every table."""

    standing: Standing
    tellings: tuple[Telling, ...] | None
    chapters: Mapping[str, str]


def look(form: Assessment, at: dt.datetime) -> Looked:
    """Look at a form, its unit and what is kept of it at hand; a dozen queries and no lock.

    The marks are read before the cells: what is written meanwhile is looked at once more, never missed. Sentences are
    made only where the centre may read them and they are not kept already: they cost most.
    """
    marks = _marks(form)
    sheet = sheet_with_last(form)
    edition = sheet.edition
    said = truths(stack(edition, [sheet]), form.year)[:, 0].tolist()
    failing = [one.check for one, answer in zip(questions(edition), said, strict=True) if answer == FALSE]
    entry = Counter(check.severity for check in failing if check.stage is not Stage.SIGN)
    at_signing = Counter(check.severity for check in failing)
    artefact = compiled(edition, form.year).sha256
    sight, package = sight_of(form)
    stands = _stands(form, package, artefact)
    if package is not None and not stands and not _opens(package):
        sight, package = Sight.NOTHING, None
    explained = _explained(form, sheet)
    standing = Standing(
        assessment=form,
        edition=form.edition,
        filled=sum(offset == 0 and one.state is not State.EMPTY for (_row, offset), one in sheet.values.items()),
        errors=entry[Severity.ERROR],
        justify=entry[Severity.JUSTIFY],
        explained=sum(edition.check_by_id[name].stage is not Stage.SIGN for name, _offset in explained),
        warnings=entry[Severity.WARNING],
        notes=entry[Severity.NOTE],
        errors_at_signing=at_signing[Severity.ERROR],
        justify_at_signing=at_signing[Severity.JUSTIFY],
        **marks,
        artefact=artefact,
        sight=sight,
        package=package,
        touched_at=form.changes.filter(pk=marks["mark"]).values_list("at", flat=True).first()
        if marks["mark"]
        else None,
        checked_at=at,
    )
    chapters = {table.key: table.chapter for table in edition.tables.values()}
    tellings = None if stands else tuple(_tellings(sight, package, sheet, explained, _told_before(form, artefact)))
    return Looked(standing, tellings, chapters)


def _marks(form: Assessment) -> dict[str, int]:
    explained = form.explanations.aggregate(newest=Max("pk"))["newest"]
    step = SubmissionStep.objects.filter(submission__assessment=form).aggregate(newest=Max("pk"))["newest"]
    return {"mark": last_change(form), "explanation_mark": explained or 0, "step_mark": step or 0}


def _explained(form: Assessment, sheet: Sheet) -> Named:
    """The findings explained for the numbers that stand there now."""
    written = explanations(form)
    if not written:
        return frozenset()
    found = check_sheet(sheet, Stage.SIGN).of(Severity.JUSTIFY)
    known = ((finding, written.get((finding.check.id, finding.offset))) for finding in found)
    return frozenset(
        (finding.check.id, finding.offset)
        for finding, one in known
        if one is not None and one.values == values_of(finding, sheet)
    )


def sight_of(form: Assessment) -> tuple[Sight, Package | None]:
    """What the regional centre may read of the form now: what it received last, or the draft while it is shown."""
    submission = Submission.objects.filter(assessment=form).select_related("package").first()
    if submission is None:
        return Sight.NOTHING, None
    if submission.state in (Way.SENT, Way.ACCEPTED):
        return Sight.PACKAGE, submission.package
    if submission.shared:
        return Sight.DRAFT, None
    sent = submission.steps.filter(kind=Step.SENT, package__isnull=False).select_related("package").last()
    return (Sight.PACKAGE, sent.package) if sent is not None else (Sight.NOTHING, None)


def _stands(form: Assessment, package: Package | None, artefact: str) -> bool:
    """Whether the findings of this version are kept already, by today's checks."""
    kept: Standing | None = getattr(form, "standing", None)
    return package is not None and kept is not None and (kept.package_id, kept.artefact) == (package.pk, artefact)


Known = Mapping[tuple[str, int], dict[str, str]]
"""Sentences by check and column."""


def _told_before(form: Assessment, artefact: str) -> Known:
    """The sentences kept of this draft whose cells nobody wrote in since: to make them takes longer than all else."""
    kept: Standing | None = getattr(form, "standing", None)
    if kept is None or (kept.sight, kept.artefact, kept.edition) != (Sight.DRAFT, artefact, form.edition):
        return {}
    written = set(form.changes.filter(pk__gt=kept.mark).values_list("row", "offset"))
    return {
        (one.check_id, one.offset): {"pl": one.pl, "en": one.en}
        for one in form.kept_findings.all()
        if not any((row, offset) in written for row, offset in one.cells)
    }


def _tellings(sight: Sight, package: Package | None, draft: Sheet, explained: Named, known: Known) -> Iterator[Telling]:
    """The findings that may be read."""
    if sight == Sight.DRAFT:
        # A draft is not finished: nothing is said of what only signing asks.
        yield from _told(check_sheet(draft).findings, draft, explained, known)
    elif package is not None:
        sent = frozen(package)
        # Last year's form stands under the keys of the draft's edition, which a version sent before may not share.
        last = draft.last if draft.edition is sent.sheet.edition else None
        result = check_sheet(replace(sent.sheet, last=last), Stage.SIGN)
        written = frozenset((one.about, one.offset) for one in sent.explained if one.text)
        yield from _told(result.findings, result.sheet, written, {})


def _opens(package: Package) -> bool:
    try:
        frozen(package)
    except Unusable:
        logger.error("The package %s cannot be opened, so its findings are not shown.", package.sha256)
        return False
    return True


def _told(findings: Iterable[Finding], sheet: Sheet, explained: Named, known: Known) -> Iterator[Telling]:
    return (
        Telling(
            finding=one,
            explained=(one.check.id, one.offset) in explained,
            sentences=known.get((one.check.id, one.offset)) or _sentences(one, sheet),
        )
        for one in findings
    )


def _sentences(one: Finding, sheet: Sheet) -> dict[str, str]:
    return {lang: f"{one.check.message[lang]} {arithmetic(one, sheet, lang)}" for lang in LANGUAGES}


def forms() -> QuerySet[Assessment]:
    """Forms with everything `look` takes from them."""
    return Assessment.objects.select_related("unit__parent", "standing")


def outdated(most: int) -> list[int]:
    """Keys of forms that nobody has looked at, or with other checks than today's; the newest years first."""
    stale = Q(standing=None)
    known = Standing.objects.order_by().values_list("edition", "assessment__year", "artefact").distinct()
    for edition, year, artefact in known:
        if artefact != compiled(edition_named(edition), year).sha256:
            stale |= Q(standing__edition=edition, standing__artefact=artefact, year=year)
    return list(Assessment.objects.filter(stale).order_by("-year", "pk").values_list("pk", flat=True)[:most])
