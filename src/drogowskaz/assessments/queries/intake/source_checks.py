"""What a second source gives away about itself: gminas that do not make their powiat, and rows that slipped by one.

The numbers of a published table are often right while they stand in the row of a neighbour: in one table of 2023 the
gminas of two powiats stand shifted by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from drogowskaz.assessments.queries.intake.neighbours import RESIDENTS
from drogowskaz.assessments.queries.intake.source_reading import ReadValue
from drogowskaz.engine.editions.schema import Aggregation, Edition
from drogowskaz.engine.problems import Problem
from drogowskaz.engine.values import Kind, decimal_text
from drogowskaz.engine.words import _

POINTS = Fraction(2, 5)
"""How far a weighted mean of rounded gminas may be from the rounded powiat: 0.4 in the unit shown, as measured on a
published table that is right."""
PART = Fraction(1, 200)
"""How far a sum of gminas may be from the powiat's own number, as part of it."""
LEAST_MATCHES = 3
"""Numbers that fit the neighbour's form before it is said that rows slipped."""
SUMS = _(
    "In the source the gminas of {powiat} make {gminas} of “{row}”, {column}, and the powiat itself has {powiat_has}. "
    "Check whether rows of the table slipped."
)
MEANS = _(
    "In the source the weighted mean of the gminas of {powiat} is {gminas} in “{row}”, {column}, and the powiat "
    "itself has {powiat_has}. Check whether rows of the table slipped."
)
SHIFTED = _(
    "In “{row}”, {column}, the numbers of {powiat} fit the forms of the neighbouring codes ({shifted}) better than "
    "those of the codes they stand at ({straight}): the rows of the table seem to have slipped by one."
)

Key = tuple[str, int]
Own = Mapping[tuple[str, str, int], Fraction]
"""The numbers of our forms by code, row and year, as far as they may be read."""


def warnings(values: Iterable[ReadValue], editions: Mapping[str, Edition], own: Own) -> list[Problem]:
    """Everything suspicious, by row and powiat. Nothing is refused for it: the source may be right."""
    by_row: dict[Key, dict[str, Fraction]] = defaultdict(dict)
    for one in values:
        by_row[one.row, one.column][one.code] = one.exact
    powiats = sorted({code[:4] for code in editions})
    found: list[Problem] = []
    for (row, column), numbers in by_row.items():
        for powiat in powiats:
            # The seventh digit is the kind of the gmina, so the codes themselves are in the order of the register.
            gminas = sorted(code for code in editions if len(code) > len(powiat) and code.startswith(powiat))
            found += _agrees(row, column, powiat, gminas, numbers, editions, by_row.get((RESIDENTS, column), {}), own)
            found += _slipped(row, column, powiat, gminas, numbers, own)
    return found


def _agrees(
    row: str,
    column: int,
    powiat: str,
    gminas: Sequence[str],
    numbers: Mapping[str, Fraction],
    editions: Mapping[str, Edition],
    residents: Mapping[str, Fraction],
    own: Own,
) -> Iterator[Problem]:
    """Only where the source has the powiat and every one of its gminas."""
    if powiat not in numbers or not gminas or any(code not in numbers for code in gminas):
        return
    place = {"powiat": powiat, "row": row, "column": column, "powiat_has": decimal_text(numbers[powiat])}
    edition = editions[gminas[0]]
    known = edition.row_by_key.get(row)
    if known is not None:
        total = sum((numbers[code] for code in gminas), Fraction(0))
        summed = known.kind in (Kind.COUNT, Kind.MONEY) and known.aggregation is Aggregation.SUM
        allowed = max(abs(numbers[powiat]) * PART, Fraction(1))
        if summed and abs(total - numbers[powiat]) > allowed:
            yield Problem(SUMS, None, {**place, "gminas": decimal_text(total)})
        return
    weights = {code: residents.get(code) or own.get((code, RESIDENTS, column)) for code in gminas}
    if row in edition.indicator_by_id and all(weights.values()):
        whole = sum((weight or Fraction(0) for weight in weights.values()), Fraction(0))
        mean = sum((numbers[code] * (weights[code] or 0) for code in gminas), Fraction(0)) / whole
        if abs(mean - numbers[powiat]) > POINTS:
            yield Problem(MEANS, None, {**place, "gminas": decimal_text(mean)})


def _slipped(
    row: str, column: int, powiat: str, gminas: Sequence[str], numbers: Mapping[str, Fraction], own: Own
) -> Iterator[Problem]:
    """Whether the source's numbers fit our forms of the code before or after better than those of the same code."""
    ours = [own.get((code, row, column)) for code in gminas]
    theirs = [numbers.get(code) for code in gminas]
    straight = _matches(theirs, ours)
    shifted = max(_matches(theirs[1:], ours[:-1]), _matches(theirs[:-1], ours[1:]))
    if shifted >= LEAST_MATCHES and shifted > straight:
        params = {"row": row, "column": column, "powiat": powiat, "shifted": shifted, "straight": straight}
        yield Problem(SHIFTED, None, params)


def _matches(theirs: Sequence[Fraction | None], ours: Sequence[Fraction | None]) -> int:
    """Numbers that are the same; zeros fit everywhere and say nothing."""
    return sum(bool(one) and one == other for one, other in zip(theirs, ours, strict=True))
