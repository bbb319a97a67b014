"""What the team types about a consultation, as clean values."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from drogowskaz.engine.words import say
from drogowskaz.participation.actions.consultation import ConsultationText
from drogowskaz.participation.enums.consultation import Met, Principle
from drogowskaz.participation.models import PrincipleCheck
from drogowskaz.participation.queries.consultation_page import MEANINGS
from drogowskaz.ui.fields import DayField, WordsField

FIELDS = tuple(ConsultationText.__dataclass_fields__)


def _area(label: Any, rows: int, **options: Any) -> WordsField:
    return WordsField(label=label, rows=rows, max_length=4000, required=False, **options)


class ConsultationForm(forms.Form):
    """The description of a consultation, and the version the person began from."""

    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = _area(
        _("What you ask and why"),
        4,
        help_text=_("Two or three plain sentences: what you most want to hear."),
    )
    opens_on = DayField(label=_("First day"), required=False)
    closes_on = DayField(label=_("Last day"), required=False, help_text=_("It counts to midnight."))
    short_reason = WordsField(
        label=_("Why it is announced later or lasts shorter than the standard"),
        help_text=_("Only where it does. Everybody reads it."),
        max_length=500,
        required=False,
        rows=2,
    )
    host = forms.CharField(
        label=_("Whom to ask"), help_text=_("The person who runs it and answers questions."), max_length=200,
        required=False,
    )  # fmt: skip
    contact = forms.CharField(
        label=_("How to reach this person"),
        help_text=_("A phone, an address, a room with its hours; at least one way without the internet."),
        max_length=300,
        required=False,
    )
    can_change = _area(_("What can still change"), 3)
    fixed = _area(_("What cannot change, and why"), 3)
    offline = _area(
        _("How to take part without the internet"),
        3,
        help_text=_("Where the sheets of paper lie, where to hand them in, whom to ring."),
    )
    basis = forms.CharField(
        label=_("Basis"),
        help_text=_("A resolution or provision that asks for this consultation. Empty: it is voluntary."),
        max_length=300,
        required=False,
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def text(self) -> ConsultationText:
        """The description."""
        return ConsultationText(**{name: self.cleaned_data[name] for name in FIELDS})


class PrinciplesForm(forms.Form):
    """How each of the seven principles is kept, and how far. Those left empty can be answered later."""

    def __init__(self, *arguments: Any, checks: Iterable[PrincipleCheck], **options: Any) -> None:
        super().__init__(*arguments, **options)
        there: Mapping[str, PrincipleCheck] = {one.principle: one for one in checks}
        for one in Principle:
            check = there.get(one)
            self.fields[f"{one.value}-met"] = forms.TypedChoiceField(
                label=_("How far it is kept"),
                coerce=Met,
                choices=[("", _("not said yet")), *Met.choices],
                required=False,
                empty_value=None,
                initial=check.met if check else "",
            )
            self.fields[f"{one.value}-how"] = WordsField(
                label=_("How, or why not"), rows=2, max_length=500, required=False, initial=check.how if check else ""
            )

    def checks(self) -> dict[Principle, tuple[Met, str]]:
        """What was said of each principle that was answered."""
        said = {}
        for one in Principle:
            met, how = self.cleaned_data[f"{one.value}-met"], self.cleaned_data[f"{one.value}-how"]
            if met is not None:
                said[one] = (met, how)
        return said

    def pairs(self, lang: str) -> list[tuple[Principle, str, tuple[forms.BoundField, forms.BoundField]]]:
        """Each principle, what it means, and its two fields."""
        return [(one, say(MEANINGS[one], lang), (self[f"{one}-met"], self[f"{one}-how"])) for one in Principle]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for one in Principle:
            met, how = cleaned.get(f"{one.value}-met"), cleaned.get(f"{one.value}-how", "").strip()
            if met is not None and not how:
                self.add_error(f"{one.value}-how", _("Say how it is kept, or why it is not."))
            if met is None and how and f"{one.value}-met" not in self.errors:
                self.add_error(f"{one.value}-met", _("Choose whether it is kept."))
        return cleaned


class MoreTimeForm(forms.Form):
    """A later last day and the reason for it."""

    closes_on = DayField(label=_("New last day"))
    reason = WordsField(label=_("Why; everybody reads it"), max_length=500, rows=2)


class HostForm(forms.Form):
    """Another person to ask, or another way."""

    host = forms.CharField(label=_("Whom to ask"), max_length=200, required=False)
    contact = forms.CharField(label=_("How to reach this person"), max_length=300, required=False)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
