"""What a report of a consultation is made of: every way joined, merged and hidden ones, changes, small numbers."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from participation.consultation.consulted import AFTER, DURING, spoken
from participation.report.reported import answered, circle, ended, meeting, said_on_paper

from drogowskaz.participation.enums.contribution import ContributionState, FateCode
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import Contribution, ModerationAct
from drogowskaz.participation.queries.consultation_report import content_of, report_text

pytestmark = pytest.mark.django_db


def test_every_way_is_counted_and_every_remark_stands_in_its_section() -> None:
    there = ended()
    answered(spoken(there, 2, kind="need", text="Dowóz.", for_whom="seniorzy"))
    answered(said_on_paper(there, 1), FateCode.NOT_TAKEN)
    found = content_of(there.consultation, "pl")
    assert found["numbers"] == {
        "all": 2,
        "joined": 0,
        "fate": {"not_taken": 1, "taken": 1},
        "channel": {"online": 1, "paper": 1},
        "kind": {"need": 1, "remark": 1},
        "capacity": {"organisation": 1, "personal": 1},
        "sector": {"ngo": 1, "residents": 1},
    }
    assert [(one["section"], one["text"], one["fate"]["code"]) for one in found["remarks"]] == [
        (1, "Brakuje ławek.", "not_taken"),
        (2, "Dowóz.", "taken"),
    ]
    assert found["organisations"] == [{"name": "Klub Seniora Ćma", "sector": "ngo"}]


def test_it_can_be_kept_as_it_is() -> None:
    there = ended(remarks=2)
    found = content_of(there.consultation, "pl")
    assert json.loads(json.dumps(found)) == found


def test_joined_ones_stand_under_the_one_that_was_answered() -> None:
    there = ended()
    head = spoken(there, text="Świetlica.")
    joined = spoken(there, 2, text="Też świetlica.")
    Contribution.objects.filter(pk=joined.pk).update(merged_into=head)
    answered(head)
    found = content_of(there.consultation, "pl")
    assert [(one["number"], [each["text"] for each in one["joined"]]) for one in found["remarks"]] == [
        (head.number, ["Też świetlica."])
    ]
    assert (found["numbers"]["all"], found["numbers"]["joined"], found["numbers"]["fate"]) == (2, 1, {"taken": 2})


def test_one_joined_with_a_contribution_outside_stands_itself_and_names_it() -> None:
    there = ended()
    outside = spoken(there, section=None, text="Ogólna.")
    one = spoken(there, text="To samo.")
    Contribution.objects.filter(pk=one.pk).update(merged_into=outside)
    answered(outside, reason="Ogólna odpowiedź.")
    (told,) = content_of(there.consultation, "pl")["remarks"]
    assert (told["number"], told["elsewhere"], told["fate"]["reason"]) == (
        one.number,
        outside.number,
        "Ogólna odpowiedź.",
    )


def test_of_a_hidden_one_only_the_ground_is_told() -> None:
    there = ended()
    one = spoken(there, text="Sąsiad Kowalski pije.", state=ContributionState.HIDDEN)
    ModerationAct.objects.create(contribution=one, step="hidden", ground="personal_data", reason="Nazwisko.", at=AFTER)
    found = content_of(there.consultation, "pl")
    assert (found["hidden"], found["remarks"], found["numbers"]["all"]) == ({"personal_data": 1}, [], 0)
    assert "Kowalski" not in json.dumps(found, ensure_ascii=False)


def test_a_change_answered_in_bulk_stands_once_with_all_its_numbers() -> None:
    there = ended()
    for text in ("Jeden.", "Dwa."):
        answered(spoken(there, text=text), change="Dopisano świetlicę.", chapter="11")
    (change,) = content_of(there.consultation, "pl")["changes"]
    assert (change["change"], change["numbers"], change["where"]) == (
        "Dopisano świetlicę.",
        [1, 2],
        "11. Wnioski końcowe",
    )


@pytest.mark.parametrize(("people", "told"), [(4, None), (5, 5)], ids=["few", "enough"])
def test_a_small_number_of_people_at_a_meeting_is_not_told(people: int, told: int | None) -> None:
    there = ended()
    meeting(there, ("mieszkańcy", Sector.RESIDENTS, people))
    (found,) = content_of(there.consultation, "pl")["meetings"]
    assert (found["people"], found["who"], found["residents"]) == (told, [], True)


def test_a_meeting_outside_its_time_does_not_belong_to_it() -> None:
    there = ended()
    meeting(there, ("KGW", Sector.NGO, 9), at=DURING - dt.timedelta(days=30))
    assert content_of(there.consultation, "pl")["meetings"] == []


def test_a_contribution_to_no_section_is_told_as_beside_it() -> None:
    there = ended()
    spoken(there, section=None)
    found = content_of(there.consultation, "pl")
    assert (found["beside"], found["numbers"]["all"]) == (1, 0)


def test_the_number_of_queries_stays_the_same() -> None:
    there = ended()
    counts = []
    for number in range(3):
        one = spoken(
            there, 1, capacity=Capacity.ORGANISATION, sector=Sector.NGO, organisation=circle(there, f"KGW {number}")
        )
        answered(one)
        meeting(there, ("KGW", Sector.NGO, 9))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            content_of(there.consultation, "pl")
        counts.append(len(queries))
    assert counts[0] == counts[2]


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_it_reads_in_both_languages(lang: str) -> None:
    there = ended(remarks=1)
    text = report_text(there.consultation, content_of(there.consultation, "pl"), None, AFTER, lang)
    kinds = dict(text.counts[1].rows)
    assert kinds == {{"pl": "uwaga", "en": "remark"}[lang]: 1} or lang == "pl"
    assert text.sections[0].remarks[0].said.number == 1
