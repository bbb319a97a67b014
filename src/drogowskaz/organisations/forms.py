"""What people write on the pages of this area, as clean values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drogowskaz.engine.files.krs import tidy_number, with_zeros
from drogowskaz.organisations.enums import INSTITUTIONS, Act, Kind, Position, Reach, Role
from drogowskaz.organisations.models import Grant, Organisation, User
from drogowskaz.organisations.permissions.managing import reaches_of
from drogowskaz.organisations.queries.organisations import named_exactly
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import search, unit_by_code
from drogowskaz.ui.fields import DayField, WordsField

NAMED = 4
"""How many units are named where a typed name fits several."""


class UnitField(forms.CharField):
    """A unit, written as its TERYT code or its name."""

    def clean(self, value: Any) -> Unit | None:
        text = super().clean(value)
        if not text:
            return None
        if text.isdecimal():
            try:
                return unit_by_code(text)
            except Unit.DoesNotExist:
                raise ValidationError(gettext("There is no unit with this code.")) from None
        found = search(text)
        if not found:
            raise ValidationError(gettext("There is no unit of this name. Write the beginning of it, or the code."))
        if len(found) > 1:
            names = ", ".join(f"{one.full_name} ({one.code})" for one in found[:NAMED])
            message = gettext("Several units fit: %(names)s. Write the code of the right one.")
            raise ValidationError(message, params={"names": names})
        return found[0]


class HostField(forms.CharField):
    """An organisation of the list, written as its whole name."""

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        if not text:
            return None
        found = named_exactly(text)
        if len(found) != 1:
            raise ValidationError(
                gettext("There is no organisation of this name in the list. Add it first, then the group.")
                if not found
                else gettext("Several organisations have this name. Ask the administrator to tell them apart by name.")
            )
        return found[0]


def acts_field(*, required: bool) -> forms.TypedMultipleChoiceField:
    """What a mandate is for."""
    return forms.TypedMultipleChoiceField(
        label=_("May do in the name of the organisation"),
        coerce=Act,
        choices=Act.choices,
        widget=forms.CheckboxSelectMultiple,
        required=required,
    )


class OrganisationForm(forms.Form):
    """What is written about an organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.TypedChoiceField(label=_("Kind"), coerce=Kind, choices=Kind.choices, initial=Kind.NGO)
    unit = UnitField(
        label=_("Gmina, powiat or voivodeship it works in"),
        help_text=_("The name or the TERYT code. Leave empty for an organisation that works in the whole country."),
        required=False,
        max_length=100,
    )
    host = HostField(
        label=_("Host organisation"),
        help_text=_("Only for an informal group: the whole name of the organisation that hosts it."),
        required=False,
        max_length=200,
    )
    krs = forms.CharField(label=_("Number in KRS"), help_text=_("Ten digits; not required."), required=False)
    email = forms.EmailField(label=_("Contact e-mail"), required=False, max_length=254)
    about = WordsField(
        label=_("What it does"),
        help_text=_("A few sentences for neighbours and offices; everybody can read them."),
        rows=4,
        required=False,
        max_length=2000,
    )

    def clean_krs(self) -> str:
        """The number without blanks. One that is too short is offered back with zeros in front, to be saved again: it
        may as well lack a digit in the middle."""
        number = tidy_number(self.cleaned_data["krs"])
        whole = with_zeros(number)
        if whole:
            self.data = {**self.data.dict(), "krs": whole} if isinstance(self.data, QueryDict) else self.data
            message = gettext(
                "A number in KRS has ten digits. With zeros in front it would be %(number)s: if that is right, save "
                "again."
            )
            raise ValidationError(message, params={"number": whole})
        return number


class InvitationForm(forms.Form):
    """An invitation to an organisation, with or without a mandate."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    position = forms.TypedChoiceField(
        label=_("Position"), coerce=Position, choices=Position.choices, initial=Position.MEMBER
    )
    acts = acts_field(required=False)
    valid_until = DayField(label=_("Last day of the mandate"), required=False)
    document = forms.CharField(
        label=_("Document of the mandate"),
        help_text=_("For example: resolution of the board 3/2026 of 12 January 2026. Not required."),
        required=False,
        max_length=300,
    )


class MandateForm(forms.Form):
    """A mandate for somebody who belongs already."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)
    acts = acts_field(required=True)
    unit = UnitField(
        label=_("Only in this unit"), help_text=_("Empty means everywhere."), required=False, max_length=100
    )
    year = forms.IntegerField(
        label=_("Only for the assessment of the year"),
        help_text=_("Empty means every year."),
        required=False,
        min_value=2000,
        max_value=2100,
    )
    valid_from = DayField(label=_("First day"))
    valid_until = DayField(label=_("Last day"), help_text=_("Empty means until it is revoked."), required=False)
    document = forms.CharField(
        label=_("Document"), help_text=_("A resolution or a letter; not required."), required=False, max_length=300
    )

    def __init__(self, *arguments: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["person"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A role in the team of a unit, and how far it goes."""

    reach = forms.TypedChoiceField(label=_("Where"), coerce=Reach)
    year = forms.IntegerField(
        label=_("Assessed year"), help_text=_("Only for a role in one year."), required=False,
        min_value=2000, max_value=2100,
    )  # fmt: skip
    organisation = forms.TypedChoiceField(label=_("On behalf of"), coerce=int, empty_value=None, required=False)
    valid_until = DayField(label=_("Last day"), help_text=_("Empty means until it is ended."), required=False)

    def __init__(
        self, *arguments: Any, unit: Unit, organisations: Iterable[Organisation], roles: Iterable[Role], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        reaches = [(reach.value, reach.label) for reach in reaches_of(unit)]
        self.fields["reach"].choices = reaches  # type: ignore[attr-defined]
        behalf = [("", _("nobody in particular")), *((one.pk, one.name) for one in organisations)]
        self.fields["organisation"].choices = behalf  # type: ignore[attr-defined]
        self.given = [(role.value, role.label) for role in roles]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reach") == Reach.CYCLE and cleaned.get("year") is None and "year" not in self.errors:
            self.add_error("year", gettext("Write the assessed year, or choose the whole unit."))
        if cleaned.get("reach") != Reach.CYCLE:
            cleaned["year"] = None
        return cleaned


class TeamInvitationForm(RoleForm):
    """An invitation to the team of a unit."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    roles = forms.TypedMultipleChoiceField(label=_("Roles"), coerce=Role, widget=forms.CheckboxSelectMultiple)
    field_order = ("email", "roles")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["roles"].choices = self.given  # type: ignore[attr-defined]


class GrantForm(RoleForm):
    """A further role for somebody of the team."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role)
    field_order = ("person", "role")

    def __init__(self, *arguments: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["role"].choices = self.given  # type: ignore[attr-defined]
        self.fields["person"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """Somebody leaves: when, who takes over what, and why."""

    last_day = DayField(label=_("Last day of work"), help_text=_("The person can still work on that day."))
    successor = forms.TypedChoiceField(label=_("Who takes over"), coerce=int, empty_value=None, required=False)
    passed_on = forms.TypedMultipleChoiceField(
        label=_("Roles that are passed on"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(label=_("Reason"), help_text=_("It stays in the log."), max_length=500)

    def __init__(self, *arguments: Any, successors: Iterable[User], grants: Iterable[Grant], **options: Any) -> None:
        super().__init__(*arguments, **options)
        nobody = ("", _("nobody for now"))
        people = [nobody, *((one.pk, one.name) for one in successors)]
        self.fields["successor"].choices = people  # type: ignore[attr-defined]
        roles = [(one.pk, one.get_role_display()) for one in grants]
        if roles:
            self.fields["passed_on"].choices = roles  # type: ignore[attr-defined]
        else:
            del self.fields["passed_on"]


class ActivationForm(forms.Form):
    """A unit that begins to work here, with its institution and the first person."""

    unit = UnitField(label=_("Gmina, powiat, city or voivodeship"), help_text=_("The name or the TERYT code."))
    name = forms.CharField(label=_("Name of its institution"), max_length=200)
    kind = forms.TypedChoiceField(
        label=_("Kind"), coerce=Kind, choices=[(kind.value, kind.label) for kind in INSTITUTIONS]
    )
    email = forms.EmailField(label=_("E-mail address of the first person"), max_length=254)


class AcceptForm(forms.Form):
    """The name of somebody who accepts an invitation and has no account yet."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As others should see it. We ask for nothing else: no PESEL, no age."),
        max_length=200,
    )
