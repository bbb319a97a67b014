"""What changes an organisation itself."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction

from drogowskaz.audit.actions import record
from drogowskaz.engine import polish
from drogowskaz.engine.files.krs import is_number
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.actions.register import write_question
from drogowskaz.organisations.enums import Kind
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.models.organisation import named
from drogowskaz.organisations.permissions import Actor, may_add_organisation, may_manage, person_of
from drogowskaz.territory.models import Unit


@dataclass(frozen=True)
class Description:
    """What is written about an organisation; the same for a new one and a changed one."""

    name: str
    kind: Kind
    unit: Unit | None = None
    host: Organisation | None = None
    krs: str = ""
    email: str = ""
    about: str = ""


@transaction.atomic
def add_organisation(
    *, description: Description, actor: Actor, at: dt.datetime, invented: bool = False
) -> Organisation:
    """Write an organisation into the list. Raises Refused with every reason."""
    refuse(may_add_organisation(actor, description.unit, at), *_faults(description, None))
    organisation = Organisation(**_fields(description), invented=invented, created_at=at, created_by=person_of(actor))
    _save(organisation)
    record(actor=person_of(actor), verb="organisation.added", thing=organisation, at=at, name=organisation.name)
    write_question(organisation=organisation, before="", actor=actor, at=at)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, description: Description, actor: Actor, at: dt.datetime) -> None:
    """Change what is written about an organisation; what it was before stays in the log. Raises Refused.

    The last of two changes stays; both are in the log.
    """
    refuse(may_manage(actor, organisation, at), *_faults(description, organisation))
    fields = _fields(description)
    before = {name: str(getattr(organisation, name) or "") for name in asdict(description)}
    for name, value in fields.items():
        setattr(organisation, name, value)
    after = {name: str(getattr(organisation, name) or "") for name in asdict(description)}
    changed = {name: before[name] for name in before if before[name] != after[name]}
    if not changed:
        return
    _save(organisation)
    record(actor=person_of(actor), verb="organisation.changed", thing=organisation, at=at, before=changed)
    write_question(organisation=organisation, before=before["krs"], actor=actor, at=at)


def _fields(description: Description) -> dict[str, object]:
    rest = {name: getattr(description, name) for name in ("kind", "unit", "host", "krs", "email")}
    return {**named(description.name.strip()), **rest, "about": description.about.strip()}


def _faults(description: Description, own: Organisation | None) -> list[Refusal | None]:
    """Everything in the description that cannot be: the name, the host, the number in KRS."""
    informal = description.kind == Kind.INFORMAL
    host = description.host
    number = description.krs
    faults = [
        (not polish.fold(description.name), Refusal(_("Write the name of the organisation."))),
        (informal and host is None, Refusal(_("An informal group needs a host organisation. Choose one."))),
        (not informal and host is not None, Refusal(_("Only an informal group has a host organisation."))),
        (
            host is not None and host.kind == Kind.INFORMAL,
            Refusal(_("An informal group cannot host another. Choose an organisation with its own rights.")),
        ),
        (host is not None and host == own, Refusal(_("An organisation cannot be its own host."))),
        (
            informal and own is not None and own.hosted.exists(),
            Refusal(_("This organisation hosts informal groups, so it cannot become one.")),
        ),
        (
            bool(number) and not is_number(number),
            Refusal(_("A number in KRS has ten digits, zeros in front included.")),
        ),
    ]
    return [refusal for wrong, refusal in faults if wrong]


def _save(organisation: Organisation) -> None:
    """Save, or refuse what is there already; asked by the database, so that two at once cannot both pass."""
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        same_name = Organisation.objects.filter(search_key=organisation.search_key, unit=organisation.unit)
        message = (
            _("An organisation of this name is already in the list of this unit.")
            if same_name.exclude(pk=organisation.pk).exists()
            else _("An organisation with this number in KRS is already in the list.")
        )
        raise Refused([Refusal(message)]) from None
