"""All annexes of a cycle in one table: who answered what, where the answer stands, and what became of its numbers."""

import codecs
import csv
import io
from collections.abc import Iterator

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine import annexes
from drogowskaz.engine.files.formulas import neutralise
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.models import AnnexeItem
from drogowskaz.participation.queries.annexe import definition_of
from drogowskaz.participation.queries.standing import Standing, aims_by_item, standing_of

HEADER = (
    _("organisation"),
    _("key"),
    _("number of the entry"),
    _("question"),
    _("answer"),
    _("state"),
    _("reason"),
    _("basis"),
    _("row of the form"),
    _("year"),
    _("number"),
    _("what became of it"),
    _("why"),
)


def annexes_csv(cycle: Cycle, lang: str) -> bytes:
    """One line for each answer, or for each number of it that was offered to a cell. Answers that are still being
    written or were withdrawn stay with their organisation. Three queries."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(say(name, lang) for name in HEADER)
    found = AnnexeItem.objects.filter(annexe__cycle=cycle).exclude(text="")
    found = found.exclude(state__in=[ItemState.DRAFT, ItemState.WITHDRAWN]).select_related("annexe__organisation")
    items = list(found.order_by("annexe__organisation__sort_key", "annexe_id", "pk"))
    offers = aims_by_item(items)
    for item in items:
        declared = definition_of(item.annexe).is_declared(item.field)
        for line in _lines(item, standing_of(item, offers.get(item.pk, ()), lang, declared=declared), lang):
            writer.writerow(neutralise(cell) for cell in line)
    return codecs.BOM_UTF8 + file.getvalue().encode()


def _lines(item: AnnexeItem, stands: Standing, lang: str) -> Iterator[tuple[str, ...]]:
    definition = definition_of(item.annexe)
    asked = definition.field_by_key.get(item.field)
    entry = str(item.place + 1) if asked and definition.section_of[item.field].repeats else ""
    answer = annexes.show_answer(asked, item.text, lang) if asked else item.text
    said = (
        item.annexe.organisation.name, item.field, entry, asked.label[lang] if asked else item.field, answer,
        stands.word, stands.reason, stands.basis,
    )  # fmt: skip
    for aim in stands.aims:
        yield (*said, aim.label, str(aim.year), aim.value, aim.word, aim.offer.reason)
    if not stands.aims:
        yield (*said, "", "", "", "", "")
