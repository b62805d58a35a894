"""The report in Word: the blocks in the styles of a template, and a template from outside that does no harm."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from finished import PARTS, rendered, split, words
from govcheck.rules.case import Case
from govcheck.rules.report.blocks import Records, Report
from govcheck.rules.report.compose import report
from govcheck.tools.wordreport import docx_bytes
from govcheck.words.errors import Refused
from govcheck.words.settings import Branding
from program import AS_OF, Done, govcheck
from sample import ORIGIN, TODAY, judged, sample_report
from small_files import small_review
from test_markdown import HOSTILE
from test_report_safety import MORE_HOSTILE, hostile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RUNNING = "Draft. Conditional go, as of 2026-11-22"


def written(one: Report | None = None, template: bytes | None = None) -> bytes:
    return docx_bytes(one or sample_report(), TODAY, template, "brand.docx")


@cache
def sample() -> bytes:
    return written()


def read(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def text_in(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def headings(document: Any, level: int) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == f"Heading {level}"]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def brand(change: Callable[[Any], object] = lambda _: None) -> bytes:
    """A template, changed before it is saved."""
    document = docx.Document()
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(old: bytes, new: bytes, name: str = "word/document.xml") -> bytes:
    """A template in which something else stands in a file."""
    content = members(brand())
    assert old in content[name]
    return packed({**content, name: content[name].replace(old, new, 1)})


# What it says


def test_it_says_what_every_other_format_says() -> None:
    markdown = split(rendered(sample_report(), "md"), "md")
    assert list(markdown) == PARTS
    found = {*re.findall(r"\w+", " ".join(text_in(one) for one in read(sample()).element.body.iter(f"{W}p")))}
    for id, part in markdown.items():
        assert {*words(part, "md")} - found == set(), id


def test_headings_are_headings_in_their_order() -> None:
    document = read(sample())
    assert [one.text for one in document.paragraphs if one.style.name == "Title"] == [
        "Robots for the back office: readiness report"
    ]
    assert headings(document, 1) == [part.title for part in sample_report().parts]
    levels = [int(one.style.name[-1]) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert all(deeper <= before + 1 for before, deeper in pairwise(levels))
    titles = [record.title for part in sample_report().parts for block in part.blocks for record in records(block)]
    assert set(titles) <= {*headings(document, 2), *headings(document, 3)}


def records(block: Any) -> tuple[Any, ...]:
    return block.records if isinstance(block, Records) else ()


def test_tables_are_tables_whose_first_row_stands_on_every_page() -> None:
    tables = [one for one in read(sample()).tables if one.style and one.style.name == "Table Grid"]
    wanted = [block for part in sample_report().parts for block in part.blocks if block.kind == "table"]
    assert [[cell.text for cell in one.rows[0].cells] for one in tables] == [[*block.columns] for block in wanted]
    assert [len(one.rows) for one in tables] == [1 + len(block.rows) for block in wanted]
    for table, block in zip(tables, wanted, strict=True):
        assert [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows] == [True] + [False] * len(
            block.rows
        )
        assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == block.caption


def test_a_list_is_a_list() -> None:
    points = [one.text for one in read(sample()).paragraphs if one.style.name == "List Bullet"]
    wanted = [
        line
        for part in sample_report().parts
        for block in part.blocks
        if block.kind == "points"
        for line in block.lines
    ]
    assert len(points) == len(wanted) > 5
    assert not [one for one in points if one.startswith("•")]


def test_every_link_leads_to_a_bookmark() -> None:
    body = read(sample()).element.body
    names = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    numbers = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")]
    links = [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")]
    assert len(names) == len({*names}) == len({*numbers}) > 10
    assert len(links) > 20
    assert {*links} <= {*names}
    assert all(re.fullmatch(r"govcheck_\d+", name) for name in names)


def test_a_state_has_its_word_and_its_sign_besides_its_colour() -> None:
    [first, *_] = [run for one in read(sample()).paragraphs for run in one.runs if run.text == "◐ Conditional go "]
    assert str(first.font.color.rgb) == "7D5200"


def test_lines_of_a_note_stay_lines() -> None:
    [note] = [cell for table in read(sample()).tables for row in table.rows for cell in row.cells if "212" in cell.text]
    assert note.text == "All 212 people.\nNo second way in."


# Every page


def test_every_page_says_that_it_is_a_draft_the_verdict_its_day_and_its_number() -> None:
    [section] = read(sample()).sections
    assert section.header.paragraphs[0].text == "Halden Freight\tDRAFT"
    foot = section.footer._element
    assert RUNNING in text_in(foot)
    assert [one.get(f"{W}instr").strip() for one in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_an_approved_one_says_so() -> None:
    document = read(written(replace(sample_report(), marking="Approved", running="Approved. Go, as of 2026-11-22")))
    assert "APPROVED" in document.sections[0].header.paragraphs[0].text
    assert "DRAFT" not in text_in(document.element.body)


def other_pages(document: Any) -> None:
    """A template with a first page, even pages and a second section, of which some have a head already."""
    document.settings.odd_and_even_pages_header_footer = True
    first = document.sections[0]
    first.different_first_page_header_footer = True
    first.header.paragraphs[0].text = "Our firm"
    second = document.add_section()
    second.different_first_page_header_footer = True
    second.footer.is_linked_to_previous = False
    second.footer.paragraphs[0].text = "Our address"


def test_every_kind_of_page_of_a_template_says_so() -> None:
    document = read(written(template=brand(other_pages)))
    for section in document.sections:
        for head in (section.header, section.first_page_header, section.even_page_header):
            assert text_in(head._element).count("DRAFT") == 1
        for foot in (section.footer, section.first_page_footer, section.even_page_footer):
            assert text_in(foot._element).count(RUNNING) == 1
            assert [one.get(f"{W}instr").strip() for one in foot._element.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert text_in(document.sections[0].header._element).startswith("Our firm")
    assert text_in(document.sections[1].footer._element).startswith("Our address")


# A template


ALONE = "Left alone: {1A2B-9F} {Title} {UNKNOWN} {two words} pre{fix} {fix}es {-} {} {"
"""Braces as people may have them."""


def cover(document: Any) -> None:
    document.add_paragraph("Prepared for {organization}")
    torn = document.add_paragraph("About {ti")
    torn.add_run("tle}").bold = True
    document.add_paragraph(ALONE)
    document.add_paragraph("{report}")
    document.add_paragraph("Our terms")
    table = document.add_table(1, 1)
    table.rows[0].cells[0].text = "{classification}; {prepared-by}"
    document.sections[0].header.paragraphs[0].text = "{organization} {marking}"


def test_the_report_comes_where_the_template_says_and_its_names_are_filled_in() -> None:
    branding = Branding("Larch & Sons", "Secret")
    one = report(judged(), replace(ORIGIN, branding=branding))
    document = read(written(one, brand(cover)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == [
        "Prepared for Halden Freight",
        "About Robots for the back office",
        ALONE,
    ]
    assert texts.index("Decision") < texts.index("Our terms") == len(texts) - 1
    assert "{report}" not in texts
    assert "Robots for the back office: readiness report" not in texts  # the template has said it
    assert document.tables[-1].rows[0].cells[0].text == "Secret; Larch & Sons"
    assert document.sections[0].header.paragraphs[0].text == "Halden Freight DRAFT"
    assert len(document.sections[0].header.paragraphs) == 1


def test_without_a_place_the_report_comes_last_and_in_an_empty_template_first() -> None:
    texts = [one.text for one in read(written(template=brand(lambda one: one.add_paragraph("Our firm")))).paragraphs]
    assert texts[0] == "Our firm"
    assert texts[2:4] == ["DRAFT", "Halden Freight"]
    empty = [one.text for one in read(written(template=brand(lambda one: one.add_paragraph()))).paragraphs]
    assert empty[0] == "DRAFT"


def paragraphs(*texts: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for text in texts:
            document.add_paragraph(text)

    return change


def headed(text: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = text

    return change


def torn(document: Any) -> None:
    place = document.add_paragraph("For {organi")
    place.add_run("sation}").bold = True


def in_a_cell(document: Any) -> None:
    document.add_table(1, 1).rows[0].cells[0].text = "({contakt})"


NO_NAME = "is none of the names that are filled in"
ALONE_THERE = "a paragraph holds {report} and nothing else"
SLIPS: dict[str, tuple[Callable[[Any], None], str]] = {
    "a slip": (
        paragraphs("{organisation} {titel} {report}"),
        f"brand.docx: {{organisation}} {NO_NAME}; did you mean organization?",
    ),
    "near none": (
        paragraphs("Dear members, {salutation}"),
        f"brand.docx: {{salutation}} {NO_NAME}; write one of report, organization, title, marking, running, ",
    ),
    "torn": (torn, f"brand.docx: {{organisation}} {NO_NAME}; did you mean organization?"),
    "in a cell": (in_a_cell, f"brand.docx: {{contakt}} {NO_NAME}; did you mean contact?"),
    "in the head": (headed("{markin}"), f"brand.docx: {{markin}} {NO_NAME}; did you mean marking?"),
    "the report misspelt": (paragraphs("{raport}"), f"brand.docx: {{raport}} {NO_NAME}; did you mean report?"),
    "doubled braces": (paragraphs("{{titel}}"), f"brand.docx: {{titel}} {NO_NAME}; did you mean title?"),
    "the report among words": (
        paragraphs("Hello {report} there"),
        f"brand.docx: {ALONE_THERE}; take out the rest of: Hello {{report}} there",
    ),
    "the report beside a name": (paragraphs("{title}: {report}"), f"brand.docx: {ALONE_THERE}; "),
    "the report in a word": (paragraphs("the{report}s"), f"brand.docx: {ALONE_THERE}; "),
    "the report among words too": (paragraphs("{report}", "See {report}"), f"brand.docx: {ALONE_THERE}; "),
    "the report twice": (
        paragraphs("{report}", "Our terms", " {report} "),
        "brand.docx: {report} stands in more than one paragraph; leave one of them",
    ),
    "the report in the head": (
        headed("{report}"),
        "brand.docx: {report} stands in the head or the foot of a page; move it to the text",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_what_would_stay_in_braces_is_refused(name: str) -> None:
    change, says = SLIPS[name]
    with pytest.raises(Refused) as caught:
        written(template=brand(change))
    assert str(caught.value).startswith(says)


def test_a_slip_in_a_template_is_an_error_and_no_file_is_written(folder: Path) -> None:
    (folder / "brand.docx").write_bytes(brand(paragraphs("{organisation}")))
    done = asked(folder, "-o", "report.docx", "--template", "brand.docx")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.endswith(f"brand.docx: {{organisation}} {NO_NAME}; did you mean organization?\n")
    assert not [*folder.glob("report.*")]


def test_the_looks_are_those_of_the_template() -> None:
    def styled(document: Any) -> None:
        document.styles["Heading 1"].font.name = "Garamond"
        document.styles["Normal"].font.name = "Georgia"

    document = read(written(template=brand(styled)))
    assert document.styles["Heading 1"].font.name == "Garamond"
    assert document.styles["Normal"].font.name == "Georgia"


def bare(document: Any) -> None:
    """Nothing but what Word cannot do without."""
    for style in list(document.styles.element.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in ("Normal", "DefaultParagraphFont", "TableNormal", "NoList"):
            document.styles.element.remove(style)


def test_styles_that_a_template_lacks_are_given_to_it() -> None:
    document = read(written(template=brand(bare)))
    assert headings(document, 1) == [part.title for part in sample_report().parts]
    assert [one.text for one in document.paragraphs if one.text.startswith("• ")]
    assert {one.style.name for one in document.tables if one.style} >= {"Table Grid"}
    ids = [style.style_id for style in document.styles]
    assert len(ids) == len(set(ids))


def test_a_style_of_another_kind_is_not_taken_for_it() -> None:
    def odd(document: Any) -> None:
        bare(document)
        document.styles.add_style("Heading 1", 2)  # of characters

    texts = [one.text for one in read(written(template=brand(odd))).paragraphs]
    assert "Decision" in texts


def test_a_dotx_is_a_template_too() -> None:
    old, new = b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"
    data = written(template=changed(old, new, "[Content_Types].xml"))
    assert "Decision" in [one.text for one in read(data).paragraphs]
    assert new not in members(data)["[Content_Types].xml"]


def outside(kind: str, target: str) -> bytes:
    def linked(document: Any) -> None:
        document.part.rels.get_or_add_ext_rel(kind, target)

    return brand(linked)


def bomb() -> bytes:
    return packed({**members(brand()), "word/media/image1.png": b"\0" * (200 * 1024 * 1024)})


DTD = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is not a Word document that can be read"),
    "text": (lambda: b"Dear all,", "is not a Word document that can be read"),
    "cut off": (lambda: brand()[:5000], "is not a Word document that can be read"),
    "with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "without a password"),
    "another zip": (lambda: packed({"a.txt": b"x"}), "is not a Word document that can be read"),
    "without its parts": (
        lambda: packed({"[Content_Types].xml": members(brand())["[Content_Types].xml"]}),
        "is not a Word document that can be read",
    ),
    "no XML": (lambda: changed(b"<w:body>", b"<w:body><"), "is not a Word document that can be read"),
    "a workbook": (
        lambda: changed(b"wordprocessingml.document", b"spreadsheetml.sheet", "[Content_Types].xml"),
        "is not a Word document that can be read",
    ),
    "with macros": (lambda: packed({**members(brand()), "word/vbaProject.bin": b"x"}), "holds macros or controls"),
    "a .docm": (
        lambda: changed(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"vnd.ms-word.document.macroEnabled.main+xml",
            "[Content_Types].xml",
        ),
        "holds macros or controls",
    ),
    "with a control": (
        lambda: packed({**members(brand()), "word/activeX/activeX1.xml": b"<x/>"}),
        "holds macros or controls",
    ),
    "with a document type": (lambda: changed(b"<w:document", DTD + b"<w:document"), "is not a Word document"),
    "a bomb": (bomb, "is too large for a template"),
    "of too many files": (
        lambda: packed({**members(brand()), **{f"x{number}": b"" for number in range(1001)}}),
        "is too large for a template",
    ),
    "with a picture from outside": (lambda: outside(RELATIONSHIP_TYPE.IMAGE, "http://x.example/a.png"), "(image)"),
    "with a frame from outside": (lambda: outside(RELATIONSHIP_TYPE.OLE_OBJECT, "file:///x"), "(oleObject)"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_template_that_cannot_be_used_is_refused(name: str) -> None:
    make, says = BAD[name]
    with pytest.raises(Refused) as caught:
        written(template=make())
    assert str(caught.value).startswith("brand.docx ")
    assert says in str(caught.value)


def test_links_on_the_net_stay_and_the_place_where_a_template_was_made_goes() -> None:
    def made_somewhere(document: Any) -> None:
        settings = document.part._settings_part
        id = settings.rels.get_or_add_ext_rel(f"{OFFICE}/attachedTemplate", r"file:///C:\Users\ana\Normal.dotm")
        attached = document.settings.element.makeelement(qn("w:attachedTemplate"), {qn("r:id"): id})
        document.settings.element.insert(0, attached)
        document.part.rels.get_or_add_ext_rel(RELATIONSHIP_TYPE.HYPERLINK, "https://larch.example/")
        document.core_properties.author = "Ana Silva"
        document.core_properties.last_modified_by = "Ana Silva"
        document.core_properties.comments = "Draft of ana"

    content = b"".join(members(written(template=brand(made_somewhere))).values())
    assert b"larch.example" in content
    for word in (b"Normal.dotm", b"attachedTemplate", b"Ana Silva", b"Draft of ana"):
        assert word not in content


# The file


def test_it_names_nobody_but_who_hands_it_over_and_no_time_but_the_day() -> None:
    one = report(judged(), replace(ORIGIN, branding=Branding("Larch & Sons", "")))
    data = written(one)
    facts = read(data).core_properties
    assert (facts.author, facts.last_modified_by, facts.revision) == ("Larch & Sons", "", 1)
    assert {facts.created.date(), facts.modified.date()} == {TODAY}
    assert facts.title == f"Halden Freight: Robots for the back office. Readiness report ({RUNNING})"
    assert b"python-docx" not in b"".join(members(data).values())
    assert not [name for name in members(data) if name in ("docProps/app.xml", "docProps/thumbnail.jpeg")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


NASTY = [
    *HOSTILE,
    *MORE_HOSTILE,
    "{report}",
    "{title}",
    "\0",
    "\x0b\x0c\x1f",
    "\ud800",
    "\ufffe\uffff",
    "]]>&amp;",
    "\r\nx\r",
]


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_in_every_field_stays_text(text: str) -> None:
    def shape(data: bytes) -> list[str]:
        """Every element but texts, and the breaks that part them."""
        body = read(data).element.body
        return [one.tag for one in body.iter() if one.tag not in (f"{W}t", f"{W}br", f"{W}tab")]

    found = written(hostile(text), brand(cover))
    assert shape(found) == shape(written(hostile("x"), brand(cover)))
    assert "Our terms" in [one.text for one in read(found).paragraphs][-1:]


def test_a_case_without_anything_has_a_document() -> None:
    one = sample_report(Case(judged().case.checklist, judged().case.engagement, TODAY))
    assert headings(read(written(one)), 1)


SAME = (
    "import sys; from govcheck.__main__ import run; "
    f"sys.argv = ['govcheck', 'report', '-a', 'go', '--as-of', '{AS_OF}', *sys.argv[1:]]; sys.exit(run())"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "go").mkdir()
    small_review(tmp_path / "go")
    (tmp_path / "brand.docx").write_bytes(brand(cover))
    return tmp_path


@pytest.mark.parametrize("options", [(), ("--template", "brand.docx")])
def test_the_same_report_is_the_same_file_whatever_the_surroundings(options: tuple[str, ...], folder: Path) -> None:
    for name, zone in (("one.docx", "Pacific/Kiritimati"), ("two.docx", "Pacific/Pago_Pago")):
        around = {"TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": str(len(zone)), "USER": "somebody"}
        words = [sys.executable, "-c", SAME, "-o", name, *options]
        subprocess.run(words, cwd=folder, env=around, check=True, timeout=200)
    assert (folder / "one.docx").read_bytes() == (folder / "two.docx").read_bytes()


# The command


def asked(folder: Path, *more: str) -> Done:
    return govcheck("report", "-a", "go", "--as-of", AS_OF, *more, cwd=folder)


def test_the_command_writes_into_a_template(folder: Path) -> None:
    done = asked(folder, "-o", "report.docx", "--template", "brand.docx")
    assert (done.code, done.err) == (0, "Written: report.docx\n")
    texts = [one.text for one in read((folder / "report.docx").read_bytes()).paragraphs]
    assert "Our terms" in texts
    assert asked(folder, "-o", "report.docx", "--template", "brand.docx").code == 0


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("-o", "report.md", "--template", "brand.docx"), "brand.docx is for -f docx"),
        (("-o", "report.docx", "--template", "gone.docx"), "gone.docx does not exist"),
        (("-o", "report.docx", "--template", "go"), "go is a folder"),
        (("-o", "report.docx", "--template", "go/answers.yaml"), "go/answers.yaml is not a Word document"),
        (("-o", "brand.docx", "--template", "brand.docx", "--force"), "brand.docx is the template"),
        (("-o", "go/../brand.docx", "--template", "brand.docx"), "go/../brand.docx is the template"),
        (("-o", "brand.docx"), "brand.docx holds something else"),
        (("-f", "docx"), "this format does not go to standard output"),
        (("--check", "report.md", "--template", "brand.docx"), "--check and --template do not go together"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(more: tuple[str, ...], says: str, folder: Path) -> None:
    before = (folder / "brand.docx").read_bytes()
    done = asked(folder, *more)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert says in done.err
    assert not [*folder.glob("report.*")]
    assert (folder / "brand.docx").read_bytes() == before


def test_what_somebody_has_edited_is_not_written_over(folder: Path) -> None:
    assert asked(folder, "-o", "report.docx").code == 0
    edited = docx.Document(str(folder / "report.docx"))
    edited.add_paragraph("Our advice")
    edited.add_comment(edited.paragraphs[0].runs, "Look at this", "Ana", "AS")
    edited.save(str(folder / "report.docx"))
    done = asked(folder, "-o", "report.docx")
    assert (done.code, "holds something else" in done.err) == (2, True)


def test_the_full_edition_does_not_go_over_another_by_mistake(folder: Path) -> None:
    assert asked(folder, "-o", "report.docx", "--edition", "client").code == 0
    assert asked(folder, "-o", "report.docx", "--edition", "client").code == 0
    done = asked(folder, "-o", "report.docx")
    assert (done.code, "holds something else" in done.err) == (2, True)


def test_without_the_package_one_line_says_how_to_get_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    done = asked(folder, "-o", "report.docx")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert 'pip install "govcheck[docx]"' in done.err
    assert not (folder / "report.docx").exists()


@pytest.mark.parametrize("format", ["md", "csv"])
def test_no_other_format_loads_the_package(format: str, folder: Path) -> None:
    code = SAME.replace("sys.exit(run())", "run(); print(*sys.modules, file=sys.stderr)")
    done = subprocess.run(
        [sys.executable, "-c", code, "-f", format], cwd=folder, capture_output=True, text=True, check=True
    )
    assert not {"docx", "lxml"} & {name.partition(".")[0] for name in done.stderr.split()}
