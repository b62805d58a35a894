"""Readiness by section as a picture: a bar for each section, as long as it has controls, parted by their states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govcheck.rules.report.blocks import Box, Mark, Picture, Stroke, Words
from govcheck.rules.report.drawing import LETTER, LINE, WIDTH, key, lines_of, stacked

NAME = "Controls by section and state"
LEFT, RIGHT, THICK = 196, 30, 20
"""Where bars begin, what is kept free behind the longest, and how thick they are."""
ROOM, MORE_ROOM = 13, 26
"""So wide a piece of a bar has to be for its number, and for its sign as well."""

Counts = Mapping[str, int]
"""State to number of controls, in the order in which they are shown."""


def bars(sections: Sequence[tuple[str, Counts]], marks: Mapping[str, Mark], title: str = "") -> Picture:
    """The sections with their counts; marks are what the states are called; a title tells it from others."""
    longest = max((sum(counts.values()) for _, counts in sections), default=0) or 1
    unit = (WIDTH - LEFT - RIGHT) / longest
    boxes, words, y = list[Box](), list[Words](), 0
    for name, counts in sections:
        lines = lines_of(name, LEFT - 8, 3)
        height = max(THICK + 8, LINE * len(lines) + 6)
        top = y + (height - THICK) // 2
        words += stacked(lines, 0, y + (height - LINE * len(lines)) // 2 + 11)
        so_far = 0
        for state, count in counts.items():
            x, end = LEFT + round(so_far * unit), LEFT + round((so_far + count) * unit)
            so_far += count
            if count:
                boxes.append(Box(x, top, end - x, THICK, state))
                words += number_words((x, end), top, count, state, marks[state])
        words.append(Words(LEFT + round(so_far * unit) + 6, top + 15, str(so_far), look="soft"))
        y += height
    shown = [state for state in marks if any(counts.get(state) for _, counts in sections)]
    key_boxes, key_words, height = key(((state, marks[state].word) for state in shown), y + 10)
    return Picture(
        name=f"{NAME}: {title}" if title else NAME,
        alternative=alternative(sections, marks),
        width=WIDTH,
        height=height,
        strokes=(Stroke(LEFT, 0, LEFT, y),),
        boxes=(*boxes, *key_boxes),
        words=(*words, *key_words),
    )


def number_words(ends: tuple[int, int], top: int, count: int, state: str, mark: Mark) -> tuple[Words, ...]:
    """The number on a piece of a bar, with its sign where there is room for both."""
    room = ends[1] - ends[0] - LETTER * (len(str(count)) - 1)
    if room < ROOM:
        return ()
    text = f"{mark.glyph} {count}" if room >= MORE_ROOM else str(count)
    return (Words(sum(ends) // 2, top + 15, text, "middle", f"on-{state}"),)


def alternative(sections: Sequence[tuple[str, Counts]], marks: Mapping[str, Mark]) -> str:
    """Such as `Access and identity: 4 met, 1 open`."""
    told = (
        f"{name}: {', '.join(f'{count} {marks[state].word.lower()}' for state, count in counts.items() if count)}."
        for name, counts in sections
        if any(counts.values())
    )
    return " ".join(told)
