"""The few elements of Word's own language that the library has no name for."""

from __future__ import annotations

from typing import Any


def element(tag: str, *children: Any, **values: str) -> Any:
    """`element("w:shd", fill="FFFFFF")`; a value stands in the attribute of that name."""
    from docx.oxml import OxmlElement  # noqa: PLC0415  # an extra

    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(full(f"w:{name}"), value)
    made.extend(children)
    return made


def full(name: str) -> str:
    """A name with its name space, as lxml has it."""
    from docx.oxml.ns import qn  # noqa: PLC0415  # an extra

    return str(qn(name))


def field(paragraph: Any, code: str) -> None:
    """A field, such as PAGE, that the reader's program works out."""
    paragraph._p.append(element("w:fldSimple", element("w:r", text("1")), instr=f" {code} "))


def text(words: str) -> Any:
    made = element("w:t")
    made.text = words
    return made


def linked(run: Any, bookmark: str) -> Any:
    """A run that leads to a bookmark, in place of the run itself."""
    link = element("w:hyperlink", anchor=bookmark, history="1")
    run._r.addprevious(link)
    link.append(run._r)
    return link


def bookmarked(paragraph: Any, name: str, number: int) -> None:
    """The paragraph as something that can be led to."""
    start, end = element("w:bookmarkStart", id=str(number), name=name), element("w:bookmarkEnd", id=str(number))
    paragraph._p.get_or_add_pPr().addnext(start)
    paragraph._p.append(end)


def shaded(paragraph: Any, colour: str) -> None:
    paragraph._p.get_or_add_pPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def recoloured(line: Any, colour: str) -> None:
    """A line in another colour than that of a theme."""
    for name in ("themeColor", "themeShade", "themeTint"):
        line.attrib.pop(full(f"w:{name}"), None)
    line.set(full("w:color"), colour)


def filled_cell(cell: Any, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def heading_row(row: Any) -> None:
    """The row stands again on each page that the table goes on to."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def whole_row(row: Any) -> None:
    """The row stays on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def described(table: Any, words: str) -> None:
    """What a screen reader says of the table."""
    table._tbl.tblPr.append(element("w:tblCaption", val=words))


def full_width(table: Any) -> None:
    """The table takes the width of the page, whatever page that is."""
    properties = table._tbl.tblPr
    for old in properties.findall(full("w:tblW")):
        properties.remove(old)
    width = element("w:tblW", type="pct", w="5000")
    style = properties.find(full("w:tblStyle"))
    if style is None:
        properties.insert(0, width)
    else:
        style.addnext(width)


def points(number: float) -> Any:
    from docx.shared import Pt  # noqa: PLC0415  # an extra

    return Pt(number)


def bare(colour: str) -> str:
    """A colour as Word has it: `#1f3a5f` is 1F3A5F."""
    return colour.removeprefix("#").upper()


def colour(code: str) -> Any:
    from docx.shared import RGBColor  # noqa: PLC0415  # an extra

    return RGBColor.from_string(code)


def right() -> Any:
    from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415  # an extra

    return WD_TAB_ALIGNMENT.RIGHT
