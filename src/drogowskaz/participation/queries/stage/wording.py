"""The table of stages in words, from its plain data, so that a kept report reads in both languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from drogowskaz.documents.consultation.stages import StageRow, StageText
from drogowskaz.engine.stages import WHOLE, stages
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.queries.stage.table import ACTS

WHOLE_WORK, WHOLE_ABOUT = _("Work as a whole"), _("what belongs to no single stage")
FEWER = _("fewer than {n}")
UNNAMED = plural(
    "{n} organisation that did not want to be named is counted in the sums and has no row.",
    "{n} organisations that did not want to be named are counted in the sums and have no rows.",
)
METHOD = (
    _("The table is counted by the program from what was really done in this cycle; nobody types these numbers in."),
    _(
        "An answer of an annexe, a drafted part and a contribution belong to the stage of the chapter they are about. "
        "A contribution without a chapter belongs to a stage by its kind. Voices on consensus maps belong to "
        "conclusions; meetings and the agreement belong to the work as a whole. This division is our proposal, not law."
    ),
    _(
        "Answers of annexes stand by the name of the organisation only where it agreed to that, and in the sums only "
        "where it agreed to sums. Those that are for the office alone are left out."
    ),
    _(
        "Organisations are counted, never people. Contributions of residents are told as a number; a number from 1 to "
        "{below} is not told, because it could point at somebody."
    ),
    _("The order is that of the alphabet. The numbers say what was done, not how much it is worth."),
)


def stage_text(plain: Mapping[str, Any], lang: str) -> StageText:
    """The plain data of `summed` in words. No query."""
    known = {one.key: one for one in stages().stages}
    keys = [*plain["stages"], WHOLE]
    shown = [known.get(key) for key in plain["stages"]]
    with override(lang):
        rows = tuple(
            StageRow(
                name=one["name"],
                sector=_sector(one["sector"]),
                cells=tuple(_cell(one["done"].get(key, {}), lang) for key in keys),
            )
            for one in plain["rows"]
        )
        totals = tuple(
            (_sector(sector), tuple(numbers[key] for key in keys)) for sector, numbers in plain["counted"].items()
        )
    return StageText(
        columns=(
            *(one.label[lang] if one else key for one, key in zip(shown, keys, strict=False)),
            say(WHOLE_WORK, lang),
        ),
        about=(*(one.about[lang] if one else "" for one in shown), say(WHOLE_ABOUT, lang)),
        rows=rows,
        totals=totals,
        residents=tuple(_few(plain["residents"][key], plain["least"], lang) for key in keys),
        method=tuple(say(one, lang, below=plain["least"] - 1) for one in METHOD) + _unnamed(plain["unnamed"], lang),
    )


def _sector(word: str) -> str:
    return str(Sector(word).label)


def _cell(acts: Mapping[str, int], lang: str) -> tuple[str, ...]:
    return tuple(f"{say(ACTS[act], lang)}: {acts[act]}" for act in ACTS if acts.get(act))


def _few(number: int | None, least: int, lang: str) -> str:
    return say(FEWER, lang, n=least) if number is None else str(number)


def _unnamed(number: int, lang: str) -> tuple[str, ...]:
    return (count(UNNAMED, number, lang),) if number else ()
