"""The HTML pages in a real browser: anybody can use them, nothing runs over the edge, and print shows everything."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from govcheck.rules.colours import DARK_PAGE, LIGHT_PAGE, readable
from logos import png
from program import AS_OF, copied_example, govcheck

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=4000",
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
# A page that shows another one in frames of several widths and writes down how far each runs over its edge.
PROBE = """<!doctype html><title>probe</title><body><script>
const widths = [320, 360, 768, 1280], found = {};
const ready = widths.map(width => new Promise(done => {
  const frame = document.createElement('iframe');
  frame.width = width; frame.height = 900; frame.src = 'PAGE';
  frame.onload = () => {
    const root = frame.contentDocument.documentElement;
    found[width] = {over: root.scrollWidth - root.clientWidth, requests:
      frame.contentWindow.performance.getEntriesByType('resource').length, height: root.scrollHeight};
    done();
  };
  document.body.append(frame);
}));
Promise.all(ready).then(() => { document.title = JSON.stringify(found); });
</script>"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the report of the worked example, and the portfolio of two of them and a broken one."""
    folder = tmp_path_factory.mktemp("browser")
    for name in ("conditional-go", "not-ready", "go"):
        copied_example(name, folder)
    (folder / "go" / "answers.yaml").write_text(f"format: 1\n{'long' * 90}: 1\n", "utf-8")
    assert govcheck("portfolio", "--as-of", AS_OF, "-o", "portfolio.html", cwd=folder).code == 2
    assert govcheck("report", "-a", "conditional-go", "--as-of", AS_OF, "-o", "report.html", cwd=folder).code == 0
    branded(folder / "firm")
    (folder / "branded.html").write_bytes((folder / "firm" / "report.html").read_bytes())
    return folder


def branded(firm: Path) -> None:
    """A report with every slot of a brand filled to the brim, in colours that are only just let through."""
    firm.mkdir()
    copied_example("conditional-go", firm)
    (firm / "logo.png").write_bytes(png(2400, 300))
    report = {
        "prepared-by": "Fernmoor Assurance and Partners of the Northern Counties",
        "contact": "reviews-and-assurance-of-the-northern-counties@fernmoor-assurance.example",
        "classification": "Client confidential: for the risk committee only",
        "logo": "logo.png",
        "colours": {"accent": readable("#e8833a", LIGHT_PAGE), "accent-dark": readable("#6b2d5c", DARK_PAGE)},
        "cover": "\n".join(f"Line {number} of the letter of engagement, in full" for number in range(8)),
    }
    (firm / "govcheck.yaml").write_text(json.dumps({"report": report}), "utf-8")
    done = govcheck("report", "-a", "conditional-go", "--as-of", AS_OF, "-o", "report.html", cwd=firm)
    assert done.code == 0, done.err


def chromium(folder: Path, *arguments: str) -> str:
    assert CHROMIUM
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'browser'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd=folder).stdout


@pytest.mark.parametrize("name", ["report.html", "branded.html", "portfolio.html"])
def test_the_page_never_scrolls_sideways_and_asks_for_nothing(name: str, report: Path) -> None:
    (report / "probe.html").write_text(PROBE.replace("PAGE", name), "utf-8")
    page = chromium(report, "--dump-dom", (report / "probe.html").as_uri())
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    found = json.loads(title[1])
    assert {width: one["over"] for width, one in found.items()} == {"320": 0, "360": 0, "768": 0, "1280": 0}
    assert all(one["requests"] == 0 and one["height"] > 2000 for one in found.values())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        yield started
        started.close()


@contextmanager
def opened(browser: Browser, path: Path, **options: Any) -> Iterator[Page]:
    """The page as a reader has it who is not on the net. A policy that forbids scripts would forbid ours as well."""
    context = browser.new_context(offline=True, bypass_csp=True, **options)
    context.set_default_timeout(120_000)
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        yield page
    finally:
        context.close()


def settings(width: int, scheme: str) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}


AXE = files("axe_playwright_python") / "axe.min.js"
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations', 'incomplete']})"
KNOWN = re.compile(r'<text|<span aria-hidden="true">.</span>$')
"""Where axe cannot tell a contrast: in pictures, and of single signs, which have the colour of the word beside them."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("report.html", 320, "light"),
        ("report.html", 320, "dark"),
        ("report.html", 1280, "light"),
        ("report.html", 1280, "dark"),
        ("branded.html", 320, "light"),
        ("branded.html", 320, "dark"),
        ("branded.html", 1280, "light"),
        ("branded.html", 1280, "dark"),
        ("portfolio.html", 320, "dark"),
        ("portfolio.html", 1280, "light"),
    ],
)
def test_axe_finds_nothing(name: str, width: int, scheme: str, report: Path, browser: Browser) -> None:
    """WCAG 2.2, level AA, and what else axe calls good practice."""
    with opened(browser, report / name, **settings(width, scheme)) as page:
        page.add_style_tag(content=".scroll { background: none !important }")  # its shadow keeps axe from telling
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate(RUN, TAGS)
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
        assert len(found["passes"]) > 30
        doubts = [node["html"] for one in found["incomplete"] for node in one["nodes"]]
        if width > 320:  # there much lies outside of what is seen at once
            assert [doubt for doubt in doubts if not KNOWN.match(doubt)] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_axe_would_find_something(report: Path, browser: Browser) -> None:
    with opened(browser, report / "portfolio.html") as page:
        page.evaluate("document.documentElement.removeAttribute('lang')")
        page.evaluate("document.querySelector('.notice').style.color = '#eee'")
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate(RUN, TAGS)
        assert {"html-has-lang", "color-contrast"} <= {one["id"] for one in found["violations"]}


# Of each text of a picture: the ratio to what lies behind it, its halo or the last box drawn under its middle.
CONTRASTS = """() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [a, b] = [light(one), light(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll('.picture text')].map(text => {
    const {fill, stroke} = getComputedStyle(text), frame = text.getBBox();
    const x = frame.x + frame.width / 2, y = frame.y + frame.height / 2;
    const holds = b => b.x <= x && x <= b.x + b.width && b.y <= y && y <= b.y + b.height;
    const boxes = [...text.ownerSVGElement.querySelectorAll('rect')].filter(box => !box.closest('defs'));
    const under = boxes.filter(box => holds(box.getBBox()));
    const back = stroke !== 'none' ? stroke : under.length ? getComputedStyle(under.at(-1)).fill : paper;
    return [text.textContent, text.getAttribute('class'), back, back.startsWith('rgb') ? ratio(fill, back) : 0];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report.html", "branded.html"])
def test_every_text_of_a_picture_can_be_read(name: str, scheme: str, report: Path, browser: Browser) -> None:
    with opened(browser, report / name, **settings(1280, scheme)) as page:
        found = page.evaluate(CONTRASTS)
    assert len(found) > 80
    assert [one for one in found if one[3] < 4.5] == []


def test_no_text_of_a_picture_is_cut_off_or_covers_another(report: Path, browser: Browser) -> None:
    with opened(browser, report / "report.html", **settings(1280, "light")) as page:
        found = page.evaluate("""() => [...document.querySelectorAll('.picture svg')].flatMap(svg => {
          const texts = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()]);
          const {width, height} = svg.viewBox.baseVal;
          const within = b => b.x > -1 && b.y > -1 && b.x + b.width <= width && b.y + b.height <= height;
          const out = texts.filter(([_, b]) => !within(b));
          const over = texts.flatMap(([one, a], i) => texts.slice(i + 1).filter(([_, b]) =>
            Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 &&
            Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 4).map(([other]) => [one, other]));
          return [...out.map(([text]) => text), ...over];
        })""")
    assert found == []


@pytest.mark.parametrize(("scheme", "plate"), [("light", "rgba(0, 0, 0, 0)"), ("dark", "rgb(255, 255, 255)")])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_logo_is_seen_undistorted_and_on_white(
    width: int, scheme: str, plate: str, report: Path, browser: Browser
) -> None:
    """Under the page's own policy, which has to let it through."""
    context = browser.new_context(offline=True, **settings(width, scheme))
    page = context.new_page()
    page.goto((report / "branded.html").as_uri())
    found = page.evaluate("""() => {
      const logo = document.querySelector('.logo img'), {width, height, left, right} = logo.getBoundingClientRect();
      const {backgroundColor, paddingLeft, paddingTop} = getComputedStyle(logo);
      const [x, y] = [parseFloat(paddingLeft) * 2, parseFloat(paddingTop) * 2];
      return {loaded: logo.complete && logo.naturalWidth, ratio: (width - x) / (height - y), left, right,
        height: height - y, plate: backgroundColor};
    }""")
    context.close()
    assert (found["loaded"], found["plate"]) == (2400, plate)
    assert abs(found["ratio"] - 8) < 0.05
    assert found["left"] >= 0
    assert found["right"] <= width
    assert 20 < found["height"] <= 52


def test_it_reads_the_same_without_scripts_and_asks_for_nothing(report: Path, browser: Browser) -> None:
    asked: list[str] = []
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((report / "report.html").as_uri())
    assert (
        page.locator("h1").inner_text() == "Claude for office staff, engineering and claims letters: readiness report"
    )
    context.close()
    assert asked == [(report / "report.html").as_uri()]


def test_the_keyboard_skips_to_the_report_and_opens_what_is_folded(report: Path, browser: Browser) -> None:
    with opened(browser, report / "report.html", **settings(1000, "light")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator(".contents a").first.is_visible()


@pytest.fixture(scope="module")
def printed(report: Path, browser: Browser) -> list[str]:
    """The text of each page of the printed report, with single spaces and without ligatures."""
    with opened(browser, report / "report.html") as page:
        page.pdf(path=report / "report.pdf", prefer_css_page_size=True, print_background=True)
    sheets = PdfReader(report / "report.pdf").pages
    return [" ".join(unicodedata.normalize("NFKC", sheet.extract_text()).split()) for sheet in sheets]


def test_every_page_has_its_number_the_marking_and_the_day_of_the_verdict(printed: list[str]) -> None:
    assert 10 <= len(printed) <= 90
    for number, text in enumerate(printed, 1):
        assert f"{number} / {len(printed)}" in text
        assert "Draft. Conditional go, as of 2026-11-22" in text
        assert "DRAFT" in text
        assert "Larkmoor Mutual" in text


def test_a_brand_is_printed_with_its_logo_before_the_decision(report: Path, browser: Browser) -> None:
    with opened(browser, report / "branded.html") as page:
        page.pdf(path=report / "branded.pdf", prefer_css_page_size=True, print_background=True)
    sheets = PdfReader(report / "branded.pdf").pages
    first = sheets[0].extract_text()
    assert len(sheets[0].images) == 1
    assert "Line 7 of the letter" in first
    assert "What may go ahead" in first
    assert not sheets[1].images


def test_the_decision_fits_on_the_first_page(printed: list[str]) -> None:
    assert "What may go ahead" in printed[0]
    assert "What is asked of you" in printed[0]


def test_what_is_folded_on_the_screen_is_printed(report: Path, printed: list[str]) -> None:
    text = "".join(printed).replace(" ", "")
    page = (report / "report.html").read_text("utf-8")
    folded = re.findall(r"<details><summary>And \d+ more</summary>\n<ul.*?</ul>", page, re.DOTALL)
    assert len(folded) > 1
    for block in folded:
        for line in re.findall(r"<li>(.*?)</li>", block):
            words = html.unescape(re.sub(r"<[^>]+>", "", line)).replace(" ", "")
            assert words[:40] in text
    assert "Contents" not in printed[0]


def test_the_table_heads_and_pictures_are_printed(printed: list[str]) -> None:
    whole = " ".join(printed)
    assert len(re.findall(r"Gap with a date", whole)) > 5
    assert "Number of dates to come" in whole
    assert "Review and approval" in whole
