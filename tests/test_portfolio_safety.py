"""Whatever stands in a text, no format of the portfolio takes it for structure; and the page as a document."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from book import FORMATS
from gate_runs import skeleton
from govcheck.jobs.portfolio_formats import PORTFOLIO_FORMATS
from govcheck.jobs.portfolio_text import portfolio_lines
from govcheck.rules.assess import assess
from govcheck.rules.portfolio import Broken, Portfolio, portfolio, reviewed
from govcheck.tools.csvtext import STARTS
from govcheck.tools.htmltext import csp_hash
from govcheck.words.characters import UNSAFE, columns, safe_text
from govcheck.words.errors import Problem
from govcheck.words.settings import Branding
from sample import TODAY
from test_format_safety import ALL
from test_report_safety import elements, with_text

NEAR = 120


def page(text: str) -> Portfolio:
    """Every field, the paths, the message and the hint hold the text."""
    case = with_text(lambda old: f"{text} {old} {text}")
    late = replace(case, today=TODAY.replace(year=TODAY.year + 1))
    found = assess(case)
    rows = [reviewed(f"a {text}/answers.yaml", case, found, NEAR, {"robots": "2.0.0"})]
    rows += [reviewed("z/answers.yaml", late, assess(late), NEAR)]
    wrong = Broken(f"b {text}", Problem(f"b {text}", 4, 2, f"{text} is wrong", f"write {text}"), 3)
    return portfolio([*rows, wrong], TODAY, NEAR, [f"c {text}"])


def written(text: str, format: str) -> str:
    return PORTFOLIO_FORMATS[format](page(text), Branding(f"{text} & Co", f"Secret {text}"))


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


SHAPES: Mapping[str, Callable[[str], Any]] = {
    "html": elements,
    "csv": lambda text: [len(row) for row in cells(text)],
    "jsonl": lambda text: [skeleton(json.loads(line)) for line in text.split("\n") if line],
}


@pytest.mark.parametrize("format", SHAPES)
@pytest.mark.parametrize("text", ALL)
def test_hostile_text_changes_no_structure(format: str, text: str) -> None:
    assert SHAPES[format](written(text, format)) == SHAPES[format](written("x", format))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", ALL)
def test_nothing_steers_a_terminal(format: str, text: str) -> None:
    found = written(text, format)
    assert safe_text(found) == found
    assert not UNSAFE.search(found)


@pytest.mark.parametrize("format", ["text", "csv", "jsonl"])
@pytest.mark.parametrize("text", ALL)
def test_no_line_is_a_command_to_a_build_server(format: str, text: str) -> None:
    found = written(text, format)
    assert [line for line in found.split("\n") if line.lstrip().startswith("::")] == []
    assert "##[" not in found
    assert "##vso[" not in found


@pytest.mark.parametrize("text", [f"{start}1+1" for start in STARTS])
def test_no_cell_is_a_formula(text: str) -> None:
    assert [cell for row in cells(written(text, "csv")) for cell in row if cell.startswith(STARTS)] == []


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_lines_fit_the_screen(width: int) -> None:
    found = [text for text, _ in portfolio_lines(page("Ökonomie-文書"), width)]
    assert len(found) > 30
    assert max(map(columns, found)) <= width


# the page as a document


def test_headings_are_in_order_and_tables_are_named_and_scoped() -> None:
    tags = elements(written("x", "html"))
    names = [tag for tag, *_ in tags]
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h\d", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper <= before + 1 for before, deeper in pairwise(levels))
    assert names.count("table") == names.count("caption") == names.count("thead") == 3
    assert all(any(attribute.startswith("scope=") for attribute in rest) for tag, *rest in tags if tag == "th")
    assert names.count("main") == names.count("header") == names.count("nav") == names.count("footer") == 1


def test_the_page_asks_nothing_of_the_net_and_runs_nothing() -> None:
    text = written("x", "html")
    tags = elements(text)
    assert not {tag for tag, *_ in tags} & {"script", "link", "iframe", "object", "embed", "form", "img", "base"}
    attributes = [attribute for tag, *rest in tags for attribute in rest if tag != "comment"]
    assert not [one for one in attributes if one.startswith(("on", "src=", "style=", "srcset=", "action="))]
    assert all(one.startswith("href=#") for one in attributes if one.startswith("href="))
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert style
    assert policy
    assert not re.search(r"url\(|@import", style[1])
    assert policy[1] == (f"default-src 'none'; style-src '{csp_hash(style[1])}'; base-uri 'none'; form-action 'none'")


def test_every_link_leads_somewhere_and_no_id_stands_twice() -> None:
    text = written("x", "html")
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
