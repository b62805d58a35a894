"""Comma-separated values that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from govcheck.words.characters import safe_text

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001 - the full-width ones are meant
"""What begins a formula."""


UTF_8_MARK = b"\xef\xbb\xbf"
"""Without it a spreadsheet program takes the file for one in the code page of its country."""


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as a file that goes out to be filled in."""
    return UTF_8_MARK + csv_text(rows).encode("utf-8")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """The rows as text with CRLF line ends (RFC 4180). A cell that could be a formula begins with an apostrophe."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n").writerows(
        [_cell(text) for text in row] for row in rows
    )
    return out.getvalue()


def _cell(text: str) -> str:
    shown = safe_text(text.strip())  # a spreadsheet drops blanks, tabs and line ends before it looks for a formula
    return f"'{shown}" if shown.lstrip("'").startswith(STARTS) else shown  # one more, so that the reader can take one
