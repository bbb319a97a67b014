"""The table of moves, and the gate on publishing."""

import pytest
from people import NOON, drobin, unit
from signatures import ready

from drogowskaz.assessments.actions import load_reading, publish
from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.workflow import ASSESSMENT, publishing, signing
from drogowskaz.config.gates import KEEPERS
from drogowskaz.engine.workflow import Refusal, Refused


def test_every_status_is_a_state_of_the_workflow() -> None:
    assert set(ASSESSMENT.states) == set(Status.values)


def test_every_gate_of_the_assessments_is_listed_in_config() -> None:
    assert publishing in KEEPERS
    assert signing in KEEPERS


@pytest.mark.django_db
def test_an_area_above_keeps_the_gate_with_its_own_sentence() -> None:
    assessment, _changed = load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)

    def keeper(asked: Assessment) -> list[Refusal]:
        return [Refusal("Two contributions of {year} wait for an answer.", {"year": asked.year})]

    publishing.register(keeper)
    publishing.register(keeper)
    try:
        with pytest.raises(Refused) as refused:
            publish(assessment=assessment, actor=None, at=NOON)
    finally:
        publishing.keepers.remove(keeper)
    assert [one.sentence("en") for one in refused.value.refusals] == ["Two contributions of 2014 wait for an answer."]
    assessment.refresh_from_db()
    assert assessment.status == Status.DRAFT


@pytest.mark.django_db
def test_an_area_above_can_refuse_a_signature() -> None:
    made = ready()

    def keeper(asked: Assessment) -> list[Refusal]:
        return [Refusal("The agreement for {year} was not signed.", {"year": asked.year})]

    signing.register(keeper)
    try:
        with pytest.raises(Refused, match="The agreement for 2014 was not signed"):
            made.sign()
    finally:
        signing.keepers.remove(keeper)
    assert made.sign().number == 1
