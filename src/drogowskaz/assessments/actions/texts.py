"""Writing the text of a chapter: every version stays, and nobody's version is written over unseen."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from drogowskaz.assessments.actions.holding import hold
from drogowskaz.assessments.models import Assessment, ChapterText
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries.texts import latest
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.permissions import Actor, person_of

LONGEST = 20_000
"""Characters of one chapter: about seven pages."""
LONGEST_NAME = 200
"""Characters of the names of those who drafted a text."""


@dataclass(frozen=True)
class Author:
    """The organisation that drafted a text, by its name; `edited` when these are not its words alone any more."""

    name: str
    edited: bool = False


def write_text(
    *,
    assessment: Assessment,
    chapter: str,
    text: str,
    seen: int,
    actor: Actor,
    at: dt.datetime,
    author: Author | None = None,
) -> ChapterText | None:
    """Keep a version of a chapter's text. `seen` is the version the person began from, 0 when there was none.

    `author` is given when an organisation drafted this text; without one the author of the text that stands stays
    named, as one whose text was edited. An area above that gives it has checked that it is so. Returns None when the
    text is what stands already. Raises Refused when the person may not write here, the text is too long, or somebody
    has written since: then both texts are kept, theirs here and this one on the person's page.
    """
    text = tidy(text)
    too_long = Refusal(_("The text has {n} characters; at most {most} fit."), {"n": len(text), "most": LONGEST})
    refuse(may_write(actor, assessment, at), too_long if len(text) > LONGEST else None)
    standing = latest(assessment, chapter)
    version = standing.version if standing else 0
    named = _author(standing, author) if text else Author("")
    if text == (standing.text if standing else "") and (author is None or _is_by(standing, author)):
        return None
    if version != seen:
        raise Refused([_overtaken(standing)])
    try:
        with transaction.atomic():
            hold(assessment)
            refuse(may_write(actor, assessment, at))
            written = ChapterText.objects.create(
                assessment=assessment,
                chapter=chapter,
                version=version + 1,
                text=text,
                author=named.name[:LONGEST_NAME],
                edited=named.edited,
                written_by=person_of(actor),
                written_at=at,
            )
            record(actor=person_of(actor), verb="assessment.text_written", thing=assessment, at=at, chapter=chapter)
    except IntegrityError:
        # Of two who saved in the same moment the slower one meets the other's version here.
        raise Refused([_overtaken(latest(assessment, chapter))]) from None
    return written


def _author(standing: ChapterText | None, author: Author | None) -> Author:
    """Who is named with the next version: whoever is given, or whoever drafted the one that stands."""
    if author is not None:
        return author
    return Author(standing.author, edited=True) if standing and standing.author else Author("")


def _is_by(standing: ChapterText | None, author: Author) -> bool:
    return standing is not None and Author(standing.author, standing.edited) == author


def _overtaken(standing: ChapterText | None) -> Refusal:
    assert standing is not None, "somebody has written"
    name = standing.written_by.name if standing.written_by else "–"
    message = _(
        "{name} has written in this chapter since you opened it. Your text is kept below and has not been saved yet; "
        "compare the two and save again."
    )
    return Refusal(message, {"name": name})


def tidy(text: str) -> str:
    """Line ends of one sort, no blanks at the ends of lines, no more than one empty line between paragraphs."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip("\n")
