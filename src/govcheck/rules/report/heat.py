"""The matrix as a heat map: the stricter a cell, the darker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govcheck.rules.report.blocks import Box, Mark, Picture, Words
from govcheck.rules.report.drawing import LINE, WIDTH, key, lines_of, stacked
from govcheck.words.values import dataclass

LEFT, GAP, PAD = 150, 2, 6


@dataclass(frozen=True)
class HeatCell:
    """One cell: how it looks, what it is called, and what stands in it."""

    look: str
    mark: Mark
    stands: tuple[tuple[Mark, int], ...] = ()
    """The use cases that stand in it, counted by what is decided about them."""


def heat(rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[int, int], HeatCell], name: str) -> Picture:
    """The cells by the numbers of their row and column."""
    wide = (WIDTH - LEFT) // max(len(columns), 1)
    heads = [lines_of(column, wide - PAD, 4) for column in columns]
    y = LINE * max(map(len, heads), default=1) + 6
    words, boxes = list[Words](), list[Box]()
    for number, lines in enumerate(heads):
        down = y - 6 - LINE * (len(lines) - 1)
        words += stacked(lines, LEFT + wide * number + wide // 2, down, "middle", "soft")
    for row, label in enumerate(rows):
        lines = lines_of(label, LEFT - PAD, 4)
        inside = [cell_lines(cells[row, column], wide - 2 * PAD) for column in range(len(columns))]
        high = max(LINE * max(map(len, (lines, *inside))) + 16, 44)
        words += stacked(lines, 0, y + (high - LINE * len(lines)) // 2 + 11)
        for column, told in enumerate(inside):
            cell, x = cells[row, column], LEFT + wide * column
            boxes.append(Box(x + GAP, y + GAP, wide - 2 * GAP, high - 2 * GAP, cell.look))
            down = y + (high - LINE * len(told)) // 2 + 11
            words += stacked(told, x + wide // 2, down, "middle", f"on-{cell.look}")
        y += high
    shown = {cell.look: cell.mark.word for _, cell in sorted(cells.items(), key=lambda one: one[1].look)}
    uses = dict.fromkeys(("", f"{mark.glyph} {mark.word}") for cell in cells.values() for mark, _ in cell.stands)
    key_boxes, key_words, height = key((*shown.items(), *uses), y + 10)
    return Picture(
        name=name,
        alternative=alternative(rows, columns, cells),
        width=WIDTH,
        height=height,
        strokes=(),
        boxes=(*boxes, *key_boxes),
        words=(*words, *key_words),
    )


def cell_lines(cell: HeatCell, width: int) -> tuple[str, ...]:
    told = lines_of(f"{cell.mark.glyph} {cell.mark.word}", width, 3)
    stands = "  ".join(f"{mark.glyph} {count}" for mark, count in cell.stands)
    return (*told, stands) if stands else told


def alternative(rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[int, int], HeatCell]) -> str:
    """Such as `Public: claude.ai allowed, API prohibited`."""

    def told(row: int) -> str:
        return ", ".join(f"{name} {cells[row, column].mark.word.lower()}" for column, name in enumerate(columns))

    return " ".join(f"{label}: {told(row)}." for row, label in enumerate(rows))
