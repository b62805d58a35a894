"""What the pictures of a report have in common: how text is broken into lines, and the key below a picture."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from govcheck.rules.report.blocks import Anchor, Box, Words

WIDTH = 640
"""Units of every picture. A unit is about a pixel where there is room."""
LETTER, LINE = 7, 14
"""What a letter takes across and a line of text down, at most."""
SWATCH, ENTRY = 14, 20

Drawn = tuple[tuple[Box, ...], tuple[Words, ...], int]
"""Boxes, text, and the height that both take."""


def lines_of(text: str, width: int, most: int) -> tuple[str, ...]:
    """A text in lines of so many units, cut where it needs more of them than there may be."""
    return tuple(wrap(text, max(width // LETTER, 4), max_lines=most, placeholder=" …", break_on_hyphens=False)) or ("",)


def stacked(lines: Iterable[str], x: int, y: int, anchor: Anchor = "start", look: str = "plain") -> tuple[Words, ...]:
    """Lines of text one below the other, the first with its base line at y."""
    return tuple(Words(x, y + LINE * number, line, anchor, look) for number, line in enumerate(lines))


def key(entries: Iterable[tuple[str, str]], y: int) -> Drawn:
    """The key: each look with its word, in as many rows as it takes. Without a look the word speaks for itself."""
    boxes, words, x = list[Box](), list[Words](), 0
    for look, word in entries:
        begins = SWATCH + 6 if look else 0
        takes = begins + LETTER * len(word) + 16
        if x and x + takes > WIDTH:
            x, y = 0, y + ENTRY
        if look:
            boxes.append(Box(x, y, SWATCH, SWATCH, look))
        words.append(Words(x + begins, y + 11, word))
        x += takes
    return tuple(boxes), tuple(words), y + ENTRY
