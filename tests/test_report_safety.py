"""Whatever stands in a text field, it stays text: no element, no attribute, no Markdown, no invisible character."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from finished import FORMATS, rendered
from govcheck.jobs.reporting import SHEET_FORMATS
from govcheck.rules.case import Case
from govcheck.rules.report.blocks import Report
from govcheck.rules.report.sheet import question_sheet
from govcheck.rules.report.stamp import STAMP
from govcheck.tools.htmltext import csp_hash
from govcheck.words.characters import UNSAFE
from govcheck.words.checklist import (
    Checklist,
    Control,
    Edition,
    Matrix,
    Party,
    PlanRow,
    ProfileQuestion,
    Responsibility,
    Rule,
    Section,
    VendorQuestion,
    View,
    ViewRow,
)
from govcheck.words.digest import Digest, SourceFact
from govcheck.words.engagement import (
    Acceptance,
    Answer,
    Confirmation,
    Engagement,
    Evidence,
    Exchange,
    FrontPage,
    Remedy,
    UseCase,
)
from govcheck.words.settings import Brand, Branding, Logo
from logos import logo
from sample import CHECKLIST, DIGESTS, ENGAGEMENT, ORIGIN, TODAY, judged, sample_report
from test_markdown import HOSTILE, kinds

TEXT: Mapping[type, tuple[str, ...]] = {
    Checklist: ("topics", "roles"),
    Edition: ("title",),
    Section: ("title",),
    Control: ("question", "why", "verify", "evidence"),
    ProfileQuestion: ("text", "values"),
    Matrix: ("guardrails",),
    PlanRow: ("title",),
    Party: ("title",),
    Responsibility: ("title", "parties"),
    VendorQuestion: ("text", "yes_means", "no_means"),
    Rule: ("says",),
    View: ("title",),
    ViewRow: ("title",),
    FrontPage: ("organization", "title", "owner", "reviewed_by", "people"),
    UseCase: ("title",),
    Evidence: ("ref", "by"),
    Remedy: ("owner", "guardrail"),
    Acceptance: ("risk", "compensating", "by", "role"),
    Answer: ("answered_by", "note", "owner", "approved_by"),
    Confirmation: ("by", "ref"),
    Exchange: ("asked_of", "reply", "replied_by", "ref", "follow_up"),
    Digest: ("title", "publisher", "dated", "defects"),
    SourceFact: ("section", "text"),
    Branding: ("prepared_by", "classification", "contact", "cover"),
    Logo: ("text",),
}
"""The fields that hold what people write. Every other string is an id or a word of the vocabulary."""
BRANDED = replace(
    ORIGIN,
    branding=Branding("A firm", "Secret", "a@firm.example", "For you\nalone", Brand(logo=logo(text="F"))),
)
"""With a text in each place that a firm can fill."""
MORE_HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "'></td></tr></table><h1>Approved",
    "</style><style>*{display:none}",
    "</title><meta http-equiv=refresh content=0>",
    "\x1b[2J\x1b]0;x\x07",
    "\u202egnp.exe",
    "\u200b\u2066",
    "=HYPERLINK(1)",
)


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """A value with every text field in it changed. References keep their beginning, which says what they are."""
    if is_dataclass(value) and not isinstance(value, type):
        text = TEXT.get(type(value), ())
        changes = {
            field.name: written(getattr(value, field.name), change, reference=field.name == "ref")
            if field.name in text
            else mapped(getattr(value, field.name), change)
            for field in fields(value)
        }
        return replace(value, **changes)
    if isinstance(value, dict):
        return {key: mapped(one, change) for key, one in value.items()}
    return tuple(mapped(one, change) for one in value) if type(value) is tuple else value


def written(value: Any, change: Callable[[str], str], *, reference: bool) -> Any:
    if isinstance(value, dict):
        return {key: change(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(change, value))
    if reference:
        return value + change("")
    return change(value) if value else ""


def with_text(change: Callable[[str], str], engagement: Engagement = ENGAGEMENT) -> Case:
    digests = {ref + change(""): digest for ref, digest in DIGESTS.items()}
    return Case(mapped(CHECKLIST, change), mapped(engagement, change), TODAY, digests)


def hostile(text: str) -> Report:
    return sample_report(with_text(lambda old: f"{text} {old} {text}"), mapped_origin(text))


def mapped_origin(text: str) -> Any:
    return mapped(BRANDED, lambda old: f"{text} {old} {text}")


DRAWN: Mapping[str, set[str]] = {
    "rect": {"class", "x", "y", "width", "height", "rx", "fill"},
    "line": {"class", "x1", "y1", "x2", "y2", "stroke"},
    "text": {"class", "x", "y", "text-anchor"},
}
"""What a picture is drawn with. How much of it there is, and where, follows from how long texts are."""


class Elements(HTMLParser):
    """Every tag with its attributes, in order, but line breaks and what pictures are drawn with."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "svg":
            self.drawing = ("role", "img") in attrs
            attrs = [(name, value) for name, value in attrs if name != "viewbox" or not self.drawing]
        if self.drawing and tag in DRAWN:
            assert {name for name, _ in attrs} <= DRAWN[tag]
            assert all(re.fullmatch(r"[\w#()-]+", value or "") for _, value in attrs)
            return
        if tag == "img":
            assert "alt" in dict(attrs)
            attrs = [(name, value) for name, value in attrs if name != "alt"]
        if (tag != "br" or self.drawing) and ("http-equiv", "Content-Security-Policy") not in attrs:
            self.found.append((tag, *(f"{name}={value}" for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not (self.drawing and tag in DRAWN):
            self.found.append((f"/{tag}",))
        self.drawing = self.drawing and tag != "svg"

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))


def elements(text: str) -> list[tuple[str, ...]]:
    parser = Elements()
    parser.feed(text)
    parser.close()
    return parser.found


STRUCTURE: Mapping[str, Callable[[str], Any]] = {"md": kinds, "html": elements}


@pytest.mark.parametrize("text", [*HOSTILE, *MORE_HOSTILE])
@pytest.mark.parametrize("format", FORMATS)
def test_hostile_text_in_every_field_changes_no_structure(format: str, text: str) -> None:
    found = rendered(hostile(text), format)
    assert STRUCTURE[format](stampless(found)) == STRUCTURE[format](stampless(rendered(hostile("x"), format)))
    assert not UNSAFE.search(found)


def stampless(text: str) -> str:
    """A report without the digest in its first line, which has to be another one."""
    head, line, body = text.partition("\n")
    assert STAMP.search(head)
    return re.sub(r"[0-9a-f]{64}", "", head) + line + body


def sheet(text: str) -> str:
    """The question sheet, with a question that is asked for the third time."""
    first = replace(ENGAGEMENT.questions["q-region"], follow_up="Where is the rest?")
    again = replace(first, earlier=(first,))
    case = with_text(lambda old: f"{text} {old} {text}", replace(ENGAGEMENT, questions={"q-region": again}))
    judgement = judged(case)
    return SHEET_FORMATS["md"](question_sheet(judgement), judgement.case.today).decode("utf-8")


@pytest.mark.parametrize("text", [*HOSTILE, *MORE_HOSTILE])
def test_hostile_text_changes_no_question_sheet(text: str) -> None:
    assert kinds(sheet(text)) == kinds(sheet("x"))


def test_every_text_field_is_tried() -> None:
    """Nothing that this file calls text is left as it was."""
    changed = with_text(lambda old: f"@{old}")
    for kind, names in TEXT.items():
        for one in [*found_in(changed.checklist, kind), *found_in(changed.engagement, kind)]:
            for name in names:
                value = getattr(one, name)
                texts = value.values() if isinstance(value, dict) else [value]
                assert all("@" in text for text in texts if text), (kind, name)


def found_in(value: Any, kind: type) -> list[Any]:
    own = [value] if isinstance(value, kind) else []
    if is_dataclass(value) and not isinstance(value, type):
        return own + [one for field in fields(value) for one in found_in(getattr(value, field.name), kind)]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return own + [one for part in parts for one in found_in(part, kind)]


def test_the_page_asks_nothing_of_the_net_and_runs_nothing() -> None:
    text = rendered(sample_report(), "html")
    tags = elements(text)
    assert {tag for tag, *_ in tags} & {
        "script",
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "img",
        "base",
    } == set()
    names = {attribute.partition("=")[0] for _, *attributes in tags for attribute in attributes if _ != "comment"}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "style", "srcset", "action"}
    links = [attribute for _, *attributes in tags for attribute in attributes if attribute.startswith("href=")]
    assert links
    assert all(link.startswith("href=#") for link in links)
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)
    assert style
    assert not re.search(r"url\(|@import", style[1])


def test_the_policy_lets_through_this_style_sheet_and_nothing_else() -> None:
    text = rendered(sample_report(), "html")
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert style
    assert policy
    assert policy[1] == (f"default-src 'none'; style-src '{csp_hash(style[1])}'; base-uri 'none'; form-action 'none'")


def test_every_link_leads_somewhere_and_no_id_stands_twice() -> None:
    for format in FORMATS:
        text = rendered(sample_report(), format)
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"|\]\(#([^)]+)\)', text)) <= {(id, "") for id in ids} | {
            ("", id) for id in ids
        }


def test_headings_are_in_order_and_tables_are_named() -> None:
    tags = [tag for tag, *_ in elements(rendered(sample_report(), "html"))]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(deeper <= before + 1 for before, deeper in pairwise(levels))
    assert tags.count("table") == tags.count("caption") == tags.count("thead")
    assert tags.count("main") == tags.count("header") == tags.count("nav") == tags.count("footer") == 1
