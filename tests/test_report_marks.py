"""Every word of the vocabulary has a look, and no two that stand side by side look the same."""

from __future__ import annotations

import pytest

from govcheck.rules.report import marks
from govcheck.rules.report.blocks import Mark
from govcheck.words.vocabulary import Cell, Offer, Result, Severity, Standing, Verdict, Word


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (marks.VERDICTS, Verdict),
        (marks.RESULTS, Result),
        (marks.STANDINGS, Standing),
        (marks.STANDING_MEANS, Standing),
        (marks.SEVERITIES, Severity),
        (marks.OFFERS, Offer),
    ],
)
def test_every_word_has_a_mark(table: dict[Word, object], words: type[Word]) -> None:
    assert set(table) == set(words)


def test_a_cell_that_nobody_set_has_a_mark_too() -> None:
    assert set(marks.CELLS) == {*Cell, None}


@pytest.mark.parametrize("table", [marks.VERDICTS, marks.RESULTS, marks.STANDINGS, marks.SEVERITIES, marks.OFFERS])
def test_a_mark_is_told_without_colour(table: dict[Word, Mark]) -> None:
    assert len({mark.word for mark in table.values()}) == len(table)
    assert len({mark.glyph for mark in table.values()}) == len(table)


def test_each_verdict_has_its_own_shape() -> None:
    """The template draws one for each tone."""
    assert len({mark.tone for mark in marks.VERDICTS.values()}) == len(Verdict)
