"""Spreadsheets, written. The same table gives the same bytes, and no text becomes a formula."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import Any

from govcheck.words.characters import safe_text
from govcheck.words.errors import Refused
from govcheck.words.table import Table

LINE, HIGHEST = 15, 400
"""Heights in points: of a line, and of a row at most."""
A3 = 8
LONGEST = 32767
"""Characters that a cell can hold."""
MISSING = Refused("spreadsheets need two more packages", 'install them with: pip install "govcheck[xlsx]"')
ROOM = 1000
"""So many rows have a list to choose from, also those that people add."""


def xlsx_bytes(table: Table, dated: date) -> bytes:
    """The table as a workbook: one sheet to fill in, one that says how. Raises Refused where the package is missing."""
    try:
        import xlsxwriter  # noqa: PLC0415  # an extra
    except ImportError:
        raise MISSING from None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": cell(table.title), "created": datetime.combine(dated, time(), UTC)})
    write_rows(book, table)
    about = book.add_worksheet("How to fill it in")
    about.set_column(0, 0, 110)
    for number, line in enumerate((table.title, *table.about)):
        about.write_string(number, 0, cell(line), book.add_format({"text_wrap": True, "bold": not number}))
    book.close()
    return out.getvalue()


def write_rows(book: Any, table: Table) -> None:
    """The sheet with the rows: headings that stay in view, lists to choose from, what is to be filled in marked."""
    sheet = book.add_worksheet("Sheet")
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    filled = book.add_format(
        {"text_wrap": True, "valign": "top", "bg_color": "#FFF8DC", "border": 1, "border_color": "#BBBBBB"}
    )
    head = book.add_format({"text_wrap": True, "valign": "top", "bold": True, "bg_color": "#E8E8E8"})
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, head)
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            sheet.data_validation(1, place, len(table.rows) + ROOM, place, rule)
    for number, row in enumerate(table.rows, 1):
        sheet.set_row(number, min(LINE * lines_of(row, table), HIGHEST))
        for place, (text, column) in enumerate(zip(row, table.columns, strict=True)):
            sheet.write_string(number, place, cell(text), filled if column.filled_in else plain)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def lines_of(row: tuple[str, ...], table: Table) -> int:
    """How many lines the highest cell of a row takes up, about: not every program finds out by itself."""
    return max(
        sum(len(line) // max(column.width - 1, 1) + 1 for line in text.split("\n"))
        for text, column in zip(row, table.columns, strict=True)
    )


def cell(text: str) -> str:
    """The text as a cell holds it. Raises Refused for one that would be cut, and come back shorter than it is."""
    if len(text) > LONGEST:
        raise Refused("a text is longer than a cell of a workbook can be", "write the sheet as .csv or .md")
    return safe_text(text)
