"""A folder of small engagements, as a firm has them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from made_up import day
from program import AS_OF, Done, assert_schema, govcheck
from small_files import on_disk

FORMATS = ("text", "html", "csv", "jsonl")
GAP = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3)}
STOPPED = {"answers.sign-on": {**GAP, "note": "It stays.", "remedy": "none"}, "use-cases": {}}
ASKED = {"asked-on": day(-30), "asked-of": "Vera Holt", "due": day(-2)}
VERDICTS: Mapping[str, dict[str, Any]] = {
    "go": {},
    "conditional-go": {"answers.accounts": {**GAP, "remedy": {"owner": "Ben", "due": day(20), "guardrail": "A wall"}}},
    "not-ready": {"answers.clause": GAP, "answers.accounts": GAP, "answers.sign-on": GAP},
    "no-go": {
        "answers.sign-on": {**GAP, "note": "It stays.", "remedy": "none"},
        "answers.clause": {**GAP, "note": "It stays.", "remedy": "none"},
    },
}
"""What makes the small engagement that verdict."""


def client(folder: Path, verdict: str = "go", **front: str) -> Path:
    """An engagement of this verdict; of its front page some fields are other ones."""
    changes = {f"engagement.{key.replace('_', '-')}": value for key, value in front.items()}
    return on_disk(folder, {**VERDICTS[verdict], **changes})


def broken(folder: Path) -> Path:
    path = client(folder)
    path.write_text(path.read_text("utf-8").replace("status: met", "status: mett"), "utf-8")
    return path


def portfolio(*arguments: str, cwd: Path) -> Done:
    done = govcheck("portfolio", *arguments, "--as-of", AS_OF, cwd=cwd)
    if {"-f", "jsonl"} <= {*arguments}:
        lines(done)
    return done


def lines(done: Done) -> list[dict[str, Any]]:
    """The objects of JSON lines, each as the schema that ships says."""
    for line in done.out.splitlines():
        assert_schema("portfolio", line)
    return [json.loads(line) for line in done.out.splitlines()]


def objects(*arguments: str, cwd: Path, kind: str = "engagement") -> list[dict[str, Any]]:
    done = portfolio(*arguments, "-f", "jsonl", cwd=cwd)
    return [one for one in lines(done) if one["kind"] == kind]


def words(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<body>")[2]).split())
