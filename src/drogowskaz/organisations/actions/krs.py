"""Asking the public register of the courts (KRS Open API) about one number, over the network.

Nothing but the number is sent. The answer is not trusted: it is read up to a size and within a time, a redirect is not
followed, and what is not an extract counts as no answer.
"""

import time
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from drogowskaz.engine.files.krs import Extract, NoExtract, read_extract

REGISTERS = ("S", "P")
"""Associations and foundations first; co-operatives and companies not for profit stand in the other register."""
WAIT = 5.0
"""Seconds for one question, from the first byte asked to the last one read."""
LARGEST = 2_000_000
"""Bytes of an answer; the largest extracts seen have a tenth of it."""
_PIECE = 64 * 1024


class Silent(Exception):
    """The register gave no answer that can be used: no network, too slow, too large, or something else came."""


class _NoRedirects(HTTPRedirectHandler):
    """The address is the register's own; what it points to elsewhere is not asked."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


def look_up(number: str, address: str, wait: float = WAIT) -> Extract | None:
    """The extract of the number; None when neither register knows it. Raises Silent."""
    for register in REGISTERS:
        content = _ask(f"{address.rstrip('/')}/OdpisAktualny/{number}?rejestr={register}&format=json", wait)
        if content is not None:
            return _read(content, number)
    return None


def _read(content: bytes, number: str) -> Extract:
    try:
        found = read_extract(content)
    except NoExtract:
        raise Silent from None
    if found.number != number:
        raise Silent
    return found


def _ask(url: str, wait: float) -> bytes | None:
    """The body; None when the register says there is no such number. Raises Silent."""
    if not url.startswith(("https://", "http://")):
        raise Silent
    until = time.monotonic() + wait
    try:
        request = Request(url, headers={"Accept": "application/json"})  # noqa: S310  (the scheme is looked at above)
        with build_opener(_NoRedirects).open(request, timeout=wait) as response:
            return b"".join(_pieces(response, until))
    except HTTPError as error:
        with error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
        raise Silent from None
    except (OSError, HTTPException, ValueError):
        raise Silent from None


def _pieces(response: HTTPResponse, until: float) -> Iterator[bytes]:
    size = 0
    while piece := response.read1(_PIECE):
        size += len(piece)
        if size > LARGEST or time.monotonic() > until:
            raise Silent
        yield piece
