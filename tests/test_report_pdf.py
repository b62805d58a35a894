"""The report as PDF: what each page says, that a screen reader can follow it, and that nothing is fetched for it."""

from __future__ import annotations

import ctypes.util
import io
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from finished import PARTS, rendered, split, words
from govcheck.jobs.report_formats import REPORT_FORMATS
from govcheck.jobs.reporting import Finished
from govcheck.rules.case import Case
from govcheck.rules.report.blocks import Line, Part, Points, Table
from govcheck.rules.report.compose import report
from govcheck.rules.report.review import Review
from govcheck.tools.pdf import pdf_bytes
from govcheck.tools.templates import render
from govcheck.words.characters import UNSAFE
from program import AS_OF, govcheck
from sample import ORIGIN, TODAY, judged, sample_report
from small_files import small_review
from test_markdown import HOSTILE
from test_report_safety import MORE_HOSTILE, elements, hostile, with_text

pytestmark = pytest.mark.skipif(not ctypes.util.find_library("pangoft2-1.0"), reason="no Pango here")

PAGE = '<!doctype html><html lang="en"><head><title>A page</title></head><body><h1>A page</h1>{}</body></html>'


@cache
def made(text: str = "") -> bytes:
    """The sample's report, with a text around every text in it."""
    judgement = judged(with_text(lambda old: f"{text} {old} {text}") if text else None)
    return REPORT_FORMATS["pdf"](Finished(report(judgement, ORIGIN), Review(judgement, ORIGIN)))


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def catalog(data: bytes) -> Any:
    return read(data).trailer["/Root"]


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(data).pages)


def structure(node: Any) -> Iterator[Any]:
    """The structure that a screen reader follows."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from structure(kid)


def roles(data: bytes) -> Counter[str]:
    return Counter(str(one["/S"]) for one in structure(catalog(data)["/StructTreeRoot"]))


# What the pages say


def test_every_page_says_whose_it_is_the_verdict_its_day_and_its_number() -> None:
    pages = [page.extract_text() for page in read(made()).pages]
    assert len(pages) > 5
    for number, text in enumerate(pages, 1):
        assert "Halden Freight" in text
        assert "DRAFT" in text
        assert "Draft. Conditional go, as of 2026-11-22" in text
        assert f"{number} / {len(pages)}" in text


def test_the_decision_comes_first() -> None:
    first = read(made()).pages[0].extract_text()
    assert 0 < first.index("Robots for the back office") < first.index("Decision") < first.index("What may go ahead")


def test_it_says_what_every_other_format_says() -> None:
    found = {*re.findall(r"\w+", text_of(made()))}
    markdown = split(rendered(sample_report(), "md"), "md")
    assert list(markdown) == PARTS
    run_on = re.sub(r"\s+", "", text_of(made()))  # a long word may be broken where a line ends
    for id, part in markdown.items():
        missing = {word for word in words(part, "md") if word not in found and word not in run_on}
        assert missing == set(), id


def test_what_can_be_folded_away_on_a_screen_is_all_there() -> None:
    lines = tuple(Line(f"point-number-{number}") for number in range(40))
    one = replace(sample_report(), parts=(Part("long", "A long list", (Points(lines, shown=3),)),))
    text = text_of(REPORT_FORMATS["pdf"](Finished(one, Review(judged(), ORIGIN))))
    assert [number for number in range(40) if not re.search(rf"point-number-{number}\b", text)] == []
    assert "more" not in text.split()


def test_an_approved_one_says_so() -> None:
    one = replace(sample_report(), marking="Approved", parts=())
    text = text_of(REPORT_FORMATS["pdf"](Finished(one, Review(judged(), ORIGIN))))
    assert "APPROVED" in text
    assert "DRAFT" not in text


# Who reads it


def test_a_screen_reader_can_follow_it() -> None:
    root = catalog(made())
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    found = roles(made())
    assert found["/H1"] == 1
    assert found["/H2"] == len(PARTS)
    assert found["/TH"] > 50
    assert {"/H3", "/Table", "/TR", "/TD", "/L", "/LI", "/P", "/Link"} <= found.keys()


def test_a_drawing_is_there_with_its_colours_and_has_a_name() -> None:
    wanted = [
        block.picture.name
        for part in sample_report().parts
        for block in part.blocks
        if isinstance(block, Table) and block.picture
    ]
    figures = [one for one in structure(catalog(made())["/StructTreeRoot"]) if one["/S"] == "/Figure"]
    assert [str(one["/Alt"]) for one in figures] == wanted != []
    contents = (page.get_contents() for page in read(made()).pages)
    drawn = b"".join(content.get_data() for content in contents if content is not None)
    assert b"0.090196 0.384314 0.227451 rg" in drawn  # what is met: #17623a


def test_it_has_a_title_bookmarks_and_links_of_its_own() -> None:
    found = read(made())
    assert found.metadata
    assert found.metadata.title == (
        "Halden Freight: Robots for the back office. Readiness report (Draft. Conditional go, as of 2026-11-22)"
    )
    titles = [part.title for part in sample_report().parts]
    cover, below = found.outline
    assert isinstance(below, list)
    assert str(cover["/Title"]) == "Robots for the back office: readiness report"  # type: ignore[call-overload]  # no list
    assert [str(one["/Title"]) for one in below if not isinstance(one, list)] == titles
    assert "answer-c-log" in found.named_destinations


def test_it_names_no_machine_and_no_time_but_the_day() -> None:
    found = read(made()).metadata
    assert found
    assert {key: value for key, value in found.items() if key != "/Title"} == {
        "/Creator": "govcheck 0",
        "/Producer": found["/Producer"],
        "/CreationDate": "D:20261122000000Z",
        "/ModDate": "D:20261122000000Z",
    }
    assert str(found["/Producer"]).startswith("WeasyPrint ")


# What it does not do


ACTS = ("/URI", "/JS", "/JavaScript", "/Launch", "/GoToR", "/OpenAction", "/AA", "/EmbeddedFile", "/AcroForm")


def names(data: bytes) -> set[str]:
    """Every key of every object."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    return {str(key) for one in writer._objects for key in inner_keys(one)}


def inner_keys(one: Any) -> Iterator[str]:
    if isinstance(one, dict):
        yield from one
        for value in one.values():
            yield from inner_keys(value)
    elif isinstance(one, list):
        for value in one:
            yield from inner_keys(value)


@pytest.mark.parametrize("text", [*HOSTILE, *MORE_HOSTILE, "\\) Tj /JS (", "\ud800"])
def test_hostile_text_in_every_field_changes_no_page(text: str) -> None:
    pages = [render("report", "pdf", {"report": hostile(one)}) for one in (text, "x")]
    assert elements(pages[0]) == elements(pages[1])
    assert not UNSAFE.search(pages[0])


def test_hostile_text_stays_text_in_the_file_too() -> None:
    data = made("<a href='https://x.example'>\\) Tj \x1b\u202e\ud800 =1")
    assert not names(data) & {*ACTS}
    pages = read(data).pages
    assert all("DRAFT" in page.extract_text() for page in pages)
    assert {(*page.mediabox,) for page in pages} == {(*read(made()).pages[0].mediabox,)}
    assert "https://x.example" in text_of(data)


def test_nothing_is_fetched_and_no_file_is_opened(tmp_path: Path) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    (tmp_path / "secret.txt").write_text("a secret of this machine", "utf-8")
    there, net = (tmp_path / "secret.txt").as_uri(), f"http://127.0.0.1:{server.getsockname()[1]}"
    everything = (
        '<link rel="stylesheet" href="NET/a.css"><link rel="attachment" href="THERE"><img src="NET/a.png" alt="a">',
        '<img src="THERE" alt="b"><object data="THERE"></object><iframe src="THERE"></iframe>',
        '<style>@import "NET/b.css"; @font-face { font-family: x; src: url(NET/x.ttf) }</style>',
        "<style>p { background: url(THERE); font-family: x }</style><p>Text</p>",
        '<svg width="9" height="9"><image href="THERE"/><use href="NET/a.svg"/></svg>',
    )
    page = PAGE.format("".join(everything).replace("THERE", there).replace("NET", net))
    data = pdf_bytes(page, TODAY, "govcheck 0")
    with server, pytest.raises(BlockingIOError):  # nobody waits to be let in
        server.accept()
    assert "Text" in text_of(data)
    assert "secret" not in text_of(data)
    assert read(data).attachments == {}


SAME = (
    "import sys; from govcheck.__main__ import run; "
    f"sys.argv = ['govcheck', 'report', '-a', 'go', '--as-of', '{AS_OF}', '-o', sys.argv[1]]; sys.exit(run())"
)


def test_the_same_report_is_the_same_file_whatever_the_surroundings(tmp_path: Path) -> None:
    small(tmp_path)
    around = {
        "one.pdf": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1"},
        "two.pdf": {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "USER": "somebody"},
    }
    for name, surroundings in around.items():
        done = subprocess.run(
            [sys.executable, "-c", SAME, name],
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Written: {name}\n")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_libraries_take_the_day_of_the_report_for_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts hold a time, where they have to be rewritten."""
    import os  # noqa: PLC0415

    seen: list[str | None] = []

    def written(*_: object) -> bytes:
        seen.append(os.environ.get("SOURCE_DATE_EPOCH"))
        return b"%PDF-"

    small(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "77")
    monkeypatch.setattr("govcheck.jobs.report_formats.pdf_bytes", written)
    assert govcheck("report", "-a", "go", "-o", "a.pdf", "--as-of", AS_OF, cwd=tmp_path).code == 0
    assert seen == ["1795305600"]
    assert os.environ["SOURCE_DATE_EPOCH"] == "77"


# The command


def small(folder: Path) -> None:
    (folder / "go").mkdir()
    small_review(folder / "go")


def report_in(folder: Path, *more: str, name: str = "report.pdf") -> Any:
    return govcheck("report", "-a", "go", "-o", name, "--as-of", AS_OF, *more, cwd=folder)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """One page in the place of all."""
    monkeypatch.setattr("govcheck.jobs.report_formats.render", lambda *_: PAGE.format("<p>Text</p>"))


@pytest.mark.usefixtures("quick")
def test_a_pdf_goes_over_the_last_one_and_over_no_other(tmp_path: Path) -> None:
    small(tmp_path)
    there = tmp_path / "report.pdf"
    assert [report_in(tmp_path).code for _ in range(2)] == [0, 0]
    ours = there.read_bytes()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(there)
    signed = ours + b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
    client = ours.replace(b"govcheck report, full", b"govcheck report, client")
    assert client != ours
    for other in (there.read_bytes(), signed, client, b"%PDF-1.7\n"):
        there.write_bytes(other)
        done = report_in(tmp_path)
        assert (done.code, "report.pdf holds something else" in done.err) == (2, True)
        assert there.read_bytes() == other
    assert report_in(tmp_path, "--force").code == 0


@pytest.mark.usefixtures("quick")
def test_a_pdf_does_not_go_to_standard_output(tmp_path: Path) -> None:
    small(tmp_path)
    done = govcheck("report", "-a", "go", "-f", "pdf", "--as-of", AS_OF, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == "govcheck: this format does not go to standard output; name a file with -o\n"


def without(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str) -> None:
    """Another library of that name, which cannot be imported."""
    (folder / "weasyprint").mkdir()
    (folder / "weasyprint" / "__init__.py").write_text(body, "utf-8")
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(folder))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("raise ImportError('no such module')", 'install it with: pip install "govcheck[pdf]"'),
        ("print('Advice')\nraise OSError('libpango')", "apt-get install libpango-1.0-0"),
    ],
)
def test_what_is_missing_is_told_in_one_line(
    body: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(tmp_path)
    without(monkeypatch, tmp_path, body)
    done = report_in(tmp_path)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert says in done.err
    assert not (tmp_path / "report.pdf").exists()


def test_without_a_font_it_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "none").mkdir()
    fonts = f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}/none/cache</cachedir></fontconfig>"
    (tmp_path / "fonts.conf").write_text(fonts, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SAME, "report.pdf"],
        cwd=tmp_path,
        env={"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("govcheck: there is no font to write a PDF with; install one")
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.parametrize("format", ["md", "html", "json", "csv"])
def test_no_other_format_loads_the_library(format: str, tmp_path: Path) -> None:
    code = (
        "import sys; from govcheck.__main__ import run; sys.argv = ['govcheck', 'report', '-a', 'go', "
        f"'--as-of', '{AS_OF}', '-f', '{format}']; run(); print(*sys.modules, file=sys.stderr)"
    )
    small(tmp_path)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert not {"weasyprint", "fontTools", "PIL"} & {name.partition(".")[0] for name in done.stderr.split()}


def test_what_is_old_or_far_is_dated_too() -> None:
    page = PAGE.format("<p>Text</p>")
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        found = read(pdf_bytes(page, day, "govcheck 0")).metadata
        assert found
        assert str(found["/CreationDate"]) == f"D:{day.isoformat().replace('-', '')}000000Z"


def test_a_case_without_anything_has_pages() -> None:
    one = sample_report(Case(judged().case.checklist, judged().case.engagement, TODAY))
    assert len(read(REPORT_FORMATS["pdf"](Finished(one, Review(judged(), ORIGIN)))).pages) > 5
