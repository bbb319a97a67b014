"""What is typed in for somebody who spoke in another way, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.assessments.enums import Channel
from drogowskaz.organisations.models.invitation import new_token
from drogowskaz.participation.actions.contribution import Said
from drogowskaz.participation.actions.contribution_entering import CHANNELS, Received
from drogowskaz.participation.enums.contribution import ContributionKind, Naming
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.models import ConsultationSection, Paper
from drogowskaz.participation.queries.contribution_entering import CHAPTER, SECTION
from drogowskaz.ui.fields import WordsField


class EnteringForm(forms.Form):
    """A contribution typed in for its author. How long it may be and what belongs together the action says."""

    channel = forms.TypedChoiceField(
        label=_("How it came"),
        coerce=Channel,
        choices=[(one.value, one.label) for one in CHANNELS],
        widget=forms.RadioSelect,
    )
    paper = forms.TypedChoiceField(
        label=_("Registered paper it stands on (not required)"), coerce=int, empty_value=None, required=False
    )
    consent = forms.CharField(
        label=_("How the person agreed that it is typed in and published"),
        help_text=_("For example: signed on the sheet; said so by phone on 3 March. Only the office reads it."),
    )
    kind = forms.TypedChoiceField(
        label=_("What it is"), coerce=ContributionKind, choices=ContributionKind.choices, widget=forms.RadioSelect
    )
    text = WordsField(
        label=_("What was said, in the author's words"),
        help_text=_("In a need: what is missing. Leave out what tells about other people."),
        rows=6,
        strip=False,
    )
    for_whom = forms.CharField(label=_("Only for a need: for whom?"), required=False)
    where = forms.CharField(label=_("Only for a need: where?"), required=False)
    source = forms.CharField(label=_("Only for a figure: where does it come from?"), required=False)
    part = forms.ChoiceField(label=_("What it concerns (not required)"), required=False)
    capacity = forms.TypedChoiceField(
        label=_("As whom the person speaks"), coerce=Capacity, choices=Capacity.choices, widget=forms.RadioSelect
    )
    organisation_name = forms.CharField(
        label=_("Organisation or office, if the person speaks for one"),
        required=False,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    naming = forms.TypedChoiceField(
        label=_("How the person wants to be called in public"),
        coerce=Naming,
        choices=Naming.choices,
        initial=Naming.ANONYMOUS,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("The name or pseudonym that everybody may read"), required=False)
    email = forms.CharField(
        label=_("E-mail for the answer (not required)"),
        help_text=_("A letter with a link goes there; nothing else comes until the person confirms by it."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *arguments: Any, papers: Iterable[Paper], parts: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.initial.setdefault("key", new_token())
        known = [("", _("none")), *((one.pk, str(one)) for one in papers)]
        self.fields["paper"].choices = known  # type: ignore[attr-defined]
        self.fields["part"].choices = [("", _("the whole assessment")), *parts]  # type: ignore[attr-defined]

    def said(self, sections: Iterable[ConsultationSection]) -> Said:
        """What was said and as whom, as the action takes it."""
        part, typed = self.cleaned_data["part"], self.cleaned_data
        names = (
            "kind",
            "text",
            "capacity",
            "for_whom",
            "where",
            "source",
            "organisation_name",
            "naming",
            "name",
            "email",
        )
        return Said(
            **{name: typed[name] for name in names},
            chapter=part.removeprefix(CHAPTER) if part.startswith(CHAPTER) else "",
            section=next((one for one in sections if f"{SECTION}{one.pk}" == part), None),
        )

    def received(self, papers: Iterable[Paper]) -> Received:
        """How it came, as the action takes it."""
        typed = self.cleaned_data
        paper = next((one for one in papers if one.pk == typed["paper"]), None)
        return Received(channel=typed["channel"], consent=typed["consent"], paper=paper)
