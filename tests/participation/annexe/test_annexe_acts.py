"""What is decided on the pages of an annexe: files, consents, withdrawal, and who may do it."""

import pytest
from django.utils import timezone
from participation.annexe.filled import (
    Scene,
    circle,
    complete_today,
    enter,
    handed_in_today,
    open_today,
    root,
    scene,
    started_today,
)

from drogowskaz.organisations.enums import Kind
from drogowskaz.participation.actions.annexe import Save, save_answers
from drogowskaz.participation.models import Annexe, AnnexeInvitation
from drogowskaz.participation.queries.annexe import answers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    made = scene()
    open_today(made.cycle)
    return made


def test_a_file_is_looked_at_before_it_is_brought_in(here: Scene) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    started_today(here)
    client = enter(here.leader)
    table = client.get(root(here) + "pobierz/odpowiedzi.csv").content.decode("utf-8-sig")
    lines = [
        line.replace(";;", ";Paczki;", 1) if line.startswith("N2;n2.service.name;") else line
        for line in table.splitlines()
    ]
    file = SimpleUploadedFile("dane.csv", "\n".join(lines).encode("utf-8-sig"))
    shown = client.post(root(here) + "plik/", {"file": file})
    assert (shown.status_code, len(shown.context["preview"].changes)) == (200, 1)
    looked = {"content": shown.context["content"], "stamp": shown.context["preview"].stamp}
    assert client.post(root(here) + "plik/", looked).status_code == 302
    assert answers_of(Annexe.objects.get().items.all())["n2.service.name", 0] == "Paczki"


def test_an_animator_begins_with_a_consent_and_every_page_says_whose_voice_it_is(here: Scene) -> None:
    alone, client = circle(here.unit, "Samotne Koło"), enter(here["animator"])
    posted = {
        "organisation": alone.pk,
        "filled_in": "paper",
        "who": "Prezeska Zosia",
        "day": timezone.localdate().isoformat(),
        "how": "podpis na formularzu",
    }
    answer = client.post("/en/zalacznik/9901012/2026/pomoc/", posted)
    assert (answer.status_code, answer.headers["Location"]) == (302, root(here, alone.pk))
    for route in ("", "czesc/N1/", "przekazanie/", "plik/"):
        page = client.get(root(here, alone.pk) + route).content.decode()
        assert "You write for Samotne Koło. Its consent: Prezeska Zosia" in page


@pytest.mark.parametrize(("who", "code"), [("outsider", 403), ("editor", 403), ("animator", 200)])
def test_only_an_animator_writes_for_another(here: Scene, who: str, code: int) -> None:
    assert enter(here[who]).get("/zalacznik/9901012/2026/pomoc/").status_code == code


def test_an_animator_without_a_consent_is_led_to_writing_it_down(here: Scene) -> None:
    answer = enter(here["animator"]).get(root(here))
    assert (answer.status_code, "Write down its consent" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("move", ["withdraw", "no_publication", "copy", "publication", "nonsense"])
def test_an_outsider_decides_nothing(here: Scene, move: str) -> None:
    annexe = handed_in_today(here)
    answer = enter(here["outsider"]).post(root(here), {"move": move, "shown": "unit"})
    annexe.refresh_from_db()
    assert (answer.status_code, annexe.state, annexe.shown) == (403, "sent", "full")


def test_the_office_reads_and_decides_nothing_here(here: Scene) -> None:
    annexe = handed_in_today(here)
    answer = enter(here["editor"]).post(root(here), {"move": "withdraw"})
    annexe.refresh_from_db()
    assert (answer.status_code, annexe.state) == (422, "sent")


def test_withdrawing_on_the_page_tells_what_is_kept(here: Scene) -> None:
    annexe = handed_in_today(here)
    answer = enter(here.leader).post(root(here), {"move": "withdraw", "said": ""}, follow=True)
    annexe.refresh_from_db()
    assert (annexe.state, "What was written is kept" in answer.content.decode()) == ("withdrawn", True)


def test_hostile_text_is_shown_as_it_is_written(here: Scene) -> None:
    annexe = started_today(here)
    save = Save("n6.missing", 0, "<script>alert(1)</script>", 0)
    save_answers(annexe=annexe, saves=[save], actor=here.leader, at=timezone.now())
    assert "<script>alert" not in enter(here.leader).get(root(here) + "czesc/N6/").content.decode()


def test_the_code_of_an_invitation_leads_to_beginning_and_stays_the_code_of_the_annexe(here: Scene) -> None:
    AnnexeInvitation.objects.create(
        cycle=here.cycle, organisation=here.circle, email="", code="K7MN-4PXR", at=timezone.now()
    )
    address = "/en/zalacznik/?kod=k7mn4pxr"
    led = [enter(person).get(address) for person in (here.leader, here["animator"], here["outsider"])]
    assert [one.headers.get("Location") for one in led] == [
        root(here),
        f"/en/zalacznik/9901012/2026/pomoc/?organizacja={here.circle.pk}",
        None,
    ]
    assert started_today(here).code == "K7MN-4PXR"


def test_nobody_is_led_to_write_for_an_institution(here: Scene) -> None:
    office = circle(here.unit, "GOPS")
    office.kind = Kind.OPS
    office.save()
    page = enter(here["animator"]).get(root(here, office.pk)).content.decode()
    assert ("GOPS is a public institution." in page, "Write down its consent" in page) == (True, False)


@pytest.mark.parametrize("file", ["formularz.pdf", "formularz-krotki.pdf", "odpowiedzi.pdf"])
def test_the_paper_form_is_a_pdf_with_the_code_in_its_name(here: Scene, file: str) -> None:
    annexe = complete_today(here)
    answer = enter(here.leader).get(f"{root(here)}pobierz/{file}")
    named = f'attachment; filename="zalacznik-9901012-2026-{annexe.code}-{file}"'
    assert (answer.content[:5], answer.headers["Content-Disposition"]) == (b"%PDF-", named)


def test_another_file_is_not_there(here: Scene) -> None:
    started_today(here)
    assert enter(here.leader).get(root(here) + "pobierz/tajne.pdf").status_code == 404
