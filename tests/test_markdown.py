"""Whatever text holds, it shows in Markdown as that text and makes nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from govcheck.tools.markdown import markdown_code, markdown_text
from govcheck.words.characters import safe_text

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLACES = (
    "{}\n",
    "before\n{}\nafter\n",
    "# {}\n",
    "- {}\n- {}\n",
    "- **Label:** {}\n",
    "> {}\n",
    "{}\n===\n",
    "| a | b |\n| --- | --- |\n| {} | {} |\n",
    "**{}** and `code`\n",
)
HOSTILE = (
    "# Approved",
    "x\n===",
    "---",
    "- a\n- b",
    "+ a",
    "1. a",
    "12) a",
    "> said",
    "    code",
    "```\ncode",
    "~~~",
    "`code`",
    "*a* _b_ __c__ ~~d~~",
    "[x](javascript:alert(1))",
    "![x](https://beacon.example/a.png)",
    "[x]: https://evil.example",
    "[^1]",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "<!-- hidden",
    "a | b |\n| --- |",
    "&lt;b&gt; &#60; &copy; AT&T",
    "\\",
    "\\*a\\*",
    "a\\\nb",
    "{{ 7*7 }} {% raw %} ${x} $a$",
    "https://evil.example www.evil.example a@b.example",
    ": definition",
)
SYNTAX = "\\`*_{}[]<>()#+-.!|&~^$=:/@\"'\n\r\t 0123456789ab"


def kinds(source: str) -> list[tuple[str, str]]:
    """What a document is made of, text aside: blocks and inline elements in order."""
    return [
        (token.type, token.content if token.type.startswith("html") else "") for token in flat(PARSER.parse(source))
    ]


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type not in ("text", "text_special", "inline", "softbreak") and token.content != "<br>":
            yield token
        yield from flat(token.children or [])


def shown(source: str) -> str:
    """The text that a reader sees, with line breaks as line ends."""
    inline = next(token for token in PARSER.parse(source) if token.type == "inline")
    return "".join("\n" if token.content == "<br>" else token.content for token in inline.children or [])


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_makes_no_structure(place: str, text: str) -> None:
    assert kinds(place.replace("{}", markdown_text(text))) == kinds(place.replace("{}", "x"))


@given(
    st.lists(st.one_of(st.text(alphabet=SYNTAX), st.sampled_from(HOSTILE), st.text())).map("".join),
    st.sampled_from(PLACES),
)
def test_no_text_makes_structure(text: str, place: str) -> None:
    escaped = markdown_text(text) or "x"
    assert kinds(place.replace("{}", escaped)) == kinds(place.replace("{}", "x"))
    assert escaped.splitlines() == [escaped]


@given(st.one_of(st.text(alphabet=SYNTAX).filter(str.strip), st.sampled_from(HOSTILE)))
@example("&lt; &#60; &copy;")
def test_the_reader_sees_the_text(text: str) -> None:
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    assert shown(f"x {markdown_text(text)}").replace("\u200b", "") == "\n".join(["x " + lines[0], *lines[1:]]).rstrip()


def test_plain_text_stays_as_it_is() -> None:
    plain = "Two of 212 people (0.9 %) sign in by password; see evidence/sso.pdf, 2026-11-12. Smith & Co: it's fine!"
    assert markdown_text(plain) == plain


@pytest.mark.parametrize("mark", ["\x1b[31m", "\u202e", "\u200b", "\x00", "\U000e0041"])
def test_what_does_not_show_is_made_visible(mark: str) -> None:
    assert shown(markdown_text(f"a{mark}b")) == safe_text(f"a{mark}b")
    assert mark[0] not in markdown_text(f"a{mark}b")


def test_nobody_is_called_and_nothing_becomes_a_link() -> None:
    """Sites make links and mentions of finished text too, so a backslash is not enough for a mention."""
    escaped = markdown_text("@team (@team) https://a.example www.a.example")
    assert escaped == r"\@&#8203;team (\@&#8203;team) https\://a.example www\.a.example"
    assert not re.search(r"(?<!\\)@|://(?<!\\://)", escaped)


def test_an_id_is_code_and_anything_else_is_text() -> None:
    assert markdown_code("brief-id-sso") == "`brief-id-sso`"
    assert markdown_code("a`b") == r"a\`b"
