"""`govcheck portfolio --mask`: no name gets through, and what was worked out stays what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from book import ASKED, FORMATS, GAP, VERDICTS, broken, client, lines, objects, portfolio
from govcheck.tools.schema import schema_text
from govcheck.tools.yamlfile import read
from made_up import day, proof
from program import copied_example
from small import ACCEPTANCE, ANSWERS, CHECKLIST, edited
from small_files import change, on_disk, write

CANARY = "Zyxquill"
SCHEMA = json.loads(schema_text("answers"))
NAMED = {"people", "own-names"}
"""Mappings whose values are texts."""


def text_keys(node: Any) -> Iterator[str]:
    """Every key of an answers file whose value is a text of somebody's own."""
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            if value.get("$ref") == "#/$defs/text":
                yield key
        for inner in node.values():
            yield from text_keys(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from text_keys(inner)


TEXTS = frozenset(text_keys(SCHEMA))


def planted(value: Any, key: str = "", *, named: bool = False) -> Any:
    """The document with the canary in each text of somebody's own."""
    if isinstance(value, dict):
        return {inner: planted(one, inner, named=named or key in NAMED) for inner, one in value.items()}
    if isinstance(value, list):
        return [planted(one, key, named=named) for one in value]
    return f"{CANARY} {value}" if isinstance(value, str) and (key in TEXTS or named) else value


FULL = edited(
    ANSWERS,
    {
        "own-names": {"data": {"public": "Open shelf"}},
        "profile.own-keys": "yes",
        "answers.sign-on.owner": "Sam",
        "answers.sign-on.confirm-again": "The question changed.",
        "answers.accounts": VERDICTS["conditional-go"]["answers.accounts"] | {"note": "Two desks"},
        "answers.clause": {**GAP, "acceptance": ACCEPTANCE | {"expires": day(8)}},
        "answers.person": {
            "status": "not-applicable",
            "note": "No people",
            "approved-by": "Eve",
            "answered-by": "Lin",
            "answered-on": day(-3),
        },
        "answers.retention": {**GAP, "answered-by": "Lin"},
        "use-cases.office.data": ["secret"],
        "matrix": {"secret": {"browser": {"cell": "allowed", "acceptance": ACCEPTANCE | {"expires": day(7)}}}},
        "plans": {
            "logs": {
                "plan": "big",
                "confirmed": "yes",
                "by": "Vi",
                "dated": day(-80),
                "ref": "https://v.example/r",
                "confirm-again": "It was reworded.",
            },
            "keys": {"plan": "big", "confirmed": "yes", "by": "Vi", "dated": day(-80), "ref": "https://v.example/r"},
        },
        "questions": {
            "q-clause": {**ASKED, "reply": "Four.", "replied-by": "Vi", "replied-on": day(-5), "ref": "e/r.txt"}
            | {"confirm-again": "It was reworded."}
            | {"earlier": [{**ASKED, "reply": "Three.", "replied-by": "Vi", "replied-on": day(-9), "ref": "e/q.txt"}
                           | {"outcome": "insufficient", "follow-up": "Which one?"},
                           {**ASKED, "reply": "Two.", "replied-by": "Vi", "replied-on": day(-8), "outcome": "differs"}
                           | {"contract-says": "Six."}]}
        },
        "approvals": {
            "security": {
                "verdict": "go",
                "by": "Cara",
                "at": f"{day(-1)}T09:30:00Z",
                "digest": f"sha256:{'0' * 64}",
                "reason": "Because",
                "until": day(30),
            }
        },
    },
)  # fmt: skip
FULL["answers"]["accounts"]["evidence"] = [proof("test-result", -3, "Eve")]


def own_checklist() -> Any:
    """A client's own checklist: its name, its ids and its words are the client's."""
    text = json.dumps(
        edited(CHECKLIST, {"approvals": ["security"], "sections.contract.controls.clause.gate": "required"})
    )
    for id in ("sign-on", "accounts", "clause", "retention", "q-clause", "office"):
        text = text.replace(f'"{id}"', f'"{CANARY.lower()}-{id}"')
    doc = json.loads(text)
    doc["id"] = f"{CANARY.lower()}-rules"
    doc["title"] = doc["questions"][f"{CANARY.lower()}-q-clause"]["text"] = CANARY
    doc["roles"] = {id: f"{CANARY} {title}" for id, title in doc["roles"].items()}
    for section in doc["sections"].values():
        for control in section["controls"].values():
            control["question"] = f"{CANARY}: {control['question']}"
    return doc


def own_answers() -> Any:
    text = json.dumps(planted(FULL))
    for id in ("sign-on", "accounts", "clause", "retention", "q-clause", "office"):
        text = text.replace(f'"{id}"', f'"{CANARY.lower()}-{id}"')
    doc = json.loads(text)
    doc["checklists"] = {f"{CANARY.lower()}-rules": "1.2.0"}
    return doc


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Clients whose every text holds the canary: of the shipped checklist, of their own, broken in several ways."""
    for name in ("conditional-go", "not-ready"):
        folder = copied_example(name, tmp_path)
        write(folder / "answers.yaml", planted(read(folder / "answers.yaml", "answers.yaml").data))
        folder.rename(tmp_path / f"{CANARY}-{name}")
    own = tmp_path / f"{CANARY} own"
    (own / "checklists").mkdir(parents=True)
    write(own / "checklists" / f"{CANARY.lower()}-rules.yaml", own_checklist())
    write(own / "answers.yaml", own_answers())
    broken(tmp_path / f"{CANARY}-broken")
    change(tmp_path / f"{CANARY}-broken", "engagement.stage", CANARY)
    faulty = client(tmp_path / f"{CANARY}-faulty")
    (faulty.parent / "checklists" / "small.yaml").write_text(f"{CANARY}: [\n", "utf-8")
    (tmp_path / f"{CANARY}-misnamed").mkdir()
    (tmp_path / f"{CANARY}-misnamed" / "answers.yml").write_text("format: 1\n", "utf-8")
    (tmp_path / "again").symlink_to(own)
    (tmp_path / "govcheck.yaml").write_text(f"report: {{prepared-by: {CANARY}, classification: {CANARY}}}\n", "utf-8")
    return tmp_path


def test_the_canary_is_in_every_text_that_an_answers_file_can_hold(book: Path) -> None:
    held = own_answers()
    seen = {key: value for key, value in leaves(held) if CANARY in str(value)}
    assert seen.keys() >= TEXTS, TEXTS - seen.keys()
    assert {"security", "public"} <= seen.keys()
    found = objects(".", "--within", "90", cwd=book)
    assert sum(one["problem"] is None for one in found) == 3
    kinds = {date["kind"] for one in found for date in one["dates"] or ()}
    assert kinds >= {"remedy", "cell", "reply-due", "acceptance", "next-review"}
    assert all(CANARY in date["who"] for one in found for date in one["dates"] or ())


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from leaves(one, inner)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, key)
    else:
        yield key, value


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_of_a_client_gets_through(format: str, book: Path) -> None:
    open_page = portfolio(".", "--within", "90", "-f", format, cwd=book)
    assert open_page.out.casefold().count(CANARY.casefold()) > 20
    done = portfolio(".", "--mask", "--within", "90", "-f", format, cwd=book)
    assert done.code == open_page.code == 2
    assert CANARY.casefold() not in (done.out + done.err).casefold()
    to_file = portfolio(".", "--mask", "-f", format, "-o", "page", cwd=book)
    assert CANARY.casefold() not in ((book / "page").read_text("utf-8") + to_file.err).casefold()


ALIASES = {"path": "File", "organization": "Client", "title": "Engagement", "owner": "Person", "who": "Person"}


def test_everything_else_stays(book: Path) -> None:
    """The masked lines are the open ones, each name replaced by the same alias everywhere."""
    real = lines(portfolio(".", "-f", "jsonl", cwd=book))
    masked = lines(portfolio(".", "--mask", "-f", "jsonl", cwd=book))
    stands: dict[tuple[str, str], str] = {}
    assert len(real) == len(masked)
    for one, other in zip(real, masked, strict=True):
        for (key, before), (same, after) in zip(leaves(one), leaves(other), strict=False):
            if key in ALIASES and before is not None and key == same:
                assert re.fullmatch(rf"{ALIASES[key]} \d+", after), (key, after)
                assert stands.setdefault((ALIASES[key], before), after) == after
        for key in ("verdict", "stage", "why", "use-cases", "blockers-open", "overdue", "approved", "valid-until"):
            assert one.get(key) == other.get(key)
    (total,), (hidden,) = ([one for one in found if one["kind"] == "summary"] for found in (real, masked))
    assert {**total, "masked": True, "counted-once": []} == {**hidden, "counted-once": []}


def test_aliases_are_numbered_in_the_order_of_the_names(tmp_path: Path) -> None:
    for folder, name, owner in (
        ("3", "birch", "Zoe"),
        ("1", "Cedar", "Ann"),
        ("2", "Alder", "zoe"),
        ("4", "Birch", "Max"),
    ):
        client(tmp_path / folder, organization=f"{name} Ltd", owner=owner, title=f"Review {folder}")
    found = {one["path"]: one for one in objects(".", "--mask", cwd=tmp_path)}
    told = {path: (one["organization"], one["title"], one["owner"]) for path, one in found.items()}
    assert told == {
        "File 1": ("Client 3", "Engagement 1", "Person 1"),
        "File 2": ("Client 1", "Engagement 2", "Person 4"),
        "File 3": ("Client 2", "Engagement 3", "Person 4"),
        "File 4": ("Client 2", "Engagement 4", "Person 2"),
    }
    assert {one["next-date"]["who"] for one in found.values()} == {"Person 3"}


def test_what_everybody_can_read_is_kept(tmp_path: Path) -> None:
    for name in ("conditional-go", "not-ready"):
        copied_example(name, tmp_path)
    real, masked = (objects(".", *more, cwd=tmp_path, kind="question") for more in ([], ["--mask"]))
    assert [{**one, "clients": []} for one in real] == [{**one, "clients": []} for one in masked]
    subjects = [[date["subject"] for date in one["dates"]] for one in objects(".", "--mask", cwd=tmp_path)]
    assert subjects == [[date["subject"] for date in one["dates"]] for one in objects(".", cwd=tmp_path)]


def test_a_question_of_an_own_checklist_is_counted_and_not_told(tmp_path: Path) -> None:
    on_disk(tmp_path / "a", {"answers.clause": GAP})
    on_disk(tmp_path / "b", {"answers.clause": GAP, "engagement.organization": "Alder Ltd"})
    (one,) = objects(".", "--mask", cwd=tmp_path, kind="question")
    assert (one["id"], one["text"], one["to"]) == ("own-question-1", "A question of an own checklist", None)
    assert (one["clients"], one["waiting"]) == (["Client 1", "Client 2"], ["A control of an own checklist"])
    first, _ = objects(".", "--mask", cwd=tmp_path)
    assert (first["checklists"], [asked["id"] for asked in first["questions"]]) == (
        {"own-checklist-1": "1.2.0"},
        ["own-question-1"],
    )


def test_a_shipped_id_with_other_words_is_not_what_everybody_can_read(tmp_path: Path) -> None:
    told: Mapping[str, Any] = {"questions.q-retention": {"to": "vendor", "text": f"{CANARY}?"}}
    on_disk(tmp_path / "a", {"answers.clause": GAP}, {**told, "sections.contract.controls.clause.asks": "q-retention"})
    (one,) = objects(".", "--mask", cwd=tmp_path, kind="question")
    assert (one["id"], one["text"]) == ("own-question-1", "A question of an own checklist")


def test_of_a_broken_file_only_the_line_is_told(tmp_path: Path) -> None:
    broken(tmp_path / "a")
    (one,), (real,) = (objects(".", *more, cwd=tmp_path) for more in (["--mask"], []))
    assert one["problem"] == {
        "path": "File 1",
        "line": real["problem"]["line"],
        "column": real["problem"]["column"],
        "message": "what is wrong here is not told, as it may name somebody",
        "hint": "",
        "more": real["problem"]["more"],
    }
    assert "govcheck check" not in portfolio(".", "--mask", cwd=tmp_path).out
