"""What the office types when it answers, as clean values."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.actions.fate import GIVEN, LONGEST_ANSWER, LONGEST_REASON, LONGEST_WHOM, FateText
from drogowskaz.participation.models import Contribution, Fate, Paper
from drogowskaz.participation.queries.fate_page import chosen_place, place_in, places_of
from drogowskaz.participation.queries.paper import basis_of
from drogowskaz.ui.fields import WordsField

_LONGEST_NUMBER = 9


class FateForm(forms.Form):
    """An answer. What has to be said with which word, the action tells, so that all of it is told at once."""

    code = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(one.value, one.label) for one in GIVEN],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = WordsField(
        label=_("The answer, with its reason"),
        help_text=_("Plain words to the person who wrote. Everybody reads it; it also goes out by e-mail."),
        rows=5,
        max_length=LONGEST_ANSWER,
        required=False,
    )
    change = WordsField(
        label=_("What was changed in the assessment"),
        help_text=_("Needed for what was taken in, as a whole or in part."),
        rows=2,
        max_length=LONGEST_ANSWER,
        required=False,
    )
    where = forms.ChoiceField(
        label=_("Where in the assessment"), help_text=_("The chapter, or the row of a number."), required=False
    )
    passed_to = forms.CharField(
        label=_("To whom it was passed on"),
        help_text=_("Needed for what is outside the assessment."),
        max_length=LONGEST_WHOM,
        required=False,
    )

    def __init__(self, *arguments: Any, cycle: Cycle, lang: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.cycle = cycle
        known = [("", _("nowhere")), *places_of(cycle, lang)]
        self.fields["where"].choices = known  # type: ignore[attr-defined]

    def text(self) -> FateText:
        """The answer of a form that was read."""
        clean = self.cleaned_data
        chapter, row = place_in(self.cycle, clean["where"])
        return FateText(clean["code"], clean["reason"], clean["change"], chapter, row, clean["passed_to"])


class PaperField(forms.Form):
    """The paper in which the office answered, for whoever only writes it down."""

    paper = forms.TypedChoiceField(
        label=_("The paper in which the office answered"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *arguments: Any, papers: Iterable[Paper], lang: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = [("", _("choose")), *((one.number, f"{basis_of(one, lang)}: {one.title}") for one in papers)]
        self.fields["paper"].choices = known  # type: ignore[attr-defined]


class ReopeningForm(forms.Form):
    """Why an answer is taken back."""

    again = WordsField(
        label=_("Why the answer is taken back"),
        help_text=_("Everybody reads it. The contribution then waits for another answer."),
        rows=3,
        max_length=LONGEST_REASON,
        required=False,
    )


def begun(contribution: Contribution, last: Fate | None) -> dict[str, str]:
    """What the form begins with: the answer to be corrected, or the place the contribution speaks of."""
    if last is None:
        return {"where": chosen_place(contribution.chapter, contribution.row)}
    where = chosen_place(last.chapter, last.row)
    told = {name: getattr(last, name) for name in ("code", "reason", "change", "passed_to")}
    return {**told, "where": where}


def ticked(posted: QueryDict) -> dict[int, int]:
    """The versions of the ticked contributions that the page showed, by number."""
    return {key: _number(posted, f"seen-{key}") for key in map(int, filter(_is_number, posted.getlist("tick")))}


def seen(posted: QueryDict) -> int:
    """The version of the one contribution that the page showed; 0, which is none, when it is no number."""
    return _number(posted, "seen")


def _number(posted: Mapping[str, str], name: str) -> int:
    text = posted.get(name, "")
    return int(text) if _is_number(text) else 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
