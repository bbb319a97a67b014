"""Reading what people wrote in the chapters, and what the numbers suggest to write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import QuerySet

from drogowskaz.assessments.models import Assessment, ChapterText
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.documents.assessment.chapters import written
from drogowskaz.documents.content import Items, Paragraph
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.engine.narrative.authorship import Authorship
from drogowskaz.engine.narrative.drafts import drafts
from drogowskaz.engine.narrative.summary import headlines, largest_changes
from drogowskaz.engine.sheets import Sheet

CONCLUSIONS = "11"
"""The chapter of conclusions; the numbers suggest to it what changed most."""


def latest(assessment: Assessment, chapter: str) -> ChapterText | None:
    """The version that stands, with who wrote it."""
    return versions(assessment, chapter).first()


def versions(assessment: Assessment, chapter: str) -> QuerySet[ChapterText]:
    """Every version, newest first."""
    found = ChapterText.objects.filter(assessment=assessment, chapter=chapter)
    return found.select_related("written_by").order_by("-version")


def texts_of(assessment: Assessment) -> dict[str, str]:
    """The texts that stand, by chapter; one query. Chapters without one, or with one taken back, are absent."""
    found = ChapterText.objects.filter(assessment=assessment).order_by("version")
    standing = {one.chapter: one.text for one in found}
    return {chapter: text for chapter, text in standing.items() if text}


def told_texts(assessment: Assessment) -> dict[str, str]:
    """The texts as they are told to others: of the signed version that is public, or as they stand."""
    if assessment.public_package is not None:
        return dict(frozen(assessment.public_package).texts)
    return texts_of(assessment)


def authors_of(assessment: Assessment, texts: Mapping[str, str]) -> dict[str, Authorship]:
    """Who drafted these texts, by chapter, where an organisation did; one query, none where there is no text.

    `texts` may be those of a signed version: each is known again by its words among the versions of its chapter.
    """
    if not texts:
        return {}
    drafted = ChapterText.objects.filter(assessment=assessment, chapter__in=texts).exclude(author="")
    told = [one for one in drafted.order_by("version") if one.text == texts[one.chapter]]
    return {one.chapter: one.authorship for one in told if one.authorship}


def suggested(chapter: Chapter, sheet: Sheet, lang: str) -> str:
    """What the numbers say, as a text to begin from; empty where they say nothing."""
    if chapter.number == CONCLUSIONS:
        told = largest_changes(sheet, lang)
    elif chapter.tables:
        told = tuple(draft for table in chapter.tables for draft in drafts(table, sheet, lang))
    else:
        told = tuple(draft for _title, group in headlines(sheet, lang) for draft in group)
    # A draft that rests on no cell says only that there is no number yet.
    return "\n".join(f"- {draft.text}" for draft in told if draft.cells)


@dataclass(frozen=True)
class ToldText:
    """The text of a chapter on a public page: its paragraphs and lists in order, and who drafted it, in words."""

    blocks: tuple[Paragraph | Items, ...]
    author: str


def told_text(assessment: Assessment, chapter: str, lang: str) -> ToldText | None:
    """What people wrote in a chapter, as it is told to everyone; None where nobody did. At most two queries."""
    text = told_texts(assessment).get(chapter, "")
    if not text:
        return None
    author = authors_of(assessment, {chapter: text}).get(chapter)
    return ToldText(tuple(written(text)), author.sentence(lang) if author else "")


@dataclass(frozen=True)
class Part:
    """A stretch of a text that is the same in both versions, was added, or was taken away."""

    text: str
    added: bool = False
    removed: bool = False


@dataclass(frozen=True)
class ShownVersion:
    """A version in the history, with what it changed."""

    version: ChapterText
    parts: tuple[Part, ...]


def history(assessment: Assessment, chapter: str) -> tuple[ShownVersion, ...]:
    """Every version against the one before it, newest first; one query."""
    every = list(versions(assessment, chapter))
    before = [*(one.text for one in every[1:]), ""]
    return tuple(ShownVersion(one, tuple(compared(old, one.text))) for one, old in zip(every, before, strict=False))


def compared(old: str, new: str) -> Iterator[Part]:
    """Word by word, line breaks counting as words."""
    was, now = _words(old), _words(new)
    for kind, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part("".join(now[k:m]))
        else:
            if j > i:
                yield Part("".join(was[i:j]), removed=True)
            if m > k:
                yield Part("".join(now[k:m]), added=True)


def _words(text: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        words = line.split(" ")
        found += [f"{word} " for word in words[:-1]] + words[-1:]
    return found
