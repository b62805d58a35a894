"""The report in Word: its blocks, in the styles of whatever document they are written into."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, assert_never

from govcheck.rules.report.blocks import (
    Banner,
    Block,
    Fact,
    Facts,
    Line,
    Lines,
    Mark,
    Part,
    Points,
    Prose,
    Record,
    Records,
    Report,
    Table,
)
from govcheck.tools.wordcolumns import shares
from govcheck.tools.wordfile import Properties, opened, saved, xml_text
from govcheck.tools.wordframe import edges, fill, move, plain_look, refuse_slips, room, text_width
from govcheck.tools.wordstyles import BULLET, GRID, Styles, styles_of
from govcheck.tools.wordxml import (
    bare,
    bookmarked,
    colour,
    described,
    filled_cell,
    full_width,
    heading_row,
    linked,
    points,
    shaded,
    whole_row,
)
from govcheck.words.characters import one_line
from govcheck.words.settings import Brand, Logo
from govcheck.words.values import dataclass

COLOURS = {"good": "17623A", "fair": "7D5200", "wait": "34497A", "bad": "9C2228", "quiet": "525D6B"}
BACKS = {"good": "E7F4EC", "fair": "FBF2DC", "wait": "E9EEF8", "bad": "FBEAEA", "quiet": "ECEFF2"}
"""What a tone looks like; the word and the sign say the same."""
SMALL, LARGE = 8, 22
"""Sizes in points: of ids, and of the verdict."""
BETWEEN = 25_400
"""The room below a line in a cell: two points."""
PAPER = "FFFFFF"
PIXEL, LOGO = 9_525, (1_800_000, 432_000)
"""The units of the library in a pixel, and the room for a logo: 5 cm by 1.2 cm."""
BELOW_LOGO = 127_000
LABELS = (26, 74)
"""How labels and what is said share the width."""


@dataclass(frozen=True)
class Page:
    """Where the report is written: a document, its styles, and what can be led to."""

    document: Any
    styles: Styles
    bookmarks: Mapping[str, str]
    """By the id of a record."""
    brand: Brand | None
    """None where a template brings its own."""


def docx_bytes(report: Report, dated: date, template: bytes | None = None, shown: str = "") -> bytes:
    """The report as a Word document, in a template or on its own. Raises Refused for a template that cannot be used."""
    document, said = opened(template, shown), words_of(report)
    if template is None:
        plain_look(document, report.brand.accent)
    else:
        refuse_slips(document, said, shown)
    page = Page(document, styles_of(document), bookmarks(report), report.brand if template is None else None)
    place = room(document)
    named = fill(document, said)
    before = len(document.element.body)
    write_cover(page, report, named)
    for part in report.parts:
        write_part(page, part)
    paragraph(page)
    move(document, before, place)
    edges(document, report.marking, report.running)
    title = f"{report.organization}: {report.title}. {report.name.capitalize()} ({report.running})"
    return saved(document, Properties(title, report.prepared_by, f"{report.edition} edition", dated))


def words_of(report: Report) -> Mapping[str, str]:
    """What a template can name, in braces."""
    return {
        "organization": report.organization,
        "title": report.title,
        "marking": report.marking.upper(),
        "running": report.running,
        "notice": report.notice,
        "classification": report.classification,
        "prepared-by": report.prepared_by,
        "contact": report.contact,
        "cover": report.cover,
    }


def bookmarks(report: Report) -> Mapping[str, str]:
    """A name for each record: Word takes only short ones."""
    blocks = (block for part in report.parts for block in part.blocks if isinstance(block, Records))
    ids = (record.id for block in blocks for record in block.records)
    return {id: f"govcheck_{number}" for number, id in enumerate(dict.fromkeys(ids), 1)}


def write_cover(page: Page, report: Report, named: Collection[str]) -> None:
    """The first page, without what a template has named there itself."""
    if page.brand and page.brand.logo:
        write_logo(paragraph(page), page.brand.logo)
    marked = paragraph(page)
    coloured(marked.add_run(xml_text(report.marking.upper())), "good" if report.marking == "Approved" else "bad")
    if report.classification:
        paragraph(page).add_run(xml_text(report.classification)).bold = True
    if "title" not in named:
        paragraph(page, "Subtitle").add_run(xml_text(report.organization))
        paragraph(page, "Title").add_run(xml_text(f"{report.title}: {report.name}"))
    if report.prepared_by:
        paragraph(page).add_run(xml_text(f"Prepared by {report.prepared_by}"))
    if report.contact and "contact" not in named:
        paragraph(page).add_run(xml_text(f"Contact: {report.contact}"))
    if report.cover and "cover" not in named:
        paragraph(page).add_run(xml_text(report.cover))
    paragraph(page).add_run(xml_text(report.notice))


def write_logo(place: Any, logo: Logo) -> None:
    """The picture in its own proportions, never larger than it is, and what it shows in words."""
    scale = min(PIXEL, LOGO[0] / logo.width, LOGO[1] / logo.height)
    picture = io.BytesIO(b64decode(logo.base64))
    shape = place.add_run().add_picture(picture, int(logo.width * scale), int(logo.height * scale))
    shape._inline.docPr.set("descr", xml_text(one_line(logo.text)))
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")
    place.paragraph_format.space_after = BELOW_LOGO


def write_part(page: Page, part: Part) -> None:
    paragraph(page, "Heading 1").add_run(xml_text(part.title))
    for block in part.blocks:
        if block.title:
            paragraph(page, "Heading 2").add_run(xml_text(block.title))
        write_block(page, block)


def write_block(page: Page, block: Block) -> None:
    match block:
        case Banner():
            write_banner(page, block)
        case Prose():
            for line in block.lines:
                write_line(page, paragraph(page), line)
        case Points():
            write_points(page, block)
        case Facts():
            write_facts(page, block.facts)
        case Table():
            write_table(page, block)
        case Records():
            for record in block.records:
                write_record(page, record, "Heading 3" if block.title else "Heading 2")
        case _:
            assert_never(block)


def write_banner(page: Page, block: Banner) -> None:
    verdict = paragraph(page)
    shaded(verdict, BACKS[block.mark.tone])
    write_mark(verdict, block.mark, LARGE)
    verdict.paragraph_format.keep_with_next = True
    paragraph(page).add_run(xml_text(block.text)).bold = True
    facts = (Fact(line.label, (Line(line.text, code=line.code, anchor=line.anchor),)) for line in block.lines)
    write_facts(page, tuple(facts))


def write_points(page: Page, block: Points) -> None:
    if block.intro:
        paragraph(page).add_run(xml_text(block.intro)).italic = True
    for line in block.lines:
        point = paragraph(page, BULLET)
        if page.styles.id(BULLET) is None:
            point.add_run("• ")
        write_line(page, point, line)


def write_record(page: Page, record: Record, style: str) -> None:
    heading = paragraph(page, style)
    heading.add_run(xml_text(record.title))
    name = page.bookmarks[record.id]
    bookmarked(heading, name, int(name.rpartition("_")[2]))
    if record.code:
        below = paragraph(page)
        write_code(below, record.code)
        below.paragraph_format.keep_with_next = True
    write_facts(page, record.facts)


def write_facts(page: Page, facts: tuple[Fact, ...]) -> None:
    """Labels and what is said, side by side without lines around them."""
    if not facts:
        return
    table = new_table(page, len(facts), 2)
    widths(page, table, LABELS)
    for row, fact in zip(table.rows, facts, strict=True):
        whole_row(row)
        label, said = row.cells
        write_head(label, fact.label)
        write_lines(page, said, fact.lines)


def write_table(page: Page, block: Table) -> None:
    caption = paragraph(page, "Caption")
    caption.add_run(xml_text(block.caption))
    caption.paragraph_format.keep_with_next = True
    table = new_table(page, 1 + len(block.rows), len(block.columns))
    if (style := page.styles.id(GRID)) is not None:
        table._tbl.tblStyle_val = style
    described(table, xml_text(block.caption))
    widths(page, table, shares(block))
    head, *rows = table.rows
    heading_row(head)
    for cell, column in zip(head.cells, block.columns, strict=True):
        run = write_head(cell, column)
        if page.brand:
            run.font.color.rgb = colour(PAPER)
            filled_cell(cell, bare(page.brand.accent))
    for row, lines_by_column in zip(rows, block.rows, strict=True):
        whole_row(row)
        for cell, lines in zip(row.cells, lines_by_column, strict=True):
            write_lines(page, cell, lines)


def new_table(page: Page, rows: int, columns: int) -> Any:
    """A table at the end; one that followed another at once would become one with it."""
    if ends_with_table(page):
        paragraph(page)
    return page.document.add_table(rows, columns)


def ends_with_table(page: Page) -> bool:
    body = page.document.element.body
    last = [one for one in body[-2:] if not one.tag.endswith("}sectPr")]
    return bool(last) and last[-1].tag.endswith("}tbl")


def widths(page: Page, table: Any, shares: tuple[int, ...]) -> None:
    """Gives each column its share of the width between the margins."""
    table.autofit = False
    whole = text_width(page.document)
    for place, share in enumerate(shares):
        table.columns[place].width = whole * share // sum(shares)
    for row in table.rows:
        for cell, column in zip(row._tr.tc_lst, table.columns, strict=True):
            cell.width = column.width
    full_width(table)


def paragraph(page: Page, style: str = "") -> Any:
    """A new paragraph at the end, in a style of the document."""
    made = page.document.add_paragraph()
    if style and (id := page.styles.id(style)) is not None:
        made._p.style = id
    return made


def write_head(cell: Any, text: str) -> Any:
    place = cell.paragraphs[0]
    place.paragraph_format.space_after = BETWEEN
    run = place.add_run(xml_text(text))
    run.bold = True
    return run


def write_lines(page: Page, cell: Any, lines: Lines) -> None:
    """Each line of a cell as a paragraph of it."""
    for number, line in enumerate(lines):
        place = cell.add_paragraph() if number else cell.paragraphs[0]
        place.paragraph_format.space_after = BETWEEN
        write_line(page, place, line)


def write_line(page: Page, place: Any, line: Line) -> None:
    if line.mark:
        write_mark(place, line.mark)
    if line.label:
        place.add_run(f"{xml_text(line.label)} ").bold = True
    if line.text:
        place.add_run(f"{xml_text(line.text)} " if line.code else xml_text(line.text))
    if line.code:
        run = write_code(place, line.code)
        if line.anchor in page.bookmarks:
            run.underline = True
            linked(run, page.bookmarks[line.anchor])


def write_mark(place: Any, mark: Mark, size: int = 0) -> None:
    """The sign and the word, in the colour of what they mean."""
    run = coloured(place.add_run(f"{xml_text(mark.glyph)} {xml_text(mark.word)} "), mark.tone)
    if size:
        run.font.size = points(size)


def coloured(run: Any, tone: str) -> Any:
    run.bold, run.font.color.rgb = True, colour(COLOURS[tone])
    return run


def write_code(place: Any, code: str) -> Any:
    run = place.add_run(xml_text(code))
    run.font.size, run.font.color.rgb = points(SMALL), colour(COLOURS["quiet"])
    return run
