"""What people type about drafting tasks, as clean values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drogowskaz.assessments.enums import Method
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.engine.sheets import CellKey
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.agreement import ScopeLevel
from drogowskaz.participation.enums.drafting import MAKE_TASKS, Placing
from drogowskaz.participation.models import Paper
from drogowskaz.participation.queries.paper import basis_of
from drogowskaz.ui.fields import DayField

VALUE = "value:"
"""What the name of a field begins with that holds a value; the key of the row and the column follow."""
OFFICIAL = "pl"
"""The language of the words that stay with a decision."""


class GroundForm(forms.Form):
    """On what somebody acts for another: the organisation's `consent` in words, or a registered `paper`, which becomes
    the words for it. Whether one is needed, the action says."""

    consent = forms.CharField(max_length=300, required=False)
    paper = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, *arguments: Any, papers: Iterable[Paper], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.papers = {one.pk: one for one in papers}
        self.fields["paper"].choices = [("", ""), *((key, str(key)) for key in self.papers)]  # type: ignore[attr-defined]

    def clean_paper(self) -> str:
        chosen = self.papers.get(self.cleaned_data["paper"])
        return basis_of(chosen, OFFICIAL) if chosen else ""


class DraftForm(GroundForm):
    """The text of a draft with the version the person began from."""

    text = forms.CharField(required=False, strip=False)
    seen = forms.IntegerField(min_value=0)


class ReasonForm(GroundForm):
    """Why a draft or a task goes back. An empty reason is refused by the action, with its sentence."""

    reason = forms.CharField(required=False)
    draft = forms.IntegerField(min_value=0, required=False)


class AcceptForm(GroundForm):
    """The draft as the office would have it, and the versions it looked at."""

    text = forms.CharField(required=False, strip=False)
    draft = forms.IntegerField(min_value=0)
    chapter = forms.IntegerField(min_value=0)
    placing = forms.TypedChoiceField(
        coerce=Placing, choices=Placing.choices, required=False, empty_value=Placing.INSTEAD
    )


class ValuesForm(GroundForm):
    """Values for rows of the task, with how they came about and where they are known from."""

    METHODS = tuple((one.value, one.label) for one in (Method.COUNTED, Method.ESTIMATED))

    method = forms.TypedChoiceField(
        coerce=Method,
        choices=METHODS,
        empty_value=None,
        required=False,
    )
    origin = forms.CharField(max_length=500, required=False)

    def values(self) -> dict[CellKey, str]:
        """What was typed, by row and column; names of fields that are none of ours are left out."""
        return cells_in(self.data)


def cells_in(data: Mapping[str, Any]) -> dict[CellKey, str]:
    """The fields of values among all fields of a form."""
    found: dict[CellKey, str] = {}
    for name in data:
        row, at, offset = name.removeprefix(VALUE).rpartition("@")
        if name.startswith(VALUE) and at and offset.lstrip("-").isdecimal() and len(offset) < len("-999"):
            found[row, int(offset)] = str(data[name]).strip()
    return found


class TaskForm(GroundForm):
    """A task that is given by hand: what, to whom, on what basis, until when."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    chapter = forms.ChoiceField(label=_("Chapter"))
    rows = forms.MultipleChoiceField(required=False)
    level = forms.TypedChoiceField(
        label=_("How"),
        coerce=lambda value: ScopeLevel(int(value)),
        choices=[(one.value, one.label) for one in MAKE_TASKS],
    )
    basis = forms.CharField(
        label=_("What it rests on"),
        help_text=_("An arrangement, a resolution; for a commission also the task in the programme of cooperation."),
        max_length=300,
    )
    deadline_key = forms.ChoiceField(label=_("By which date of the calendar"), required=False)
    day = DayField(label=_("or by another day"), required=False)
    note = forms.CharField(label=_("why this day"), max_length=300, required=False)
    field_order = ("organisation", "chapter", "level", "basis", "deadline_key", "day", "note", "paper")

    def __init__(
        self,
        *arguments: Any,
        organisations: Iterable[Organisation],
        chapters: Sequence[Chapter],
        dates: Iterable[tuple[str, str]],
        lang: str,
        papers: Iterable[Paper],
        asks_paper: bool,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, papers=papers, **options)
        choices = {
            "organisation": [(one.pk, one.name) for one in organisations],
            "rows": [(row.key, row.label[lang]) for one in chapters for row in one.rows],
            "chapter": [(one.number, f"{one.number}. {one.label[lang]}") for one in chapters],
            "deadline_key": [("", gettext("another day")), *dates],
            "paper": [("", gettext("none")), *((one.pk, f"{one.number}. {one.title}") for one in self.papers.values())],
        }
        for name, known in choices.items():
            self.fields[name].choices = known  # type: ignore[attr-defined]
        del self.fields["consent"]
        if asks_paper:
            self.fields["paper"].label = _("Registered paper with the decision of the office")
        else:
            del self.fields["paper"]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields but for the rows, which the page shows by chapter."""
        return [field for field in self if field.name != "rows"]

    @property
    def chosen_rows(self) -> list[str]:
        """The rows that are ticked."""
        return list(self["rows"].value() or [])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("deadline_key") and cleaned.get("day") is None and "day" not in self.errors:
            self.add_error("day", gettext("Choose a date of the calendar, or write another day."))
        return cleaned
