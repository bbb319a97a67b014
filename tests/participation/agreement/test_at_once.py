"""Two sides act on one agreement at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from participation.agreement.sides import DECEMBER, Sides, talks

from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.actions.agreement import ScopeText, change_scope
from drogowskaz.participation.enums.agreement import AgreementState, ScopeLevel
from drogowskaz.participation.models import AgreementSignature, DraftingTask
from drogowskaz.participation.queries.agreement.wording import digest_of, wording_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do them together, and tell the first sentence of each refusal; on SQLite, whose tests have one connection, one
    after another."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object], wait: bool) -> str:
        if wait:
            start.wait()
        try:
            act()
        except Refused as refused:
            return refused.refusals[0].sentence("en")
        finally:
            if wait:
                connection.close()
        return ""

    if connection.vendor != "postgresql":
        return [run(act, False) for act in acts]
    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act, True) for act in acts]]


def whole(found: Sides) -> bool:
    """Whether every signature is on the wording as it stands."""
    digest = digest_of(wording_of(found.agreement))
    return all(one.digest == digest for one in AgreementSignature.objects.all())


def test_both_sides_sign_at_once_and_it_comes_into_force_once() -> None:
    found = talks()
    read = found.digest
    said = at_once(lambda: found.sign(None, digest=read), lambda: found.sign(found.circle, digest=read))
    assert (said, found.agreement.state, whole(found)) == (["", ""], AgreementState.SIGNED, True)
    assert DraftingTask.objects.count() == 2


def test_one_side_signs_twice_at_once_and_once_is_signed() -> None:
    found = talks()
    read = found.digest
    said = at_once(lambda: found.sign(found.circle, digest=read), lambda: found.sign(found.circle, digest=read))
    assert sorted(said) == ["", "This side has signed already. Nothing was signed a second time."]
    assert AgreementSignature.objects.count() == 1


def test_whoever_changes_it_while_another_signs_one_of_them_is_told() -> None:
    found = talks()
    read = found.digest
    said = at_once(lambda: found.add("Sala w remizie.", None), lambda: found.sign(found.circle, digest=read))
    assert sum(bool(sentence) for sentence in said) == 1
    assert whole(found)


def test_two_who_change_one_chapter_at_once_one_is_told() -> None:
    found = talks()
    entry = found.chapter("5")

    def change(side: Organisation | None, level: ScopeLevel) -> Callable[[], object]:
        return lambda: change_scope(
            entry=entry, text=ScopeText(level), seen=1, side=side, paper=None, actor=found.speaker(side), at=DECEMBER
        )

    said = at_once(change(None, ScopeLevel.NONE), change(found.circle, ScopeLevel.DRAFTS))
    assert sum(sentence.startswith("Somebody changed this point") for sentence in said) == 1
    assert (found.chapter("5").version, found.chapter("5").stances.count()) == (2, 1)
