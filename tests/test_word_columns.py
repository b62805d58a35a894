"""The columns of a table in Word: what is short gets room enough, and what is long gets the rest."""

from __future__ import annotations

import pytest

from govcheck.rules.report.blocks import Line, Mark, Table
from govcheck.tools.wordcolumns import LONGEST, PADDING, ROOM, shares


def table(*columns: tuple[str, ...]) -> Table:
    heads, *rows = zip(*columns, strict=True)
    return Table("A table", heads, tuple(tuple((Line(text),) for text in row) for row in rows))


SENTENCE = "Has every person with access completed the training on using it safely, and who says so?"


def test_a_date_stays_on_one_line_beside_sentences() -> None:
    until = ("Until", "2026-12-04")
    found = shares(
        table(("Condition", SENTENCE), ("Owner", "Nadia Voss"), until, ("Safeguard", SENTENCE), ("Why", SENTENCE))
    )
    assert found[2] == len("2026-12-04") + PADDING
    assert found[0] == found[3] == found[4] > found[2]
    assert sum(found) <= ROOM


def test_a_word_of_the_heading_or_of_a_mark_does_not_break() -> None:
    found = shares(table(("Use case", SENTENCE), ("Responsibilities", "Us")))
    assert found[1] >= len("Responsibilities") + PADDING
    marked = Table("A table", ("A", "B"), (((Line(SENTENCE),), (Line(mark=Mark("Unanswered", "wait", "?")),)),))
    assert shares(marked)[1] >= len("Unanswered")


def test_a_word_without_end_takes_no_more_than_its_part() -> None:
    found = shares(table(("Text", SENTENCE), ("Digest", "a" * 64), ("Text", SENTENCE)))
    assert found[0] >= LONGEST + PADDING
    assert sum(found) <= ROOM


@pytest.mark.parametrize("columns", [1, 2, 9, 40])
def test_every_column_has_some_room(columns: int) -> None:
    found = shares(table(*((f"Column {number}", SENTENCE) for number in range(columns))))
    assert min(found) > 0
    assert len(found) == columns
    assert shares(table(("", ""), ("", "")))
