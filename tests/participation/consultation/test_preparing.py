"""Preparing a consultation and announcing it: everything that is missing is named at once, and texts are frozen."""

import datetime as dt
from dataclasses import replace

import pytest
from cycles import gmina, holder, opened, put
from participation.consultation.consulted import (
    ADVICE,
    FIRST,
    INTRODUCTION,
    KEPT,
    LAST,
    NOW,
    ROW,
    TEXT,
    announced,
    prepared,
    running,
    written,
)
from people import outsider

from drogowskaz.assessments.actions.texts import write_text
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News
from drogowskaz.organisations.enums import Role
from drogowskaz.participation.actions.consultation import (
    ConsultationText,
    announce_consultation,
    cancel_consultation,
    change_consultation,
    make_consultation,
    put_principles,
)
from drogowskaz.participation.actions.consultation_section import (
    add_section,
    ask_of_section,
    raise_section,
    remove_section,
)
from drogowskaz.participation.enums.consultation import Met, Principle
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.queries.consultation import running_of
from drogowskaz.participation.queries.consultation_text import (
    chapter_bound,
    recommendation_bound,
    recommendations,
    row_bound,
)

pytestmark = pytest.mark.django_db


def test_an_empty_consultation_is_refused_with_everything_that_is_missing() -> None:
    cycle = opened(gmina())
    animator = holder(Role.ANIMATOR, cycle.unit)
    made = make_consultation(cycle=cycle, text=ConsultationText("Konsultacje"), actor=animator, at=NOW)
    with pytest.raises(Refused) as refused:
        announce_consultation(consultation=made, actor=animator, at=NOW)
    assert [one.sentence("en") for one in refused.value.refusals] == [
        "Choose at least one part of the draft to ask about.",
        "Set the first and the last day.",
        "Say who can be asked, and how: a phone or an address.",
        "Say what can still be changed. Where nothing can, there is nothing to consult.",
        "Say how to take part without the internet.",
        *(
            f"Say how this principle is kept: {name}."
            for name in (
                "good faith",
                "universality",
                "transparency",
                "responsiveness",
                "coordination",
                "predictability",
                "public interest",
            )
        ),
    ]
    made.refresh_from_db()
    assert (made.state, made.announced_at) == ("draft", None)


@pytest.mark.parametrize(
    ("opens", "closes", "sentences"),
    [
        (NOW.date() + dt.timedelta(days=7), NOW.date() + dt.timedelta(days=27), []),
        (
            NOW.date() + dt.timedelta(days=6),
            NOW.date() + dt.timedelta(days=26),
            ["It would be announced 6 days before its first day; the standard is 7. Choose a later day, or give a "
             "reason that everybody reads."],
        ),
        (
            NOW.date() + dt.timedelta(days=7),
            NOW.date() + dt.timedelta(days=26),
            ["It would last 20 days; the standard is 21. Choose a later last day, or give a reason that everybody "
             "reads."],
        ),
        (
            NOW.date() - dt.timedelta(days=1),
            NOW.date() + dt.timedelta(days=40),
            ["The first day, 28.02.2027, is in the past. Choose a day that is still to come."],
        ),
    ],
    ids=["standard", "announced late", "short", "past"],
)  # fmt: skip
def test_the_days_are_held_against_the_standard(opens: dt.date, closes: dt.date, sentences: list[str]) -> None:
    there = prepared(opens_on=opens, closes_on=closes)
    try:
        announce_consultation(consultation=there.consultation, actor=there.animator, at=NOW)
        said = []
    except Refused as refused:
        said = [one.sentence("en") for one in refused.refusals]
    assert said == sentences


def test_a_shorter_time_is_announced_with_a_public_reason_but_never_in_the_past() -> None:
    day = NOW.date()
    there = prepared(opens_on=day, closes_on=day, short_reason="Rada zbiera się za tydzień.")
    announce_consultation(consultation=there.consultation, actor=there.animator, at=NOW)
    assert there.again().state == "announced"
    cancel_consultation(consultation=there.again(), reason="Na próbę.", actor=there.animator, at=NOW)
    late = prepared(
        cycle=there.cycle, animator=there.animator, opens_on=day - dt.timedelta(days=1), short_reason="Spieszymy się."
    )
    with pytest.raises(Refused):
        announce_consultation(consultation=late.consultation, actor=late.animator, at=NOW)


def test_a_chapter_in_which_nobody_has_written_cannot_be_asked_about() -> None:
    there = prepared()
    bound = chapter_bound(there.cycle, "6")
    assert bound is not None
    add_section(consultation=there.consultation, bound=bound, actor=there.animator, at=NOW)
    with pytest.raises(Refused) as refused:
        announce_consultation(consultation=there.consultation, actor=there.animator, at=NOW)
    assert [one.params["title"][:2] for one in refused.value.refusals] == ["6."]


def test_announcing_keeps_the_texts_whatever_is_written_later() -> None:
    there = prepared()
    assert there.cycle.assessment is not None
    put(there.cycle.assessment, ROW, 0, 4012)
    announce_consultation(consultation=there.consultation, actor=there.animator, at=NOW)
    write_text(assessment=there.cycle.assessment, chapter="1", text="Inaczej.", seen=1, actor=None, at=NOW)
    assert list(there.again().sections.values_list("number", "kind", "text")) == [
        (1, "chapter", INTRODUCTION),
        (2, "row", "- 2026: 4\N{NO-BREAK SPACE}012"),
        (3, "recommendation", ADVICE),
    ]


def test_a_small_number_of_people_is_never_frozen_into_a_section() -> None:
    cycle = written(opened(gmina()))
    assert cycle.assessment is not None
    put(cycle.assessment, "users.noncash.persons", 0, 3)
    there = prepared(0, cycle=cycle)
    bound = row_bound(cycle, "users.noncash.persons")
    assert bound is not None
    add_section(consultation=there.consultation, bound=bound, actor=there.animator, at=NOW)
    announce_consultation(consultation=there.consultation, actor=there.animator, at=NOW)
    text = there.again().sections.get().text
    first, _gap, reason = text.partition("\n\n")
    assert (first.startswith("- 2026: "), "3" in first.removeprefix("- 2026: "), bool(reason)) == (True, False, True)


def test_announcing_is_news_of_the_units_year() -> None:
    announced()
    told = News.objects.get(event="participation.consultation_announced")
    assert told.context == {"title": TEXT.title, "opens": "15.03.2027", "closes": "06.04.2027"}


def test_nothing_of_what_was_announced_changes_any_more() -> None:
    there = announced()
    one = {"consultation": there.consultation, "actor": there.animator, "at": NOW}
    acts = (
        lambda: change_consultation(text=replace(TEXT, title="Inny"), seen=there.consultation.version, **one),
        lambda: put_principles(checks={Principle.GOOD_FAITH: (Met.NO, "Nie.")}, **one),
        lambda: add_section(bound=recommendation_bound("Nowa."), **one),
        lambda: remove_section(number=1, **one),
        lambda: raise_section(number=2, **one),
        lambda: ask_of_section(number=1, question="Inne?", **one),
        lambda: announce_consultation(**one),
    )
    before = list(there.again().sections.values())
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert (there.again().title, list(there.again().sections.values())) == (TEXT.title, before)


def test_one_consultation_of_a_cycle_runs_at_a_time() -> None:
    there = announced()
    second = prepared(cycle=there.cycle, animator=there.animator, title="Drugie")
    with pytest.raises(Refused) as refused:
        announce_consultation(consultation=second.consultation, actor=there.animator, at=NOW)
    assert [one.sentence("en") for one in refused.value.refusals] == [
        f"“{TEXT.title}” is not over: announced. Close it with its report first; one consultation runs at a time."
    ]
    assert running_of(there.cycle) == there.consultation


def test_sections_are_ordered_asked_about_and_taken_away() -> None:
    there = prepared()
    act = {"consultation": there.consultation, "actor": there.animator, "at": NOW}
    raise_section(number=3, **act)
    raise_section(number=1, **act)
    ask_of_section(number=1, question="  Kto pojedzie? ", **act)
    assert list(there.again().sections.values_list("number", "kind", "question")) == [
        (1, "chapter", "Kto pojedzie?"),
        (2, "recommendation", "Co dodać?"),
        (3, "row", "Co dodać?"),
    ]
    remove_section(number=1, **act)
    assert list(there.again().sections.values_list("number", "kind")) == [(1, "recommendation"), (2, "row")]
    with pytest.raises(Refused):
        remove_section(number=3, **act)


def test_the_same_part_twice_is_one_section() -> None:
    there = prepared()
    for bound in (chapter_bound(there.cycle, "1"), row_bound(there.cycle, ROW), recommendation_bound(f" {ADVICE} ")):
        assert bound is not None
        add_section(consultation=there.consultation, bound=bound, actor=there.animator, at=NOW)
    assert there.again().sections.count() == 3


def test_recommendations_are_offered_from_the_conclusions() -> None:
    assert recommendations(prepared().cycle) == ["Wnioski są trzy.", ADVICE, "Brakuje świetlicy."]


def test_of_two_who_change_the_description_the_slower_one_sees_it() -> None:
    there = prepared()
    act = {"consultation": there.consultation, "seen": 1, "actor": there.animator, "at": NOW}
    change_consultation(text=replace(TEXT, title="Pierwszy"), **act)
    with pytest.raises(Refused):
        change_consultation(text=replace(TEXT, title="Drugi"), **act)
    assert there.again().title == "Pierwszy"


def test_days_the_wrong_way_round_are_refused_before_the_database_does() -> None:
    there = prepared()
    text = replace(TEXT, opens_on=LAST, closes_on=FIRST)
    with pytest.raises(Refused):
        change_consultation(consultation=there.consultation, text=text, seen=1, actor=there.animator, at=NOW)


def test_an_outsider_changes_nothing() -> None:
    there = prepared()
    stranger = outsider()
    with pytest.raises(Refused):
        announce_consultation(consultation=there.consultation, actor=stranger, at=NOW)
    with pytest.raises(Refused):
        make_consultation(cycle=there.cycle, text=TEXT, actor=stranger, at=NOW)
    assert list(Consultation.objects.values_list("state", flat=True)) == ["draft"]


def test_calling_off_needs_a_reason_and_says_it_to_those_who_follow() -> None:
    there = running()
    with pytest.raises(Refused):
        cancel_consultation(consultation=there.consultation, reason=" ", actor=there.animator, at=NOW)
    cancel_consultation(consultation=there.consultation, reason="Projekt wycofano.", actor=there.animator, at=NOW)
    assert there.again().state == "cancelled"
    told = News.objects.get(event="participation.consultation_cancelled")
    assert told.context == {"title": TEXT.title, "reason": "Projekt wycofano."}


def test_a_principle_without_a_word_is_refused() -> None:
    there = prepared()
    with pytest.raises(Refused):
        put_principles(
            consultation=there.consultation, checks={**KEPT, Principle.GOOD_FAITH: (Met.NO, " ")},
            actor=there.animator, at=NOW,
        )  # fmt: skip
    assert there.again().principles.get(principle="good_faith").met == "yes"
