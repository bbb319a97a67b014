"""What somebody writes when contributing to an assessment, and when correcting it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.models.invitation import new_token
from drogowskaz.participation.actions.contribution import KEY, Said
from drogowskaz.participation.actions.contribution_own import Correction
from drogowskaz.participation.enums.contribution import ContributionKind, Naming
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.models import ConsultationSection, Contribution
from drogowskaz.ui.fields import WordsField

ASKED = {
    ContributionKind.REMARK: (_("Your remark"), _("What is wrong, missing or unclear, and how should it read?")),
    ContributionKind.NEED: (_("What is missing?"), _("A few words will do. You need not tell anybody's story.")),
    ContributionKind.FIGURE: (_("The figure and what it counts"), _("For example: 46 people had dinners in 2026.")),
    ContributionKind.PRACTICE: (_("What works well?"), _("What you do, for whom, and what comes of it.")),
    ContributionKind.QUESTION: (_("Your question"), _("What would you like to know about the assessment?")),
}
"""What the form asks for, and with what hint, by kind."""
KINDS = {
    ContributionKind.REMARK: _("Something in the assessment is wrong, missing or unclear."),
    ContributionKind.NEED: _("People here lack something. Three short questions, no personal story."),
    ContributionKind.FIGURE: _("You know a number that should be in it, for example how many people you help."),
    ContributionKind.PRACTICE: _("Something works well and others could do it too."),
    ContributionKind.QUESTION: _("You would like to know something about the assessment. The office answers."),
}
"""One sentence about each kind, for whoever chooses."""
BEFOREHAND = {
    ContributionKind.NEED: ("text", "for_whom", "where"),
    ContributionKind.FIGURE: ("text", "source"),
}
"""The fields of what is said, where there are more than one."""
QUICK = dt.timedelta(seconds=3)
"""Nobody reads and fills the form in less."""
_STAMP = "drogowskaz.participation.contribution.form"


def stamped(at: dt.datetime) -> str:
    """When the form was opened, sealed, for the form to bring back."""
    return signing.dumps(at.isoformat(), salt=_STAMP)


def opened_at(stamp: str) -> dt.datetime | None:
    """When the form with this stamp was opened; None for a stamp that is not ours."""
    try:
        return dt.datetime.fromisoformat(signing.loads(stamp, salt=_STAMP))
    except signing.BadSignature:
        return None


class SayingForm(forms.Form):
    """What is said, in the words of its kind. How long it may be the action tells, so that nothing typed is lost."""

    text = WordsField(rows=6, strip=False)
    for_whom = forms.CharField(
        label=_("For whom? (not required)"),
        help_text=_("For example: older people who live alone; families with small children."),
        required=False,
    )
    where = forms.CharField(
        label=_("Where? (not required)"), help_text=_("A village, an estate, or the whole gmina."), required=False
    )
    source = forms.CharField(
        label=_("Where does the figure come from? (not required)"),
        help_text=_("For example: our list of attendance, a report, an estimate."),
        required=False,
    )

    def __init__(self, *arguments: Any, kind: ContributionKind, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.kind = kind
        self.fields["text"].label, self.fields["text"].help_text = ASKED[kind]
        if kind == ContributionKind.NEED:
            self.fields["text"].widget.attrs["rows"] = 3
        for name in {"for_whom", "where", "source"} - set(self._saying()):
            del self.fields[name]

    def _saying(self) -> tuple[str, ...]:
        return BEFOREHAND.get(self.kind, ("text",))

    @property
    def saying(self) -> list[forms.BoundField]:
        """The fields of what is said."""
        return [self[name] for name in self._saying()]

    def words(self) -> dict[str, Any]:
        """What was typed in them."""
        return {name: self.cleaned_data[name] for name in self._saying()}


class ContributionForm(SayingForm):
    """A contribution without an account. `stamp` says when the form was opened; `website` is a trap: people do not see
    it, programs fill it in. `organisations` are those the person may speak for."""

    capacity = forms.TypedChoiceField(
        label=_("As whom do you say it?"), coerce=Capacity, choices=Capacity.choices, widget=forms.RadioSelect
    )
    organisation = forms.ModelChoiceField(
        label=_("Which of your organisations?"),
        help_text=_("You hold a mandate from these. Leave it empty to type another name below."),
        queryset=Organisation.objects.none(),
        required=False,
    )
    organisation_name = forms.CharField(
        label=_("Name of the organisation or office"),
        help_text=_("It is shown as you state it; nobody checks it."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    naming = forms.TypedChoiceField(
        label=_("What shall we call you in public?"),
        coerce=Naming,
        choices=(
            (Naming.ANONYMOUS, _("Without a name")),
            (Naming.NAME, _("By my name")),
            (Naming.PSEUDONYM, _("By a pseudonym")),
        ),
        initial=Naming.ANONYMOUS,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("The name or pseudonym that everybody may read"), required=False)
    email = forms.CharField(
        label=_("Send me what became of it – e-mail (not required)"),
        help_text=_("A letter comes with a link that confirms the address. Nobody else sees it."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False)

    def __init__(self, *arguments: Any, organisations: Sequence[Organisation], at: dt.datetime, **options: Any) -> None:
        initial = {"key": new_token(), "stamp": stamped(at), **options.pop("initial", {})}
        super().__init__(*arguments, initial=initial, **options)
        self.at = at
        if organisations:
            keys = [one.pk for one in organisations]
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
            self.fields["organisation"].empty_label = _("another one")  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
        if not self.is_bound:
            return
        self.opened = opened_at(self.data.get("stamp", ""))
        self.is_broken = KEY.fullmatch(self.data.get("key", "")) is None
        # A stamp we did not give counts against nobody, and what was typed is kept: the next try has one of ours.
        mended = {"stamp": stamped(at)} if self.opened is None else {}
        self.data = {
            **{name: self.data.get(name, "") for name in self.data},
            **mended,
            **({"key": new_token()} if self.is_broken else {}),
        }

    @property
    def is_quick(self) -> bool:
        """Whether it came back sooner than a person types, or does not say when it was opened."""
        return self.opened is None or self.at - self.opened < QUICK

    @property
    def as_whom(self) -> list[forms.BoundField]:
        return [self["capacity"]]

    @property
    def for_others(self) -> list[forms.BoundField]:
        """The fields of those who speak for others."""
        return [self[name] for name in ("organisation", "organisation_name") if name in self.fields]

    @property
    def how_called(self) -> list[forms.BoundField]:
        return [self["naming"]]

    @property
    def called(self) -> list[forms.BoundField]:
        return [self["name"]]

    @property
    def reply(self) -> list[forms.BoundField]:
        return [self["email"]]

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people do not see."""
        return bool(self.data.get("website"))

    def said(self, *, chapter: str, row: str, section: ConsultationSection | None) -> Said:
        """The contribution, as the action takes it."""
        given = self.cleaned_data
        return Said(
            kind=self.kind,
            capacity=given["capacity"],
            chapter=chapter,
            row=row,
            section=section,
            organisation=given.get("organisation"),
            organisation_name=given["organisation_name"],
            naming=given["naming"],
            name=given["name"],
            email=given["email"],
            **self.words(),
        )


class CorrectionForm(SayingForm):
    """Saying it otherwise. `seen` is the version that was read, so that of two windows the slower one sees it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @classmethod
    def of(cls, contribution: Contribution, data: Any = None) -> "CorrectionForm":
        """The form with what is said now."""
        names = ("text", "for_whom", "where", "source")
        written = {name: getattr(contribution, name) for name in names}
        kind = ContributionKind(contribution.kind)
        return cls(data, kind=kind, initial={**written, "seen": contribution.version})

    def correction(self) -> Correction:
        """What is said now, as the action takes it."""
        return Correction(**self.words())


class AppealForm(forms.Form):
    """Why it should not be hidden; how long it may be the action tells."""

    appeal = WordsField(label=_("Why should it be shown?"), rows=5, required=False, strip=False)
