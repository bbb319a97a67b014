"""Sentences in the reader's language, outside of Django.

Source strings are English and marked with `_`; `say` translates them at the last moment, so that an object
(a problem, a finding) can be shown in Polish to one person and in English to another.
The catalogue is the one Django uses, so a sentence is translated once.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from drogowskaz.engine.polish import bind

LANGUAGES = ("pl", "en")
LOCALE = Path(__file__).parent.parent / "locale"


def _(message: str) -> str:
    """Mark a source string for the catalogue without translating it."""
    return message


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark a pair of source strings for the catalogue; give it to `count`."""
    return one, many


@cache
def catalogue(lang: str) -> NullTranslations:
    """The translations for `lang`; English needs none.

    Raises FileNotFoundError when the Polish catalogue has not been compiled (`make` does it).
    """
    if lang == "en":
        return NullTranslations()
    with (LOCALE / lang / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        return GNUTranslations(compiled)


def say(message: str, lang: str, /, **params: object) -> str:
    """`message` in `lang`, with its `{names}` filled in and short Polish words bound to the next one."""
    text = catalogue(lang).gettext(message).format(**params)
    return bind(text) if lang == "pl" else text


def count(forms: tuple[str, str], number: int, lang: str) -> str:
    """A counted thing in the right plural form: 1 błąd, 2 błędy, 5 błędów. The forms contain `{n}`."""
    return catalogue(lang).ngettext(forms[0], forms[1], number).format(n=grouped(number))


def grouped(number: int) -> str:
    """A whole number with its thousands set apart by a non-breaking space, as Polish print does."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}").replace("-", "\N{MINUS SIGN}")
