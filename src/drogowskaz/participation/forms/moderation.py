"""What moderators type and choose, as clean values."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from drogowskaz.assessments.enums import Channel
from drogowskaz.participation.actions.moderation import LONGEST_REASON
from drogowskaz.participation.enums.contribution import ContributionKind, Sign
from drogowskaz.participation.enums.moderation import Ground
from drogowskaz.participation.models import Theme
from drogowskaz.participation.queries.moderation import LONGEST_NUMBER
from drogowskaz.ui.fields import WordsField

_ALL = ("", _("all"))


class ListForm(forms.Form):
    """Which contributions of a list are shown."""

    q = forms.CharField(label=_("Words of the text, or a number"), max_length=100, required=False)
    rodzaj = forms.ChoiceField(label=_("What it is"), choices=[_ALL, *ContributionKind.choices], required=False)
    kanal = forms.ChoiceField(label=_("How it came"), choices=[_ALL, *Channel.choices], required=False)
    znak = forms.ChoiceField(label=_("What stands out"), choices=[_ALL, *Sign.choices], required=False)


def _reason(label: Any, help_text: Any = "") -> WordsField:
    return WordsField(label=label, help_text=help_text, rows=3, max_length=LONGEST_REASON)


class ReturnForm(forms.Form):
    """Asking the author to correct something."""

    reason = _reason(_("What to correct, and why"), _("The author reads it. Say it as you would to a neighbour."))


class HideForm(forms.Form):
    """Hiding, on a ground."""

    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices, widget=forms.RadioSelect)
    reason = _reason(_("Why"), _("Everybody can read it, so do not repeat here what you hide."))


class RestoreForm(forms.Form):
    """Restoring what was hidden or rejected."""

    reason = _reason(_("Why it is restored"), _("The author reads it, and it stays in the log."))


class AppealDecisionForm(forms.Form):
    """Deciding on an appeal."""

    upheld = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("the author is right: publish it again")), ("no", _("it stays hidden"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    reason = _reason(_("Why"), _("The author reads it."))


class MergeForm(forms.Form):
    """The number of the contribution another one is joined with."""

    target = forms.IntegerField(
        label=_("Number of the contribution it is joined with"), min_value=1, max_value=10**LONGEST_NUMBER
    )


class PartForm(forms.Form):
    """Parting what was joined."""

    reason = _reason(_("Why they are parted"), _("It stays in the log."))


class ThemeForm(forms.Form):
    """The name of a theme."""

    name = forms.CharField(label=_("Name of the theme"), max_length=120)


class ThemesForm(forms.Form):
    """Which contributions are shown on the page of themes."""

    q = forms.CharField(label=_("Words of the text, or a number"), max_length=100, required=False)
    temat = forms.TypedChoiceField(label=_("Theme"), coerce=int, empty_value=None, required=False)

    def __init__(self, *arguments: Any, themes: Iterable[Theme], **options: Any) -> None:
        super().__init__(*arguments, **options)
        known = [("", _("all")), (0, _("without a theme")), *((one.pk, one.name) for one in themes)]
        self.fields["temat"].choices = known  # type: ignore[attr-defined]


def seen_in(posted: QueryDict) -> Mapping[int, int]:
    """The version of each chosen contribution that the page showed, by its number."""
    return {number: whole(posted.get(f"seen-{number}", "")) for number in numbers_in(posted)}


def numbers_in(posted: QueryDict) -> list[int]:
    """The numbers whose boxes were ticked."""
    return [number for text in posted.getlist("tick") if (number := whole(text))]


def whole(text: str) -> int:
    """A whole number of the form; 0, which is no number and no version, when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
