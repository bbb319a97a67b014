"""The frozen forms of a region as one ZIP file of parts, which `drogowskaz national run` reads from a folder."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO, RawIOBase

from django.db.models import OuterRef, Q, Subquery

from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models import Package, Submission, SubmissionStep
from drogowskaz.assessments.queries.campaigns import units_of
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.assessments.queries.packages import content_of
from drogowskaz.engine.national.parts import part_name
from drogowskaz.engine.national.units import FILE, units_text
from drogowskaz.engine.packages.opening import open_package
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _, say
from drogowskaz.territory.models import Unit

ACCEPTED, SENT = "przyjete", "przeslane"
WHICH = (ACCEPTED, SENT)
MOMENT = (1980, 1, 1, 0, 0, 0)
README = _(
    "Frozen forms of {region} for {year}. Unpack them into a folder and run: drogowskaz national run FOLDER. "
    "The file {units} names the units whose forms are expected."
)
LOST = _("The file of the form of {unit} is missing or damaged, so it is not here: {reason}")


def packages(region: Unit, year: int, which: str) -> list[Package]:
    """The version of each form that was accepted last, or that was sent last, with its unit; one query."""
    here = Submission.objects.filter(assessment__unit__code__startswith=region.code, assessment__year=year)
    if which == ACCEPTED:
        wanted = Q(pk__in=here.filter(accepted__isnull=False).values("accepted"))
    else:
        steps = SubmissionStep.objects.filter(submission=OuterRef("pk"), kind=Step.SENT, package__isnull=False)
        away = here.filter(state__in=[Way.SENT, Way.ACCEPTED, Way.RETURNED, Way.CORRECTION])
        wanted = Q(pk__in=away.annotate(last=Subquery(steps.order_by("-pk").values("package")[:1])).values("last"))
    found = Package.objects.filter(wanted).select_related("assessment__unit")
    return list(found.order_by("assessment__unit__code"))


class _Pipe(RawIOBase):
    """What a ZIP file is written into, to be given on piece by piece."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # zipfile writes bytes and views of them
        self.waiting.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        """Everything written since the last time."""
        piece = b"".join(self.waiting)
        self.waiting.clear()
        return piece


def as_zip(found: Iterable[Package], region: Unit, year: int, lang: str) -> Iterator[bytes]:
    """The file, a form at a time; one query. Forms whose file cannot be opened are told in it by name."""
    pipe, lost = _Pipe(), []
    units = {unit.code: (unit.full_name, level(unit)) for unit in units_of(region)}
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file:
        _add(file, FILE, units_text(units).encode())
        for package in found:
            unit = package.assessment.unit
            try:
                _add(file, part_name(unit.code, year), _part(package, unit, year))
            except Unusable as unfit:
                lost.append(say(LOST, lang, unit=unit.full_name, reason=unfit.problems[0].sentence(lang)))
            yield pipe.taken()
        told = [say(README, lang, region=region.full_name, year=year, units=FILE), *lost]
        _add(file, "CZYTAJ.txt", ("\n\n".join(told) + "\n").encode())
    yield pipe.taken()


def _part(package: Package, unit: Unit, year: int) -> bytes:
    """The part as it was signed, byte for byte. Raises Unusable when the package is not what was signed."""
    content = content_of(package.sha256)
    open_package(content, unit.full_name, package.sha256)
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return packed.read(part_name(unit.code, year))


def _add(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    file.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
