"""Pictures for a logo, made here so that none lies in the repository."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from typing import Any

import PIL.Image

from govcheck.tools.pictures import PNG, picture
from govcheck.words.settings import Logo


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 48, height: int = 12, colour: bytes = b"\x6b\x2d\x5c", more: bytes = b"") -> bytes:
    """A picture of one colour."""
    rows = (b"\0" + colour * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + more + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def jpeg(mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    PIL.Image.new(mode, (48, 12), "navy" if mode != "CMYK" else 0).save(out, "JPEG", **options)
    return out.getvalue()


def logo(data: bytes | None = None, text: str = "A fern") -> Logo:
    found = picture(data or png(), "logo")
    return Logo(found.media, base64.b64encode(found.data).decode(), found.width, found.height, text)
