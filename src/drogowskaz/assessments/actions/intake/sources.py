"""Taking in and taking away a second source."""

import datetime as dt

from django.db import IntegrityError, transaction

from drogowskaz.assessments.models import SecondSource, SecondValue
from drogowskaz.assessments.permissions import may_use_desk
from drogowskaz.assessments.queries.intake.neighbours import RESIDENTS
from drogowskaz.assessments.queries.intake.source_checks import warnings
from drogowskaz.assessments.queries.intake.source_reading import read_source
from drogowskaz.assessments.queries.intake.sources import editions_of, own_numbers
from drogowskaz.audit.actions import record
from drogowskaz.documents.plain import plain
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.words import LANGUAGES, _
from drogowskaz.engine.workflow import Refusal, refuse, whole
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.territory.models import Unit

_UNNAMED = _("A source needs a title and whoever published it; without them nobody can check it.")
_THERE = _("A source with this title is there already. Give this one another title, or take the other one away first.")
_NOT_SURE = _("Say how sure the source is.")
_WHEN = _("The year of publication is a number such as 2025.")
FIRST_PUBLISHED = 1990
AT_ONCE = 2000


@transaction.atomic
def load_source(
    *,
    region: Unit,
    year: int,
    title: str,
    publisher: str,
    url: str,
    published: int,
    certainty: str,
    content: bytes,
    name: str,
    actor: Actor,
    at: dt.datetime,
) -> SecondSource:
    """Take in a file whole or not at all; what is suspicious in it is kept with the source in both languages.

    Raises Refused, and Unusable with every problem of the file.
    """
    title, publisher = whole(plain(title), 300), whole(plain(publisher), 300)
    refuse(
        may_use_desk(actor, region, at),
        None if title and publisher else Refusal(_UNNAMED),
        None if certainty in {one.value for one in Certainty} else Refusal(_NOT_SURE),
        None if FIRST_PUBLISHED <= published <= at.year + 1 else Refusal(_WHEN),
    )
    editions = editions_of(region, year)
    values = read_source(content, name, year, editions)
    own = own_numbers(region, year, {RESIDENTS, *(one.row for one in values)})
    told = [{lang: one.sentence(lang) for lang in LANGUAGES} for one in warnings(values, editions, own)]
    try:
        with transaction.atomic():
            source = SecondSource.objects.create(
                region=region, year=year, title=title, publisher=publisher, url=url, published=published,
                certainty=certainty, warnings=told, loaded_at=at, loaded_by=person_of(actor),
            )  # fmt: skip
    except IntegrityError:
        refuse(Refusal(_THERE))
        raise
    SecondValue.objects.bulk_create(
        (SecondValue(source=source, code=one.code, row=one.row, column=one.column, number=one.number, places=one.places)
         for one in values), batch_size=AT_ONCE,
    )  # fmt: skip
    record(
        actor=person_of(actor), verb="intake.source_loaded", thing=source, at=at, values=len(values), warnings=len(told)
    )
    return source


@transaction.atomic
def remove_source(*, source: SecondSource, actor: Actor, at: dt.datetime) -> None:
    """Take a source away with its numbers; forms never held any of them. A second time changes nothing.

    Raises Refused.
    """
    refuse(may_use_desk(actor, source.region, at))
    record(actor=person_of(actor), verb="intake.source_removed", thing=source, at=at, title=source.title)
    SecondSource.objects.filter(pk=source.pk).delete()
