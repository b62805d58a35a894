"""How the columns of a table in Word share its width: by what stands in them, and none so narrow that words break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govcheck.rules.report.blocks import Line, Table

ROOM = 84
"""About how many characters a line has between the margins, also in a font that is wider than ours."""
MOST = 48
"""A column wants no more: a sentence may take several lines."""
LONGEST, PADDING = 16, 4
"""The longest word that a column makes room for, and what stands around it, in characters."""
WHOLE = re.compile(r"\d{4}-\d\d-\d\d|[^\s-]+", re.ASCII)
"""What does not break at the end of a line: a date, or a word between hyphens."""


def shares(block: Table) -> tuple[int, ...]:
    """A number for each column, in the proportion of their widths."""
    columns = [[column, *texts(block, place)] for place, column in enumerate(block.columns)]
    least = [min(longest_word(column), LONGEST) + PADDING for column in columns]
    wanted = [min(max(map(len, column)), MOST) for column in columns]
    narrow = {place for place, want in enumerate(wanted) if want * ROOM < least[place] * sum(wanted)}
    left = max(ROOM - sum(least[place] for place in narrow), 1)
    others = sum(want for place, want in enumerate(wanted) if place not in narrow) or 1
    return tuple(
        least[place] if place in narrow else max(want * left // others, 1) for place, want in enumerate(wanted)
    )


def texts(block: Table, place: int) -> Iterator[str]:
    for row in block.rows:
        yield from map(text_of, row[place])


def text_of(line: Line) -> str:
    """A line as it is read."""
    mark = f"{line.mark.glyph} {line.mark.word}" if line.mark else ""
    return " ".join(filter(None, (mark, line.label, line.text, line.code)))


def longest_word(column: list[str]) -> int:
    return max((len(word) for text in column for word in WHOLE.findall(text)), default=0)
