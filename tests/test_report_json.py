"""The report as data: what the schema says, and the same words as every other format."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from finished import PARTS, rendered, split, words
from govcheck.rules.formats.report_json import DRAWN, report_json
from govcheck.rules.report.blocks import Block, Fact, Line, Mark, Part, Record, Report, Tone
from govcheck.rules.report.compose import report
from govcheck.rules.report.review import Review
from govcheck.tools.schema import schema_text
from govcheck.words.characters import UNSAFE
from govcheck.words.vocabulary import Result, Stage, Verdict
from program import AS_OF, assert_schema, copied_example, govcheck
from sample import ORIGIN, TODAY, case, judged, sample_report
from test_markdown import HOSTILE
from test_report_safety import MORE_HOSTILE, mapped_origin, with_text

SCHEMA = json.loads(schema_text("report"))


def made(text: str = "") -> str:
    """The sample's report, with a text around every text in it."""
    judgement = judged(with_text(lambda old: f"{text} {old} {text}") if text else case())
    origin = mapped_origin(text) if text else ORIGIN
    return report_json(report(judgement, origin), Review(judgement, origin))


def shape(value: Any) -> Any:
    """A document without its texts."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    return [shape(one) for one in value] if isinstance(value, list) else type(value).__name__


@pytest.mark.parametrize("example", ["go", "conditional-go", "not-ready", "no-go"])
def test_the_examples_are_as_the_schema_says(example: str, tmp_path: Path) -> None:
    folder = copied_example(example, tmp_path)
    done = govcheck("report", "-f", "json", "--as-of", AS_OF, cwd=folder)
    assert_schema("report", done.out)
    found = json.loads(done.out)
    assert found["verdict"] == example
    assert (found["as-of"], found["stage"], found["approved"]) == (AS_OF, "go-live", False)


def test_an_engagement_of_which_little_is_known_is_too() -> None:
    """Without a stage and without an end."""
    judgement = judged()
    bare = replace(judgement, assessment=replace(judgement.assessment, stage=None, valid_until=None))
    text = report_json(sample_report(), Review(bare, ORIGIN))
    assert_schema("report", text)
    assert (json.loads(text)["stage"], json.loads(text)["valid-until"]) == (None, None)


def said(value: Any) -> list[str]:
    """What a reader of a part meets, in the order of the document."""
    if isinstance(value, dict):
        return [
            text
            for key, one in value.items()
            if key not in ("kind", "tone", "glyph", "anchor", "id")
            for text in said(one)
        ]
    if isinstance(value, list):
        return [text for one in value for text in said(one)]
    return [value] if isinstance(value, str) else []


def test_it_says_what_every_other_format_says() -> None:
    parts = {one["id"]: one for one in json.loads(made())["parts"]}
    assert list(parts) == PARTS
    markdown = split(rendered(sample_report(), "md"), "md")
    for id, one in parts.items():
        assert sorted(re.findall(r"\w+", " ".join(said(one)))) == sorted(words(markdown[id], "md")), id


def test_the_keys_that_other_programs_read() -> None:
    found = json.loads(made())
    assert found["use-cases"] == {"office": "clear", "letters": "held"}
    assert found["as-of"] == TODAY.isoformat()
    decision = found["parts"][0]["blocks"][0]
    assert (decision["kind"], decision["mark"]["word"]) == ("banner", "Conditional go")
    [answer] = [
        record
        for part in found["parts"]
        if part["id"] == "answers"
        for block in part["blocks"]
        if block["kind"] == "records"
        for record in block["records"]
        if record["code"] == "c-sign-in"
    ]
    note = {"label": "Note", "lines": [{"text": "All 212 people.\nNo second way in."}]}
    assert note in answer["facts"]


@pytest.mark.parametrize("text", [*HOSTILE, *MORE_HOSTILE, "\ud800", "\0", '",\n  "verdict": "go",\n'])
def test_hostile_text_in_every_field_stays_text(text: str) -> None:
    found = made(text)
    assert_schema("report", found)
    assert shape(json.loads(found)["parts"]) == shape(json.loads(made("x"))["parts"])
    assert not UNSAFE.search(found)
    found.encode("utf-8")
    assert [line for line in found.split("\n") if line.startswith('  "verdict"')] == ['  "verdict": "conditional-go",']


def test_the_schema_knows_every_kind_of_block_and_nothing_else() -> None:
    defs = SCHEMA["$defs"]
    kinds = {kind: defs[kind.__name__.lower()] for kind in (*get_args(Block), Part, Record, Fact, Line, Mark)}
    for kind, said in kinds.items():
        assert said["properties"].keys() == kind.__dataclass_fields__.keys() - {DRAWN}
    assert defs["mark"]["properties"]["tone"]["enum"] == [*get_args(Tone)]
    for listed, vocabulary in (
        (SCHEMA["properties"]["verdict"]["enum"][:-1], Verdict),
        (SCHEMA["properties"]["stage"]["enum"][:-1], Stage),
        (SCHEMA["properties"]["use-cases"]["additionalProperties"]["enum"], Result),
    ):
        assert listed == list(vocabulary)


def test_a_key_that_nobody_has_named_is_noticed() -> None:
    found = json.loads(made())
    for where in (found, found["parts"][0], found["parts"][0]["blocks"][0]):
        where["more"] = 1
        with pytest.raises(AssertionError, match="'more' was unexpected"):
            assert_schema("report", json.dumps(found))
        del where["more"]


def test_what_a_report_holds_stands_in_it() -> None:
    """A field that a report gets later is decided here."""
    keys = {name.replace("_", "-") for name in Report.__dataclass_fields__}
    keys -= {"brand", "name"}  # data have no look, and are of one kind
    assert keys <= json.loads(made()).keys()


def test_another_output_is_not_taken_for_it(tmp_path: Path) -> None:
    folder = copied_example("go", tmp_path)
    govcheck("check", "-f", "json", "-o", "out.json", "--as-of", AS_OF, cwd=folder)
    done = govcheck("report", "-o", "out.json", "--as-of", AS_OF, cwd=folder)
    assert (done.code, "out.json holds something else" in done.err) == (2, True)
    for _ in range(2):
        assert govcheck("report", "-o", "report.json", "--as-of", AS_OF, cwd=folder).code == 0
