"""The Markdown report is the same document whoever renders it, and the HTML pages are valid."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
import html5lib
import mistune
import pytest
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

from finished import rendered
from logos import png
from program import AS_OF, copied_example, govcheck
from sample import sample_report
from test_markdown import HOSTILE
from test_report_safety import MORE_HOSTILE, hostile

MISTUNE = mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])
RENDERERS: Mapping[str, Callable[[str], str]] = {
    "markdown-it": MarkdownIt("commonmark").enable(["table", "strikethrough"]).render,
    "mistune": lambda text: str(MISTUNE(text)),
    "cmark-gfm": lambda text: cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE),
}
"""How three programs read Markdown: by its standard, in their own way, and as GitHub does."""


class Structure(HTMLParser):
    """A page as tags and words, without what each renderer does in its own way."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("thead", "tbody"):  # empty bodies are left out by some
            return
        kept = [f"{name}={value}" for name, value in attrs if name in ("href", "id")]
        self.found.append(f"<{' '.join((tag, *kept))}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("thead", "tbody", "br"):
            self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.found += data.replace("\u200b", "").replace("<", "(less) ").split()

    def handle_comment(self, data: str) -> None:
        self.found += ["<!>", *data.split()]


def structure(text: str) -> list[str]:
    parser = Structure()
    parser.feed(text)
    parser.close()
    return parser.found


def read(text: str) -> dict[str, list[str]]:
    return {name: structure(render(text)) for name, render in RENDERERS.items()}


def assert_same(text: str) -> list[str]:
    """The one structure that all of them see."""
    first, *others = read(text).items()
    for name, found in others:
        differing = next((pair for pair in zip(first[1], found, strict=False) if pair[0] != pair[1]), None)
        assert differing is None, (first[0], name)
        assert len(found) == len(first[1]), name
    return first[1]


EXAMPLES = ("go", "conditional-go", "not-ready", "no-go")


@pytest.mark.parametrize("example", EXAMPLES)
def test_three_renderers_see_the_same_report(example: str, tmp_path: Path) -> None:
    done = govcheck("report", "-a", str(copied_example(example, tmp_path)), "--as-of", AS_OF, cwd=tmp_path)
    found = assert_same(done.out)
    assert found.count("<table>") > 10
    assert found.count("<h1>") == 1


@pytest.mark.parametrize("text", [*HOSTILE, *MORE_HOSTILE])
def test_three_renderers_see_the_same_whatever_stands_in_it(text: str) -> None:
    found = assert_same(rendered(hostile(text), "md"))
    plain = assert_same(rendered(hostile("x"), "md"))
    assert tags(found) == tags(plain)


def tags(found: list[str]) -> list[str]:
    """What a document is made of, without its words; a text may break its line."""
    return [one for one in found if one.startswith("<") and one != "<br>"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_page_is_valid_html(example: str, tmp_path: Path) -> None:
    folder = copied_example(example, tmp_path)
    govcheck("report", "-a", str(folder), "--as-of", AS_OF, "-o", "report.html", cwd=tmp_path)
    assert faults((tmp_path / "report.html").read_text("utf-8")) == []


def test_a_branded_page_is_valid_html(tmp_path: Path) -> None:
    folder = copied_example("go", tmp_path)
    (folder / "logo.png").write_bytes(png())
    text = "report: {logo: logo.png, prepared-by: F <b>, contact: c, cover: \"a\\nb\", colours: {accent: '#6b2d5c'}}\n"
    (folder / "govcheck.yaml").write_text(text, "utf-8")
    govcheck("report", "-a", str(folder), "--as-of", AS_OF, "-o", "report.html", cwd=tmp_path)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "<img" in page
    assert faults(page) == []


def test_the_portfolio_is_valid_html(tmp_path: Path) -> None:
    for example in EXAMPLES:
        copied_example(example, tmp_path)
    govcheck("portfolio", "--as-of", AS_OF, "-o", "portfolio.html", cwd=tmp_path)
    assert faults((tmp_path / "portfolio.html").read_text("utf-8")) == []


@pytest.mark.parametrize("text", [*HOSTILE, *MORE_HOSTILE])
def test_the_page_is_valid_whatever_stands_in_it(text: str) -> None:
    assert faults(rendered(hostile(text), "html")) == []


def test_what_is_not_valid_is_seen() -> None:
    page = rendered(sample_report(), "html")
    for wrong in ("</section></div>", "<p><table></p>", '<p id="a" id="b">x</p>'):
        assert faults(page.replace("</main>", f"{wrong}</main>"))


def faults(page: str) -> list[str]:
    """What a parser that follows the standard to the letter finds wrong."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    return [f"{place}: {html.unescape(code)} {data}" for place, code, data in parser.errors]
