"""The papers of a cycle, where their scans stand, and the words other pages call them by."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from drogowskaz.assessments.models import Cycle, Decision
from drogowskaz.engine.files.scan import TYPES
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.words import LANGUAGES, _, say
from drogowskaz.organisations.enums import INSTITUTIONS
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS
from drogowskaz.participation.models import Annexe, AnnexeItem, Confirmation, Paper

_BASIS = _("paper {number} of {day}")
_ENDINGS = {kind.media: kind.ending for kind in TYPES}


def papers_of(cycle: Cycle) -> QuerySet[Paper]:
    """The papers of a cycle by number, also those crossed out, with what their rows name; one query."""
    return Paper.objects.filter(cycle=cycle).select_related("organisation", "by", "crossed_by").order_by("number")


def valid_papers(cycle: Cycle) -> QuerySet[Paper]:
    """The papers something can still rest on, newest first."""
    return papers_of(cycle).filter(crossed_at=None).order_by("-number")


def paper_at(cycle: Cycle, number: int) -> Paper | None:
    """The paper with this number; None when there is none."""
    return papers_of(cycle).select_related("cycle__unit").filter(number=number).first()


def basis_of(paper: Paper, lang: str) -> str:
    """The words for the basis of a decision: the number, the day, who it is from and its case sign."""
    said = say(_BASIS, lang, number=paper.number, day=f"{paper.day:%d.%m.%Y}")
    sender = paper.organisation.name if paper.organisation else paper.sender
    return ", ".join(part for part in (said, sender, paper.reference) if part)[:LONGEST_BASIS]


LONGEST_BASIS = 300
"""Characters a decision keeps of its basis."""


def scan_file(digest: str, media_type: str) -> Path:
    """Where a scan stands; the first two characters of its name part the folder."""
    return Path(settings.DATA) / "papers" / digest[:2] / f"{digest}.{_ENDINGS[media_type]}"


@dataclass(frozen=True)
class Looked:
    """What a look at every scan found: how many there are, and what is wrong with which."""

    scans: int
    problems: tuple[Problem, ...]


def verify_scans() -> Looked:
    """Whether each scan is there as it was registered; one is in memory at a time."""
    scans, problems = 0, []
    kept = Paper.objects.exclude(sha256="").order_by("sha256").values_list("sha256", "media_type").distinct()
    for name, media_type in kept.iterator(chunk_size=1000):
        place, scans = scan_file(name, media_type), scans + 1
        try:
            content = place.read_bytes()
        except OSError:
            problems.append(Problem(_("The scan is missing. Restore it from a backup."), Place(place.name)))
            continue
        if sha256(content).hexdigest() != name:
            message = _("The scan was changed after it was registered. Restore it from a backup.")
            problems.append(Problem(message, Place(place.name)))
    return Looked(scans, tuple(problems))


def organisations_near(cycle: Cycle) -> list[Organisation]:
    """The organisations and institutions of the unit and of those above it, whose papers come first; one query."""
    code = cycle.unit.code[:GMINA_DIGITS]
    codes = Q(unit__code__startswith=code) | Q(unit__code__in=[code[:4], code[:2]])
    return list(Organisation.objects.filter(codes).order_by("sort_key", "pk"))


def institutions_near(cycle: Cycle) -> list[Organisation]:
    """Those of them that belong to local government."""
    return [one for one in organisations_near(cycle) if one.kind in INSTITUTIONS]


@dataclass(frozen=True)
class Resting:
    """What rests on a paper: annexes with a consent on it, how many answers and numbers were decided by it, and how
    many questions to institutions show it."""

    annexes: tuple[Annexe, ...]
    answers: int
    decisions: int
    questions: int

    @property
    def nothing(self) -> bool:
        return not (self.annexes or self.answers or self.decisions or self.questions)


def resting_on(paper: Paper) -> Resting:
    """What rests on the paper, by its key or by its words; four queries."""
    words = [basis_of(paper, lang) for lang in LANGUAGES]
    return Resting(
        annexes=tuple(Annexe.objects.filter(paper=paper).select_related("organisation")),
        answers=AnnexeItem.objects.filter(annexe__cycle=paper.cycle_id, basis__in=words).count(),
        decisions=Decision.objects.filter(assessment__cycle=paper.cycle_id, basis__in=words).count(),
        questions=Confirmation.objects.filter(paper=paper).count(),
    )
