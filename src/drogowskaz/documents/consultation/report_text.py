"""The report of a consultation in words: what its page and its paper are made of."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.documents.consultation.stages import StageText


@dataclass(frozen=True)
class CountText:
    """How many contributions there are of each sort."""

    title: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class MeetingText:
    """A meeting of that time. `people` is in words, `who` are organisations with who they are."""

    title: str
    when: str
    people: str
    who: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SourceText:
    """What somebody said: its number, what it is, who said it and its words, a line for each part of a need."""

    number: int
    kind: str
    author: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RemarkText:
    """A contribution with its answer. `joined` are those answered together with it. `answer` is what became of it in a
    word, empty while there is no answer; `lines` the reason and what was changed."""

    said: SourceText
    joined: tuple[SourceText, ...]
    answer: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SectionText:
    """A section of the consultation with what was said of it."""

    number: int
    title: str
    question: str
    remarks: tuple[RemarkText, ...]


@dataclass(frozen=True)
class ChangeText:
    """A change of the assessment: where, what, and the numbers of the contributions behind it."""

    where: str
    change: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ReportText:
    """Everything that is printed, in words. `version` is empty for a preview; `correction` says why there is another
    version. `opinions` are councils with what is told of them and the words of their opinions."""

    title: str
    unit: str
    year: int
    version: str
    correction: str
    invented: bool
    facts: tuple[tuple[str, str], ...]
    principles: tuple[tuple[str, str, str], ...]
    total: str
    counts: tuple[CountText, ...]
    organisations: tuple[tuple[str, tuple[str, ...]], ...]
    meetings: tuple[MeetingText, ...]
    sections: tuple[SectionText, ...]
    changes: tuple[ChangeText, ...]
    hidden: tuple[tuple[str, int], ...]
    opinions: tuple[tuple[str, str, str], ...]
    stages: StageText
    method: tuple[str, ...]
    missing: tuple[str, ...]
    made: dt.date | None
