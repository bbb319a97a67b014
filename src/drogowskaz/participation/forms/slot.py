"""A slot as the team types it: a day, two hours, a place."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drogowskaz.documents.appointments import ZONE
from drogowskaz.participation.actions.slot import SlotDescription
from drogowskaz.participation.enums.meeting import Audience, SlotKind
from drogowskaz.ui.fields import DayField

FIELDS = ("audience", "kind", "place", "address", "link", "on_site_limit", "online_limit")


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _limit(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=_("Leave it empty when everybody fits in."),
        min_value=1,
        max_value=100_000,
        required=False,
    )


class SlotForm(forms.Form):
    """Hours are those of Polish clocks."""

    day = DayField(label=_("Day"))
    starts = _hour(_("From"))
    ends = _hour(_("Until"))
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices, initial=Audience.EVERYONE)
    kind = forms.ChoiceField(label=_("How it is held"), choices=SlotKind.choices)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    on_site_limit = _limit(_("Places on site"))
    link = forms.URLField(
        label=_("Link for those online"),
        help_text=_("Only the team and those who have a place online see it."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    online_limit = _limit(_("Places online"))
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Both hours as moments; an hour that the clocks leave out is told."""
        cleaned: dict[str, Any] = super().clean() or {}
        day = cleaned.get("day")
        for name in ("starts", "ends"):
            if day and cleaned.get(name):
                cleaned[f"{name}_at"] = self._moment(name, day, cleaned[name])
        return cleaned

    def _moment(self, name: str, day: dt.date, hour: dt.time) -> dt.datetime:
        moment = dt.datetime.combine(day, hour, tzinfo=ZONE)
        there = moment.astimezone(dt.UTC).astimezone(ZONE)
        if there.replace(tzinfo=None) != moment.replace(tzinfo=None):
            self.add_error(name, gettext("The clocks go forward that night, and this hour is left out."))
        return moment

    def described(self) -> SlotDescription:
        """The slot as the action takes it."""
        typed = self.cleaned_data
        return SlotDescription(
            starts_at=typed["starts_at"], ends_at=typed["ends_at"], **{name: typed[name] for name in FIELDS}
        )
