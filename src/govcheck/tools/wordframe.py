"""What surrounds the report in Word: what a template says besides, and the head and the foot of every page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from textwrap import shorten
from typing import Any

from govcheck.rules.suggest import write_instead
from govcheck.tools.wordfile import xml_text
from govcheck.tools.wordxml import bare, colour, field, full, points, recoloured, right
from govcheck.words.characters import one_line
from govcheck.words.errors import Refused

HERE = "{report}"
"""A paragraph of a template in whose place the report comes."""
PLACEHOLDER = re.compile(r"\{([a-z-]+)\}")
ALONE = re.compile(r"(?<!\w)\{([a-z][a-z-]*)\}(?!\w)")
"""What can only be meant as a name to be filled in. Other braces a document may have for itself."""
ACCENTED = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption")
"""The styles in the colour of a firm."""
SHOWN = 60
"""Characters of a paragraph in a message."""
A4, MARGIN, TEXT = (7_560_310, 10_692_130), 720_000, 9.5
"""Sizes without a template: of the paper and its margins in the units of the library, of the text in points."""


def plain_look(document: Any, accent: str) -> None:
    """How a page looks that nobody has made a template for."""
    for style in ACCENTED:
        document.styles[style].font.color.rgb = colour(bare(accent))
    for line in document.styles["Title"].element.iter(full("w:bottom")):
        recoloured(line, bare(accent))
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", points(TEXT)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = points(4), 1.05
    for style in ("Header", "Footer"):
        stops = document.styles[style].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(text_width(document), right())
    for place, words in ((section.header, "{organization}\t{marking}"), (section.footer, "{running}\t")):
        place.paragraphs[0].add_run(words)
    page_numbers(section.footer.paragraphs[0])


def text_width(document: Any) -> int:
    """The room between the margins of the last pages."""
    section = document.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin)


def page_numbers(paragraph: Any) -> None:
    field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    field(paragraph, "NUMPAGES")


def refuse_slips(document: Any, names: Collection[str], shown: str) -> None:
    """Raises Refused for what would stand in braces in the end: no name of ours, or a report that has no place."""
    body = [whole_text(one) for one in document.element.body.iter(full("w:p"))]
    edge = [whole_text(one) for part in (*heads(document), *feet(document)) for one in part._element.iter(full("w:p"))]
    known = (HERE.strip("{}"), *names)
    for name in (match[1] for text in (*body, *edge) for match in ALONE.finditer(text)):
        if name not in known:
            raise Refused(f"{shown}: {{{name}}} is none of the names that are filled in", write_instead(name, known))
    for text in body:
        if HERE in text and text.strip() != HERE:
            rest = shorten(text, SHOWN, placeholder=" …")
            raise Refused(f"{shown}: a paragraph holds {HERE} and nothing else", f"take out the rest of: {rest}")
    if any(HERE in text for text in edge):
        raise Refused(f"{shown}: {HERE} stands in the head or the foot of a page", "move it to the text")
    if sum(HERE in text for text in body) > 1:
        raise Refused(f"{shown}: {HERE} stands in more than one paragraph", "leave one of them")


def fill(document: Any, words: Mapping[str, str]) -> set[str]:
    """Puts words in the place of their names in braces, wherever a template has them; those that the body had."""
    found = filled(document.element.body, words)
    for one in (*heads(document), *feet(document)):
        filled(one._element, words)
    return found


def filled(part: Any, words: Mapping[str, str]) -> set[str]:
    """The same for one part. Word tears texts apart: where a name is torn, its paragraph loses its looks."""
    found = set[str]()

    def said(match: re.Match[str]) -> str:
        if match[1] not in words:
            return match[0]
        found.add(match[1])
        return xml_text(one_line(words[match[1]]))

    for paragraph in part.iter(full("w:p")):
        texts = own_texts(paragraph)
        for one in texts:
            put(one, PLACEHOLDER.sub(said, one.text or ""))
        whole = whole_text(paragraph)
        if any(name in words for name in PLACEHOLDER.findall(whole)):
            put(texts[0], PLACEHOLDER.sub(said, whole))
            for one in texts[1:]:
                one.text = ""
    return found


def put(place: Any, words: str) -> None:
    if words != (place.text or ""):
        place.text = words
        place.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def own_texts(paragraph: Any) -> list[Any]:
    """The texts of a paragraph, without those of a text box that hangs on it."""
    return [one for one in paragraph.iter(full("w:t")) if next(one.iterancestors(full("w:p"))) is paragraph]


def whole_text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in own_texts(paragraph))


def room(document: Any) -> Any:
    """Where the report comes: the paragraph that says so, or the end. An empty template is taken as empty."""
    body = document.element.body
    for paragraph in body.iter(full("w:p")):
        if whole_text(paragraph).strip() == HERE:
            return paragraph
    if any(True for _ in body.iter(full("w:t"), full("w:drawing"), full("w:pict"), full("w:tbl"))):
        document.add_page_break()
    else:
        for paragraph in [one for one in body.findall(full("w:p")) if next(one.iter(full("w:sectPr")), None) is None]:
            body.remove(paragraph)
    return None


def move(document: Any, before: int, place: Any) -> None:
    """Moves what was written since the body had so many parts to its place."""
    body = document.element.body
    last = int(len(body) > 0 and body[-1].tag == full("w:sectPr"))
    if place is not None:
        for one in list(body)[before - last : len(body) - last]:
            place.addprevious(one)
        for one in own_texts(place):
            one.text = ""


def edges(document: Any, marking: str, running: str) -> None:
    """Sees to it that every page says whether it is a draft, the verdict with its day, and its number."""
    for head in heads(document):
        if marking.upper() not in said_in(head):
            head.add_paragraph().add_run(xml_text(marking.upper())).bold = True
    for foot in feet(document):
        if xml_text(one_line(running)) not in said_in(foot):
            foot.add_paragraph().add_run(xml_text(running))
        if not re.search(r"\bPAGE\b", codes_in(foot)):
            page_numbers(foot.add_paragraph())


def heads(document: Any) -> Iterator[Any]:
    """Every head of a page that some page has."""
    return each(document, "header")


def feet(document: Any) -> Iterator[Any]:
    return each(document, "footer")


def each(document: Any, kind: str) -> Iterator[Any]:
    """One that a section takes over from the section before it is the same."""
    seen = list[Any]()
    for section in document.sections:
        names = (
            kind,
            f"first_page_{kind}" if section.different_first_page_header_footer else "",
            f"even_page_{kind}" if document.settings.odd_and_even_pages_header_footer else "",
        )
        for one in (getattr(section, name) for name in names if name):
            if not any(one._element is other for other in seen):
                seen.append(one._element)
                yield one


def said_in(part: Any) -> str:
    return "".join(one.text or "" for one in part._element.iter(full("w:t")))


def codes_in(part: Any) -> str:
    """The fields of a head or a foot."""
    found = part._element
    simple = (one.get(full("w:instr")) or "" for one in found.iter(full("w:fldSimple")))
    return " ".join((*simple, *(one.text or "" for one in found.iter(full("w:instrText")))))
