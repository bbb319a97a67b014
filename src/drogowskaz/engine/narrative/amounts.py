"""A number with the word for what is counted, in the form the language wants: 1 osoba, o 1 osobę, 2 osoby, 5 osób."""

from fractions import Fraction

from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.measures import measures
from drogowskaz.engine.polish import bind, plural_form
from drogowskaz.engine.values import decimal_text
from drogowskaz.engine.words import LANGUAGES

PERCENT_PLACES = 1
SPOKEN = {"pl": "liczba ", "en": "number of "}
"""A label with these words has said what is counted."""


def amount(number: Fraction, row: Row, lang: str, *, by: bool = False) -> str:
    """`8 279 osób`, `1,5 etatu`, `12 000 zł`; with `by` after “o”: `o 1 osobę`.

    Where the label of the row says what is counted, the number stands alone.
    """
    shown = decimal_text(number, lang)
    word = _word(number, row, lang, by=by)
    return f"{shown}\N{NO-BREAK SPACE}{word}" if word else shown


def _word(number: Fraction, row: Row, lang: str, *, by: bool) -> str:
    forms = measures()[row.unit].forms[lang]
    if SPOKEN[lang] in row.label[lang].lower() or not forms:
        return ""
    if lang != LANGUAGES[0]:
        return forms[0 if number == 1 else 1]
    one, accusative, few, many, part = forms
    if number.denominator != 1:
        return bind(part)
    return bind((accusative if by else one, few, many)[plural_form(abs(int(number)))])


def percent(part: Fraction, whole: Fraction, lang: str, *, signed: bool = False) -> str:
    """`12,5%`, signed `+12,5%`. What is not zero is never told as zero, but as `<0,1%`."""
    share = part / whole * 100
    least = Fraction(1, 10**PERCENT_PLACES)
    if 0 < abs(share) < least / 2:
        return f"<{decimal_text(least, lang, PERCENT_PLACES)}%"
    plus = "+" if signed and share > 0 else ""
    return f"{plus}{decimal_text(share, lang, PERCENT_PLACES)}%"
