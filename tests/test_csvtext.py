"""No cell is a formula, and nothing else is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.tools.csvtext import STARTS, csv_text


def cells(text: str) -> list[str]:
    ((*read,),) = csv.reader(io.StringIO(text, newline=""))
    return read


@pytest.mark.parametrize("blank", ["", " ", "\t", "\r", "\n"])
@pytest.mark.parametrize("start", STARTS)
def test_a_formula_is_shown_and_not_run(start: str, blank: str) -> None:
    assert cells(csv_text([[f"{blank}{start}1+1"]])) == [f"'{start}1+1"]


@given(st.lists(st.text(), min_size=2))
def test_no_cell_begins_like_a_formula(row: list[str]) -> None:
    read = cells(csv_text([row]))
    assert len(read) == len(row)
    assert not any(cell.startswith((*STARTS, "\t", "\r", "\n")) for cell in read)


def test_text_with_commas_quotes_and_lines_comes_back() -> None:
    row = ["a,b", 'say "x"', "one\ntwo", "Zoë"]
    assert cells(csv_text([row])) == row
