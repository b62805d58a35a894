"""Rendering: escaped by the kind of document, whatever the template forgets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from govcheck.tools.htmltext import csp_hash, css_string, html_dated, html_text
from govcheck.tools.templates import FORMATS, render

HOSTILE = "<b>\"'&{{ 7*7 }}\x1b"


def rendered(folder: Path, source: str, format: str = "html", **data: object) -> str:
    (folder / f"page.{format}.j2").write_text(source, "utf-8")
    return render("page", format, data, folder)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "source",
    [
        "{{ text }}",
        "{% macro m(t) %}{{ t }}{% endmacro %}{{ m(text) }}",
        "{% set t = text %}{{ t }}",
        "{% set t %}{{ text }}{% endset %}{{ t }}",
        "{% for t in [text] %}{{ t }}{% endfor %}",
    ],
)
def test_every_way_out_is_escaped_once(tmp_path: Path, format: str, source: str) -> None:
    assert rendered(tmp_path, source, format, text=HOSTILE) == FORMATS[format].text(HOSTILE)


@pytest.mark.parametrize("source", ["{{ 'x<y' }}", "{{ 'x' ~ '<y' }}", "{{ [text] | join }}"])
def test_constants_and_joined_text_are_escaped_too(tmp_path: Path, source: str) -> None:
    assert "<y" not in rendered(tmp_path, source, text="x<y")


def test_the_text_of_a_template_is_left_alone(tmp_path: Path) -> None:
    assert rendered(tmp_path, "<b>*x*</b>{{ n }}", "md", n=7) == "<b>*x*</b>7"


def test_a_name_that_nobody_gave_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        rendered(tmp_path, "{{ missing }}")


@pytest.mark.parametrize("source", ["{{ text.__class__.__mro__ }}", "{{ rows.append(1) }}"])
def test_a_template_reaches_nothing_but_its_data(tmp_path: Path, source: str) -> None:
    with pytest.raises((SecurityError, UndefinedError)):
        rendered(tmp_path, source, text="x", rows=[1])


@given(st.text())
def test_no_text_leaves_a_quoted_attribute_or_an_element(text: str) -> None:
    assert not re.search(r"[<>\"']", html_text(text).replace("<br>", ""))


@given(st.text())
def test_no_text_leaves_a_string_of_a_style_sheet(text: str) -> None:
    assert re.fullmatch(r"(\\[0-9a-f]{6})*", css_string(text))


def test_line_ends_become_line_breaks() -> None:
    assert html_text("a\r\nb\u2028c\n") == "a<br>b<br>c"


@given(st.text() | st.from_regex(r".{0,3}[0-9]{4}-[0-9]{2}-[0-9]{2}.{0,3}"))
def test_dates_are_kept_whole_and_nothing_else_changes(text: str) -> None:
    found = html_dated(text)
    assert re.sub(r'<span class="day">([^<]*)</span>', r"\1", found) == html_text(text)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("from 2026-11-03 until 2027-01-15.", ["2026-11-03", "2027-01-15"]),
        ("evidence/2026-11-03.txt", ["2026-11-03"]),
        ("2026-11-031 and x2026-11-03 and 2026-11-03-b", []),
    ],
)
def test_a_date_is_a_whole_word(text: str, dates: list[str]) -> None:
    assert re.findall(r'<span class="day">([^<]*)</span>', html_dated(text)) == dates


def test_a_policy_names_a_style_sheet_by_its_hash() -> None:
    assert csp_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
