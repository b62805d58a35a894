import calendar
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.tools import schema, schemaerrors, schemafit
from govcheck.tools.yamlfile import parse, read
from govcheck.words import vocabulary
from govcheck.words.errors import InvalidInput, Problem, Refused

ROOT = Path(__file__).parents[1]
NAMES = ["answers", "checklist", "digest"]
EVERY = [*NAMES, "check", "diff", "portfolio", "report"]
"""With what people do not write, and so needs no sentences."""
SCHEMAS: Mapping[str, Any] = {name: json.loads(schema.schema_text(name)) for name in EVERY}
OURS = {
    **dict.fromkeys(sorted(ROOT.glob("checklists/*.yaml")), "checklist"),
    **dict.fromkeys(sorted(ROOT.glob("examples/*/answers.yaml")), "answers"),
    **dict.fromkeys(sorted(ROOT.glob("seeds/*.yaml")), "digest"),
}
MANY = settings(max_examples=200, deadline=None, derandomize=True)

ANNOTATIONS = {
    "$schema", "title", "description", "examples", "enumDescriptions",
    "errorMessage", "patternErrorMessage", "doNotSuggest",
}  # fmt: skip
PARTS = {"if", "then", "else", "not", "items", "additionalProperties", "propertyNames"}
ALIKE_IN_BOTH_DRAFTS = PARTS | {
    "$ref", "$defs", "allOf", "const", "enum", "format", "maxLength", "maximum", "minItems", "minProperties", "minimum",
    "pattern", "properties", "required", "type", "uniqueItems",
}  # fmt: skip

FRONT = """\
format: 1
checklists: {claude-governance-brief: 1.0.0}
engagement: {organization: Northwind Insurance, title: Claude for 400 staff}
"""
LEAST = """\
format: 1
id: office-move
title: Office move
version: 1.0.0
sections:
  rooms:
    title: Rooms
    controls:
      rooms-keys: {question: "Are all keys handed over?", gate: blocker}
"""


def told(text: str, name: str) -> list[str]:
    """What is wrong with a text, without the name of the file."""
    return [str(problem).removeprefix("a.yaml:") for problem in schema.problems(parse(text.encode(), "a.yaml"), name)]


def answer(*lines: str) -> str:
    entries = ("answered-by: Lin Chen", "answered-on: 2026-11-12", *lines)
    return FRONT + "answers:\n  sso:\n" + "".join(f"    {line}\n" for line in entries)


def parts(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every subschema."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key in PARTS:
                yield from parts(value)
            elif key in {"properties", "$defs"}:
                for inner in value.values():
                    yield from parts(inner)
            elif key == "allOf":
                for inner in value:
                    yield from parts(inner)


# The schemas


@pytest.mark.parametrize("name", EVERY)
def test_a_schema_means_the_same_in_both_drafts(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])
    for part in parts(SCHEMAS[name]):
        assert part.keys() <= ALIKE_IN_BOTH_DRAFTS | ANNOTATIONS
        if "$ref" in part:
            assert part["$ref"].startswith("#/$defs/")
            assert part.keys() <= {"$ref"} | ANNOTATIONS  # the older draft passes over what stands beside a $ref


@pytest.mark.parametrize("name", EVERY)
def test_an_editor_can_explain_every_key_and_every_choice(name: str) -> None:
    for part in parts(SCHEMAS[name]):
        for key, value in part.get("properties", {}).items() if "title" in part else ():
            target = SCHEMAS[name]["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else {}
            assert {"title", "description"} <= {**target, **value}.keys() or "errorMessage" in target, key
        if "enumDescriptions" in part:
            assert len(part["enum"]) == len(part["enumDescriptions"])
        if "pattern" in part and "title" in part:
            assert "patternErrorMessage" in part


@pytest.mark.parametrize("name", EVERY)
def test_every_mapping_is_closed_or_by_id(name: str) -> None:
    for part in parts(SCHEMAS[name]):
        if "object" in part.get("type", ()):
            assert part["additionalProperties"] is False or "propertyNames" in part


@pytest.mark.parametrize("name", NAMES)
def test_only_lists_of_texts_are_searched_for_duplicates(name: str) -> None:
    for part in parts(SCHEMAS[name]):
        if "uniqueItems" in part:
            item = SCHEMAS[name]["$defs"][part["items"]["$ref"].rpartition("/")[2]]
            assert item.get("type") == "string" or all(isinstance(value, str) for value in item["enum"])


@pytest.mark.parametrize("name", NAMES)
def test_every_keyword_has_a_sentence(name: str) -> None:
    silent = {"$ref", "$defs", "allOf", "if", "then", "else", "items", "properties", "propertyNames"}
    used = {keyword for part in parts(SCHEMAS[name]) for keyword in part} - ANNOTATIONS - silent
    assert used <= schemaerrors._TELLERS.keys()


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("answers", "Status", vocabulary.Status),
        ("answers", "Cell", vocabulary.Cell),
        ("answers", "Evidence kind", vocabulary.EvidenceKind),
        ("answers", "Stage", vocabulary.Stage),
        ("answers", "Residual risk", vocabulary.Residual),
        ("answers", "Verdict", vocabulary.Verdict),
        ("answers", "Outcome", vocabulary.Outcome),
        ("answers", "Confirmed", vocabulary.Claim),
        ("check", "Effect", vocabulary.Effect),
        ("check", "About", vocabulary.Subject),
        ("check", "Step", vocabulary.Step),
        ("diff", "Effect", vocabulary.Effect),
        ("diff", "About", vocabulary.Subject),
        ("diff", "Gate", vocabulary.Gate),
        ("diff", "Verdict", vocabulary.Verdict),
        ("checklist", "Status", [*vocabulary.Status, vocabulary.SILENCE]),
        ("checklist", "Cell", vocabulary.Cell),
        ("checklist", "Evidence kind", vocabulary.EvidenceKind),
        ("checklist", "Gate", vocabulary.Gate),
        ("checklist", "Phase", vocabulary.Phase),
        ("checklist", "Claim", vocabulary.Claim),
        ("checklist", "Basis", vocabulary.Basis),
        ("checklist", "Type", vocabulary.QuestionType),
        ("checklist", "Severity", vocabulary.Severity),
    ],
)
def test_the_words_are_those_of_the_vocabulary(name: str, title: str, words: type[StrEnum] | list[str]) -> None:
    listed = [part["enum"] for part in parts(SCHEMAS[name]) if part.get("title") == title and "enum" in part]
    assert [sorted(words) for _ in listed] == [sorted(enum) for enum in listed] != []


def test_no_list_of_words_is_left_out_of_that_test() -> None:
    every = {part["title"] for name in NAMES for part in parts(SCHEMAS[name]) if "enumDescriptions" in part}
    [mark] = [m for m in test_the_words_are_those_of_the_vocabulary.pytestmark if m.name == "parametrize"]  # type: ignore[attr-defined]  # set by the decorator
    assert every - {title for _, title, _ in mark.args[1]} == {"Kind"}


def test_the_aliases_are_those_of_the_vocabulary() -> None:
    pattern = SCHEMAS["answers"]["$defs"]["answer"]["properties"]["status"]["if"]["pattern"]
    for alias in vocabulary.STATUS_ALIASES:
        assert re.search(pattern, alias)
        assert re.search(pattern, alias.upper())
    assert not [word for word in vocabulary.Status if re.search(pattern, word)]


def test_schema_text_is_the_file_and_other_names_are_refused() -> None:
    assert schema.schema_text("answers") == (ROOT / "src/govcheck/schemas/answers.schema.json").read_text("utf-8")
    with pytest.raises(Refused, match=r"^there is no schema answer; did you mean answers\?$"):
        schema.schema_text("answer")
    with pytest.raises(Refused):
        schema.schema_text("../schemas/answers")


# What is accepted


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_our_own_files_are_well_formed(path: Path) -> None:
    assert schema.problems(read(path, path.name), OURS[path]) == []


def test_a_checklist_about_something_else_needs_little() -> None:
    assert told(LEAST, "checklist") == []


def test_topics_and_questions_of_a_control_are_one_or_several() -> None:
    one = LEAST.replace("blocker}", "blocker, topic: keys, asks: q-keys}")
    assert told(one, "checklist") == []
    assert told(one.replace("topic: keys, asks: q-keys", "topic: [keys, locks], asks: [q-keys]"), "checklist") == []


@pytest.mark.parametrize("status", [*vocabulary.Status, "yes", "No", "NO", "yEs", "n/a", "N/A", "na", "Na"])
def test_a_status_and_its_aliases_in_any_case(status: str) -> None:
    assert told(answer(f"status: {status}", "note: Seen."), "answers") == []


def test_parts_of_the_answers_that_hold_only_comments_so_far() -> None:
    empty = "".join(
        f"{key}: # none yet\n" for key in ("profile", "use-cases", "matrix", "plans", "answers", "questions")
    )
    assert told(FRONT + empty, "answers") == []


@MANY
@given(st.dates())
def test_every_day_of_the_calendar_and_no_other(day: date) -> None:
    assert schemafit.is_day(day.isoformat())
    days = calendar.monthrange(day.year, day.month)[1]
    assert not schemafit.is_day(f"{day.isoformat()[:8]}{days + 1}")


# What is refused


@pytest.mark.parametrize("day", ["2026-13-40", "2026-02-30", "2025-02-29", "2026-00-10", "2026-10-00", "0000-01-01"])
def test_no_such_day(day: str) -> None:
    assert told(answer("status: met").replace("2026-11-12", day), "answers") == [
        f'7:18: answered-on cannot be "{day}"; there is no such day in the calendar'
    ]


@pytest.mark.parametrize(
    "day", ["20261112", "2026-W46-4", "2026-1-2", "12.11.2026", "\uff12026-11-12", '"2026-11-12\\n"']
)
def test_not_a_date(day: str) -> None:
    [only] = told(answer("status: met").replace("2026-11-12", day), "answers")
    assert only.endswith("; a date is year-month-day, such as 2026-11-20")


@pytest.mark.parametrize("version", ["1.0", "1", "v1.0.0", "1.0.0-rc1", "1.0.0.0", "01.0.0", "1.0.x"])
def test_not_a_version(version: str) -> None:
    [only] = told(FRONT.replace("1.0.0", version), "answers")
    assert only.endswith("; a version is three numbers, such as 1.0.0")


@pytest.mark.parametrize("id", ["SSO", "sso_on", "sso--on", "-sso", "sso-", "sso on", "ssö", '"sso\\n"', '""'])
def test_not_an_id(id: str) -> None:
    [only] = told(FRONT + f"answers:\n  {id}: {{status: met, answered-by: x, answered-on: 2026-11-12}}\n", "answers")
    assert only.startswith("5:3: a key here ")
    assert only.endswith("; an id is lower-case words joined by hyphens, such as sso-enforced")


APPROVED = 'verdict: go, by: Cara Roth, at: "2026-11-21T09:30:00Z", digest: "sha256:' + "0" * 64 + '"'


@pytest.mark.parametrize(
    ("approval", "says"),
    [
        (APPROVED, ""),
        (APPROVED + ", reason: Time is short, until: 2026-12-31", ""),
        (APPROVED + ", reason: Time is short", "a reason needs until"),
        (APPROVED + ", until: 2026-12-31", "until needs a reason"),
        (APPROVED.replace("sha256:", "md5:"), "a digest is sha256: and 64 of the characters"),
        (APPROVED.replace(":00Z", ":00+01:00"), "a time is a day and a time of day in UTC"),
        (APPROVED.replace("verdict: go", "verdict: yes"), "verdict cannot be"),
        (APPROVED.replace("by: Cara Roth, ", ""), "by"),
    ],
)
def test_an_approval_has_its_parts(approval: str, says: str) -> None:
    found = told(FRONT + f"approvals:\n  security: {{{approval}}}\n", "answers")
    assert [says in one for one in found] == ([True] if says else [])


def test_one_mistake_in_a_key_is_told_once() -> None:
    assert told(answer("statsu: met"), "answers") == ['8:5: unknown key "statsu" in sso; did you mean status?']


def test_one_mistake_of_indentation_is_told_once() -> None:
    flat = "answers:\n  status: met\n  answered-by: Lin Chen\n  answered-on: 2026-11-12\n  note: Seen.\n"
    assert told(FRONT + flat, "answers") == [
        "5:3: status stands where an id is expected; indent it below the id that it belongs to"
    ]


KEYS = sorted({key for name in NAMES for part in parts(SCHEMAS[name]) for key in part.get("properties", {})})
WORDS = sorted({str(word) for name in NAMES for part in parts(SCHEMAS[name]) for word in part.get("enum", ())})
LEAVES = st.sampled_from([*WORDS, "yes", "2026-11-12", "2026-02-30", "1.0.0", "", "A b", "x" * 300])
DATA = st.dictionaries(
    st.sampled_from([*KEYS, "sso", "Unknown key", "x" * 90]),
    st.recursive(
        LEAVES | st.integers(-1, 4000) | st.booleans() | st.none(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*KEYS, "sso", "jit"]), inner, max_size=4)
        ),
        max_leaves=12,
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("name", NAMES)
@MANY
@given(data=DATA)
def test_whatever_is_invalid_is_told_and_nothing_else(name: str, data: Any) -> None:
    check_sentences(data, name)


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}-{path.stem}")
@settings(max_examples=15, deadline=None, derandomize=True)
@given(choice=st.data())
def test_whatever_is_done_to_a_valid_file_is_told(path: Path, choice: st.DataObject) -> None:
    data = parse(path.read_bytes(), path.name).data
    containers = list(inside(data))
    for _ in range(choice.draw(st.integers(1, 3))):
        container = choice.draw(st.sampled_from(containers))
        key = choice.draw(st.sampled_from(list(container))) if isinstance(container, dict) and container else "sso"
        value = choice.draw(LEAVES | DATA | st.none() | st.booleans() | st.integers(0, 3))
        if isinstance(container, list):
            container.append(value)
        else:
            container[choice.draw(st.sampled_from([key, f"{key}s", *KEYS]))] = value
    check_sentences(data, OURS[path])


def inside(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        yield data
        for value in data.values() if isinstance(data, dict) else data:
            yield from inside(value)


def check_sentences(data: Any, name: str) -> None:
    """Problems are told exactly when jsonschema finds an error, each short and with a place in the file."""
    text = json.dumps(data, indent=1, ensure_ascii=False)
    document = parse(text.encode(), "a.yaml")
    found = schema.problems(document, name)
    whole, quick = schema.validator(SCHEMAS[name]), schema._validator(name)
    assert bool(found) != whole.is_valid(data)
    assert [error_of(one) for one in quick.iter_errors(data)] == [error_of(one) for one in whole.iter_errors(data)]
    lines = text.split("\n")
    for problem in found:
        assert len(problem.message) + len(problem.hint) + 2 <= 200
        assert (problem.message + problem.hint).isprintable()
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def error_of(error: jsonschema.ValidationError) -> tuple[object, ...]:
    return (error.message, *error.absolute_path, *error.absolute_schema_path)


def test_both_drafts_find_the_same_errors_in_the_bad_files() -> None:
    for path in sorted(Path(__file__).with_name("bad").glob("*.yaml")):
        name = path.stem.partition("-")[0]
        try:
            data = read(path, path.name).data
        except InvalidInput:
            continue
        drafts = (jsonschema.Draft7Validator, jsonschema.Draft202012Validator)
        older, newer = (
            {(*error.absolute_path, error.validator) for error in draft(SCHEMAS[name]).iter_errors(data)}
            for draft in drafts
        )
        assert older == newer


# What it costs, and what it never does


@pytest.mark.parametrize(
    "text",
    [
        FRONT + "answers:\n" + "".join(f"  Sso{n}: {{}}\n" for n in range(20_000)),
        FRONT + "".join(f"key-{n}: 1\n" for n in range(20_000)),
        "format: 1\n" + "".join(f"key-{n}: 1\n" for n in range(100_000)),
        answer("status: met", f"evidence: [{'{kind: x}, ' * 20_000}]"),
        FRONT + f"profile: {{data: [{''.join(f'{{a: {n}}}, ' for n in range(10_000))}]}}\n",
        FRONT + f"profile: {{data: [{'a, ' * 100_000}]}}\n",
        FRONT + f"profile: {{data: {'a-' * 30_000}}}\n",
        FRONT + f"profile: {'{a: ' * 30}{'}' * 30}\n",
    ],
    ids=["ids", "keys", "missing", "evidence", "mappings", "duplicates", "text", "depth"],
)
def test_a_hostile_file_costs_little(text: str) -> None:
    document = parse(text.encode(), "a.yaml")
    start = time.process_time()
    assert 1 <= len(schema.problems(document, "answers")) <= schema.MAX_TOLD
    assert time.process_time() - start < 3


def test_criteria_may_be_as_deep_as_a_file() -> None:
    deep = "{not: " * 25 + "{plan: team}" + "}" * 25
    assert told(LEAST.replace("blocker}", f"blocker, applies: {deep}}}"), "checklist") == []


@pytest.mark.parametrize("reference", ["http://127.0.0.1:9/x.json", "https://example.org/x.json", "FILE", "other.json"])
def test_nothing_is_ever_fetched(reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a connection was opened")

    (tmp_path / "x.json").write_text('{"type": "string"}', "utf-8")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    target = (tmp_path / "x.json").as_uri() if reference == "FILE" else reference
    with pytest.raises(Exception, match="Unresolvable"):
        list(schema.validator({"$ref": target}).iter_errors(1))
    with pytest.raises(Exception, match="Unresolvable"):
        list(schema.validator({"$dynamicRef": target}).iter_errors(1))


def test_jsonschema_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, govcheck.tools.schema as s; s.schema_text('answers'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "govcheck.tools.schema" in loaded
    assert not {"jsonschema", "referencing", "yaml"} & set(loaded)


def test_problems_come_in_the_order_of_the_file() -> None:
    text = FRONT.replace("title", "tittle") + "profile: [a]\nanswers: {sso: {status: x}}\n"
    found: list[Problem] = schema.problems(parse(text.encode(), "a.yaml"), "answers")
    assert [problem.line for problem in found] == [3, 4, 5, 5]
    assert found == sorted(found)


def test_of_very_many_unknown_keys_the_first_are_told() -> None:
    text = "format: 1\n" + "".join(f"junk{number}: 1\n" for number in range(3000))
    told = schema.problems(parse(text.encode(), "a.yaml"), "answers")
    unknown = [problem.line for problem in told if problem.message.startswith("unknown key")]
    assert unknown == list(range(2, 2 + len(unknown)))
    assert len(unknown) > 900
