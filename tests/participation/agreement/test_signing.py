"""Signing side by side, each the same wording; a divergence that is said; what stops a signature."""

import datetime as dt

import pytest
from organisations.cast import AFTER, grant, mandate, organisation, place, reasons, someone
from participation.agreement.sides import DECEMBER, HOUR, Sides, signed, talks

from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Act, Role
from drogowskaz.organisations.models import Mandate, User
from drogowskaz.participation.actions.agreement import Signer, reopen_talks, sign_agreement
from drogowskaz.participation.actions.paper import cross_out
from drogowskaz.participation.enums.agreement import AgreementState, ScopeLevel
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import AgreementSignature, DraftingTask
from drogowskaz.participation.queries.agreement.wording import digest_of, wording_of

pytestmark = pytest.mark.django_db


def refused(found: Sides, actor: User, **changes: object) -> list[str]:
    """Why this person cannot sign; nothing was signed."""
    before = AgreementSignature.objects.count()
    given = {"signer": Signer(), "digest": found.digest, "side": found.circle, "paper": None, "at": DECEMBER, **changes}
    with pytest.raises(Refused) as caught:
        sign_agreement(agreement=found.agreement, actor=actor, **given)  # type: ignore[arg-type]
    assert AgreementSignature.objects.count() == before
    return reasons(caught.value)


def test_the_first_signature_closes_the_wording_and_the_last_brings_it_into_force() -> None:
    found = talks()
    read = found.digest
    found.sign(found.circle)
    assert (found.agreement.state, found.agreement.digest) == (AgreementState.SIGNING, read)
    found.sign(None)
    agreement = found.agreement
    assert (agreement.state, agreement.signed_at) == (AgreementState.SIGNED, DECEMBER)
    assert digest_of(agreement.content) == read == digest_of(wording_of(agreement))
    assert [(one.organisation, one.digest) for one in agreement.signatures.all()] == [
        (found.circle, read),
        (None, read),
    ]


def test_it_works_with_one_organisation_and_with_two() -> None:
    assert signed().agreement.state == AgreementState.SIGNED


def test_of_two_organisations_both_have_to_sign() -> None:
    found = talks("circle", "brigade")
    for number in ("9", "11"):
        found.propose(number, None, organisation=found.circle)
    found.sign(None)
    found.sign(found.circle)
    assert found.agreement.state == AgreementState.SIGNING
    found.sign(found.brigade)
    assert found.agreement.state == AgreementState.SIGNED


def test_chapters_to_be_drafted_become_tasks_when_the_last_side_signs() -> None:
    found = talks()
    found.sign(None)
    assert not DraftingTask.objects.exists()
    found.sign(found.circle)
    tasks = DraftingTask.objects.order_by("pk")
    assert [(task.chapter, task.organisation) for task in tasks] == [("9", found.circle), ("11", found.circle)]


def test_a_second_click_signs_nothing_again() -> None:
    found = talks()
    found.sign(found.circle)
    assert refused(found, found.leader, digest=found.agreement.digest) == [
        "This side has signed already. Nothing was signed a second time."
    ]


def test_a_wording_that_changed_since_it_was_read_is_not_signed() -> None:
    found = talks()
    read = found.digest
    found.add("Spotkanie w styczniu.", None)
    said = "The agreement changed after you opened the page, so it was not signed. Read it as it stands now, then sign."
    assert refused(found, found.leader, digest=read) == [said]


def test_after_the_first_signature_nothing_can_be_changed() -> None:
    found = talks()
    found.sign(found.circle)
    with pytest.raises(Refused) as caught:
        found.add("Jeszcze jedno.", None)
    said = "The agreement is now: being signed. Nothing in it can be changed this way."
    assert reasons(caught.value) == [said]


def test_nobody_signs_a_draft() -> None:
    found = talks()
    found.made.__class__.objects.update(state=AgreementState.DRAFT)
    said = "The agreement is now: draft, being prepared. Nothing in it can be changed this way."
    assert refused(found, found.leader) == [said]


def test_without_any_organisation_nobody_signs() -> None:
    found = talks()
    found.agreement.parties.update(left_at=DECEMBER)
    assert refused(found, found.approver, side=None) == ["No organisation has joined yet. One is enough."]


def test_what_is_commissioned_needs_a_basis() -> None:
    found = talks()
    found.propose("9", found.circle, level=ScopeLevel.COMMISSIONED)
    said = (
        "Chapters commissioned without a basis: 9. Commissioning needs a task in the programme of cooperation: write "
        "down which, or choose a lower level."
    )
    assert refused(found, found.leader) == [said]
    found.propose("9", found.circle, level=ScopeLevel.COMMISSIONED, basis="Program współpracy 2027, zadanie 4")
    found.sign(found.circle)
    assert found.agreement.state == AgreementState.SIGNING


def test_with_two_organisations_it_must_be_said_who_drafts() -> None:
    found = talks("circle", "brigade")
    said = "Several organisations have joined. Write down which of them drafts chapters: 9, 11."
    assert refused(found, found.leader) == [said]


def test_disputed_points_are_signed_only_as_a_said_divergence() -> None:
    found = talks()
    found.say(found.add("Dane do 15 lutego.", None), found.circle, wants="Do 28 lutego.")
    said = (
        "Some points are still disputed. Agree on them, or tick that you sign with them printed as disputed (the "
        "record of divergence)."
    )
    assert refused(found, found.leader) == [said]
    found.sign(found.circle, divergence=True)
    assert refused(found, found.approver, side=None) == [said]
    found.sign(None, divergence=True)
    assert found.agreement.content["conditions"][0]["disputed"] == [{"side": found.circle.pk, "wants": "Do 28 lutego."}]


def test_a_chapter_that_stays_disputed_gives_no_task() -> None:
    found = talks()
    found.say(found.chapter("9"), None, wants="Ośrodek napisze sam.")
    found.sign(None, divergence=True)
    found.sign(found.circle, divergence=True)
    assert [task.chapter for task in DraftingTask.objects.all()] == ["11"]


def test_an_expired_mandate_does_not_sign() -> None:
    found = talks()
    Mandate.objects.filter(person=found.leader).update(valid_until=dt.date(2026, 11, 30))
    said = "Your mandate from KGW Zmyślone ended on 30.11.2026. What you did before stays yours."
    assert refused(found, found.leader) == [said]


def test_a_mandate_only_to_draft_does_not_sign() -> None:
    found = talks()
    Mandate.objects.filter(person=found.leader).update(acts=[Act.DRAFT.value])
    said = (
        "Your mandate from KGW Zmyślone does not let you do this here: sign agreements and positions. Its manager can "
        "give a wider one."
    )
    assert refused(found, found.leader) == [said]


def test_the_office_does_not_sign_for_an_organisation() -> None:
    found = talks()
    said = "You have no mandate to act for KGW Zmyślone. Its manager can give you one."
    assert refused(found, found.approver) == [said]


def test_an_editor_of_the_office_does_not_sign_for_it() -> None:
    found = talks()
    assert refused(found, found.editor, side=None) == [
        "Only an approver of gmina Nibylandia 9901012 can accept and sign."
    ]


def test_a_colleague_of_another_gmina_does_not_sign() -> None:
    found = talks()
    colleague = someone("Sąsiadka")
    grant(colleague, Role.APPROVER, unit=place("9901022"))
    assert refused(found, colleague, side=None) == ["Only an approver of gmina Nibylandia 9901012 can accept and sign."]


def test_an_outsider_and_nobody_do_not_sign() -> None:
    found = talks()
    said = "You have no mandate to act for KGW Zmyślone. Its manager can give you one."
    assert refused(found, someone("Obcy")) == [said]
    assert refused(found, None) == ["Sign in first."]  # type: ignore[arg-type]


def test_an_organisation_that_has_not_joined_does_not_sign() -> None:
    found = talks()
    said = "OSP Nibylandia has not joined this agreement. Join first; it takes one click."
    assert refused(found, found.chief, side=found.brigade) == [said]


def test_one_person_signs_for_two_organisations_separately() -> None:
    found = talks("circle", "brigade")
    for number in ("9", "11"):
        found.propose(number, None, organisation=found.circle)
    both = mandate(found.brigade, found.leader, Act.SIGN)
    for side in (found.circle, found.brigade):
        sign_agreement(
            agreement=found.agreement, signer=Signer(role=f"Za {side}"), digest=found.digest, side=side, paper=None,
            actor=found.leader, at=DECEMBER,
        )  # fmt: skip
    made = found.agreement.signatures.all()
    assert [(one.organisation, one.role, one.by) for one in made] == [
        (found.circle, "Za KGW Zmyślone", found.leader),
        (found.brigade, "Za OSP Nibylandia", found.leader),
    ]
    assert made[1].mandate == both


def test_one_person_does_not_sign_for_the_office_and_for_an_organisation() -> None:
    found = talks()
    grant(found.leader, Role.APPROVER)
    found.sign(found.circle)
    said = "You signed for the other side. One person does not sign for the office and for an organisation."
    assert refused(found, found.leader, side=None, digest=found.agreement.digest) == [said]


def test_an_animator_writes_down_a_signature_given_on_paper() -> None:
    found = talks()
    sheet = found.paper()
    sign_agreement(
        agreement=found.agreement, signer=Signer(name="Kazia Kołowa", role="przewodnicząca"), digest=found.digest,
        side=found.circle, paper=sheet, actor=found.animator, at=DECEMBER,
    )  # fmt: skip
    made = found.agreement.signatures.get()
    assert (made.paper, made.name, made.by, made.mandate) == (sheet, "Kazia Kołowa", found.animator, None)


def test_a_whole_agreement_can_be_signed_on_paper_by_both_sides() -> None:
    found = talks()
    sheet = found.paper()
    for side, name in ((None, "Wójt"), (found.circle, "Kazia")):
        sign_agreement(
            agreement=found.agreement, signer=Signer(name=name), digest=found.digest, side=side, paper=sheet,
            actor=found.animator, at=DECEMBER,
        )  # fmt: skip
    assert found.agreement.state == AgreementState.SIGNED


def test_on_paper_the_name_is_written_down() -> None:
    found = talks()
    said = ["Write who signed on the paper: first name and surname."]
    assert refused(found, found.animator, paper=found.paper()) == said


def test_a_letter_is_not_a_signed_agreement() -> None:
    found = talks()
    letter = found.paper(PaperKind.LETTER_IN)
    said = "Paper 1 is not a signed agreement. Register the signed sheet as one, then write it down."
    assert refused(found, found.animator, paper=letter, signer=Signer(name="Kazia")) == [said]


def test_nothing_rests_on_a_paper_that_was_crossed_out() -> None:
    found = talks()
    sheet = found.paper()
    cross_out(paper=sheet, reason="Zły skan.", actor=found.animator, at=DECEMBER)
    sheet.refresh_from_db()
    said = ["Paper 1 is crossed out, so nothing can rest on it."]
    assert refused(found, found.animator, paper=sheet, signer=Signer(name="Kazia")) == said


def test_a_paper_of_one_organisation_does_not_speak_for_another() -> None:
    found = talks("circle", "brigade")
    sheet = found.paper(of=found.brigade)
    said = "Paper 1 is from OSP Nibylandia, so it cannot speak for another side."
    assert refused(found, found.animator, paper=sheet, signer=Signer(name="Kazia")) == [said]


def test_a_paper_of_another_cycle_does_not_count() -> None:
    found = talks()
    sheet = found.paper()
    elsewhere = found.cycle.__class__.objects.create(unit=found.cycle.unit, year=2025, planned_at=DECEMBER)
    sheet.__class__.objects.update(cycle=elsewhere)
    sheet.refresh_from_db()
    said = ["Paper 1 belongs to another cycle."]
    assert refused(found, found.animator, paper=sheet, signer=Signer(name="Kazia")) == said


def test_only_an_animator_writes_papers_down() -> None:
    found = talks()
    said = "Only an animator of gmina Nibylandia 9901012 can do this."
    assert refused(found, found.approver, paper=found.paper(), signer=Signer(name="Kazia")) == [said]


def test_an_institution_is_no_side_among_organisations() -> None:
    found = talks()
    centre = organisation("GOPS", kind="ops", unit=found.cycle.unit)  # type: ignore[arg-type]
    mandate(centre, found.leader, Act.SIGN, valid_until=AFTER)
    said = "GOPS is an institution, so it does not join as an organisation."
    assert refused(found, found.leader, side=centre) == [said]


def test_back_to_talks_the_signatures_are_crossed_out_and_stay() -> None:
    found = talks()
    found.sign(found.circle)
    reopen_talks(
        agreement=found.agreement, side=None, paper=None, reason="Zły termin.", actor=found.approver, at=DECEMBER + HOUR
    )
    agreement = found.agreement
    assert (agreement.state, agreement.digest, agreement.content) == (AgreementState.TALKS, "", {})
    assert [(one.crossed_at, one.crossed_reason) for one in agreement.signatures.all()] == [
        (DECEMBER + HOUR, "Zły termin.")
    ]
    found.add("Dane do 20 lutego.", None)
    found.sign(found.circle)
    found.sign(None)
    assert found.agreement.state == AgreementState.SIGNED


def test_every_act_leaves_its_trace_in_the_log() -> None:
    found = signed()
    verbs = Entry.objects.filter(thing="participation.Agreement").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "agreement.opened", "agreement.put", "agreement.joined", "agreement.signed", "agreement.signed",
        "agreement.in_force",
    ]  # fmt: skip
    assert found.agreement.steps.count() == 6
