"""Frozen forms: where their files stand, what is in them, and whether they and their chain are as they were signed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from drogowskaz.assessments.models import Assessment, Package
from drogowskaz.engine.packages.chain import Told, broken
from drogowskaz.engine.packages.opening import open_package
from drogowskaz.engine.packages.packing import Frozen
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.words import _

ENDING = ".zip"
KEPT_OPEN = 64
"""Packages held in memory: a page and the ones after it usually ask for the same."""


def file_of(sha256: str) -> Path:
    """Where the file of a package stands; the first two characters of its name part the folder."""
    return Path(settings.DATA) / "packages" / sha256[:2] / f"{sha256}{ENDING}"


def content_of(sha256: str) -> bytes:
    """The file as it stands there, whatever is in it. Raises Unusable when it is not there."""
    try:
        return file_of(sha256).read_bytes()
    except OSError:
        message = _("The file of the package is missing. Restore it from a backup.")
        raise unusable(message, Place(f"{sha256}{ENDING}")) from None


def frozen(package: Package) -> Frozen:
    """What was signed; no query. Raises Unusable when the file is missing or is not what was signed."""
    return _frozen(package.sha256, file_of(package.sha256))


@lru_cache(maxsize=KEPT_OPEN)
def _frozen(sha256: str, path: Path) -> Frozen:
    return open_package(content_of(sha256), path.name, sha256).frozen


def versions(assessment: Assessment) -> list[Package]:
    """Every version, newest first; one query."""
    return list(assessment.packages.select_related("signed_by").order_by("-number"))


def signed_version(assessment: Assessment) -> Package | None:
    """The newest version of a form that stands as it was signed; None while it is being written or corrected."""
    if not assessment.locked:
        return None
    return assessment.packages.order_by("-number").first()


def told(package: Package) -> Told:
    """What the link of a package tells; its assessment and unit at hand."""
    assessment = package.assessment
    signed_at = package.signed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return Told(assessment.unit.code, assessment.year, package.number, signed_at, package.sha256)


def chain() -> Iterator[tuple[str, str, Told]]:
    """Every link with the one before it, oldest first."""
    for one in Package.objects.select_related("assessment__unit").order_by("pk").iterator(chunk_size=1000):
        yield one.previous, one.link, told(one)


@dataclass(frozen=True)
class Verdict:
    """What a look at all packages found: how many there are, what is wrong with which file, and which links of the
    chain do not fit."""

    packages: int
    problems: tuple[Problem, ...]
    links: tuple[Told, ...]

    @property
    def holds(self) -> bool:
        return not self.problems and not self.links


def verify() -> Verdict:
    """Open every package and go along the whole chain. One package is in memory at a time."""
    problems: list[Problem] = []
    packages = 0
    for sha256 in Package.objects.order_by("pk").values_list("sha256", flat=True).iterator(chunk_size=1000):
        packages += 1
        try:
            open_package(content_of(sha256), f"{sha256}{ENDING}", sha256)
        except Unusable as unfit:
            problems += unfit.problems
    return Verdict(packages, tuple(problems), tuple(broken(chain())))
