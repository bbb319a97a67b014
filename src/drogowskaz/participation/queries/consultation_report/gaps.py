"""What a report does not have: said plainly, so that nobody takes a part for the whole."""

from collections.abc import Iterator, Mapping
from typing import Any

from drogowskaz.engine.words import _, count, plural, say

NO_MEETING = _("No meeting of this cycle took place while the consultation was open.")
UNWRITTEN = _("Who came to the meeting “{title}” was not written down.")
NOBODY_BY = _("Nothing came by these ways: {ways}.")
UNANSWERED = plural("{n} contribution has no answer yet.", "{n} contributions have no answer yet.")
BESIDE = plural(
    "{n} further contribution to the assessment was made in that time without belonging to a section of the "
    "consultation. It is answered on the list of contributions.",
    "{n} further contributions to the assessment were made in that time without belonging to a section of the "
    "consultation. They are answered on the list of contributions.",
)
SILENT_SECTIONS = plural(
    "Nobody said anything about {n} section of the draft.", "Nobody said anything about {n} sections of the draft."
)


def gaps_of(content: Mapping[str, Any], ways: Mapping[str, str], lang: str) -> Iterator[str]:
    """The sentences, from the plain data of a report; `ways` are all ways a contribution can come, in words."""
    if not content["meetings"]:
        yield say(NO_MEETING, lang)
    for one in content["meetings"]:
        if not one["written"]:
            yield say(UNWRITTEN, lang, title=one["title"])
    unused = [word for way, word in ways.items() if way not in content["numbers"]["channel"]]
    if unused:
        yield say(NOBODY_BY, lang, ways=", ".join(unused))
    heard = {one["section"] for one in content["remarks"]}
    silent = sum(one["number"] not in heard for one in content["sections"])
    if silent:
        yield count(SILENT_SECTIONS, silent, lang)
    waiting = sum(1 + len(one["joined"]) for one in content["remarks"] if one["fate"] is None)
    if waiting:
        yield count(UNANSWERED, waiting, lang)
    if content["beside"]:
        yield count(BESIDE, content["beside"], lang)
