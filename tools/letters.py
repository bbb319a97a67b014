"""docs/developers/letters.md: every letter and every news, written from the catalogue that `config/letters.py` fills.

python tools/letters.py           write the page anew
python tools/letters.py check     exit 1 when the page is stale
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "developers" / "letters.md"
HEAD = """# Letters and news

Written by `tools/letters.py` from the `LETTERS` and `NEWS` of the areas; a test fails when it is stale. Administrators
see the same at `/listy/`. Names and numbers are invented.

## How a letter leaves

`post` of `notifications.actions` writes it in the transaction of what it tells about, once for each event, thing and
recipient. After the commit the worker sends it; a server that is away is asked again after 1, 5, 30, 120 and 720
minutes, then the letter is given up and stands in the log at `/powiadomienia/dziennik/`, where it can be tried again.

A new letter: `<area>/mail/<what>_subject.txt`, `_reason.txt` and `_text.txt`, a row in the `LETTERS` of
`<area>/letters.py`, a call of `post`. Its `kind` says whether people can stop it; `about` gives the path of the thing
it concerns, by which those who look after a unit find it in the log.

## How news travels

    tell(thing=path_of(unit, year), event="assessments.published", at=at, context={"year": year})

writes one row in the caller's transaction, whoever follows. `thing` is a path of words and keys,
`unit/060505/assessment/2025`; whoever follows a thing gets the news of everything below it, so a recommendation, its
answers and what the council did lie below their assessment:
`unit/060505/assessment/2025/recommendation/12/answer/3`. A new kind of news: a sentence in `<area>/news/<what>.txt`, a
row in the `NEWS` of `<area>/letters.py`, a call of `tell`. A new kind of thing: a function of the area that names such
paths, registered in `config/letters.py` under the word before the last key. The button to follow it is a link to
`{% url 'notifications:follow' thing %}`.

The worker numbers the rows in the order in which their transactions ended. Every follow has a cursor, the number of
the last news looked at for it; a letter and the cursors it moves are one transaction, so runs that are late, early,
doubled or skipped lose nothing and tell nothing twice.

## How duties are reminded of

A date of the calendar in `FINISHED` of `assessments/queries/duties.py` is a duty of those who enter and approve the
data of the unit: they are told seven days before, one day before and one day after; fourteen days after, its
administrator is, or the approvers where there is none. Each step is written down with the duty and its day in
`DutyReminder`, once for ever; a worker that slept over several steps tells the newest.

"""


def table() -> Iterator[str]:
    """The letters in one table."""
    from drogowskaz.notifications.letters import catalogue

    yield "## Every letter"
    yield ""
    yield "| Event | When | Who gets it | Kind | Can be stopped |"
    yield "| --- | --- | --- | --- | --- |"
    for one in catalogue.letters.values():
        stopped = "no" if one.mandatory else "yes"
        yield f"| `{one.event}` | {one.when} | {one.who} | {one.kind.value} | {stopped} |"
    yield ""


def news() -> Iterator[str]:
    """The sentences of news in both languages."""
    from django.utils.translation import override

    from drogowskaz.notifications.letters import catalogue, sentence

    yield "## Every news"
    yield ""
    yield "| Event | When | Sentence |"
    yield "| --- | --- | --- |"
    for one in catalogue.news.values():
        told = []
        for language in ("pl", "en"):
            with override(language):
                told.append(sentence(one.event, one.example))
        yield f"| `{one.event}` | {one.when} | {'<br>'.join(told)} |"
    yield ""


def previews() -> Iterator[str]:
    """What each letter says."""
    from drogowskaz.notifications.letters import catalogue, previewed

    yield "## What they say"
    for one in catalogue.letters.values():
        for language in ("pl", "en"):
            said = previewed(one, language)
            yield ""
            yield f"### `{one.event}` ({language})"
            yield ""
            yield f"**{said['subject']}**"
            yield ""
            yield "```text"
            # A line ends where its words end, also the one above the foot.
            yield from (line.rstrip() for line in said["text"].strip().splitlines())
            yield "```"


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join([*table(), *news(), *previews()]) + "\n"


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drogowskaz.config.settings")
    import django

    django.setup()
    if arguments == ["check"]:
        return 0 if PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
