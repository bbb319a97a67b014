"""Take the pictures of the documentation from the running program and from the documents it makes: `make pictures`.

Pages of documents are drawn by `pdftoppm` (Debian: poppler-utils).
"""

import email
import os
import re
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from email import policy
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser
from pypdf import PdfReader

from drogowskaz.engine.editions.loader import EDITIONS

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from browser import DESK, PHONE, chromium  # noqa: E402  (beside the tests, which are no package)

IMAGES = ROOT / "docs" / "users" / "images"
PORT = 8765
NBSP = "\N{NO-BREAK SPACE}"
DROBIN = "/jednostka/1419053/ocena/2014/"
INVENTED = "/jednostka/9901012/ocena/2025/"
CYCLE = "/jednostka/9901012/cykl/2026/"
SHOTS = {
    "front": ("/", "desk", 900),
    "assessment": (DROBIN, "desk", 1240),
    "cell": (DROBIN + "komorka/labour.unemployed.total/2014/", "desk", 860),
    "phone": (DROBIN + "rozdzial/2/", "phone", 1500),
    "chapter": (INVENTED + "rozdzial/2/#population.total", "desk", 1300),
    "comparison": (INVENTED + "porownanie/?z=1419053", "desk", 1300),
    "downloads": (INVENTED + "dokumenty/", "desk", 1100),
    "record": ("/zapis/", "desk", 900),
    "road": (f"{CYCLE}udzial/", "desk", 1500),
    "need-phone": (f"{CYCLE}glosy/nowy/?rodzaj=need", "phone", 1300),
    "consultation": (f"{CYCLE}konsultacje/1/", "desk", 1400),
    "map": (f"{CYCLE}mapa/1/", "desk", 1300),
    "meeting": ("/spotkania/2/", "phone", 1100),
}
"""Name to address, screen and height of the picture in pixels."""
CLERK = "pracownik@gops.wymyslona.example"
SIGNED_IN = {
    "tasks": ("/moje-sprawy/", "desk", 560),
    "cycle": ("/jednostka/9901012/cykl/2026/", "desk", 1000),
    "grid": ("/wpis/9901012/2026/2/", "desk", 1100),
    "grid-phone": ("/wpis/9901012/2026/2/#population.total", "phone", 1100),
    "cas": ("/wpis/9901012/2026/cas/", "desk", 900),
    "offers": ("/wpis/9901012/2026/podane/", "desk", 1100),
    "answering": (f"{CYCLE}glosy/odpowiedzi/", "desk", 1100),
}
"""What only people of the invented gmina see, pictured as its data editor."""
LEADER, ANNEXE = "liderka@kgw.wymyslona.example", "/zalacznik/9901012/2026/2/"
CIRCLE = {
    "annexe-phone": (f"{ANNEXE}czesc/N2/", "phone", 1300),
    "annexe-fates": (f"{ANNEXE}losy/", "phone", 1300),
    "agreement": (f"{CYCLE}porozumienie/", "desk", 1300),
    "annexe-paper": (f"{ANNEXE}pobierz/formularz-krotki.pdf", "paper", 1),
    "agreement-paper": (f"{CYCLE}porozumienie/wersja/1/arkusz.pdf", "paper", 1),
}
"""What the leader of the invented circle sees; of documents, the number of the page."""
ANIMATOR = "animator@pomoc.wymyslona.example"
ON_PAPER = {"desk": ("/biurko/9901012/2026/", "desk", 1300)}
"""The desk of the invented animator."""
HEAD = "wojt@przyklady.wymyslona.example"
RETURNED = {
    "signing": ("/wpis/9901022/2025/podpis/", "desk", 1300),
    "returned": ("/wpis/9901032/2025/podpis/", "desk", 1500),
    "returned-phone": ("/wpis/9901032/2025/podpis/", "phone", 1500),
}
"""Forms on their way, as the approver of the invented gminas sees them."""
ANALYST = "analityczka@rops.wymyslona.example"
REGION = {
    "board": ("/wojewodztwo/99/formularze/2025/", "desk", 1000),
    "verification": ("/wojewodztwo/99/formularze/2025/9901042/", "desk", 1500),
}
"""The desk of the invented regional centre."""
PEOPLE = {CLERK: SIGNED_IN, HEAD: RETURNED, ANALYST: REGION, LEADER: CIRCLE, ANIMATOR: ON_PAPER}
TYPED = (("population.total", "8 200"), ("population.women.total", "4 120"), ("population.men.total", "4 070"))
"""What is typed before the grid is pictured; the sum does not agree, and the grid says so."""
WHOLE, SHORT = (), ("--summary",)
DROBIN_FORM = "ozps-gmina-2014/cases/drobin-2014.yaml"
INVENTED_FORM = "ozps-gmina-2025/cases/wymyslona-2025.yaml"
PAPER = {
    "document-title": (INVENTED_FORM, WHOLE, "Jednostka"),
    "document-table": (INVENTED_FORM, WHOLE, "Tabela 7. Powody przyznania pomocy"),
    "document-hidden": (INVENTED_FORM, WHOLE, "Powód: zdarzenie losowe"),
    "document-indicators": (INVENTED_FORM, WHOLE, "Wskaźniki: Kadra pracowników socjalnych"),
    "document-summary": (INVENTED_FORM, SHORT, "Ilu nas jest"),
    "document-drobin": (DROBIN_FORM, WHOLE, "Tabela 1."),
}
"""Name to the form, what is made of it, and words by which its page is found."""
RESOLUTION = 64
"""Dots in an inch: a page stays readable and below 150 kB."""


def main() -> None:
    """Picture the documents, then serve the example in a folder of its own and picture each page."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, (form, options, words) in PAPER.items():
            picture_paper(name, form, options, words, Path(folder))
    picture_site()


def picture_paper(name: str, form: str, options: tuple[str, ...], words: str, folder: Path) -> None:
    """Make the public copy of a form, and draw the first page with these words that is not its contents."""
    path = folder / f"{Path(form).stem}{''.join(options)}.pdf"
    if not path.exists():
        program = str(Path(sys.executable).parent / "drogowskaz")
        subprocess.run([program, "report", str(EDITIONS / form), "-o", str(path), *options], check=True)
    texts = (page.extract_text().replace(NBSP, " ") for page in PdfReader(path).pages)
    found = next(place for place, text in enumerate(texts, 1) if words in text and "Spis treści" not in text)
    draw(path.read_bytes(), found, name)


def draw(document: bytes, number: int, name: str) -> None:
    """One page of a PDF as a picture."""
    size = ["-r", str(RESOLUTION), "-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-png", *size, "-", str(IMAGES / name)], input=document, check=True)


def picture_site() -> None:
    """Serve the example in a folder of its own and picture each page."""
    with TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).parent / "drogowskaz"), "demo", "--port", str(PORT)]
        served = subprocess.Popen(command, env={**os.environ, "DROGOWSKAZ_DATA": folder})
        try:
            _wait("/", "")
            _wait("/zapis/", "9901052")
            with chromium() as browser:
                for name, (address, screen, height) in SHOTS.items():
                    size = {**(DESK if screen == "desk" else PHONE), "height": height}
                    page = browser.new_page(viewport=size, color_scheme="light")
                    page.goto(f"http://127.0.0.1:{PORT}{address}")
                    page.screenshot(path=IMAGES / f"{name}.png")
                    page.close()
                for who, what in PEOPLE.items():
                    picture_work(browser, Path(folder) / "mail", who, what)
        finally:
            served.terminate()
            served.wait()


def picture_work(browser: Browser, letters: Path, who: str, what: dict[str, tuple[str, str, int]]) -> None:
    """Sign in with the link from a letter, as a person would, and picture what is behind it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{PORT}/konto/link/")
    page.locator("input[type=email]").fill(who)
    page.locator("main button[type=submit]").click()
    page.goto(_link(letters, who))
    page.locator("main button[type=submit]").click()
    for name, (address, screen, height) in what.items():
        if screen == "paper":
            draw(context.request.get(f"http://127.0.0.1:{PORT}{address}").body(), height, name)
            continue
        page.set_viewport_size({**(DESK if screen == "desk" else PHONE), "height": height})
        page.goto(f"http://127.0.0.1:{PORT}{address}")
        if name == "grid":
            for row, text in TYPED:
                page.locator(f"input[data-row='{row}'][data-offset='0']").fill(text)
                page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        if name.startswith("grid"):
            page.locator(f"input[data-row='{TYPED[0][0]}'][data-offset='0']").evaluate(
                "cell => window.scrollTo(0, cell.getBoundingClientRect().top + window.scrollY - 260)"
            )
        page.screenshot(path=IMAGES / f"{name}.png")
    context.close()


def _link(letters: Path, who: str) -> str:
    """The address in the newest letter to a person that signs in."""
    for _attempt in range(50):
        written = sorted(letters.glob("*"), key=lambda path: path.stat().st_mtime)
        for path in reversed(written):
            letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            if letter["To"] != who:
                continue
            body = letter.get_body(("plain",))
            address = re.search(r"https?://\S+/konto/link/\S+", body.get_content() if body else "")
            if address:
                return address.group()
        time.sleep(0.2)
    sys.exit("the letter with the link did not come")


def _wait(address: str, words: str) -> None:
    """Until the page is there and says so; the example forms are signed after the start."""
    for _attempt in range(300):
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{PORT}{address}") as page:
            if words in page.read().decode():
                return
        time.sleep(0.2)
    sys.exit(f"{address} did not come")


if __name__ == "__main__":
    main()
