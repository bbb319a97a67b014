"""Taking in a scan no further than it may be large, and handing one out so that it can only be saved."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import Http404, HttpRequest, HttpResponse

from drogowskaz.engine.files.scan import CUT, LARGEST, TOO_LARGE
from drogowskaz.participation.models import Paper
from drogowskaz.participation.queries.paper import scan_file


class ScanLimit(FileUploadHandler):
    """Keeps a file in memory while it comes; past the limit the rest is read and dropped, and the fields typed beside
    it are kept. What the sender says of the length is not believed. Where a file was dropped because it is too large or
    because only its beginning came, `refused` is its name and `fault` a marked sentence.
    """

    chunk_size = 64 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.refused = ""
        self.fault = ""
        self.gathered = bytearray()

    def new_file(self, *arguments: Any, **options: Any) -> None:
        super().new_file(*arguments, **options)
        self.gathered = bytearray()
        # Until its end comes; where it never does, Django tells nobody of the file.
        self.refused, self.fault = self.file_name or "–", CUT
        # No other handler may begin to write the file to the disk.
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if len(self.gathered) + len(raw_data) > LARGEST:
            self.gathered = bytearray()
            self.fault = TOO_LARGE
            raise SkipFile
        self.gathered += raw_data

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        self.refused = self.fault = ""
        return SimpleUploadedFile(self.file_name or "", bytes(self.gathered), self.content_type or "")


def scan_of(paper: Paper) -> HttpResponse:
    """The file of a paper for whoever may read it: to be saved, never to be run. Raises Http404 without a scan."""
    if not paper.sha256:
        raise Http404
    place = scan_file(paper.sha256, paper.media_type)
    try:
        content = place.read_bytes()
    except OSError:
        raise Http404 from None
    cycle = paper.cycle
    name = f"pismo-{cycle.unit.code}-{cycle.year}-{paper.number}{place.suffix}"
    return HttpResponse(
        content,
        content_type=paper.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
