"""The checks of an edition as a VTL 2.1 script over the observations that `sdmx_csv` writes.

Sums and comparisons of the rows of one column become hierarchical rulesets, one for each column and way of treating
missing cells. Everything else becomes a datapoint ruleset of its own over a small dataset of the cells it names.
`docs/developers/exchange.md` tells how each claim is said and what was compared with what.
"""

import hashlib
from decimal import Decimal
from fractions import Fraction

from drogowskaz.engine.checks.formula import formula
from drogowskaz.engine.compiled.artefact import compile_edition
from drogowskaz.engine.compiled.questions import Question
from drogowskaz.engine.editions.schema import SEVERITIES, Check, Edition, Severity, Stage
from drogowskaz.engine.exchange.names import cell_code, structure_id
from drogowskaz.engine.exchange.observations import FORECAST, FREQUENCY, IMPOSSIBLE, NORMAL
from drogowskaz.engine.exchange.vtl_cells import PARENT, UNIT, Cells
from drogowskaz.engine.exchange.vtl_claims import HUNDREDTHS
from drogowskaz.engine.exchange.vtl_rules import DIGITS, Rule, Rules, Sums, rules
from drogowskaz.engine.exchange.vtl_sums import MODES
from drogowskaz.engine.expressions.nodes import Whose, column
from drogowskaz.engine.words import _, count, plural, say

LEVELS = {Severity.NOTE: 1, Severity.WARNING: 2, Severity.JUSTIFY: 3, Severity.ERROR: 4}
FINDINGS = {Stage.ENTRY: "FINDINGS", Stage.SIGN: "FINDINGS_AT_SIGNING"}
EDITION = _("Edition {edition}, assessed year {year}. Artefact {artefact}.")
RULES = plural("{n} rule: a check in one of its columns.", "{n} rules: each check in each of its columns.")
LEFT_OUT = plural("{n} check in one column has no rule:", "{n} checks in one column each have no rule:")
INPUT = _(
    "Input: the dataset {name}. Its structure is written by “drogowskaz edition compile {edition} --as sdmx”, its "
    "observations by “drogowskaz export”."
)
LAST = _("Forms of the year before stand there too, under the rows of this edition, with FORM_YEAR {year}.")
BELOW = _("Forms of the units right below stand there too, under the rows of this edition.")
OUTPUT = _(
    "Output: FINDINGS, and FINDINGS_AT_SIGNING for what is asked only when the form is signed: a row for each check "
    "that does not hold. CODE is the check and its column, c0 being the assessed year. LEVEL is 4 for an error, 3 for "
    "what is to be explained, 2 for a warning, 1 for a note."
)
NUMBERS = _("Numbers are hundredths of what the form shows: whole, so that every engine compares them exactly.")
SILENT = _("A check that a missing number leaves without an answer gives no row; nor does a form without any cell.")


def vtl(edition: Edition, year: int, lang: str) -> str:
    """The script, with its comments in `lang`."""
    made = rules(edition, year)
    blocks = [_header(made, lang), _observations(made)]
    found: dict[Stage, list[str]] = {stage: [] for stage in Stage}
    for place, asked in made.sums.items():
        blocks.append(_sums(place, asked, made, lang))
        found[place.stage].append(f"FOUND_{_sums_name(place, year)}")
    for cells, asked in made.others.values():
        blocks.append(_others(cells, asked, made, lang))
        found[asked[0].question.check.stage].append(f"FOUND_{cell_code(asked[0].question.check.id)}")
    blocks += [_findings(FINDINGS[stage], names) for stage, names in found.items() if names]
    return "\n\n".join(blocks) + "\n"


def _header(made: Rules, lang: str) -> str:
    form, year = made.edition, made.year
    artefact = hashlib.sha256(compile_edition(form, year)).hexdigest()
    said = [
        form.label[lang],
        say(EDITION, lang, edition=form.id, year=year, artefact=artefact),
        count(RULES, made.count, lang),
        say(INPUT, lang, name=structure_id(form), edition=form.id),
    ]
    said += [say(LAST, lang, year=year - 1)] if Whose.LAST in form.whose else []
    said += [say(BELOW, lang)] if Whose.CHILDREN in form.whose else []
    said += [say(message, lang) for message in (OUTPUT, NUMBERS, SILENT)]
    said += [f"${code} = {_exact(value)}" for code, value in made.parameters.items()]
    if made.left_out:
        said.append(count(LEFT_OUT, len(made.left_out), lang))
        said += [f"{_code(one.question)}: {say(one.reason, lang, **one.params)}" for one in made.left_out]
    return "\n".join(_comment(line) for line in said)


def _exact(number: Fraction) -> str:
    """`0.35`, or `1/3` where no decimal is exact."""
    places = next((places for places in range(18) if (number * 10**places).denominator == 1), None)
    return str(number) if places is None else f"{Decimal(number.numerator) / number.denominator:.{places}f}"


def _comment(text: str) -> str:
    return f"// {' '.join(text.split())}"


def _observations(made: Rules) -> str:
    """The forms by themselves: the unit's own, last year's, those of the units right below."""
    year, whose = made.year, made.edition.whose
    lengths = DIGITS.get(made.edition.level) if Whose.CHILDREN in whose else None
    own = f"[filter length({UNIT}) = {lengths[0]}]" if lengths else ""
    said = [
        f"NUMBERS := {structure_id(made.edition)}",
        f"  [calc measure NUMBER := cast(round(OBS_VALUE * {HUNDREDTHS}, 0), integer),",
        f'    measure STATUS := if OBS_STATUS = "{FORECAST}" then "{NORMAL}" else OBS_STATUS,',
        '    measure KEY := CELL || "_" || cast(getyear(TIME_PERIOD), string)]',
        "  [keep NUMBER, STATUS, KEY];",
        f'OWN := NUMBERS{own}[sub FREQ = "{FREQUENCY}", FORM_YEAR = {year}];',
    ]
    if Whose.LAST in whose:
        said.append(f'LAST := NUMBERS{own}[sub FREQ = "{FREQUENCY}", FORM_YEAR = {year - 1}];')
    if lengths:
        said.append(f"BELOW := NUMBERS[filter length({UNIT}) = {lengths[1]}]")
        said.append(f'  [sub FREQ = "{FREQUENCY}", FORM_YEAR = {year}]')
        said.append(f"  [calc identifier {PARENT} := substr({UNIT}, 1, {lengths[0]})];")
    for offset in sorted({place.offset for place in made.sums}):
        said.append(f'COLUMN_{year + offset} := OWN[filter STATUS <> "{IMPOSSIBLE}"]')
        said.append(f'  [sub TIME_PERIOD = cast("{year + offset}", time_period)][keep NUMBER];')
    return "\n".join(said)


def _sums_name(place: Sums, year: int) -> str:
    signing = "_AT_SIGNING" if place.stage is Stage.SIGN else ""
    another = f"_{place.place}" if place.place > 1 else ""
    return f"SUMS_{year + place.offset}_{MODES[place.missing].upper()}{signing}{another}"


def _sums(place: Sums, asked: list[Rule], made: Rules, lang: str) -> str:
    name = _sums_name(place, made.year)
    check = (
        f"check_hierarchy(COLUMN_{made.year + place.offset}, {name} rule CELL {MODES[place.missing]} dataset invalid)"
    )
    return "\n".join([
        f"define hierarchical ruleset {name} (variable rule CELL) is",
        ";\n".join(f"  {_about(one.question.check, made, lang)}\n  {_rule(one, made.year)}" for one in asked),
        "end hierarchical ruleset;",
        _found(name, check),
    ])  # fmt: skip


def _others(cells: Cells, asked: list[Rule], made: Rules, lang: str) -> str:
    check = asked[0].question.check
    name = cell_code(check.id)
    return "\n".join([
        _about(check, made, lang),
        *cells.statements(),
        f"define datapoint ruleset RULES_{name} (variable {', '.join(cells.names)}) is",
        ";\n".join(f"  {_rule(one, made.year)}" for one in asked),
        "end datapoint ruleset;",
        _found(name, f"check_datapoint({cells.name}, RULES_{name} invalid)"),
    ])  # fmt: skip


def _about(check: Check, made: Rules, lang: str) -> str:
    return _comment(f"{check.id} [{say(SEVERITIES[check.severity], lang)}] {formula(check, made.edition, lang)}")


def _code(question: Question) -> str:
    return f"{question.check.id}@{column(question.offset)}"


def _rule(one: Rule, year: int) -> str:
    check = one.question.check
    name = f"{cell_code(check.id)}_{year + one.question.offset}"
    code = _code(one.question).replace('"', "'")
    return f'{name}: {one.text} errorcode "{code}" errorlevel {LEVELS[check.severity]}'


def _found(name: str, check: str) -> str:
    """What does not hold, by unit and rule, whichever kind of ruleset found it."""
    return (
        f"FOUND_{name} := {check}\n"
        f"  [aggr CODE := max('errorcode'), LEVEL := max('errorlevel') group by {UNIT}, ruleid];"
    )


def _findings(name: str, found: list[str]) -> str:
    return f"{name} <- {found[0]};" if len(found) == 1 else f"{name} <- union({', '.join(found)});"
