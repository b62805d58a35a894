"""Spreadsheets, written. The same table gives the same bytes, and no text becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from textwrap import shorten
from typing import Any

from govcheck.words.characters import one_line, safe_text
from govcheck.words.errors import Refused
from govcheck.words.table import Table
from govcheck.words.values import dataclass

LINE, HIGHEST = 15, 400
"""Heights in points: of a line, and of a row at most."""
A3 = 8
LONGEST = 32767
"""Characters that a cell can hold."""
MISSING = Refused("spreadsheets need two more packages", 'install them with: pip install "govcheck[xlsx]"')
EDGE, FIRST_YEAR = 90, 1900
ROOM = 1000
"""So many rows have a list to choose from, also those that people add."""


def xlsx_bytes(table: Table, dated: date) -> bytes:
    """The table as a workbook: one sheet to fill in, one that says how. Raises Refused where the package is missing."""
    book, out = new_book(table.title, dated)
    write_rows(book, table, "Sheet")
    about = book.add_worksheet("How to fill it in")
    about.set_column(0, 0, 110)
    for number, line in enumerate((table.title, *table.about)):
        about.write_string(number, 0, cell(line), book.add_format({"text_wrap": True, "bold": not number}))
    book.close()
    return out.getvalue()


def book_bytes(title: str, tables: Iterable[Table], dated: date, edges: Edges) -> bytes:
    """The tables as a workbook to read, a sheet for each by its title, with what stands at the edges of its pages."""
    book, out = new_book(title, dated)
    for table in tables:
        sheet = write_rows(book, table, table.title)
        sheet.set_header(f"&L{edge(edges.left)}&R{edge(edges.right)}")
        sheet.set_footer(f"&L{edge(edges.foot)}&R&P / &N")
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class Edges:
    """What stands on every printed page."""

    left: str
    right: str
    foot: str


def edge(text: str) -> str:
    """A text as a header can hold it: it takes 255 characters in all, and an ampersand begins a command."""
    return shorten(one_line(text), EDGE, placeholder=" …").replace("&", "&&")


def new_book(title: str, dated: date) -> tuple[Any, io.BytesIO]:
    """An empty workbook and where it is written. Nobody's name stands in it, and no time but the day given."""
    try:
        import xlsxwriter  # noqa: PLC0415  # an extra
    except ImportError:
        raise MISSING from None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": cell(title), "created": datetime.combine(dated, time(), UTC)})
    return book, out


def write_rows(book: Any, table: Table, name: str) -> Any:
    """A sheet with the rows: headings that stay in view, lists to choose from, what is to be filled in marked."""
    sheet = book.add_worksheet(name)
    days = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
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
            look = filled if column.filled_in else plain
            if not text:
                sheet.write_blank(number, place, None, look)  # an empty text would count as one
            elif column.day and (day := day_in(text)):
                sheet.write_datetime(number, place, datetime.combine(day, time()), days)
            else:
                sheet.write_string(number, place, cell(text), look)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    return sheet


def day_in(text: str) -> date | None:
    """The date that a text is, where a workbook can hold it as one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def lines_of(row: tuple[str, ...], table: Table) -> int:
    """How many lines the highest cell of a row takes up, about: not every program finds out by itself."""
    return max(
        sum(len(line) // max(column.width - 1, 1) + 1 for line in text.split("\n"))
        for text, column in zip(row, table.columns, strict=True)
    )


def cell(text: str) -> str:
    """The text as a cell holds it. Raises Refused for one that would be cut, and come back shorter than it is."""
    if len(text) > LONGEST:
        raise Refused("a text is longer than a cell of a workbook can be", "write it as .csv or .md")
    return safe_text(text)
