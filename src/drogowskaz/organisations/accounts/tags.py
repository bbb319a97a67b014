"""What the templates of accounts need."""

import json
from typing import Any

from django import forms, template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

from drogowskaz.organisations.accounts.sentences import CHANGES, LABELS

register = template.Library()

BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Macintosh": "macOS",
    "Linux": "Linux",
}
"""What browsers and systems are known by in what they send; those that also use another's name stand before it."""


@register.inclusion_tag("account/parts/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """The fields of a form with labels of ours, what each wants, and what was wrong with it."""
    for name, field in form.fields.items():
        field.label = LABELS.get(name, field.label)
        if name in ("password", "oldpassword"):
            # Allauth puts a link of its own there; ours stands on the page of signing in.
            field.help_text = ""
        # An example in grey inside the field is read as a value, and repeats the label.
        field.widget.attrs.pop("placeholder", None)
    return {"form": form}


@register.filter
def as_json(data: Any) -> str:
    """Plain data for an attribute that a script of ours reads."""
    return json.dumps(data, cls=DjangoJSONEncoder)


@register.filter
def drawn(qr: str) -> SafeString:
    """The QR code that allauth drew, without the heading of a file of its own."""
    return mark_safe(qr[qr.index("<svg") :])  # noqa: S308


@register.filter
def change(prefix: str, details: dict[str, Any]) -> str:
    """What has changed in an account, by allauth's name of it."""
    return str(CHANGES[prefix]).format(**details)


@register.filter
def browser(agent: str) -> str:
    """A browser as its owner knows it: Firefox, Linux. What we do not know is shown as it called itself."""
    known = [next((name for mark, name in names.items() if mark in agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in known if name) or agent[:80]
