"""Text as HTML and its style sheets have it, and the lines of a report.

A large report has a hundred thousand lines. They are made here because a macro of the template engine takes five times
as long for each.
"""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache

from govcheck.rules.report.blocks import Fact, Line, Lines, Record, Records, Table
from govcheck.words.characters import safe_text

DATE = re.compile(r"\d(?<![\w-]\d)\d{3}-\d\d-\d\d(?![\w-])", re.ASCII)  # looks back from a digit: they are few


def html_text(text: str) -> str:
    """The text for an element or a quoted attribute."""
    text = text.strip()
    if text.isprintable():  # on one line, as most are
        return html.escape(text)
    return "<br>".join([html.escape(safe_text(line)) for line in text.splitlines()])


def html_dated(text: str) -> str:
    """The text for an element, with its dates kept whole where lines break."""
    shown = html_text(text)
    return DATE.sub(r'<span class="day">\g<0></span>', shown) if "-" in shown else shown


def html_records(block: Records) -> Iterator[str]:
    """Each record with its heading, which is one level deeper below a title."""
    heading = "h4" if block.title else "h3"
    return (html_record(one, heading) for one in block.records)


def html_record(one: Record, heading: str) -> str:
    code = f"<p><code>{html_text(one.code)}</code></p>\n" if one.code else ""
    return (
        f'<div class="record" id="{html_text(one.id)}">\n<{heading}>{html_text(one.title)}</{heading}>\n{code}'
        f'<dl class="facts">\n{html_facts(one.facts)}</dl>\n</div>\n'
    )


def html_rows(table: Table) -> Iterator[str]:
    """The rows of a table. Where they are stacked, because there is little room, each cell says its column."""
    grid = [""] * len(table.columns)
    labels = grid if table.grid else [LABEL.format(html_text(column)) for column in table.columns]
    return (f"<tr>{html_row(row, labels)}</tr>\n" for row in table.rows)


LABEL = '<span class="label" aria-hidden="true">{}</span>'


def html_row(row: tuple[Lines, ...], labels: list[str]) -> str:
    cells = [
        f"<td{'' if lines else BLANK}>{label}<div>{html_cell(lines)}</div></td>"
        for lines, label in zip(row[1:], labels[1:], strict=True)
    ]
    return f'<th scope="row">{html_cell(row[0])}</th>{"".join(cells)}'


BLANK = ' class="blank"'


def html_facts(facts: tuple[Fact, ...]) -> str:
    """The entries of a list of labels and what is said of each."""
    return "".join([f"<div><dt>{html_text(one.label)}</dt><dd>{html_cell(one.lines)}</dd></div>\n" for one in facts])


def html_cell(lines: Lines) -> str:
    """One line below the other."""
    return "".join([f'<div class="line">{html_line(one)}</div>' for one in lines])


def html_line(one: Line) -> str:
    """Its mark, the words that stand out, the text and the id, each where there is one."""
    mark = f"{html_mark(one.mark.word, one.mark.tone, one.mark.glyph)} " if one.mark else ""
    label = f"<strong>{html_dated(one.label)}</strong> " if one.label else ""
    code = f" {html_code(one)}" if one.code else ""
    return f"{mark}{label}{html_dated(one.text)}{code}"


def html_code(one: Line) -> str:
    """The id behind a line, which leads to its record where there is one."""
    code = html_text(one.code)
    return f'<code><a href="#{html_text(one.anchor)}">{code}</a></code>' if one.anchor else f"<code>{code}</code>"


@lru_cache(256)
def html_mark(word: str, tone: str, glyph: str) -> str:
    """A state: its sign is for the eyes only, since the word beside it says the same."""
    sign = f'<span aria-hidden="true">{html_text(glyph)}</span>'
    return f'<span class="mark {html_text(tone)}">{sign} {html_text(word)}</span>'


def css_string(text: str) -> str:
    """The text as the inside of a string in a style sheet, which nothing can end."""
    return "".join(f"\\{ord(character):06x}" for character in safe_text(text))


def csp_hash(text: str) -> str:
    """What a content security policy calls a style sheet by."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
