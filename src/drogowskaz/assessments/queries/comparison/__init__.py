"""Two forms side by side: two years of one unit, or two units. Never a ranking: the order is that of the form."""

from drogowskaz.assessments.queries.comparison.choice import Choice, Found, choose, examples, search
from drogowskaz.assessments.queries.comparison.indicators import compared_indicators
from drogowskaz.assessments.queries.comparison.pairs import Two, two_forms
from drogowskaz.assessments.queries.comparison.tables import compared_chapter
from drogowskaz.assessments.queries.comparison.telling import drawing, summary

__all__ = [
    "Choice",
    "Found",
    "Two",
    "choose",
    "compared_chapter",
    "compared_indicators",
    "drawing",
    "examples",
    "search",
    "summary",
    "two_forms",
]
