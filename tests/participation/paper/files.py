"""Small files of the kinds people send, and files that are not what they say."""

import struct
import zlib

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<html><script>alert(1)</script></html>"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 64


def png() -> bytes:
    """One grey point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def jpeg(*, ended: bool = True) -> bytes:
    """The bones of a photo: a head that holds a small preview with an end of its own, then the picture."""
    preview = b"\xff\xd8\xff\xda\x00\x02preview\xff\xd9"
    head = b"\xff\xe1" + struct.pack(">H", len(preview) + 2) + preview
    picture = b"\xff\xda\x00\x02" + b"picture" * 20
    return b"\xff\xd8" + head + picture + (b"\xff\xd9" if ended else b"")
