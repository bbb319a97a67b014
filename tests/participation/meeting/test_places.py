"""Places in a slot: taken, waited for, changed, given up, forgotten."""

import datetime as dt
from collections.abc import Callable

import pytest
from participation.meeting.meetings import AFTER, NOW, TEN, announced, described_slot, enter, guest, new_key, prepared

from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.participation.actions.meeting import cancel_meeting
from drogowskaz.participation.actions.registration import (
    cancel_registration,
    change_registration,
    erase_registrations,
    register,
)
from drogowskaz.participation.actions.slot import put_slot, remove_slot
from drogowskaz.participation.enums.meeting import Presence, SlotKind
from drogowskaz.participation.models import Registration
from drogowskaz.participation.models.registration import token_of
from drogowskaz.participation.queries.registration import place_on_list, places_of, registration_behind

pytestmark = pytest.mark.django_db


def standing() -> list[tuple[str, str, str]]:
    """Everybody by the order of coming: name, way and state."""
    rows = Registration.objects.order_by("pk").values_list("name", "presence", "state")
    return [(name, presence, state) for name, presence, state in rows]


def letters() -> list[tuple[str, str]]:
    rows = Message.objects.filter(event__startswith="participation.meeting_").order_by("pk")
    return [(one.event.removeprefix("participation.meeting_"), one.address) for one in rows]


def test_whoever_comes_after_the_last_place_gets_a_number_on_the_waiting_list() -> None:
    there = announced()
    made = [enter(there, name) for name in ("Adam", "Ewa", "Zofia", "Jan")]
    assert [one.state for one in made] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [place_on_list(one) for one in made] == [0, 0, 1, 2]


def test_a_slot_without_a_limit_turns_nobody_away() -> None:
    there = announced(on_site_limit=None)
    assert {enter(there, f"Osoba {number}").state for number in range(12)} == {"confirmed"}


def test_each_way_of_taking_part_has_places_of_its_own() -> None:
    there = announced()
    for name in ("Adam", "Ewa", "Zofia"):
        enter(there, name)
    enter(there, "Jan", presence=Presence.ONLINE)
    on_site, online = places_of([there.slot])[there.slot.pk]
    assert (on_site.taken, on_site.left, on_site.waiting) == (2, 0, 1)
    assert (online.taken, online.left, online.waiting) == (1, 0, 0)


def test_a_place_given_up_goes_to_whoever_waits_longest_with_one_letter() -> None:
    there = announced(on_site_limit=1)
    first = enter(there, "Adam", email="adam@example.org")
    enter(there, "Ewa", email="ewa@example.org")
    enter(there, "Zofia", email="zofia@example.org")
    cancel_registration(registration=first, at=NOW)
    cancel_registration(registration=first, at=NOW)
    assert [state for _name, _way, state in standing()] == ["cancelled", "confirmed", "waiting"]
    assert letters()[3:] == [("place", "ewa@example.org")]


def test_giving_up_a_place_on_the_waiting_list_lets_nobody_in() -> None:
    there = announced(on_site_limit=1)
    enter(there, "Adam")
    waits = enter(there, "Ewa")
    enter(there, "Zofia")
    cancel_registration(registration=waits, at=NOW)
    assert [state for _name, _way, state in standing()] == ["confirmed", "cancelled", "waiting"]


def test_the_same_form_sent_twice_takes_one_place() -> None:
    there = announced()
    key = new_key()
    one, two = (register(slot=there.slot, guest=guest(), key=key, lang="pl", at=NOW) for _click in range(2))
    assert (one.pk, Registration.objects.count()) == (two.pk, 1)


def test_the_same_name_and_address_in_a_new_form_is_told_that_it_is_there() -> None:
    there = announced()
    enter(there, "Zofia", email="zofia@example.org")
    with pytest.raises(Refused, match="registered for this slot already"):
        enter(there, "ZOFIA", email="Zofia@Example.org")
    assert enter(there, "Jan", email="zofia@example.org").state == "confirmed"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "  "}, "Write a name"),
        ({"email": "to nie adres"}, "not an e-mail address"),
        ({"presence": "online"}, "cannot be taken part in that way"),
    ],
    ids=["no-name", "no-address", "no-such-way"],
)
def test_what_cannot_be_registered_is_told_and_keeps_nothing(said: dict[str, str], sentence: str) -> None:
    there = announced(kind=SlotKind.ON_SITE, link="", online_limit=None)
    known = {"name": "Zofia", "presence": Presence.ON_SITE, **said}
    with pytest.raises(Refused, match=sentence):
        register(slot=there.slot, guest=guest(**known), key=new_key(), lang="pl", at=NOW)  # type: ignore[arg-type]
    assert not Registration.objects.exists()


def test_a_form_without_its_key_is_not_taken() -> None:
    there = announced()
    with pytest.raises(Refused, match="not whole"):
        register(slot=there.slot, guest=guest(), key="", lang="pl", at=NOW)


def test_from_on_site_to_online_a_free_place_is_taken_and_the_old_one_goes_on() -> None:
    there = announced(on_site_limit=1)
    first = enter(there, "Adam")
    enter(there, "Ewa")
    change_registration(registration=first, guest=guest("Adam", Presence.ONLINE), at=NOW)
    assert standing() == [("Adam", "online", "confirmed"), ("Ewa", "on_site", "confirmed")]


def test_from_on_site_to_a_full_online_the_place_is_kept() -> None:
    there = announced()
    enter(there, "Jan", presence=Presence.ONLINE)
    first = enter(there, "Adam")
    with pytest.raises(Refused, match="You keep the place"):
        change_registration(registration=first, guest=guest("Adam", Presence.ONLINE), at=NOW)
    assert standing()[1] == ("Adam", "on_site", "confirmed")


def test_whoever_only_waits_goes_to_the_end_of_the_other_list() -> None:
    there = announced(on_site_limit=1)
    for name, presence in (("Adam", "on_site"), ("Jan", "online"), ("Ewa", "on_site"), ("Iga", "online")):
        enter(there, name, presence=Presence(presence))
    waits = Registration.objects.get(name="Ewa")
    changed = change_registration(
        registration=waits, guest=guest("Ewa", Presence.ONLINE), at=NOW + dt.timedelta(minutes=1)
    )
    assert (changed.state, place_on_list(changed)) == ("waiting", 2)


@pytest.mark.parametrize("act", ["register", "change", "cancel"])
def test_after_the_start_nothing_is_changed(act: str) -> None:
    there = announced()
    made = enter(there, "Zofia")
    acts: dict[str, Callable[[], object]] = {
        "register": lambda: register(slot=there.slot, guest=guest("Jan"), key=new_key(), lang="pl", at=TEN),
        "change": lambda: change_registration(registration=made, guest=guest("Jan"), at=TEN),
        "cancel": lambda: cancel_registration(registration=made, at=TEN),
    }
    with pytest.raises(Refused, match=r"began on 21\.12\.2026 at 10:00"):
        acts[act]()
    assert standing() == [("Zofia", "on_site", "confirmed")]


def test_before_the_announcement_nobody_can_register() -> None:
    there = prepared()
    with pytest.raises(Refused, match="not been announced"):
        enter(there, "Zofia")


def test_a_meeting_called_off_tells_everyone_once_and_takes_nobody_any_more() -> None:
    there = announced(on_site_limit=1)
    enter(there, "Adam", email="adam@example.org")
    enter(there, "Ewa", email="ewa@example.org")
    gone = enter(there, "Jan", email="jan@example.org")
    cancel_registration(registration=gone, at=NOW)
    enter(there, "Iga")
    cancel_meeting(meeting=there.meeting, reason="Choroba prowadzącego.", actor=there.animator, at=NOW)
    with pytest.raises(Refused, match="already: called off"):
        cancel_meeting(meeting=there.meeting, reason="Choroba prowadzącego.", actor=there.animator, at=NOW)
    assert letters()[3:] == [("cancelled", "adam@example.org"), ("cancelled", "ewa@example.org")]
    with pytest.raises(Refused, match="called off"):
        enter(there, "Ula")
    told = Message.objects.filter(event="participation.meeting_cancelled").first()
    assert told is not None
    assert "Choroba prowadzącego." in told.text


def test_a_higher_limit_lets_people_in_from_the_waiting_list() -> None:
    there = announced(on_site_limit=1)
    for name in ("Adam", "Ewa", "Zofia"):
        enter(there, name, email=f"{name.lower()}@example.org")
    put_slot(
        meeting=there.meeting, slot=there.slot, description=described_slot(on_site_limit=2), seen=there.slot.version,
        actor=there.animator, at=NOW,
    )  # fmt: skip
    assert [state for _name, _way, state in standing()] == ["confirmed", "confirmed", "waiting"]
    assert letters()[3:] == [("place", "ewa@example.org")]


def test_a_limit_below_the_places_taken_is_refused() -> None:
    there = announced()
    enter(there, "Adam")
    enter(there, "Ewa")
    with pytest.raises(Refused, match="already have a place on site: 2"):
        put_slot(
            meeting=there.meeting, slot=there.slot, description=described_slot(on_site_limit=1),
            seen=there.slot.version, actor=there.animator, at=NOW,
        )  # fmt: skip


def test_another_hour_is_told_to_everybody_once_for_each_change() -> None:
    there = announced()
    enter(there, "Adam", email="adam@example.org")
    later = described_slot(starts_at=TEN + dt.timedelta(hours=1), ends_at=TEN + dt.timedelta(hours=3))
    put_slot(meeting=there.meeting, slot=there.slot, description=later, seen=0, actor=there.animator, at=NOW)
    with pytest.raises(Refused, match="Somebody else has changed this"):
        put_slot(meeting=there.meeting, slot=there.slot, description=later, seen=0, actor=there.animator, at=NOW)
    put_slot(meeting=there.meeting, slot=there.slot, description=described_slot(), seen=1, actor=there.animator, at=NOW)
    assert letters()[1:] == [("changed", "adam@example.org")] * 2


def test_a_slot_somebody_registered_for_is_not_taken_away() -> None:
    there = announced()
    enter(there, "Adam")
    with pytest.raises(Refused, match="Somebody has registered"):
        remove_slot(meeting=there.meeting, number=1, actor=there.animator, at=NOW)


def test_the_letter_has_the_link_that_opens_the_place_and_the_database_does_not() -> None:
    there = announced()
    made = enter(there, "Zofia", email="zofia@example.org")
    token = token_of(made.key)
    letter = Message.objects.get(event="participation.meeting_registered")
    assert letter.confidential
    assert f"/spotkania/zapis/{token}/" in letter.text
    assert token not in {str(value) for value in Registration.objects.values_list().get()}
    found = registration_behind(token)
    assert found is not None
    assert found.pk == made.pk
    assert registration_behind(made.key) is None


def test_thirty_days_after_the_meeting_only_the_places_are_left() -> None:
    there = announced()
    made = enter(there, "Zofia", email="zofia@example.org", needs="wózek", organisation="KGW")
    enter(there, "Adam")
    end = there.slot.ends_at
    assert erase_registrations(at=end + dt.timedelta(days=29)) == 0
    assert erase_registrations(at=end + dt.timedelta(days=30, minutes=1)) == 2
    assert erase_registrations(at=end + dt.timedelta(days=31)) == 0
    made.refresh_from_db()
    assert (made.name, made.email, made.needs, made.of, made.key, made.token_digest) == ("", "", "", "", "", "")
    assert (made.state, made.presence) == ("confirmed", "on_site")
    assert letters() == []
    assert end + dt.timedelta(days=30) > AFTER


def test_an_organisation_of_the_register_is_known_by_its_name() -> None:
    from drogowskaz.organisations.actions.organisation import Description, add_organisation
    from drogowskaz.organisations.enums import Kind

    there = announced()
    circle = add_organisation(
        description=Description(name="KGW Zmyślone", kind=Kind.KGW, unit=there.meeting.unit, about=""),
        actor=None,
        at=NOW,
    )
    known = enter(there, "Zofia", organisation="kgw zmyslone")
    typed = enter(there, "Adam", organisation="Inne koło")
    assert (known.organisation, known.organisation_name, known.of) == (circle, "", "KGW Zmyślone")
    assert (typed.organisation, typed.organisation_name, typed.of) == (None, "Inne koło", "Inne koło")
