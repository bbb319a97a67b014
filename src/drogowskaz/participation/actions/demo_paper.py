"""Invented papers, questions to an institution and notes of the diary, visibly so, for the demonstration."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.notifications.formats import whole_address
from drogowskaz.organisations.actions import Sending
from drogowskaz.organisations.actions.demo import CENTRE, CIRCLE, GMINA, HUMAN, REGION
from drogowskaz.organisations.actions.grant import grant_of
from drogowskaz.organisations.actions.membership import join
from drogowskaz.organisations.enums import Position, Reach, Role
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.participation.actions.confirmation import answer_confirmation, ask_confirmation
from drogowskaz.participation.actions.desk import Work, write_note
from drogowskaz.participation.actions.paper import PaperDescription, Scan, register_paper
from drogowskaz.participation.enums.desk import NoteKind
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Paper
from drogowskaz.territory.models import Unit

ANIMATOR = "animator@pomoc.wymyslona.example"
TEAM = (
    ("Krystyna Koordynująca (zmyślona)", "koordynatorka@pomoc.wymyslona.example", Role.COORDINATOR, REGION),
    ("Ala Asystująca (zmyślona)", "asystentka@pomoc.wymyslona.example", Role.ANIMATOR, GMINA),
)
OFFICE = "gops@gops.wymyslona.example"
DAY = dt.timedelta(days=1)


@transaction.atomic
def demo_paper(*, at: dt.datetime) -> None:
    """The team of animators, three papers, two questions and two notes. Done twice, it changes nothing."""
    cycle = Cycle.objects.filter(unit__code=GMINA).order_by("-year").first()
    animator = User.objects.filter(email=ANIMATOR).first()
    if cycle is None or animator is None:
        return
    _team(at)
    if Paper.objects.filter(cycle=cycle).exists():
        return
    letter = _papers(cycle, animator, at)
    _questions(cycle, letter, animator, at)
    for kind, minutes, text in (
        (NoteKind.VISIT, 135, "Rozmowa w ośrodku: kierowniczka woli pisma, do serwisu nikt nie będzie się logował."),
        (NoteKind.CALL, 20, "Koło pyta, czy liczyć obiady z festynu. Umówiliśmy się, że nie."),
    ):
        work = Work(localdate(at) - DAY, kind, minutes, text)
        write_note(unit=cycle.unit, cycle=cycle, work=work, actor=animator, at=at)


def _team(at: dt.datetime) -> None:
    """The coordinator of the region and one more animator; they sign in with a link from the outbox."""
    organisation = Organisation.objects.get(name=HUMAN, unit__code=GMINA)
    for name, email, role, code in TEAM:
        if User.objects.filter(email=email).exists():
            continue
        person = User.objects.create_user(email, name=name)
        join(organisation=organisation, person=person, position=Position.MEMBER, actor=None, at=at)
        grant_of(
            person=person, role=role, reach=Reach.REGION if code == REGION else Reach.UNIT,
            unit=Unit.objects.get(code=code), year=None, organisation=organisation, valid_until=None, actor=None, at=at,
        )  # fmt: skip


def _papers(cycle: Cycle, animator: User, at: dt.datetime) -> Paper:
    """The papers; gives the letter of the centre."""
    centre = Organisation.objects.get(name=CENTRE, unit__code=GMINA)
    circle = Organisation.objects.get(name=CIRCLE, unit__code=GMINA)
    day = localdate(at)
    letter = PaperDescription(
        PaperKind.DECISION, "Odpowiedź ośrodka na załącznik koła", day - 3 * DAY, sender="kierowniczka ośrodka",
        organisation=centre, reference="GOPS.0401.3 (zmyślony)", note="Ośrodek przyjął liczbę obiadów z załącznika.",
    )  # fmt: skip
    scan = Scan("odpowiedz-osrodka.pdf", _one_page("Pismo zmyslone, na potrzeby pokazu."))
    first = register_paper(cycle=cycle, description=letter, scan=scan, actor=animator, at=at)
    for described in (
        PaperDescription(PaperKind.CONSENT, "Zgoda koła na wpisanie załącznika", day - 5 * DAY, organisation=circle),
        PaperDescription(PaperKind.ATTENDANCE, "Lista obecności ze spotkania", day - DAY, note="Siedem organizacji."),
    ):
        register_paper(cycle=cycle, description=described, scan=None, actor=animator, at=at)
    return first


def _questions(cycle: Cycle, letter: Paper, animator: User, at: dt.datetime) -> None:
    """One question the centre answered, and one that waits."""
    sending = Sending(lambda token: whole_address("participation:confirmation", token, language="pl"), "pl")
    told = (
        ("dowóz do lekarza", "Ośrodek nie przyjął liczby 40 kursów do lekarza, bo nie zna źródła."),
        ("liczba obiadów z załącznika koła", "Ośrodek przyjął liczbę 120 obiadów z załącznika koła."),
    )
    for subject, sentence in told:
        question = ask_confirmation(
            cycle=cycle, institution=letter.organisation, email=OFFICE, subject=subject, sentences=[sentence],
            thing=letter._meta.label, thing_id=str(letter.pk), paper=letter, sending=sending, actor=animator, at=at,
        )  # fmt: skip
        if subject == told[0][0]:
            answer_confirmation(
                confirmation=question, yes=False, said_by="kierowniczka ośrodka (zmyślona)",
                note="Przyjęliśmy 38 kursów: dwa odbyły się w grudniu poprzedniego roku.", at=at,
            )  # fmt: skip


def _one_page(sentence: str) -> bytes:
    """A PDF of one page with one sentence in plain letters."""
    drawn = f"BT /F1 18 Tf 60 760 Td ({sentence}) Tj ET".encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return content + head + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
