"""What people write on the pages of an annexe, as clean values."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from drogowskaz.assessments.enums import Shown
from drogowskaz.participation.actions.annexe import Save
from drogowskaz.participation.enums.annexe import FilledIn
from drogowskaz.participation.models import Paper

MOST_VERSION = 2**31 - 1
MOST_PLACE = 10_000
"""Far above any place there can be; larger ones are no save of ours."""


class Misread(ValueError):
    """The request is not one that our own pages send."""


def from_module(body: bytes) -> list[Save]:
    """The saves of `{"answers": [{field, place, text, version}]}`. Raises Misread."""
    try:
        return [_save(one["field"], one["place"], one["text"], one["version"]) for one in json.loads(body)["answers"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Misread from error


def from_page(posted: QueryDict) -> list[Save]:
    """What was changed on a page without scripts: `s` holds the version seen, `w` what stood there, `v` what is typed;
    a box that is not ticked is not sent at all. Raises Misread."""
    saves = []
    for name in posted:
        kind, _colon, key = name.partition(":")
        if kind != "s":
            continue
        field, _colon, place = key.rpartition(":")
        typed = " ".join(posted.getlist(f"v:{key}")).replace("\r\n", "\n")
        if typed == posted.get(f"w:{key}", "").replace("\r\n", "\n"):
            continue
        seen = posted.get(name, "")
        if not (place.isdecimal() and seen.isdecimal() and len(place) < 6 and len(seen) < 11):
            raise Misread
        saves.append(_save(field, int(place), typed, int(seen)))
    return saves


def _save(field: Any, place: Any, text: Any, seen: Any) -> Save:
    if not (isinstance(field, str) and isinstance(text, str) and type(place) is int and type(seen) is int):
        raise Misread
    if not (0 <= seen <= MOST_VERSION and 0 <= place <= MOST_PLACE) or "\0" in field:
        raise Misread
    return Save(field, place, text, seen)


class ConsentForm(forms.Form):
    """That an organisation agrees to somebody writing for it."""

    filled_in = forms.TypedChoiceField(
        label=_("How it is filled in"),
        coerce=FilledIn,
        choices=[(one.value, one.label) for one in (FilledIn.ASSISTED, FilledIn.PAPER)],
        widget=forms.RadioSelect,
        initial=FilledIn.ASSISTED,
    )
    who = forms.CharField(
        label=_("Who of the organisation agreed"),
        help_text=_("Name and function. We do not ask for PESEL or age."),
        max_length=200,
    )
    day = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    how = forms.CharField(
        label=_("How"), help_text=_("For example: by phone, at a meeting, signed on the paper form."), max_length=200
    )
    paper = forms.ModelChoiceField(
        label=_("Registered paper, if there is one"),
        queryset=Paper.objects.none(),
        required=False,
        empty_label=_("no paper"),
    )

    def __init__(self, *args: Any, papers: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if papers is not None:
            self.fields["paper"].queryset = papers  # type: ignore[attr-defined]


class AssistedForm(ConsentForm):
    """The same with the organisation that agreed."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    field_order = ("organisation",)

    def __init__(self, *args: Any, organisations: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(organisations)  # type: ignore[attr-defined]


class PublicationForm(forms.Form):
    """How far the answers may be told."""

    shown = forms.TypedChoiceField(
        label=_("What may be told of the answers"), coerce=Shown, choices=Shown.choices, widget=forms.RadioSelect
    )


class SaidForm(forms.Form):
    """A reason, or who told something and how. An empty one is refused by the action where it is needed."""

    said = forms.CharField(max_length=500, required=False)


class FileForm(forms.Form):
    """A CSV that was filled in elsewhere."""

    file = forms.FileField(label=_("File (CSV)"))


class LookedAtForm(forms.Form):
    """The same file, after the person has seen what it would change."""

    content = forms.CharField(strip=False)
    stamp = forms.CharField(max_length=64)
