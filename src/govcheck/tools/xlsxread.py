"""Spreadsheets, read: values only, from whatever program saved them. A workbook from outside is a zip from outside."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from govcheck.tools.xlsx import MISSING
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.table import Row, columns_read, is_head

MAX_MEMBERS = 200
MAX_BYTES = 64 * 1024 * 1024
"""Of all members, unpacked."""
MAX_ROWS, MAX_COLUMNS = 20_000, 100
SEARCHED = 20
"""So many rows of each sheet are looked through for the headings."""
NO_WORKBOOK = "is not a workbook that can be read"


def xlsx_rows(data: bytes, shown: str, key: str, headings: Collection[str]) -> tuple[Row, ...]:
    """The rows below the headings, of the columns named, of the first sheet that has the key among its headings.

    Raises Refused for what is no workbook, or a dangerous one, and InvalidInput for formulas in these columns.
    """
    refuse_dangerous(data, shown)
    try:
        import openpyxl  # noqa: PLC0415  # an extra
    except ImportError:
        raise MISSING from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and lists, which are not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            sheets = [list(cells_of(sheet)) for sheet in book.worksheets]
    except Exception as error:  # noqa: BLE001 - the library raises many kinds on a broken file
        raise Refused(f"{shown} {NO_WORKBOOK} ({type(error).__name__})", "save it again as .xlsx or .csv") from None
    for rows in sheets:
        for at, (_, head) in enumerate(rows[:SEARCHED]):
            if is_head(head, key):
                return tuple(told(rows[at + 1 :], columns_read(head, headings, shown), shown))
    raise Refused(f"{shown} has no column {key}", "keep the headings of the sheet that was sent")


def refuse_dangerous(data: bytes, shown: str) -> None:
    """What unpacks to more than anybody fills in, and what holds programs, is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused(f"{shown} {NO_WORKBOOK}", "save it as .xlsx, without a password, or as .csv") from None
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_BYTES:
        raise Refused(f"{shown} is too large to be a sheet that was filled in", "copy its rows into a new workbook")
    if any("vbaproject" in member.filename.casefold() for member in members):
        raise Refused(f"{shown} holds macros", "save it as .xlsx, without them")


def cells_of(sheet: object) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, its cells as text; a formula keeps its equals sign behind a NUL that no text has."""
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)  # type: ignore[attr-defined]  # a read-only sheet
    for number, row in enumerate(rows, 1):
        yield number, [text_of(cell) for cell in row]


FORMULA, ERROR = "\0=", "\0#"
"""What no text begins with."""


def text_of(cell: object) -> str:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "n")
    if value is None:
        return ""
    if kind == "f":
        return f"{FORMULA}{value}"
    if kind == "e":
        return f"{ERROR}{value}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) and "%" in str(getattr(cell, "number_format", "")):
        return f"{value * 100:g}%"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def told(rows: list[tuple[int, list[str]]], columns: Mapping[int, str], shown: str) -> Iterator[Row]:
    """The rows by their headings. Raises InvalidInput with every formula."""
    problems = []
    for number, cells in rows:
        read = {at: text for at, text in enumerate(cells) if at in columns}
        for at, text in read.items():
            if text.startswith((FORMULA, ERROR)):
                what = "a formula" if text.startswith(FORMULA) else "an error of a spreadsheet program"
                problems.append(Problem(shown, number, at + 1, f"{columns[at]} holds {what}", "write the value"))
        yield Row(number, {columns[at]: text for at, text in read.items()})
    if problems:
        raise InvalidInput(problems)
