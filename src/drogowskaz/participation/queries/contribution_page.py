"""The public page of one contribution: its words, its whole answer, where it came from, what was joined with it."""

from dataclasses import dataclass

from django.urls import reverse

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionState
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.models import Contribution, Fate, ModerationAct
from drogowskaz.participation.queries.contribution import (
    WAITS,
    author_line,
    contribution_path,
    hidden_because,
    is_readable,
    place_named,
    place_of,
)
from drogowskaz.participation.queries.contributions import Stands, stands_of
from drogowskaz.participation.queries.fate import beginning, fate_of, history_of


@dataclass(frozen=True)
class Place:
    """What something concerns, in words, with the address of its page; empty where it has none."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class Answer:
    """A version of the answer. `stands`: it is the one in force. `where` is what of the assessment was changed."""

    fate: Fate
    stands: bool
    where: Place


@dataclass(frozen=True)
class Source:
    """A contribution that was joined with this one: it stays, with its author."""

    contribution: Contribution
    author: str
    text: str


@dataclass(frozen=True)
class ContributionPage:
    """The page. Nothing but `contribution`'s number, `stands` and `act` is shown unless it is `readable`."""

    contribution: Contribution
    readable: bool
    stands: Stands
    path: str
    act: ModerationAct | None
    author: str
    place: Place
    answers: tuple[Answer, ...]
    sources: tuple[Source, ...]

    @property
    def unread(self) -> bool:
        """Whether no moderator has read it yet."""
        return self.contribution.state in WAITS

    @property
    def minutes_differ(self) -> bool:
        """Whether the accepted minutes it comes from were corrected after it was answered."""
        point = self.contribution.point
        if point is None or point.meeting.state != MeetingState.ACCEPTED:
            return False
        return point.text != self.contribution.text

    @property
    def earlier(self) -> tuple[Answer, ...]:
        """The answers that no longer stand, the newest first."""
        return tuple(one for one in self.answers if not one.stands)


def contribution_at(cycle: Cycle, number: int) -> Contribution | None:
    """The contribution of this number that has a page: not spam, nor one withdrawn before anybody read it."""
    joined = ("cycle__unit__parent", "cycle__assessment", "organisation", "theme", "section__consultation")
    found = Contribution.objects.select_related(*joined, "merged_into", "point__meeting", "paper")
    one = found.filter(cycle=cycle, number=number).exclude(state=ContributionState.SPAM).first()
    if one is not None and one.state == ContributionState.WITHDRAWN and one.published_at is None:
        return None
    return one


def contribution_page(contribution: Contribution, lang: str) -> ContributionPage:
    """A fixed number of queries."""
    readable = is_readable(contribution)
    standing = fate_of(contribution) if readable else None
    # Of one that was joined with another the whole answer is read there.
    spoken = standing.contribution if standing else contribution
    answers = history_of(spoken) if readable else []
    return ContributionPage(
        contribution=contribution,
        readable=readable,
        stands=stands_of(contribution, standing, lang),
        path=contribution_path(contribution),
        act=hidden_because([contribution]).get(contribution.pk),
        author=author_line(contribution, lang) if readable else "",
        place=_place(contribution, lang) if readable else Place(""),
        answers=tuple(_answer(one, standing, contribution.cycle, lang) for one in answers),
        sources=_sources(contribution, lang) if readable else (),
    )


def _answer(fate: Fate, standing: Fate | None, cycle: Cycle, lang: str) -> Answer:
    where = Place(
        place_named(cycle, fate.chapter, fate.row, lang), address_of(cycle, chapter=fate.chapter, row=fate.row)
    )
    return Answer(fate, standing is not None and fate.pk == standing.pk, where)


def _sources(contribution: Contribution, lang: str) -> tuple[Source, ...]:
    found = contribution.merged.filter(state__in=PUBLIC).select_related("organisation").order_by("number")
    return tuple(Source(one, author_line(one, lang), beginning(one.text, 200)) for one in found)


def _place(contribution: Contribution, lang: str) -> Place:
    cycle, section = contribution.cycle, contribution.section
    if section is not None:
        where = [cycle.unit.code, cycle.year, section.consultation.number]
        return Place(section.title, reverse("participation:consultation", args=where))
    return Place(place_of(contribution, lang), address_of(cycle, chapter=contribution.chapter, row=contribution.row))


def address_of(cycle: Cycle, *, chapter: str, row: str) -> str:
    """The page of a row or chapter: of the public assessment, and before it is public that of the form."""
    edition = edition_named(cycle.edition) if cycle.edition else None
    known = edition.row_by_key.get(row) if edition and row else None
    if edition is None or not (known or chapter in {one.number for one in edition.chapters}):
        return ""
    public = cycle.assessment is not None and cycle.assessment.status == Status.PUBLIC
    if not public:
        page = "assessments:row" if known else "assessments:edition"
        return reverse(page, args=[edition.id, row] if known else [edition.id])
    if known is None:
        return reverse("assessments:chapter", args=[cycle.unit.code, cycle.year, chapter])
    year = cycle.year + (0 if 0 in known.offsets else known.offsets[-1])
    return reverse("assessments:cell", args=[cycle.unit.code, cycle.year, row, year])
