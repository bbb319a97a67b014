"""Making the documents that are downloaded: asked for once, made in the background, kept until something changes."""

import datetime as dt
from collections.abc import Iterable
from functools import partial

from django.db import transaction

from drogowskaz.assessments.actions import shelf
from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.permissions import may_read_copy
from drogowskaz.assessments.queries.downloads import OFFERS, Offer, Series, rendered, series_of
from drogowskaz.assessments.queries.shelf import Place
from drogowskaz.assessments.signals import document_ordered, public_changed
from drogowskaz.audit.actions import record
from drogowskaz.documents.assessment.copies import Copy
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.workflow import Refused, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.territory.queries import lineage

MAIN_LANGUAGE = "pl"
"""Documents in it are made as soon as a copy is published; those in others when somebody asks."""
AT_ONCE = tuple(one for one in OFFERS.values() if one.copy is Copy.PUBLIC)
"""What is made then; the council's copies wait until somebody who may see them asks."""


def ask_for_document(*, series: Series, offer: Offer, lang: str, actor: Actor, at: dt.datetime) -> None:
    """Have a document made, unless it stands there or somebody has asked already. Raises Refused."""
    refuse(may_read_copy(actor, series.assessment, offer.copy, at))
    transaction.on_commit(partial(_order, series, offer, lang, at))


def _order(series: Series, offer: Offer, lang: str, at: dt.datetime) -> None:
    place = series.place(offer, lang)
    if not shelf.claim(place, at):
        return
    try:
        document_ordered.send(None, assessment=place.assessment, file=offer.file, lang=lang, stamp=place.stamp)
    except Exception:
        # Otherwise the note would tell everyone to wait for what nobody makes.
        shelf.drop(place)
        raise


def renew_documents(*, changed: Assessment, series: Iterable[Assessment]) -> None:
    """Tell that what is public has changed: after the commit the documents of the changed assessment are made in the
    main language, and what was made of former states of its whole series is removed."""
    public_changed.send(None, changed=changed.pk, series=[one.pk for one in series])


def renew_now(*, changed: int, series: Iterable[int], at: dt.datetime) -> None:
    """What `renew_documents` has ordered."""
    for key in series:
        found = _found(key)
        if found is None:
            continue
        shelf.tidy(key, [found.stamp])
        if key == changed and found.assessment.status == Status.PUBLIC:
            for offer in AT_ONCE:
                _order(found, offer, MAIN_LANGUAGE, at)


def make_now(*, assessment: int, offer: Offer, lang: str, stamp: str, at: dt.datetime) -> None:
    """Make an ordered document and put it in its place.

    When the assessment changed before or meanwhile, the document of its new state is ordered instead, if it may be
    read at all. Nothing made of two states is kept. Faults are noted for the page; those of ours are raised again.
    """
    ordered = Place(assessment, stamp, f"{offer.name}.{lang}.{offer.ending}")
    found = _found(assessment)
    if found is None or found.stamp != stamp:
        shelf.drop(ordered)
        _order_again(found, offer, lang, at)
        return
    try:
        content = rendered(found, offer, lang)
    except (Refused, Unusable) as known:
        shelf.fail(ordered, _sentence(known, lang))
        return
    except Exception:
        shelf.fail(ordered, "")
        raise
    still = _found(assessment)
    if still is None or still.stamp != stamp:
        shelf.drop(ordered)
        _order_again(still, offer, lang, at)
        return
    shelf.put(ordered, content)
    shelf.tidy(assessment, [stamp])


def _sentence(known: Refused | Unusable, lang: str) -> str:
    told = known.refusals if isinstance(known, Refused) else known.problems
    return " ".join(one.sentence(lang) for one in told)


def _order_again(found: Series | None, offer: Offer, lang: str, at: dt.datetime) -> None:
    if found and (offer.copy is Copy.COUNCIL or found.assessment.status == Status.PUBLIC):
        _order(found, offer, lang, at)


def _found(assessment: int) -> Series | None:
    found = Assessment.objects.select_related("unit", "source").filter(pk=assessment).first()
    return series_of(found, lineage(found.unit)) if found else None


@transaction.atomic
def fetch_council_copy(*, series: Series, offer: Offer, lang: str, actor: Actor, at: dt.datetime) -> None:
    """Note who takes a copy with every number. Raises Refused."""
    refuse(may_read_copy(actor, series.assessment, offer.copy, at))
    record(
        actor=person_of(actor),
        verb="assessment.council_copy",
        thing=series.assessment,
        at=at,
        document=offer.file,
        lang=lang,
    )
