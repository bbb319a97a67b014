"""What the buttons on the page of an agreement do. Each gives the sentence of success, or raises Refused."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.actions import agreement as actions
from drogowskaz.participation.enums.agreement import AgreementState
from drogowskaz.participation.forms.agreement import (
    ConditionForm,
    DigestForm,
    OpinionForm,
    ReasonForm,
    ScopeForm,
    SeenForm,
    SignForm,
    WordingForm,
)
from drogowskaz.participation.models import Agreement, Condition, Paper, ScopeEntry


class Misread(Exception):
    """The form of an act cannot be read; holds its sentences."""

    def __init__(self, form: forms.Form) -> None:
        self.sentences = tuple(
            f"{form[name].label}: {' '.join(map(str, found))}" if name in form.fields else " ".join(map(str, found))
            for name, found in form.errors.items()
        )
        super().__init__(*self.sentences)


@dataclass(frozen=True)
class Asked:
    """An act: who asks, in whose name, on which paper, about which point, with what typed."""

    cycle: Cycle
    agreement: Agreement | None
    side: Organisation | None
    paper: Paper | None
    typed: QueryDict
    actor: Actor
    at: dt.datetime
    lang: str

    @property
    def there(self) -> Agreement:
        """The agreement. Raises Http404 when there is none."""
        if self.agreement is None:
            raise Http404
        return self.agreement

    @property
    def voice(self) -> dict[str, Any]:
        """In whose name, for the actions."""
        return {"side": self.side, "paper": self.paper, "actor": self.actor, "at": self.at}

    @property
    def point(self) -> ScopeEntry | Condition:
        """The point the act is about. Raises Http404."""
        kind, _dash, key = self.typed.get("point", "").partition("-")
        if not (key.isascii() and key.isdigit()):
            raise Http404
        found: ScopeEntry | Condition | None = None
        if kind == "scope":
            found = self.there.scope.filter(pk=key).first()
        elif kind == "condition":
            found = self.there.conditions.filter(pk=key).first()
        if found is None:
            raise Http404
        # The act locks and moves this very agreement.
        found.agreement = self.there
        return found

    @property
    def condition(self) -> Condition:
        """The point, where it is of one of the three lists. Raises Http404."""
        found = self.point
        if not isinstance(found, Condition):
            raise Http404
        return found

    @property
    def entry(self) -> ScopeEntry:
        """The point, where it is a chapter. Raises Http404."""
        found = self.point
        if not isinstance(found, ScopeEntry):
            raise Http404
        return found


def _clean(form: forms.Form) -> Any:
    if not form.is_valid():
        raise Misread(form)
    return form


def _open(asked: Asked) -> str:
    actions.open_agreement(cycle=asked.cycle, lang=asked.lang, actor=asked.actor, at=asked.at)
    return _("A version was prepared from our proposal, or from the one in force. Change what you want.")


def _put(asked: Asked) -> str:
    actions.put_to_talks(agreement=asked.there, actor=asked.actor, at=asked.at)
    return _("The sides can agree and dispute now.")


def _join(asked: Asked) -> str:
    if asked.side is None:
        raise Http404
    voice = {name: value for name, value in asked.voice.items() if name != "side"}
    actions.join_agreement(agreement=asked.there, organisation=asked.side, **voice)
    return _("{organisation} has joined.").format(organisation=asked.side.name)


def _leave(asked: Asked) -> str:
    if asked.side is None:
        raise Http404
    form = _clean(ReasonForm(asked.typed))
    voice = {name: value for name, value in asked.voice.items() if name != "side"}
    actions.leave_agreement(agreement=asked.there, organisation=asked.side, **form.cleaned_data, **voice)
    return _("{organisation} has left the talks.").format(organisation=asked.side.name)


def _scope(asked: Asked) -> str:
    parties = asked.there.parties.filter(left_at=None).select_related("organisation")
    form = _clean(ScopeForm(asked.typed, organisations=tuple(one.organisation for one in parties)))
    actions.change_scope(entry=asked.entry, text=form.text(), seen=form.cleaned_data["seen"], **asked.voice)
    return _("The chapter is saved.")


def _add(asked: Asked) -> str:
    form = _clean(ConditionForm(asked.typed))
    actions.add_condition(agreement=asked.there, text=form.point(), **asked.voice)
    return _("The point is added.")


def _change(asked: Asked) -> str:
    form = _clean(WordingForm(asked.typed))
    actions.change_condition(point=asked.condition, **form.cleaned_data, **asked.voice)
    return _("The point is changed; the other sides speak of it anew.")


def _remove(asked: Asked) -> str:
    form = _clean(SeenForm(asked.typed))
    actions.remove_condition(point=asked.condition, **form.cleaned_data, **asked.voice)
    return _("The point is taken back.")


def _opinion(asked: Asked) -> str:
    form = _clean(OpinionForm(asked.typed))
    actions.say_opinion(point=asked.point, **form.cleaned_data, **asked.voice)
    return _("Saved.")


def _rest(asked: Asked) -> str:
    form = _clean(DigestForm(asked.typed))
    number = actions.agree_with_rest(agreement=asked.there, **form.cleaned_data, **asked.voice)
    return ngettext("Agreed with {n} point.", "Agreed with {n} points.", number).format(n=number)


def _sign(asked: Asked) -> str:
    form = _clean(SignForm(asked.typed))
    agreement = asked.there
    actions.sign_agreement(agreement=agreement, signer=form.signer(), digest=form.cleaned_data["digest"], **asked.voice)
    if agreement.state == AgreementState.SIGNED:
        return _("Every side has signed. The agreement is in force and everyone can read it.")
    return _("Signed. The other sides can sign now.")


def _with_reason(act: Callable[..., None], told: str) -> Callable[[Asked], str]:
    """An act on the whole agreement that takes a reason and nothing else."""

    def done(asked: Asked) -> str:
        form = _clean(ReasonForm(asked.typed))
        act(agreement=asked.there, **form.cleaned_data, **asked.voice)
        return _(told)

    return done


ACTS: Mapping[str, Callable[[Asked], str]] = {
    "open": _open,
    "put": _put,
    "join": _join,
    "leave": _leave,
    "scope": _scope,
    "add": _add,
    "change": _change,
    "remove": _remove,
    "opinion": _opinion,
    "rest": _rest,
    "sign": _sign,
    "reopen": _with_reason(
        actions.reopen_talks, gettext_noop("Back to talks. The signatures were crossed out and stay in the history.")
    ),
    "drop": _with_reason(
        actions.drop_agreement, gettext_noop("This version was given up. What was written stays readable to the sides.")
    ),
    "end": _with_reason(actions.end_agreement, gettext_noop("The agreement has ended. It stays readable.")),
    "terminate": _with_reason(
        actions.terminate_agreement, gettext_noop("The agreement is terminated. It stays readable, with the reason.")
    ),
}
