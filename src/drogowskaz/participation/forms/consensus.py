"""What people type about consensus maps: their preparation, a sheet, an address."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.participation.actions.consensus import MapDescription, Written
from drogowskaz.participation.actions.consensus_voice import Voice
from drogowskaz.participation.enums.consensus import Choice
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import Statement
from drogowskaz.participation.models.consensus import LENGTH_OF_A_CODE
from drogowskaz.participation.queries.consensus import LONGEST_STATEMENT, MOST_SHEETS
from drogowskaz.ui.fields import WordsField

SECTORS = (
    (Sector.NGO.value, _("organisation of citizens: an association, a foundation, a circle, a fire brigade, a parish")),
    (Sector.INSTITUTION.value, _("public institution: an office, a social-assistance centre, a school, a library")),
    (Sector.COUNCIL.value, _("council: a councillor, a village head, a member of the public-benefit council")),
    (Sector.RESIDENTS.value, _("residents: in my own name, as somebody who lives or works here")),
)
"""Each sector with one sentence of who belongs to it."""
KEYS = {"1": Choice.FOR, "2": Choice.AGAINST, "3": Choice.NO_OPINION}
"""What is typed for each choice, in the order of the columns of a printed sheet."""


class MapForm(forms.Form):
    """What a map is called and for."""

    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = WordsField(
        label=_("What it is for (not required)"),
        help_text=_("For example: these sentences may become recommendations; we want to know on which we agree."),
        rows=3,
        max_length=2000,
        required=False,
    )

    def description(self) -> MapDescription:
        return MapDescription(title=self.cleaned_data["title"], purpose=self.cleaned_data["purpose"])


class TypedForm(forms.Form):
    """Statements as typed, one on each line."""

    texts = WordsField(
        label=_("Statements, one on each line"),
        help_text=_("One thought in each, at most 240 characters, so that one can be for it or against it."),
        rows=5,
        max_length=30 * (LONGEST_STATEMENT + 2),
    )

    def lines(self) -> list[str]:
        return str(self.cleaned_data["texts"]).splitlines()


class DayForm(forms.Form):
    """The last day of a map."""

    closes_on = forms.DateField(
        label=_("The last day on which voices are taken"), widget=forms.DateInput(attrs={"type": "date"})
    )


class AddressForm(forms.Form):
    """An address that asks for a sheet. `website` is a trap: people do not see it, programs fill it in."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("You get one letter with the link of your sheet. The address is not kept with what you choose."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    website = forms.CharField(required=False, max_length=200)

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people do not see."""
        return bool(self.data.get("website"))


class CodeForm(forms.Form):
    """What stands on a printed sheet."""

    number = forms.IntegerField(
        label=_("Number of the sheet"),
        min_value=1,
        max_value=MOST_SHEETS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Code of the sheet"),
        help_text=_("Eight letters and digits from the top of the sheet; capital or small, spaces do not matter."),
        min_length=LENGTH_OF_A_CODE,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class VoiceForm(forms.Form):
    """A sheet filled in on the site: sector, organisation, and a field for each statement, named by its key."""

    sector = forms.ChoiceField(label=_("Where I belong"), choices=SECTORS, widget=forms.RadioSelect)
    organisation = forms.CharField(
        label=_("Organisation or institution (not required)"),
        help_text=_("Several sheets of one organisation count as one voice."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "organisations"}),
    )

    def __init__(self, *arguments: Any, statements: Iterable[Statement], belongs: bool = False, **options: Any) -> None:
        """`belongs` says that the sheet is of an organisation, from which its sector follows."""
        super().__init__(*arguments, **options)
        self.statements = list(statements)
        if belongs:
            del self.fields["sector"], self.fields["organisation"]
        for one in self.statements:
            # Their numbers are those of the printed sheets, also when one was taken out since.
            self.fields[_name(one)] = self.choice_field(f"{one.number}. {one.text}")

    def choice_field(self, label: str) -> forms.Field:
        choices = [*Choice.choices, ("", _("skip"))]
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)

    @property
    def about(self) -> list[Any]:
        """The fields on whose sheet it is."""
        return [self[name] for name in ("sector", "organisation") if name in self.fields]

    @property
    def choices(self) -> list[Any]:
        """The fields of the statements."""
        return [self[_name(one)] for one in self.statements]

    def chosen(self, key: str) -> Choice | None:
        return Choice(key) if key else None

    def voice(self) -> Voice:
        """What the sheet says, as the action takes it."""
        said = self.cleaned_data
        choices = {one.pk: self.chosen(said[_name(one)]) for one in self.statements}
        return Voice(
            sector=Sector(said["sector"]) if said.get("sector") else None,
            organisation=said.get("organisation", ""),
            choices={key: choice for key, choice in choices.items() if choice},
        )


class PaperForm(VoiceForm, CodeForm):
    """A paper sheet as it is typed in: a digit for each statement."""

    field_order = ("number", "code", "sector", "organisation")

    def choice_field(self, label: str) -> forms.Field:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "digit", "size": 1}
        return forms.RegexField(
            "^[123]?$",
            label=label,
            max_length=1,
            required=False,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"invalid": _("Type 1, 2 or 3, or leave it empty.")},
        )

    @property
    def head(self) -> list[Any]:
        """The fields of which sheet it is."""
        return [self["number"], self["code"]]

    def chosen(self, key: str) -> Choice | None:
        return KEYS.get(key)


def written_in(posted: Mapping[str, str], statements: Iterable[Statement]) -> list[Written]:
    """The list of statements as it was sent: words, places and what goes away."""
    return [
        Written(
            key=one.pk,
            text=posted.get(f"text-{one.pk}", one.text),
            place=_place(posted.get(f"place-{one.pk}", ""), one.number),
            away=f"away-{one.pk}" in posted,
        )
        for one in statements
    ]


def _place(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else otherwise


def _name(statement: Statement) -> str:
    return f"s{statement.pk}"


def initial_of(choices: Mapping[int, Choice], keys: Mapping[str, Choice] | None = None) -> dict[str, Any]:
    """What the fields of the statements show at first; `keys` are the digits of a paper sheet."""
    digits = {choice: key for key, choice in (keys or {}).items()}
    return {f"s{key}": digits.get(choice, choice.value) for key, choice in choices.items()}


def day_in(form: DayForm) -> dt.date | None:
    """The day that was given, if it can be read."""
    day: dt.date | None = form.cleaned_data.get("closes_on") if form.is_valid() else None
    return day
