"""Random forms: what is hidden is proven again, and the auditor, who knows nothing but the copies, finds nothing."""

from engine.disclosure import forests
from engine.disclosure.copies import number_at, published
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.disclosure.audit import audit
from drogowskaz.engine.disclosure.proof import unproven
from drogowskaz.engine.disclosure.withholding import withheld
from drogowskaz.engine.sheets import Sheet

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def assert_protected(sheets: list[Sheet]) -> None:
    """Every cell but those told to be narrowed or exposed is proven safe; nobody computes any of them."""
    found = withheld(sheets)
    told = found.narrowed | found.exposed
    assert found.small <= found.cells
    assert unproven(sheets, found) - told == frozenset()
    audited = audit(published(sheets, found), found.threshold)
    # A reader who takes two forms to agree where they do not computes a number that is not the true one.
    true = {one.place for one in audited.recomputed if one.least <= number_at(sheets, one.place) <= one.most}
    assert true & (found.small | found.few) - told == frozenset()
    assert audited.undecided == ()


@SLOW
@given(st.data())
def test_nothing_small_can_be_computed_from_the_copy_of_one_form(data: st.DataObject) -> None:
    assert_protected([data.draw(forests.sheets(data.draw(forests.editions())))])


@SLOW
@given(st.data())
def test_nothing_small_can_be_computed_from_the_copies_of_two_years(data: st.DataObject) -> None:
    before = data.draw(forests.sheets(data.draw(forests.editions())))
    assert_protected([before, data.draw(forests.next_years(before))])


@SLOW
@given(st.data())
def test_a_second_look_hides_the_same(data: st.DataObject) -> None:
    one = data.draw(forests.sheets(data.draw(forests.editions())))
    assert withheld([one]) == withheld([one])
