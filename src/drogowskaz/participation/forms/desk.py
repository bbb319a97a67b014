"""What people type on the animator's desk, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import User
from drogowskaz.participation.enums.desk import NoteKind
from drogowskaz.participation.models.desk import LONGEST_WORK
from drogowskaz.ui.fields import DayField, WordsField


class WorkForm(forms.Form):
    """What was done, for the diary."""

    day = DayField(label=_("Day"))
    kind = forms.TypedChoiceField(label=_("What it was"), coerce=NoteKind, choices=NoteKind.choices)
    minutes = forms.IntegerField(
        label=_("Minutes spent"), help_text=_("With the way there and back."), min_value=1, max_value=LONGEST_WORK
    )
    text = WordsField(
        label=_("What was done"),
        help_text=_("What came of it, and what is in the way. Leave out names of people and what is private."),
        rows=4,
        max_length=5000,
    )


class NoteForm(WorkForm):
    """A new note, about a cycle in reach."""

    cycle = forms.TypedChoiceField(label=_("Where"), coerce=int)
    field_order = ("cycle",)

    def __init__(self, *arguments: Any, cycles: Iterable[Cycle], **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = [(one.pk, f"{one.unit.full_name}, {one.year}") for one in cycles]
        self.fields["cycle"].choices = known  # type: ignore[attr-defined]


class LinesForm(forms.Form):
    """Which cycles of the desk are shown."""

    q = forms.CharField(label=_("Words of the name"), max_length=100, required=False)
    rok = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    czeka = forms.BooleanField(label=_("Only where something waits"), required=False)

    def __init__(self, *arguments: Any, years: Iterable[int], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["rok"].choices = [("", _("every year")), *((one, one) for one in years)]  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """Which acts of the team are shown."""

    osoba = forms.TypedChoiceField(label=_("Person"), coerce=int, empty_value=None, required=False)
    gmina = forms.ChoiceField(label=_("Gmina or powiat"), required=False)
    od = DayField(label=_("From the day"), required=False)
    do = DayField(label=_("Until the day"), required=False)

    def __init__(
        self, *arguments: Any, people: Iterable[User], units: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        everybody = [("", _("everybody")), *((one.pk, one.name) for one in people)]
        self.fields["osoba"].choices = everybody  # type: ignore[attr-defined]
        self.fields["gmina"].choices = [("", _("all")), *units]  # type: ignore[attr-defined]
