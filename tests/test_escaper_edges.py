"""What the escapers write, to the character, and how a workbook and a Word document show it."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
import pytest

from govcheck.tools import templates, wordxml
from govcheck.tools.csvtext import csv_text
from govcheck.tools.xlsx import xlsx_bytes
from govcheck.words.characters import columns, one_line, safe_text, talk_text, visible
from govcheck.words.table import Column, Table


def test_a_line_of_talk_is_no_command_of_a_build_server() -> None:
    assert talk_text("::error::x") == ": :error::x"
    assert talk_text("a\n \t::warning file=a::x") == "a\n \t: :warning file=a::x"
    assert talk_text("a ::error::x") == "a ::error::x"
    assert talk_text("##[error]x ##vso[task]y ## heading") == "# #[error]x # #vso[task]y ## heading"


def test_what_steers_a_terminal_is_shown_by_its_number() -> None:
    assert safe_text("a\x1b[31m\x7f\x85\u202e\U000e0041") == "a\\x1b[31m\\x7f\\x85\\u202e\\U000e0041"
    assert safe_text("a\r\nb\rc\td\n") == "a\r\nb\\x0dc\td\n"
    assert [visible(code) for code in (0, 0xFF, 0x100, 0xFFFF, 0x10000)] == [
        *("\\x00", "\\xff", "\\u0100", "\\uffff", "\\U00010000"),
    ]
    assert one_line(" a\n\tb\x1b \u200bc ") == "a b\\x1b \\u200bc"


def test_columns_are_those_of_a_screen() -> None:
    assert [columns(text) for text in ("abc", "é", "e\u0301", "界", "ａ", "")] == [3, 1, 1, 2, 2, 0]


def test_each_format_with_templates_has_its_escapers() -> None:
    text = 'a<b> & "c" 2026-11-22'
    escaped = "a&lt;b&gt; &amp; &quot;c&quot; 2026-11-22"
    assert set(templates.FORMATS) == {"html", "pdf", "md"}
    for name in ("html", "pdf"):
        plain, code, dated = (escape(text) for escape in vars(templates.FORMATS[name]).values())
        assert (plain, code) == (escaped, escaped)
        assert dated == escaped.replace("2026-11-22", '<span class="day">2026-11-22</span>')


def test_a_workbook_shows_whole_texts_on_one_page_in_width() -> None:
    table = Table("T", (), (Column("A", 10), Column("B", 20, filled_in=True)), (("x" * 30, ""), ("short", "y")))
    sheet: Any = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table, date(2026, 11, 22)))).active
    assert sheet.page_setup.fitToWidth in (None, 1), "one is what it is where nothing is said"
    assert sheet.page_setup.fitToHeight == 0
    heights = [sheet.row_dimensions[number].height or 15 for number in (2, 3)]  # what is said nothing of is 15 points
    assert heights == [60, 15]
    for cell in ("A1", "A2", "B2", "B3"):
        assert sheet[cell].alignment.vertical == "top"
        assert sheet[cell].alignment.wrap_text
    assert sheet["B3"].fill.fgColor.rgb == "FFFFF8DC"
    assert sheet["A3"].fill.fill_type is None


def test_a_paragraph_is_shaded_and_a_table_is_as_wide_as_the_page() -> None:
    document = docx.Document()
    paragraph: Any = document.add_paragraph("x")
    wordxml.shaded(paragraph, "FFEECC")
    shade = paragraph._p.pPr.find(wordxml.full("w:shd"))
    assert [shade.get(wordxml.full(f"w:{name}")) for name in ("val", "color", "fill")] == ["clear", "auto", "FFEECC"]
    for style in ("Table Grid", None):
        table: Any = document.add_table(1, 1)
        properties = table._tbl.tblPr
        for old in properties.findall(wordxml.full("w:tblStyle")) if style is None else ():
            properties.remove(old)
        wordxml.full_width(table)
        (width,) = properties.findall(wordxml.full("w:tblW"))
        assert (width.get(wordxml.full("w:type")), width.get(wordxml.full("w:w"))) == ("pct", "5000")
        named = [child.tag for child in properties]
        assert named.index(wordxml.full("w:tblW")) == (
            1 if properties.find(wordxml.full("w:tblStyle")) is not None else 0
        )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_cell_that_begins_like_a_formula_begins_with_an_apostrophe(sign: str) -> None:
    """The signs are written out here: those of the program are what is tried."""
    for text in (f"{sign}1", f" \t{sign}1", f"{sign}1 "):
        assert csv_text([[text, "x"]]) == f"'{sign}1,x\r\n"
    assert csv_text([[f"'{sign}1"]]) == f"''{sign}1\r\n"
    assert csv_text([[f"x{sign}1"]]) == f"x{sign}1\r\n"


def test_a_workbook_has_the_day_that_is_given_and_lists_to_choose_from() -> None:
    table = Table("T", (), (Column("A", 10, choices=("x", "y")),), (("x\n" * 60,),))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table, date(2026, 11, 22))))
    assert book.properties.created == datetime(2026, 11, 22)  # noqa: DTZ001 - a workbook knows no zones
    sheet: Any = book.active
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref).startswith("A2:A")
    assert 399 < sheet.row_dimensions[2].height <= 400


def test_a_row_of_a_table_stays_on_one_page() -> None:
    row: Any = docx.Document().add_table(1, 1).rows[0]
    wordxml.whole_row(row)
    wordxml.heading_row(row)
    assert [child.tag for child in row._tr.trPr] == [wordxml.full("w:cantSplit"), wordxml.full("w:tblHeader")]
