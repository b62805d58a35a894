"""A picture from outside: what it is by its bytes, how large it is, and the file without what it says besides.

Only what is needed to show it is kept, so that nobody learns from a logo who drew it, where and with what.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from govcheck.words.errors import Refused
from govcheck.words.values import dataclass

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MAX_BYTES, MAX_SIDE = 1024 * 1024, 4000
"""A report carries the picture with it, and whoever opens it has to have the room to unpack it."""
SHOWN_CHUNKS = {
    *(b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"),
    *(b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"),
}
"""The parts of a PNG that say what it looks like. A colour profile has a name and texts of its own, so it is none."""
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""By kind of colour, the bits that one of its values may have."""
UNPACKED, STEP = 256 * 1024**2, 1024**2
"""More than any picture of the largest size unpacks to, and so much at once."""
SVG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?:[^<]*<)*?svg\b", re.IGNORECASE)
BEGINNING = 4096
"""So far the first element of an SVG is looked for, behind what may stand before it."""
IN_DATA = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])")
"""What ends the data of a scan: any marker but those that may stand inside."""
SCAN, END, COMMENT = 0xDA, 0xD9, 0xFE
APPLICATIONS = range(0xE0, 0xF0)
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
KEPT_APPLICATIONS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""By marker, how the parts begin that say how colours are meant."""
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
"""A beginning that says nothing; Word wants one."""
INSTEAD = "export it as PNG"


@dataclass(frozen=True)
class Picture:
    """A picture that every format can show."""

    media: str
    data: bytes
    width: int
    height: int


def picture(data: bytes, shown: str) -> Picture:
    """The picture in a file. Raises Refused for what is none, is too large or is not whole."""
    if len(data) > MAX_BYTES:
        raise Refused(f"{shown} is larger than {MAX_BYTES // 1024**2} MiB", "export it smaller")
    try:
        if data.startswith(PNG):
            found = png(data)
        elif data.startswith(JPEG):
            found = jpeg(data, shown)
        elif SVG.match(data[:BEGINNING]):
            raise Refused(f"{shown} is an SVG, which can run scripts and fetch from the net", INSTEAD)
        else:
            raise Refused(f"{shown} is neither a PNG nor a JPEG", INSTEAD)
    except (ValueError, IndexError):
        raise Refused(f"{shown} is damaged or not whole", "export it anew") from None
    if not (0 < found.width <= MAX_SIDE and 0 < found.height <= MAX_SIDE):
        raise Refused(f"{shown} is {found.width} x {found.height} pixels", f"export it with at most {MAX_SIDE} a side")
    return found


def png(data: bytes) -> Picture:
    found = list(chunks(data))
    kinds = [kind for kind, _ in found]
    header = found[0][1]
    if kinds[0] != b"IHDR" or len(header) != 25 or b"IDAT" not in kinds or header[16] not in DEPTHS.get(header[17], ()):
        raise ValueError("no PNG")
    place = kinds.index(b"IDAT")
    found[place] = (b"IDAT", packed(b"IDAT", whole(b"".join(chunk[8:-4] for kind, chunk in found if kind == b"IDAT"))))
    kept = [one for number, one in enumerate(found) if number == place or one[0] != b"IDAT"]
    shown = b"".join(chunk for kind, chunk in kept if kind in SHOWN_CHUNKS)
    return Picture("image/png", PNG + shown, number(header[8:12]), number(header[12:16]))


def packed(kind: bytes, said: bytes) -> bytes:
    """A part of a PNG."""
    return len(said).to_bytes(4) + kind + said + zlib.crc32(kind + said).to_bytes(4)


def whole(stream: bytes) -> bytes:
    """The compressed picture, without what somebody put behind it. Raises ValueError where it cannot be unpacked."""
    inflate, left, size = zlib.decompressobj(), stream, 0
    try:
        while not inflate.eof:
            got = inflate.decompress(left, STEP)
            left, size = inflate.unconsumed_tail, size + len(got)
            if size > UNPACKED or not (got or left or inflate.eof):
                raise ValueError("no picture")
    except zlib.error:
        raise ValueError("no picture") from None
    return stream[: len(stream) - len(inflate.unused_data)]


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind of each part and the whole of it, up to the last; what follows that is no part of the picture."""
    place, kind = len(PNG), b""
    while kind != b"IEND":
        end = place + 12 + number(data[place : place + 4])
        chunk = data[place:end]
        kind = chunk[4:8]
        if len(chunk) != end - place or zlib.crc32(chunk[4:-4]) != number(chunk[-4:]):
            raise ValueError("no chunk")
        yield kind, chunk
        place = end


def jpeg(data: bytes, shown: str) -> Picture:
    kept, size, adobe_rgb, jfif = list[bytes](), None, False, False
    for marker, segment in segments(data):
        said = segment[4:]
        if marker in APPLICATIONS or marker == COMMENT:
            if not said.startswith(KEPT_APPLICATIONS.get(marker, b"\0no such")):
                continue
            if marker == 0xE0:  # it may hold a small picture of its own, of what it was before
                kept += [] if jfif else [JFIF]
                jfif = True
                continue
            adobe_rgb = adobe_rgb or (marker == 0xEE and said[11] == 0)
        if marker in FRAMES and size is None:
            size = int.from_bytes(said[3:5]), int.from_bytes(said[1:3]), said[5]
        kept.append(segment)
    if size is None:
        raise ValueError("no frame")
    width, height, colours = size
    if not jfif:
        if adobe_rgb and colours == 3:  # with the beginning that Word wants its colours would be taken for others
            raise Refused(f"{shown} is a JPEG of a kind that Word does not show", INSTEAD)
        kept.insert(0, JFIF)
    return Picture("image/jpeg", b"\xff\xd8" + b"".join(kept), width, height)


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker of each part and the whole of it, a scan with its data, up to the end of the picture."""
    place, marker = 2, 0
    while marker != END:
        if data[place] != 0xFF:
            raise ValueError("no marker")
        marker = data[place + 1]
        end = place + 2
        if marker == 0xFF:  # filling
            place += 1
            continue
        if marker != END:
            end += int.from_bytes(data[end : end + 2])
            if end < place + 4 or end > len(data):
                raise ValueError("no segment")
        if marker == SCAN:
            after = IN_DATA.search(data, end)
            if after is None:
                raise ValueError("no end")
            end = after.start()
        yield marker, data[place:end]
        place = end


def number(four: bytes) -> int:
    return int.from_bytes(four)
