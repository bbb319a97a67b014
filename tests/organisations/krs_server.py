"""A server on this machine that speaks like the public register: the same addresses, and every way it can go wrong."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KNOWN, COMPANY, CLOSING = "0000242593", "0000258081", "0000159405"
SLOW, RUBBISH, MOVED, HUGE, BREAK, BROKEN, OTHER, TRICKLE = (f"000000000{digit}" for digit in range(1, 9))
NAME = '"ŁAŃCUCKIE  CENTRUM\nROZWOJU" W KRZEMIENICY'
UNKNOWN = {"type": "about:blank", "title": "Not Found", "status": 404, "traceId": "00-x"}


def extract(number: str, *, closing: bool = False, name: str = NAME) -> dict[str, object]:
    """An answer in the shape of the register, with a person in it who must not be kept."""
    return {
        "odpis": {
            "rodzaj": "Aktualny",
            "naglowekA": {"rejestr": "RejS", "numerKRS": number, "stanZDnia": "28.01.2025"},
            "dane": {
                "dzial1": {
                    "danePodmiotu": {"formaPrawna": "STOWARZYSZENIE", "nazwa": name},
                    "siedzibaIAdres": {"siedziba": {"gmina": "CZARNA", "miejscowosc": "KRZEMIENICA"}},
                },
                "dzial2": {"reprezentacja": {"sklad": [{"nazwisko": {"nazwiskoICzlon": "B******"}}]}},
                "dzial6": {"likwidacja": [{}]} if closing else {},
            },
        }
    }


class Register(BaseHTTPRequestHandler):
    """What the register answers, by number."""

    asked: list[str]
    go_on: threading.Event

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        number, register = parts.path.rpartition("/")[2], parse_qs(parts.query)["rejestr"][0]
        type(self).asked.append(f"{number} {register}")
        match number, register:
            case (("0000242593" | "0000159405"), "S") | ("0000258081", "P"):
                self._json(200, extract(number, closing=number == CLOSING))
            case "0000000001", _:
                self.go_on.wait(10)
            case "0000000002", _:
                self._send(200, b"{not json", "application/json")
            case "0000000003", _:
                self.send_response(302)
                self.send_header("Location", f"/OdpisAktualny/{KNOWN}?rejestr=S&format=json")
                self.end_headers()
            case "0000000004", _:
                self._send(200, b'{"odpis": "' + b"a" * 3_000_000 + b'"}', "application/json")
            case "0000000005", _:
                self._send(200, b"<html>Przerwa techniczna</html>", "text/html")
            case "0000000006", _:
                self._json(500, {"status": 500})
            case "0000000007", _:
                self._json(200, extract(KNOWN))
            case "0000000008", _:
                self._trickle()
            case _:
                self._json(404, UNKNOWN)

    def _trickle(self) -> None:
        """A byte now and then, so that no single wait is too long."""
        self.send_response(200)
        self.end_headers()
        while not self.go_on.wait(0.05):
            try:
                self.wfile.write(b" ")
            except OSError:
                return

    def _json(self, status: int, told: object) -> None:
        self._send(status, json.dumps(told).encode(), "application/json")

    def _send(self, status: int, content: bytes, media: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:
            # Whoever asked has hung up in the middle of too large an answer.
            return

    def log_message(self, *_arguments: object) -> None:
        """Nothing on the screen."""


@contextmanager
def register() -> Iterator[tuple[str, list[str]]]:
    """The address of a running register, and the list of what it was asked."""
    asked: list[str] = []
    handler = type("Running", (Register,), {"asked": asked, "go_on": threading.Event()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/api/krs", asked
    finally:
        handler.go_on.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
        running.join()
