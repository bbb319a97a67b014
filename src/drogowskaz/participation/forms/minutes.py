"""What the team writes down of a meeting, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.participation.actions.minutes import Came, PointDescription
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.minutes import Capacity, PointKind, Sector
from drogowskaz.participation.models import AgendaPoint, Slot
from drogowskaz.ui.fields import DayField, WordsField


class AttendanceForm(forms.Form):
    """So many people of one organisation, in one slot and way."""

    slot = forms.TypedChoiceField(label=_("Slot"), coerce=int)
    name = forms.CharField(
        label=_("Organisation, institution or group"),
        help_text=_("For residents who came by themselves: “residents”. No names of people."),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    sector = forms.TypedChoiceField(label=_("Who they are"), coerce=Sector, choices=Sector.choices)
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=9999)
    presence = forms.TypedChoiceField(label=_("How they took part"), coerce=Presence, choices=Presence.choices)

    def __init__(self, *arguments: Any, slots: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["slot"].choices = list(slots)  # type: ignore[attr-defined]

    def came(self) -> Came:
        """Who came, as the action takes it."""
        return Came(**{name: self.cleaned_data[name] for name in ("name", "sector", "people", "presence")})

    def slot_among(self, slots: Iterable[Slot]) -> Slot:
        """The chosen one; the form lets no other through."""
        return next(one for one in slots if one.pk == self.cleaned_data["slot"])


class PointForm(forms.Form):
    """A point of the minutes. What belongs only to a task or a contribution says so."""

    agenda_point = forms.TypedChoiceField(
        label=_("To which point of the agenda"), coerce=int, empty_value=None, required=False
    )
    kind = forms.TypedChoiceField(label=_("What it is"), coerce=PointKind, choices=PointKind.choices)
    text = WordsField(label=_("What it says"), rows=4, max_length=5000)
    raised_by = forms.CharField(
        label=_("Who raised it (not required)"),
        help_text=_("An organisation or institution, or how somebody wants to be called."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    capacity = forms.TypedChoiceField(
        label=_("For a contribution: in what capacity"),
        coerce=Capacity,
        choices=[("", "–"), *Capacity.choices],
        empty_value=None,
        required=False,
    )
    who = forms.CharField(label=_("For a task: who does it"), max_length=200, required=False)
    until = DayField(label=_("For a task: until when"), required=False)
    point = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, agenda: Iterable[AgendaPoint], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.agenda = {one.pk: one for one in agenda}
        known = [("", _("beside the agenda")), *((one.pk, str(one)) for one in self.agenda.values())]
        self.fields["agenda_point"].choices = known  # type: ignore[attr-defined]

    def described(self) -> PointDescription:
        """The point as the action takes it."""
        names = ("kind", "text", "raised_by", "capacity", "who", "until")
        chosen = self.agenda.get(self.cleaned_data["agenda_point"])
        return PointDescription(agenda_point=chosen, **{name: self.cleaned_data[name] for name in names})
