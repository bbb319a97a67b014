"""The page of an agreement as each kind of person meets it."""

import datetime as dt
import re

import pytest
from django.test import Client
from organisations.cast import grant, mandate, place, someone
from participation.agreement.sides import PAGE, Sides, client_of, read, sides, signed, talks, words
from pytest_django import DjangoAssertNumQueries

from drogowskaz.organisations.enums import Act, Role
from drogowskaz.organisations.models import Mandate
from drogowskaz.participation.enums.agreement import AgreementState, Opinion, ScopeLevel
from drogowskaz.participation.models import Agreement, AgreementSignature, Stance

pytestmark = pytest.mark.django_db
HERE = "/jednostka/9901012/cykl/2026/porozumienie/"


def send(client: Client, act: str, **typed: object) -> tuple[int, str]:
    """Press a button; the code, and the words of the page that follows."""
    answer = client.post(PAGE, {"act": act, **typed}, follow=True)
    code = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
    return code, words(answer.content.decode())


def test_everyone_reads_that_there_is_none_and_that_it_is_voluntary() -> None:
    sides()
    text = read(client_of(None))
    assert "An agreement is voluntary, and so is joining it." in text
    assert "When the sides sign one, everyone can read it here." in text
    assert "By the calendar: to 31 December 2026" in text
    assert "Prepare an agreement" not in text


def test_an_unknown_cycle_is_not_found() -> None:
    place()
    assert client_of(None).get(PAGE).status_code == 404


def test_talks_are_read_by_the_sides_and_by_nobody_else() -> None:
    found = talks()
    found.add("Dane do 15 lutego.", None)
    colleague = someone("Sąsiadka")
    grant(colleague, Role.APPROVER, unit=place("9901022"))
    for person in (None, someone(), colleague):
        assert "Dane do 15 lutego." not in read(client_of(person))
        assert client_of(person).get(f"{PAGE}wersja/1/").status_code == 404
        assert client_of(person).get(f"{PAGE}wersja/1/porozumienie.pdf").status_code == 404
    for person in (found.leader, found.editor, found.animator, found.chief):
        assert "Dane do 15 lutego." in read(client_of(person))


def test_an_auditor_reads_the_talks_and_writes_nothing() -> None:
    found = talks()
    found.add("Dane do 15 lutego.", None)
    auditor = someone("Audytorka")
    grant(auditor, Role.AUDITOR)
    text = read(client_of(auditor))
    assert "You read here; only the sides write." in text
    assert "Dane do 15 lutego." in text
    code, _text = send(client_of(auditor), "put")
    assert code == 422


def test_a_signed_agreement_is_read_by_everyone_without_names_of_people() -> None:
    found = signed()
    text = read(client_of(None))
    assert "signed and in force" in text
    assert found.agreement.digest in text
    assert "KGW Zmyślone" in text
    assert "Kazia Kołowa" not in text
    assert "What happened" not in text
    assert "Kazia Kołowa" in read(client_of(found.approver))


def test_from_nothing_to_force_through_the_page() -> None:
    found = sides()
    office, circle = client_of(found.approver), client_of(found.leader)
    assert send(office, "open")[0] == 302
    assert send(office, "put", jako=0)[0] == 302
    assert "Join: KGW Zmyślone" in read(circle)
    assert send(circle, "join", jako=found.circle.pk)[1].count("KGW Zmyślone has joined.") == 1
    found.made = Agreement.objects.get()
    code, text = send(circle, "add", jako=found.circle.pk, kind="start", text="Formularz na papierze.")
    assert (code, "The point is added." in text) == (302, True)
    for client, side in ((office, 0), (circle, found.circle.pk)):
        code, text = send(client, "sign", jako=side, digest=found.digest, role="Prezeska")
        assert code == 302
    assert "Every side has signed. The agreement is in force and everyone can read it." in text
    assert found.agreement.state == AgreementState.SIGNED


def test_a_visitor_who_presses_a_button_is_asked_to_sign_in() -> None:
    sides()
    answer = client_of(None).post(PAGE, {"act": "open"})
    assert (answer.status_code, "wejscie" in answer["Location"]) == (302, True)


def test_an_act_that_does_not_exist_is_misread() -> None:
    found = talks()
    assert client_of(found.leader).post(PAGE, {"act": "burn"}).status_code == 400
    assert client_of(found.leader).post(PAGE).status_code == 400
    assert client_of(found.leader).put(PAGE).status_code == 405


@pytest.mark.parametrize("point", ["", "scope-", "scope-x", "condition-999999", "unit-1", "scope-²"])
def test_a_point_that_does_not_exist_is_not_found(point: str) -> None:
    found = talks()
    asked = {"act": "opinion", "opinion": "agreed", "seen": 1, "point": point}
    assert client_of(found.leader).post(PAGE, asked).status_code == 404


def test_a_point_of_another_agreement_is_not_found() -> None:
    found = signed()
    old = found.chapter("5")
    assert send(client_of(found.approver), "open")[0] == 302
    asked = {"act": "opinion", "opinion": "agreed", "seen": 1, "point": f"scope-{old.pk}"}
    assert client_of(found.approver).post(PAGE, asked).status_code == 404


def test_a_dispute_stands_first_with_what_is_wanted_instead() -> None:
    found = talks()
    entry = found.chapter("5")
    code, text = send(
        client_of(found.leader), "opinion", point=f"scope-{entry.pk}", seen=1, opinion="disputed", wants="Tylko liczby"
    )
    assert code == 302
    assert text.index("What is still disputed") < text.index("Tylko liczby") < text.index("Scope: chapter by chapter")
    stance = Stance.objects.get()
    assert (stance.opinion, stance.organisation) == (Opinion.DISPUTED, found.circle)


def test_what_was_typed_stays_when_somebody_else_was_quicker() -> None:
    found = talks()
    entry = found.chapter("5")
    found.propose("5", None, gives="Coś innego")
    code, text = send(
        client_of(found.leader), "scope", point=f"scope-{entry.pk}", seen=1, level=3, gives="Nasza świetlica"
    )
    assert code == 422
    assert "Somebody changed this point after you opened the page." in text
    assert "Nasza świetlica" in text
    assert found.chapter("5").gives == "Coś innego"


def test_a_wrong_form_is_told_and_changes_nothing() -> None:
    found = talks()
    entry = found.chapter("5")
    code, text = send(client_of(found.leader), "scope", point=f"scope-{entry.pk}", seen=1, level=7)
    assert (code, "Nothing was changed:" in text) == (422, True)
    assert "How far organisations take part: Select a valid choice." in text
    assert found.chapter("5").version == 1


def test_a_refusal_reaches_whoever_works_with_htmx() -> None:
    found = talks()
    answer = client_of(found.leader).post(PAGE, {"act": "sign", "digest": "0" * 64}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Reswap"]) == (200, "outerHTML show:window:top")
    assert "The agreement changed after you opened the page, so it was not signed." in words(answer.content.decode())


def test_an_expired_mandate_opens_nothing() -> None:
    found = talks()
    Mandate.objects.update(valid_from=dt.date(2024, 1, 1), valid_until=dt.date(2025, 1, 1))
    code, text = send(client_of(found.leader), "sign", jako=found.circle.pk, digest=found.digest)
    assert code == 422
    assert "Until it is signed, the agreement is for its sides" in text
    assert not AgreementSignature.objects.exists()


def test_the_office_cannot_choose_to_speak_for_an_organisation() -> None:
    found = talks()
    code, text = send(client_of(found.approver), "sign", jako=found.circle.pk, digest=found.digest)
    assert (code, AgreementSignature.objects.count()) == (422, 0)
    assert "Choose first in whose name you speak, and on which paper." in text


def test_a_second_click_on_signing_is_told() -> None:
    found = talks()
    client = client_of(found.leader)
    assert send(client, "sign", digest=found.digest)[0] == 302
    code, text = send(client, "sign", digest=found.agreement.digest)
    assert (code, AgreementSignature.objects.count()) == (422, 1)
    assert "This side has signed already. Nothing was signed a second time." in text


def test_who_speaks_for_two_organisations_chooses_and_each_signature_is_named() -> None:
    found = talks("circle", "brigade")
    for number in ("9", "11"):
        found.propose(number, None, organisation=found.circle)
    mandate(found.brigade, found.leader, Act.DRAFT, Act.SIGN)
    client = client_of(found.leader)
    assert "Sign for: KGW Zmyślone" in read(client)
    assert "Sign for: OSP Nibylandia" in read(client, f"{PAGE}?jako={found.brigade.pk}")
    for side in (found.circle, found.brigade):
        assert send(client, "sign", jako=side.pk, digest=found.digest)[0] == 302
    assert list(AgreementSignature.objects.values_list("organisation", flat=True)) == [
        found.circle.pk,
        found.brigade.pk,
    ]


def test_an_animator_chooses_a_side_and_a_paper_before_anything_is_written_down() -> None:
    found = talks()
    client = client_of(found.animator)
    assert "register the paper first" in read(client)
    sheet = found.paper()
    assert "what stands on paper" in read(client)
    address = f"{PAGE}?jako={found.circle.pk}&pismo={sheet.number}"
    assert "You write down for KGW Zmyślone what stands on paper 1: Pismo 1." in read(client, address)
    code, _text = send(
        client, "sign", jako=found.circle.pk, pismo=sheet.number, digest=found.digest, name="Kazia Kołowa"
    )
    assert (code, AgreementSignature.objects.get().paper) == (302, sheet)


def test_an_animator_cannot_lean_on_a_paper_that_is_not_there() -> None:
    found = talks()
    code, _text = send(client_of(found.animator), "sign", jako=found.circle.pk, pismo=7, digest=found.digest)
    assert (code, AgreementSignature.objects.count()) == (422, 0)


def test_what_is_commissioned_without_a_basis_says_what_to_do() -> None:
    found = talks()
    found.propose("9", found.circle, level=ScopeLevel.COMMISSIONED)
    text = read(client_of(found.leader))
    assert "Commissioned without a basis: name the task in the programme of cooperation" in text
    assert "Sign for: KGW Zmyślone" not in text


def test_old_versions_stay_readable_at_their_own_address() -> None:
    found = signed()
    first = found.agreement
    assert send(client_of(found.approver), "open")[0] == 302
    text = read(client_of(None), f"{PAGE}wersja/1/")
    assert first.digest in text
    assert "Version 2" not in read(client_of(None))
    assert "Version 2" in read(client_of(found.leader))
    assert client_of(None).get(f"{PAGE}wersja/2/").status_code == 404


@pytest.mark.parametrize("file", ["porozumienie.pdf", "porozumienie.docx", "arkusz.pdf", "arkusz.docx"])
def test_the_files_are_handed_out(file: str) -> None:
    signed()
    answer = client_of(None).get(f"{HERE}wersja/1/{file}")
    starts = {"pdf": b"%PDF-", "docx": b"PK"}[file.split(".")[1]]
    assert (answer.status_code, answer.content[: len(starts)]) == (200, starts)
    name = f"{file.split('.')[0]}-9901012-2026-v1.{file.split('.')[1]}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_file_that_does_not_exist_is_not_found() -> None:
    signed()
    assert client_of(None).get(f"{HERE}wersja/1/porozumienie.xlsx").status_code == 404
    assert client_of(None).get(f"{HERE}wersja/9/porozumienie.pdf").status_code == 404


def test_no_page_shows_a_hidden_field_of_another_point_twice() -> None:
    found = talks()
    page = client_of(found.leader).get(PAGE).content.decode()
    forms = re.findall(r"<form method=\"post\".*?</form>", page, re.S)
    assert forms
    assert all(form.count('name="point"') <= 1 for form in forms)


def test_what_people_write_is_shown_and_never_obeyed() -> None:
    found = talks()
    found.add("<script>alert(1)</script>", found.circle)
    page = client_of(found.approver).get(PAGE).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def _full(points: int) -> Sides:
    found = talks()
    for number in range(points):
        found.say(found.add(f"Punkt {number}.", None), found.circle, wants="Inaczej.")
    return found


@pytest.mark.parametrize("points", [1, 3])
def test_the_page_asks_as_many_questions_however_much_is_talked_over(
    points: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = _full(points)
    client = client_of(found.leader)
    client.get(PAGE)
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)


QUERIES = 32
