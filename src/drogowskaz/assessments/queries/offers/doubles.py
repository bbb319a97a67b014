"""What to look at before numbers of several organisations are added up: the same person may be counted twice."""

from collections import Counter
from collections.abc import Sequence

from drogowskaz.assessments.models import Offer
from drogowskaz.engine.disclosure.small import RECIPIENTS
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.words import _, say

SAME_PEOPLE = _("Several organisations count people. Somebody helped by two of them would be counted twice in the sum.")
UNLIKE = _("Different things were counted: {kinds}.")
UNSAID = _("Of {who} it is not said what was counted.")
NOTED = _("{who} says: {note}")
AGAIN = _("{who} stands here more than once. Check whether these are two numbers or one corrected number.")


def warnings_of(offers: Sequence[Offer], row: Row, lang: str) -> tuple[str, ...]:
    """The sentences to read before these numbers are added up; none for a single one without a note."""
    found = [say(NOTED, lang, who=one.supplier, note=one.double) for one in offers if one.double]
    if len(offers) < 2:
        return tuple(found)
    suppliers = Counter(one.organisation_id or one.supplier for one in offers)
    if row.unit in RECIPIENTS and len(suppliers) > 1:
        found.insert(0, say(SAME_PEOPLE, lang))
    kinds = sorted({one.counted for one in offers if one.counted})
    if len(kinds) > 1:
        found.append(say(UNLIKE, lang, kinds=", ".join(kinds)))
    elif kinds:
        found += [say(UNSAID, lang, who=one.supplier) for one in offers if not one.counted]
    named = {one.organisation_id or one.supplier: one.supplier for one in offers}
    found += [say(AGAIN, lang, who=named[key]) for key, times in suppliers.items() if times > 1]
    return tuple(found)
