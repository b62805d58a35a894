"""A firm's brand: what the configuration may say of it, what is refused and where, and that every format shows it."""

from __future__ import annotations

import base64
import ctypes.util
import io
import json
import re
import shutil
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import PIL.Image
import pypdf
import pytest

from finished import rendered
from govcheck.jobs.report_formats import REPORT_FORMATS
from govcheck.jobs.reporting import Finished
from govcheck.rules.colours import DARK_PAGE, LIGHT_PAGE, contrast, on_dark, readable
from govcheck.rules.report.compose import report
from govcheck.rules.report.review import Review
from govcheck.tools.pdf import pdf_bytes
from govcheck.tools.pictures import JFIF, MAX_BYTES, PNG, picture
from govcheck.tools.wordreport import docx_bytes
from govcheck.words.errors import Refused
from govcheck.words.resources import folder
from govcheck.words.settings import ACCENT, ACCENT_DARK, Brand, Branding
from govcheck.words.vocabulary import ReportEdition
from logos import chunk, jpeg, logo, png
from program import AS_OF, Done, copied_example, govcheck
from sample import ORIGIN, TODAY, judged
from test_markdown import HOSTILE
from test_report_safety import MORE_HOSTILE

needs_pango = pytest.mark.skipif(not ctypes.util.find_library("pangoft2-1.0"), reason="no Pango here")

ALL = """\
report:
  prepared-by: Fernmoor Assurance
  contact: reviews@fernmoor.example
  classification: Client confidential
  logo: brand/logo.png
  logo-text: The fern of Fernmoor
  colours: {accent: "#6b2d5c", accent-dark: "#E6B0D8"}
  cover: |
    Under the letter of 2 November.
    For the committee.
"""


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """The folder of a firm, with its brand and one engagement."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "brand").mkdir()
    (tmp_path / "brand" / "logo.png").write_bytes(png())
    (tmp_path / "govcheck.yaml").write_text(ALL, "utf-8")
    copied_example("go", tmp_path)
    return tmp_path


def configured(firm: Path, text: str) -> Done:
    (firm / "govcheck.yaml").write_text(text, "utf-8")
    return govcheck("config", cwd=firm)


def written(firm: Path, format: str, *options: str) -> bytes:
    name = f"report.{format}"
    done = govcheck("report", "-a", "go", "--as-of", AS_OF, "-o", name, "--force", *options, cwd=firm)
    assert done.code == 0, done.err
    return (firm / name).read_bytes()


# What the configuration may say


def test_all_of_it_is_read_and_told(firm: Path) -> None:
    assert configured(firm, ALL).out == (
        "govcheck.yaml\n"
        "  report.prepared-by: Fernmoor Assurance\n"
        "  report.contact: reviews@fernmoor.example\n"
        "  report.classification: Client confidential\n"
        "  report.logo: brand/logo.png, PNG, 48 x 12 pixels; in words: The fern of Fernmoor\n"
        "  report.colours: #6b2d5c; on a dark page #e6b0d8\n"
        "  report.cover: Under the letter of 2 November. (2 lines)\n"
    )


def test_as_toml_it_is_the_same(firm: Path) -> None:
    told = configured(firm, ALL).out
    (firm / "govcheck.yaml").unlink()
    table = """\
[tool.govcheck.report]
prepared-by = "Fernmoor Assurance"
contact = "reviews@fernmoor.example"
classification = "Client confidential"
logo = "brand/logo.png"
logo-text = "The fern of Fernmoor"
colours = {accent = "#6b2d5c", accent-dark = "#E6B0D8"}
cover = "Under the letter of 2 November.\\nFor the committee.\\n"
"""
    (firm / "pyproject.toml").write_text(table, "utf-8")
    assert govcheck("config", cwd=firm).out == told.replace("govcheck.yaml", "pyproject.toml")


BAD = [
    ("logo: ../logo.png\n  prepared-by: F", "2:9: ../logo.png leaves the folder of this file"),
    ("logo: /etc/passwd\n  prepared-by: F", "2:9: /etc/passwd leaves the folder of this file"),
    ("logo: 'brand\\logo.png'\n  prepared-by: F", "2:9: brand\\logo.png leaves the folder of this file"),
    ("logo: brand/none.png\n  prepared-by: F", "2:9: the logo brand/none.png does not exist"),
    ("logo: brand\n  prepared-by: F", "2:9: the logo brand is a folder"),
    ("logo: brand/logo.png", "2:9: the logo has no words for who cannot see it"),
    ("logo-text: A fern", "2:3: there is no logo that it says in words"),
    ("logo: [brand/logo.png]", "2:3: logo has to be text"),
    ("colours: {}", "2:3: colours has no accent"),
    ("colours: {accent-dark: '#e6b0d8'}", "2:3: colours has no accent"),
    ("colours: {accent: '#6b2d5c', status: '#00ff00'}", '2:32: unknown key "status" in colours'),
    ("colours:\n    accent: #6b2d5c", '3:5: accent is empty; write six digits in quotes, as "#1f4e79"'),
    ("colours: {accent: plum}", '2:21: accent cannot be "plum"; write six digits in quotes, as "#1f4e79"'),
    ("colours: {accent: '#6b2d5c;}*{display:none'}", "2:21: accent cannot be "),
    ("colours: {accent: '#abc'}", '2:21: accent cannot be "#abc"'),
    ("colours: {accent: '#6b2d5c\n\n      '}", "2:21: accent cannot be "),
    (
        "colours: {accent: '#E8833A'}",
        (
            "2:21: accent #E8833A has a contrast of 2.71 to 1 with the white page, and text needs 4.5 to 1; "
            'write "#bc5b16"\n'
        ),
    ),
    (
        "colours: {accent: '#6b2d5c', accent-dark: '#6b2d5c'}",
        "2:45: accent-dark #6b2d5c has a contrast of 1.88 to 1 with the dark page, and text needs 4.5 to 1; write ",
    ),
    ("cover: ' '", "2:10: cover is empty"),
    (f"cover: {'a' * 801}", "2:10: cover is longer than 800 characters"),
    ("cover: |\n" + "    a\n" * 9, "2:10: cover has 9 lines; keep it to 8"),
    ("contact: ''", "2:12: contact is empty"),
    ("contcat: x", '2:3: unknown key "contcat" in report; did you mean contact?'),
]


@pytest.mark.parametrize(("text", "told"), BAD, ids=[str(number) for number in range(len(BAD))])
def test_what_cannot_be_used_is_refused_at_its_line(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "brand").mkdir()
    (tmp_path / "brand" / "logo.png").write_bytes(png())
    done = configured(tmp_path, f"report:\n  {text}\n")

    assert (done.code, done.out) == (2, "")
    assert f"govcheck.yaml:{told}" in done.err


@pytest.mark.parametrize("text", ["{logo: brand/none.png, logo-text: F}", "{colours: {accent: '#eeeeee'}}"])
def test_no_report_is_made_or_checked_with_a_brand_that_cannot_be_used(text: str, firm: Path) -> None:
    written(firm, "md")
    (firm / "govcheck.yaml").write_text(f"report: {text}\n", "utf-8")
    for command in (("report", "-a", "go"), ("report", "-a", "go", "--check", "report.md")):
        done = govcheck(*command, cwd=firm)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("govcheck.yaml:1:")


def test_a_bad_logo_does_not_stop_the_gate(firm: Path) -> None:
    """Whether a report looks right is nothing to a verdict; a build server may not even have the picture."""
    (firm / "brand" / "logo.png").unlink()
    assert govcheck("check", "go", "--as-of", AS_OF, cwd=firm).code == 0
    assert govcheck("portfolio", "go", "--as-of", AS_OF, cwd=firm).code == 0
    assert govcheck("portfolio", "go", "--as-of", AS_OF, "-f", "html", cwd=firm).code == 2


def test_a_link_that_leads_out_of_the_folder_is_refused(firm: Path) -> None:
    outside = firm.parent / f"{firm.name}-outside.png"
    outside.write_bytes(png())
    logo = firm / "brand" / "logo.png"
    logo.unlink()
    logo.symlink_to(outside)
    done = configured(firm, ALL)
    assert (done.code, done.err) == (
        2,
        "govcheck.yaml:5:9: the logo brand/logo.png leads out of the folder of this file; copy it into that folder\n",
    )
    logo.unlink()
    (firm / "real.png").write_bytes(png())
    logo.symlink_to("../real.png")
    assert configured(firm, ALL).code == 0


# Colours


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
        ("#008000", "#ffffff", 5.14),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


@pytest.mark.parametrize("step", range(0, 256, 15))
def test_a_colour_that_is_offered_passes_and_is_the_nearest(step: int) -> None:
    for colour in (f"#{step:02x}ff40", f"#ff{step:02x}00", f"#30{step:02x}80", f"#{step:02x}" + f"{step:02x}" * 2):
        for page in (LIGHT_PAGE, DARK_PAGE):
            offered = readable(colour, page)
            assert contrast(offered, page) >= 4.5
            assert offered == colour or contrast(offered, page) < 4.75
        assert contrast(on_dark(colour), DARK_PAGE) >= 7


def test_the_pages_are_those_of_the_style_sheet() -> None:
    style = (folder("templates") / "style.css.j2").read_text("utf-8")
    assert re.findall(r"--paper: (#\w+);", style) == ["#fff", DARK_PAGE]
    assert LIGHT_PAGE == "#ffffff"
    assert contrast(ACCENT, LIGHT_PAGE) > 7
    assert contrast(ACCENT_DARK, DARK_PAGE) > 7


STATES = ("--good", "--fair", "--wait", "--bad", "--quiet")


def test_the_colours_of_states_are_never_the_firms() -> None:
    branded, plain = (rendered(of(brand), "html") for brand in (Brand("#0a7a0a", "#00ff00"), Brand()))
    named = [re.findall(rf"({'|'.join(STATES)})(-back)?: (#\w+)", text) for text in (branded, plain)]
    assert named[0] == named[1]
    assert len(named[0]) == 20
    assert "#0a7a0a" in branded


# The logo


def of(brand: Brand | None = None, edition: ReportEdition = ReportEdition.FULL, **words: Any) -> Any:
    return report(judged(), replace(ORIGIN, branding=Branding(brand=brand or Brand(), **words)), edition=edition)


def opened(data: bytes) -> Any:
    with PIL.Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


SAID = chunk(b"tEXt", b"Author\0Somebody at her desk") + chunk(b"eXIf", b"II*\0camera")


def test_of_a_png_only_the_picture_is_kept() -> None:
    bare = picture(png(), "x")
    assert bare == picture(png(more=SAID) + b"PK\3\4 and an archive behind it", "x")
    assert (bare.media, bare.width, bare.height, bare.data) == ("image/png", 48, 12, png())


def test_of_a_jpeg_only_the_picture_is_kept() -> None:
    exif = PIL.Image.Exif()
    exif[0x013B] = "Somebody at her desk"
    plain = jpeg()
    for data in (jpeg(exif=exif), jpeg(comment=b"Somebody at her desk"), plain + b"PK\3\4 behind it"):
        assert data != plain
        found = picture(data, "x")
        assert (found.media, found.width, found.height) == ("image/jpeg", 48, 12)
        assert found.data == plain
    assert b"Somebody" not in picture(jpeg(exif=exif, progressive=True), "x").data


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"mode": "L"}, {"mode": "CMYK"}, {"quality": 100}])
def test_a_picture_stays_what_it_is(options: Any) -> None:
    data = jpeg(**options)
    assert opened(picture(data, "x").data).tobytes() == opened(data).tobytes()


def test_a_jpeg_without_the_beginning_that_word_wants_gets_it() -> None:
    data = jpeg().replace(JFIF, b"", 1)
    assert b"JFIF" not in data
    found = picture(data, "x").data
    assert found == jpeg()
    with pytest.raises(Refused, match="of a kind that Word does not show"):
        picture(jpeg(keep_rgb=True), "x")


WEBP = b"RIFF\x24\0\0\0WEBPVP8 "
SVGS = (
    b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    b"\xef\xbb\xbf\n<?xml version='1.0'?><svg/>",
    b"<!-- a --><svg/>",
    b"<!DOCTYPE svg><SVG/>",
)


@pytest.mark.parametrize("data", SVGS)
def test_an_svg_is_refused_with_the_reason(data: bytes) -> None:
    with pytest.raises(Refused, match="x is an SVG, which can run scripts and fetch from the net; export it as PNG"):
        picture(data, "x")


@pytest.mark.parametrize("data", [b"", b"GIF89a", WEBP, b"<html>", b"%PDF-1.7", b"BM", b"\x89PNG\r\n", b"\xff\xd8"])
def test_all_other_kinds_are_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="x is neither a PNG nor a JPEG"):
        picture(data, "x")


def str_of_length(data: bytes) -> str:
    return f"{data[1:4]!r}-{len(data)}-{zlib.crc32(data)}"


def broken() -> Iterator[bytes]:
    for whole in (png(), jpeg()):
        yield from (whole[:length] for length in range(12, len(whole) - 1, 7))
    yield png().replace(b"IHDR", b"IHDX")
    yield PNG + chunk(b"IHDR", b"") + chunk(b"IEND", b"")
    yield PNG + chunk(b"IEND", b"")
    yield PNG + chunk(b"IHDR", b"\0" * 13) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    yield png(colour=b"abc")[:-20] + b"\0" * 20
    yield b"\xff\xd8\xff\xd9"
    yield b"\xff\xd8\xff\xe0\x00\x00"
    yield b"\xff\xd8\xff\xda\x00\x02"


@pytest.mark.parametrize("data", [*broken()], ids=str_of_length)
def test_what_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"x is (damaged or not whole; export it anew|0 x 0 pixels)"):
        picture(data, "x")


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(Refused, match="x is 4001 x 1 pixels; export it with at most 4000 a side"):
        picture(png(4001, 1), "x")
    with pytest.raises(Refused, match="x is larger than 1 MiB; export it smaller"):
        picture(png(more=chunk(b"zzZz", b"\0" * MAX_BYTES)), "x")


@pytest.mark.parametrize("name", ["report", "portfolio"])
def test_a_page_shows_it_and_its_policy_allows_it_only_then(name: str, firm: Path) -> None:
    def page() -> str:
        named = ["-a", "go"] if name == "report" else ["go"]
        return govcheck(name, *named, "--as-of", AS_OF, "-f", "html", cwd=firm).out

    branded = page()
    uri = f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    assert branded.count(f'<img src="{uri}" alt="The fern of Fernmoor" width="48" height="12">') == 1
    assert branded.count("<img") == 1
    assert "; img-src data:; " in branded
    assert "--brand: #6b2d5c;" in branded
    assert "--brand: #e6b0d8;" in branded
    (firm / "govcheck.yaml").unlink()
    plain = page()
    assert "<img" not in plain
    assert "img-src" not in plain


def test_a_portfolio_without_names_has_no_brand(firm: Path) -> None:
    page = govcheck("portfolio", "go", "--mask", "--as-of", AS_OF, "-f", "html", cwd=firm).out
    assert "Engagement 1" in page or "engagement 1" in page.casefold()
    assert not re.search("fern|<img|6b2d5c|img-src", page, re.IGNORECASE)


def test_two_logos_of_one_size_give_two_reports_and_the_check_sees_it(firm: Path) -> None:
    one = written(firm, "html")
    assert govcheck("report", "-a", "go", "--check", "report.html", "--as-of", AS_OF, cwd=firm).code == 0
    (firm / "brand" / "logo.png").write_bytes(png(colour=b"\x6b\x2d\x5d"))
    done = govcheck("report", "-a", "go", "--check", "report.html", "--as-of", AS_OF, cwd=firm)
    assert done.code == 1
    told = re.search(r"In the report: (.*)\n  It should say: (.*)\n", done.out)
    assert told
    assert all(re.search(r"<img src=\"data:image/png, sha256:[0-9a-f]{64}\"", line) for line in told.groups())
    assert told[1] != told[2]
    assert "the configuration" in done.out
    assert written(firm, "html") != one


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("#6b2d5c", "#6b2d5d"),
        ("#E6B0D8", "#e6b0d9"),
        ("The fern", "A fern"),
        ("reviews@", "review@"),
        ("committee", "board"),
        ("Fernmoor Assurance", "Fernmoor"),
    ],
)
def test_a_page_no_longer_matches_when_the_brand_changed(old: str, new: str, firm: Path) -> None:
    written(firm, "html")
    (firm / "govcheck.yaml").write_text(ALL.replace(old, new, 1), "utf-8")
    done = govcheck("report", "-a", "go", "--check", "report.html", "--as-of", AS_OF, cwd=firm)
    assert done.code == 1
    assert "the configuration" in done.out
    written(firm, "html")
    assert govcheck("report", "-a", "go", "--check", "report.html", "--as-of", AS_OF, cwd=firm).code == 0


@pytest.mark.parametrize("format", ["md", "json"])
def test_what_a_format_does_not_show_does_not_make_it_wrong(format: str, firm: Path) -> None:
    one = written(firm, format)
    assert b"6b2d5c" not in one
    assert b"brand/logo" not in one
    (firm / "brand" / "logo.png").write_bytes(png(colour=b"\0\0\0"))
    (firm / "govcheck.yaml").write_text(ALL.replace("#6b2d5c", "#123456"), "utf-8")
    assert govcheck("report", "-a", "go", "--check", f"report.{format}", "--as-of", AS_OF, cwd=firm).code == 0


# The texts, and who gets which


@pytest.mark.parametrize("edition", ReportEdition)
@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_every_edition_has_the_brand_and_the_vendor_no_cover_text(edition: str, format: str, firm: Path) -> None:
    text = written(firm, format, "--edition", edition).decode("utf-8")
    assert text.count("Fernmoor Assurance") >= 1
    assert text.count("fernmoor.example") >= 1
    assert ("letter of 2 November" in text) is (edition != ReportEdition.VENDOR)
    assert ("<img" in text) is (format == "html")
    assert ("#6b2d5c" in text) is (format == "html")
    # it stands once on the first page, and in document control where the edition has that
    assert text.count("fernmoor.example") == (1 if edition == ReportEdition.VENDOR else 2)


def test_the_workbook_says_whom_to_reach(firm: Path) -> None:
    assert b"fernmoor.example" in unzipped(written(firm, "xlsx"))


def unzipped(data: bytes) -> bytes:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_one_client_has_no_word_of_anothers_configuration(firm: Path) -> None:
    other = shutil.copytree(firm / "go", firm / "other")
    (other / "govcheck.yaml").write_text("report: {prepared-by: Tarn and Partner}\n", "utf-8")
    for format in ("html", "md", "json"):
        text = govcheck("report", "-a", "other", "-f", format, "--as-of", AS_OF, cwd=firm).out
        assert "Tarn and Partner" in text
        assert not re.search("fern|6b2d5c|letter of|<img", text, re.IGNORECASE)


def test_a_template_of_ones_own_gets_the_brand(firm: Path) -> None:
    (firm / "templates").mkdir()
    page = "<html><head><title>A</title><style>{{ style }}</style></head><body>{{ logo }}{{ report.contact }}"
    text = f"{page} {{{{ report.cover }}}} {{{{ report.running }}}} {{{{ report.notice }}}}</body></html>"
    (firm / "templates" / "own.html.j2").write_text(text, "utf-8")
    made = written(firm, "html", "--template", "own").decode("utf-8")
    assert "--brand: #6b2d5c;" in made
    assert made.count(base64.b64encode(png()).decode()) == 1
    assert "reviews@fernmoor.example Under the letter of 2 November.<br>For the committee." in made
    assert govcheck("report", "-a", "go", "--check", "report.html", "--as-of", AS_OF, cwd=firm).code == 0
    (firm / "brand" / "logo.png").write_bytes(png(colour=b"abc"))
    assert govcheck("report", "-a", "go", "--check", "report.html", "--as-of", AS_OF, cwd=firm).code == 1
    (firm / "govcheck.yaml").write_text("report: {contact: Somebody}\n", "utf-8")
    assert b"<img" not in written(firm, "html", "--template", "own")


# Word


def document(one: Any, template: bytes | None = None) -> Any:
    return docx.Document(io.BytesIO(docx_bytes(one, TODAY, template, "brand.docx")))


BRAND = Brand("#6b2d5c", "#e6b0d8", logo(text="A <fern> &\nmore"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_word_has_the_logo_in_proportion_with_its_words() -> None:
    shapes = document(of(BRAND)).inline_shapes
    assert len(shapes) == 1
    assert (shapes[0].width, shapes[0].height) == (48 * 9525, 12 * 9525)
    assert shapes[0]._inline.docPr.get("descr") == "A <fern> & more"
    for size in ((1200, 100), (100, 1200), (4000, 4000), (1, 1)):
        shape = document(of(replace(BRAND, logo=logo(png(*size))))).inline_shapes[0]
        assert 0 < shape.width <= 1_800_000
        assert 0 < shape.height <= 432_000
        assert shape.width / shape.height == pytest.approx(size[0] / size[1], rel=0.01)


JPEGS = [jpeg(), jpeg(progressive=True), jpeg("CMYK"), jpeg().replace(JFIF, b"", 1)]


@pytest.mark.parametrize("data", JPEGS, ids=["plain", "progressive", "cmyk", "bare"])
def test_word_takes_every_jpeg_that_is_let_through(data: bytes) -> None:
    assert len(document(of(Brand(logo=logo(data)))).inline_shapes) == 1


def test_word_has_the_colour_in_headings_and_heads_of_tables() -> None:
    made = document(of(BRAND))
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        colour = made.styles[name].font.color
        assert (str(colour.rgb), colour.theme_color) == ("6B2D5C", None)
    heads = [row for table in made.tables for row in table._tbl.tr_lst if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert len(heads) > 10
    for cell in (cell for head in heads for cell in head.tc_lst):
        assert cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == "6B2D5C"
        assert {one.get(f"{W}val") for one in cell.iter(f"{W}color")} == {"FFFFFF"}


def test_a_template_keeps_its_own_look_and_may_place_the_texts() -> None:
    own = docx.Document()
    own.add_paragraph("{contact} / {cover}")
    own.add_paragraph("{report}")
    out = io.BytesIO()
    own.save(out)
    one = of(BRAND, contact="ask@fern.example", cover="Line one\nLine two", prepared_by="Fernmoor")
    made = document(one, out.getvalue())
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts[0] == "ask@fern.example / Line one Line two"
    assert not [text for text in texts[1:] if "Line one" in text or text.startswith("Contact")]
    assert len(made.inline_shapes) == 0
    assert "6B2D5C" not in made.element.xml + made.styles.element.xml

    plain = [paragraph.text for paragraph in document(one).paragraphs]
    assert "Contact: ask@fern.example" in plain
    assert "Line one\nLine two" in plain


@pytest.mark.parametrize("format", ["html", "docx"])
def test_the_same_brand_gives_the_same_bytes(format: str, firm: Path) -> None:
    assert written(firm, format) == written(firm, format)


def test_json_is_as_its_schema_says(firm: Path) -> None:
    found = json.loads(written(firm, "json"))
    assert found["contact"] == "reviews@fernmoor.example"
    assert found["cover"] == "Under the letter of 2 November.\nFor the committee."
    vendor = json.loads(written(firm, "json", "--edition", "vendor"))
    assert (vendor["contact"], vendor["cover"]) == ("reviews@fernmoor.example", None)


def words_of(text: str) -> dict[str, Any]:
    return {key: f"{text} {key} {text}" for key in ("prepared_by", "classification", "contact", "cover")}


@pytest.mark.parametrize("text", [*HOSTILE, *MORE_HOSTILE, "{report}", "\0", "\ud800", "]]>&amp;", "\r\nx\r"])
def test_hostile_text_stays_text_in_word(text: str) -> None:
    def shape(text: str) -> list[str]:
        made = document(of(replace(BRAND, logo=logo(text=f"{text} fern {text}")), **words_of(text)))
        return [one.tag for one in made.element.body.iter() if one.tag not in (f"{W}t", f"{W}br", f"{W}tab")]

    assert shape(text) == shape("x")


# PDF


def pdf(one: Any) -> bytes:
    data = REPORT_FORMATS["pdf"](Finished(replace(one, parts=one.parts[:2]), Review(judged(), ORIGIN)))
    assert isinstance(data, bytes)
    return data


def figures(node: Any) -> Iterator[Any]:
    """The pictures that a screen reader is told of."""
    node = node.get_object()
    if isinstance(node, dict):
        if node.get("/S") == "/Figure":
            yield node
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from figures(kid)


@needs_pango
@pytest.mark.parametrize("data", [png(), jpeg(), jpeg("CMYK"), png(2000, 40)], ids=["png", "jpeg", "cmyk", "wide"])
def test_a_pdf_has_the_logo_once_with_its_words(data: bytes) -> None:
    found = pypdf.PdfReader(io.BytesIO(pdf(of(Brand("#6b2d5c", logo=logo(data))))), strict=True)
    drawn = [len(re.findall(rb"/i\S+ Do", content_of(page))) for page in found.pages]  # all pages share what there is
    assert drawn == [1] + [0] * (len(found.pages) - 1)
    root: Any = found.trailer["/Root"]
    alternatives = [str(one["/Alt"]) for one in figures(root["/StructTreeRoot"])]
    assert alternatives[0] == "A fern"
    assert b"0.419608 0.176471 0.360784 rg" in content_of(found.pages[0])


def content_of(page: pypdf.PageObject) -> bytes:
    contents = page.get_contents()
    assert contents is not None
    return contents.get_data()


@needs_pango
def test_a_pdf_has_the_texts_and_is_the_same_each_time() -> None:
    one = of(BRAND, contact="ask@fern.example", cover="Line one\nLine two", prepared_by="Fernmoor")
    data = pdf(one)
    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "Contact: ask@fern.example" in text
    assert "Line one\nLine two" in text
    assert data == pdf(one)


@needs_pango
def test_a_pdf_shows_no_picture_but_the_logo() -> None:
    page = '<!doctype html><html lang="en"><head><title>A</title></head><body><img src="URI" alt="a"></body></html>'
    uris = [logo(png(colour=colour)).uri for colour in (b"abc", b"abd")]
    found = [
        len(
            pypdf.PdfReader(io.BytesIO(pdf_bytes(page.replace("URI", uri), TODAY, "x", inside=uris[:1])))
            .pages[0]
            .images
        )
        for uri in uris
    ]
    assert found == [1, 0]


PROFILE = chunk(b"iCCP", b"Jane Doe Acme\0\0" + zlib.compress(b"profile"))


def bent(header: bytes = b"\x08\x02", data: bytes = zlib.compress(b"\0" * 64)) -> bytes:
    size = struct.pack(">II", 4, 4)
    return PNG + chunk(b"IHDR", size + header + b"\0\0\0") + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_picture_says_nothing_but_the_picture() -> None:
    behind = bent(data=zlib.compress(b"\0" * 64) + b"AFTER-SECRET")
    for data, said in ((png(more=PROFILE), b"Jane Doe"), (behind, b"AFTER-SECRET")):
        assert said in data
        assert said not in picture(data, "logo").data
    thumbnail = b"\xff\xe0" + (16 + 12).to_bytes(2) + JFIF[4:-2] + b"\x02\x02" + b"EARLIER-LOGO"
    data = jpeg().replace(JFIF, thumbnail, 1)
    assert b"EARLIER-LOGO" in data
    assert b"EARLIER-LOGO" not in picture(data, "logo").data
    assert picture(data, "logo").data.count(b"JFIF") == 1


@pytest.mark.parametrize(
    "data",
    [
        bent(data=b"not zlib at all"),
        bent(data=zlib.compress(b"\0" * 64)[:-6]),
        bent(header=b"\x63\x02"),
        bent(header=b"\x08\x4d"),
        bent(data=b""),
    ],
)
def test_a_picture_that_cannot_be_unpacked_is_damaged(data: bytes) -> None:
    with pytest.raises(Refused, match="is damaged or not whole"):
        picture(data, "logo")
