"""Comma-separated values, read as spreadsheet programs of any country write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from govcheck.tools.csvtext import STARTS
from govcheck.tools.yamltext import decode
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.table import Row

SEPARATORS = ",;\t"
MAX_CELL = 200_000
SEARCHED = 20


def csv_rows(data: bytes, shown: str, key: str) -> tuple[Row, ...]:
    """The rows below the line of headings that has this one. Raises Refused or InvalidInput."""
    text = decode(data, shown)
    lines = text.splitlines()
    head = next((line for line in lines[:SEARCHED] if key.casefold() in line.casefold()), "")
    if not head:
        raise Refused(f"{shown} has no column {key}", "keep the headings of the sheet that was sent")
    separator = max(SEPARATORS, key=head.count)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return tuple(told(reader, key))
    except csv.Error as error:
        raise InvalidInput([Problem(shown, max(reader.line_num, 1), 1, f"the row cannot be read: {error}")]) from None


def told(reader: Iterator[list[str]], key: str) -> Iterator[Row]:
    head: list[str] = []
    for number, cells in enumerate(reader, 1):
        if not head and key.casefold() in (text.strip().casefold() for text in cells):
            head = [text.strip() for text in cells]
        elif head:
            yield Row(number, {name: unguarded(text) for name, text in zip(head, cells, strict=False) if name})


def unguarded(text: str) -> str:
    """The text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(STARTS) else text
