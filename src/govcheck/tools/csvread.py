"""Comma-separated values, read as spreadsheet programs of any country write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping

from govcheck.tools.csvtext import STARTS
from govcheck.tools.yamltext import decode
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.table import Row, columns_read, is_head

SEPARATORS = ",;\t"
MAX_CELL = 200_000
SEARCHED = 20


def csv_rows(data: bytes, shown: str, key: str, headings: Collection[str]) -> tuple[Row, ...]:
    """The rows below the line of headings that has the key, of the columns named. Raises Refused or InvalidInput."""
    text = decode(data, shown)
    lines = text.splitlines()
    head = next((line for line in lines[:SEARCHED] if key.casefold() in line.casefold()), "")
    if not head:
        raise Refused(f"{shown} has no column {key}", "keep the headings of the sheet that was sent")
    separator = max(SEPARATORS, key=head.count)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return tuple(told(reader, shown, key, headings))
    except csv.Error as error:
        raise InvalidInput([Problem(shown, max(reader.line_num, 1), 1, f"the row cannot be read: {error}")]) from None


def told(reader: Iterator[list[str]], shown: str, key: str, headings: Collection[str]) -> Iterator[Row]:
    columns: Mapping[int, str] = {}
    for number, cells in enumerate(reader, 1):
        if not columns and is_head(cells, key):
            columns = columns_read(cells, headings, shown)
        elif columns:
            yield Row(number, {columns[at]: unguarded(text) for at, text in enumerate(cells) if at in columns})


def unguarded(text: str) -> str:
    """The text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(STARTS) else text
