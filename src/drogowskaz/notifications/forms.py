"""What people choose about letters, as clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.notifications.enums import CHOSEN, Language, Rhythm
from drogowskaz.notifications.models import Follow, Stop

NEVER = "never"
"""The choice that stops a follow."""


class FollowForm(forms.Form):
    """How often a person with an account wants the news of a thing."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices, initial=Rhythm.WEEKLY)


class AddressFollowForm(FollowForm):
    """The same for somebody without an account."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send a letter with a link to it. News comes only after the link is opened."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    field_order = ("email", "rhythm")


class ChoicesForm(forms.Form):
    """How often each followed thing is told; for people with an account also the language and kinds of letters.

    `names` are those of the followed things by path, of the single duties by path `duties`.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        follows: tuple[Follow, ...],
        names: dict[str, str],
        language: str,
        stops: list[Stop] | None,
    ) -> None:
        super().__init__(data)
        self.rhythms = {f"follow-{one.pk}": one for one in follows}
        for key, one in self.rhythms.items():
            self.fields[key] = forms.ChoiceField(
                label=names.get(one.thing, one.thing),
                choices=[*Rhythm.choices, (NEVER, _("never: follow no more"))],
                initial=one.rhythm,
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of letters"), choices=Language.choices, initial=language
        )
        if stops is not None:
            stopped = {one.kind for one in stops if not one.thing}
            self.fields["kinds"] = forms.MultipleChoiceField(
                label=_("Letters that come by themselves"),
                choices=[(kind.value, kind.label) for kind in CHOSEN],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[kind.value for kind in CHOSEN if kind not in stopped],
            )
            single = [(one.thing, names.get(one.thing, one.thing)) for one in stops if one.thing]
            if single:
                self.fields["again"] = forms.MultipleChoiceField(
                    label=_("Remind me again of"),
                    choices=single,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )

    @property
    def rhythm_fields(self) -> list[Any]:
        """The fields of what is followed."""
        return [self[key] for key in self.rhythms]

    @property
    def work_fields(self) -> list[Any]:
        """The kinds of letters that come by themselves, and the single duties that were stopped."""
        return [self[key] for key in ("kinds", "again") if key in self.fields]

    @property
    def language_fields(self) -> list[Any]:
        """The language, as a list of one."""
        return [self["language"]]
