"""Nothing that people write is left out: whatever text field the answers file has, the report shows it, as text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it.token import Token

from finished import FORMATS, rendered, split
from govcheck.jobs.build_engagement import build_engagement
from govcheck.rules.case import Case, files_named
from govcheck.rules.report.blocks import Report
from govcheck.words.checklist import Checklist, Control, Dropped
from govcheck.words.history import IdChange, Release
from govcheck.words.resources import folder
from govcheck.words.vocabulary import Fate, Gate, Part
from sample import CHECKLIST, TODAY, sample_report
from test_markdown import PARSER

Doc = dict[str, Any]
Way = tuple[str, ...]
"""Keys down to a field; `*` stands for any id, and for any place of a list."""
SCHEMA = json.loads((folder("schemas") / "answers.schema.json").read_text("utf-8"))
TEXT = "#/$defs/text"

PROOF: Doc = {"kind": "test-result", "ref": "evidence/a.txt", "collected": "2026-11-10", "by": "Finn"}
SAID: Doc = {"answered-by": "Dag", "answered-on": "2026-11-12"}
ACCEPTANCE: Doc = {
    "risk": "A risk",
    "residual": "low",
    "compensating": "A look",
    "by": "Hal",
    "role": "CISO",
    "dated": "2026-11-01",
    "expires": "2027-02-01",
}
REMEDY: Doc = {"owner": "Jon", "due": "2027-01-20", "guardrail": "A paper log"}
EXCHANGE: Doc = {
    "asked-on": "2026-10-02",
    "asked-of": "Vera",
    "due": "2026-10-30",
    "reply": "Partly",
    "replied-by": "Nils",
    "replied-on": "2026-10-20",
    "ref": "evidence/reply.txt",
    "outcome": "insufficient",
    "follow-up": "And the rest?",
    "contract-says": "Thirty days",
    "confirm-again": "It asks for more",
}
FULL: Doc = {
    **SAID,
    "status": "partial",
    "note": "A part",
    "owner": "Eli",
    "approved-by": "Kari",
    "evidence": [PROOF, {**PROOF, "ref": "https://a.example/b"}],
    "remedy": REMEDY,
    "acceptance": ACCEPTANCE,
    "confirm-again": "It asks for more",
}
"""Every field of an answer at once, whether or not it means anything beside the others."""
DOC: Doc = {
    "format": 1,
    "checklists": {"robots": "2.1.0"},
    "engagement": {
        "organization": "Halden Freight",
        "title": "Robots",
        "owner": "Ada",
        "reviewed-by": "Bo",
        "stage": "go-live",
        "date": "2026-11-20",
        "next-review": "2027-02-15",
        "people": {"security": "Sif", "counsel": "Cleo", "vendor-sales": "Vera"},
    },
    "profile": {"plan": "full", "keys": "no"},
    "use-cases": {
        "office": {"title": "Memos", "place": ["desk"], "data": ["open"], "extra": []},
        "letters": {"title": "Letters", "place": ["api"], "data": ["secret"], "extra": ["beta"]},
    },
    "own-names": {"data": {"open": "Notices", "secret": ["Client files", "Pay slips"]}},
    "matrix": {"open": {"api": "prohibited"}, "secret": {"desk": {"cell": "conditional", "acceptance": ACCEPTANCE}}},
    "plans": {
        "log-plan": {
            "plan": "full",
            "confirmed": "yes",
            "by": "Vera",
            "dated": "2026-11-03",
            "ref": "evidence/plan.txt",
            "confirm-again": "It asks for more",
        }
    },
    "answers": {
        "c-sign-in": {**SAID, "status": "met", "note": "All", "owner": "Eli", "evidence": [PROOF]},
        "c-roles": {**SAID, "status": "partial", "note": "Two", "acceptance": ACCEPTANCE},
        "c-region": {**SAID, "status": "not-met", "note": "None", "remedy": REMEDY},
        "c-spend": FULL,
        "c-log": {**FULL, "status": "not-met", "remedy": "none"},
        "c-alarm": {**SAID, "status": "unknown", "note": "Who knows"},
        "c-fax": {**SAID, "status": "not-applicable", "note": "Sold", "approved-by": "Kari"},
        "c-drill": FULL,
        "c-arms": FULL,
        "c-old": FULL,
        "c-gone": FULL,
    },
    "questions": {
        "q-region": {**EXCHANGE, "earlier": [EXCHANGE]},
        "q-log": {"asked-on": "2026-11-02", "asked-of": "Vera", "due": "2026-11-30"},
    },
    "approvals": {
        "security": {
            "verdict": "conditional-go",
            "by": "Gro",
            "at": "2026-11-21T09:30:00Z",
            "digest": f"sha256:{'0' * 64}",
            "reason": "The board wants it",
            "until": "2026-12-20",
        }
    },
}
KEPT = ("c-old", "c-gone")
"""Answers to a control that was dropped, and to one that no version has any more."""


def checklist() -> Checklist:
    old = Control("c-old", "access", "Is there a gate?", Gate.REQUIRED)
    gone = IdChange(Part.CONTROLS, "c-gone", Fate.REMOVED, says="Nobody needs it.")
    edition = replace(CHECKLIST.edition, history=(Release("2.1.0", "Less", (gone,)),))
    return replace(CHECKLIST, editions=(edition,), dropped={"c-old": Dropped(old, "There is no gate.")})


def text_fields(schema: Any, way: Way = (), seen: tuple[str, ...] = ()) -> Iterator[Way]:
    """Every field of the schema that holds words for a reader. What holds itself is followed once."""
    if not isinstance(schema, dict):
        return
    reference = schema.get("$ref", "")
    if reference == TEXT:
        yield way
    elif reference and seen.count(reference) < 2:
        yield from text_fields(SCHEMA["$defs"][reference.removeprefix("#/$defs/")], way, (*seen, reference))
    for name, inner in schema.get("properties", {}).items():
        yield from text_fields(inner, (*way, name), seen)
    for key in ("additionalProperties", "items"):
        yield from text_fields(schema.get(key), (*way, "*"), seen)
    for inner in (*schema.get("allOf", ()), *(schema.get(key) for key in ("if", "then", "else"))):
        yield from text_fields(inner, way, seen)


FIELDS = tuple(dict.fromkeys(text_fields(SCHEMA)))


def places(doc: Any, field: Way, way: Way = ()) -> Iterator[Way]:
    """Where a document has a field, each place by its keys."""
    if not field:
        if isinstance(doc, str):
            yield way
        return
    pairs = doc.items() if isinstance(doc, dict) else enumerate(doc) if isinstance(doc, list) else ()
    for key, value in pairs:
        if field[0] in ("*", key) and not (field[0] == "*" and way[:1] == ("use-cases",) and len(way) == 2):
            yield from places(value, field[1:], (*way, str(key)))


def hostile(number: int) -> str:
    return f"<b>P{number:03}</b> & *P{number:03}*"


def planted(text_of: Callable[[int], str] = hostile) -> tuple[Doc, Mapping[str, Way]]:
    """The document with another text at each place, and where each of them stands."""
    doc, found = json.loads(json.dumps(DOC)), dict[str, Way]()
    for field in FIELDS:
        for way in places(DOC, field):
            *keys, last = way
            place: Any = doc
            for key in keys:
                place = place[int(key)] if isinstance(place, list) else place[key]
            text = text_of(len(found) + 1)
            if last == "ref":
                text = f"{'https://a.example' if '://' in place[last] else 'evidence'}/{text.replace('/', '')}"
            place[last if isinstance(place, dict) else int(last)] = text
            found[text] = way
    return doc, found


def complete_case(text_of: Callable[[int], str] = hostile) -> tuple[Case, Mapping[str, Way]]:
    doc, found = planted(text_of)
    engagement = build_engagement(doc)
    kept = {id: engagement.answers[id] for id in KEPT}
    answers = {id: answer for id, answer in engagement.answers.items() if id not in KEPT}
    engagement = replace(engagement, answers=answers, kept=kept)
    digests = dict.fromkeys(files_named(engagement), "1" * 64)
    return Case(checklist(), engagement, TODAY, digests), found


CASE, PLANTED = complete_case()
REPORT: Report = sample_report(CASE)


class Words(HTMLParser):
    """The text of a page as a reader sees it; line breaks are spaces."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag != "span":
            self.found.append(" ")


def html_words(text: str) -> str:
    parser = Words()
    parser.feed(re.sub(r"<style>.*?</style>|<title>.*?</title>", "", text, flags=re.DOTALL))
    parser.close()
    return "".join(parser.found)


def markdown_words(text: str) -> str:
    return "".join(shown(PARSER.parse(text)))


def shown(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        yield from shown(token.children) if token.children else (token.content if token.type in SHOWN else " ",)


SHOWN = ("text", "text_special", "code_inline")
SEEN: Mapping[str, Callable[[str], str]] = {"html": html_words, "md": markdown_words}
ONCE: Mapping[Way, str] = {
    ("engagement", "owner"): "document-control",
    ("engagement", "reviewed-by"): "document-control",
    ("matrix", "*", "*", "acceptance", "*"): "acceptances",
    ("plans", "*", "*"): "plan-gaps",
    ("answers", "*", "acceptance", "*"): "acceptances",
    ("answers", "*", "*"): "answers",
    ("answers", "*", "remedy", "*"): "answers",
    ("answers", "*", "evidence", "*", "*"): "answers",
    ("questions", "*", "*"): "questions",
    ("questions", "*", "earlier", "*", "*"): "questions",
    ("approvals", "*", "reason"): "sign-off",
}
"""The part that is the record of a field, and has it exactly once. Others may repeat it."""
REPEATED = {("questions", "*", "asked-of")}
"""Named in the title of the record as well."""


def test_the_document_has_every_text_field_of_the_schema() -> None:
    assert len(FIELDS) > 40
    assert [field for field in FIELDS if not list(places(DOC, field))] == []


@pytest.mark.parametrize("format", FORMATS)
def test_every_text_field_stands_in_the_report_as_text(format: str) -> None:
    text = SEEN[format](rendered(REPORT, format))
    assert {way for planted, way in PLANTED.items() if planted not in text} == set()
    assert "<b>P" not in rendered(REPORT, format)


@pytest.mark.parametrize("format", FORMATS)
def test_the_record_of_a_field_has_it_exactly_once(format: str) -> None:
    parts = {id: SEEN[format](text) for id, text in split(rendered(REPORT, format), format).items()}
    counts = Counter[tuple[Way, str, int]]()
    for planted, way in PLANTED.items():
        if id := record_of(way):
            counts[way, id, parts[id].count(planted)] += 1
    assert {found for found in counts if found[2] != 1} == set()
    assert len(counts) > 100


def record_of(way: Way) -> str:
    """The part that is the record of what stands at a place; empty where none is."""
    if any(matches(way, field) for field in REPEATED):
        return ""
    id = next((id for field, id in ONCE.items() if matches(way, field)), "")
    not_asked = way[:1] == ("answers",) and way[1] in ("c-arms", *KEPT)
    return "applicability" if not_asked and id == "answers" else id


def matches(way: Way, field: Way) -> bool:
    return len(way) == len(field) and all(one in ("*", key) for key, one in zip(way, field, strict=True))
