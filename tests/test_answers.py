from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from govcheck.jobs.answers import Meanwhile, save_answer, unless_changed
from govcheck.jobs.build_engagement import build_answer
from govcheck.jobs.written import answer_mapping
from govcheck.words.engagement import Acceptance, Answer, Evidence, Remedy
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.vocabulary import EvidenceKind, Residual, Status
from made_up import answer as made_up_answer
from made_up import control as made_up_control
from scripted import ANSWERS, CHECKLIST, TODAY, answer, answers, engagement

FULL = Answer(
    status=Status.PARTIAL,
    answered_by="Lin Chen",
    answered_on=TODAY,
    note="One door: the north one\n# not a comment\n",
    owner="no",
    approved_by="Rex",
    evidence=(
        Evidence(EvidenceKind.TEST_RESULT, "evidence/round.txt", TODAY, "Ana", date(2027, 1, 1), "0" * 64),
        Evidence(EvidenceKind.VERBAL, "https://a.example/?x={1}", TODAY, "Zoë [facility]"),
    ),
    remedy=Remedy("Sam", date(2027, 1, 15), "A guard"),
    acceptance=Acceptance("Theft", Residual.LOW, "- a camera", "Cara", "CISO", TODAY, date(2027, 2, 1)),
)
PLAIN = Answer(Status.NOT_MET, "Lin", TODAY)


def test_the_keys_stand_in_the_order_of_the_format() -> None:
    mapping = answer_mapping(FULL)

    assert list(mapping) == [
        "status", "note", "owner", "answered-by", "answered-on", "approved-by", "evidence", "remedy", "acceptance",
    ]  # fmt: skip
    assert list(mapping["evidence"][0]) == ["kind", "ref", "collected", "by", "valid-until", "sha256"]
    assert list(mapping["remedy"]) == ["owner", "due", "guardrail"]
    assert list(mapping["acceptance"]) == ["risk", "residual", "compensating", "by", "role", "dated", "expires"]


def test_what_is_empty_is_not_written() -> None:
    assert answer_mapping(PLAIN) == {"status": "not-met", "answered-by": "Lin", "answered-on": "2026-11-22"}
    assert answer_mapping(replace(PLAIN, no_remedy=True))["remedy"] == "none"


def test_what_is_written_is_read_back_as_the_same_answer() -> None:
    r = random.Random(7)
    made = [build_answer(made_up_answer(r, made_up_control(r, full=True), r.random())) for _ in range(300)]

    assert all(build_answer(answer_mapping(one)) == one for one in [FULL, *made])
    assert len(set(map(repr, made))) > 200


def test_every_part_of_an_answer_survives_the_file(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    saved = save_answer(path, "answers.yaml", "doors-locked", lambda _: FULL)

    assert saved.file.engagement.answers == {"doors-locked": FULL}
    assert answers(path) == {"doors-locked": FULL}


def test_the_first_answer_goes_below_its_comment_line_and_nothing_else_changes(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    save_answer(path, "answers.yaml", "plants-labelled", lambda _: PLAIN)
    save_answer(path, "answers.yaml", "exits-marked", lambda _: PLAIN)

    block = "\n    status: not-met\n    answered-by: Lin\n    answered-on: 2026-11-22"
    expected = ANSWERS
    for line in ("  # exits-marked: Are the exits marked?", "  # plants-labelled: Are the plants labelled?"):
        expected = expected.replace(line, f"{line}\n  {line.split()[1]}{block}")
    assert path.read_text("utf-8") == expected


def test_line_ends_and_a_missing_last_one_stay(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move", ANSWERS.rstrip("\n").replace("\n", "\r\n"))
    save_answer(path, "answers.yaml", "keys-returned", lambda _: PLAIN)
    data = path.read_bytes()

    assert data.count(b"\n") == data.count(b"\r\n")
    assert answer(path, "keys-returned") == PLAIN


def test_an_answer_changed_since_it_was_seen_is_not_written_over(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    theirs = replace(PLAIN, answered_by="Ana")
    save_answer(path, "answers.yaml", "doors-locked", lambda _: theirs)
    before = path.read_bytes()

    with pytest.raises(Meanwhile) as caught:
        save_answer(path, "answers.yaml", "doors-locked", unless_changed(None, PLAIN))

    assert caught.value.theirs == theirs
    assert path.read_bytes() == before
    save_answer(path, "answers.yaml", "doors-locked", unless_changed(theirs, PLAIN))
    assert answer(path, "doors-locked") == PLAIN


def test_an_answer_that_would_make_the_file_invalid_is_not_written(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")

    with pytest.raises(InvalidInput, match="note"):
        save_answer(path, "answers.yaml", "doors-locked", lambda _: replace(PLAIN, status=Status.PARTIAL))

    assert path.read_text("utf-8") == ANSWERS


def test_a_file_that_is_invalid_already_is_not_touched(tmp_path: Path) -> None:
    broken = ANSWERS.replace("stage: go-live", "stage: going")
    path = engagement(tmp_path / "move", broken)

    with pytest.raises(InvalidInput, match=r"answers\.yaml:9:10"):
        save_answer(path, "answers.yaml", "doors-locked", lambda _: PLAIN)

    assert path.read_text("utf-8") == broken


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    path.chmod(0o444)

    with pytest.raises(Refused, match="read-only"):
        save_answer(path, "answers.yaml", "doors-locked", lambda _: PLAIN)

    assert path.read_text("utf-8") == ANSWERS


WRITER = """
import sys
from datetime import date
from pathlib import Path
from govcheck.jobs.answers import save_answer
from govcheck.words.engagement import Answer
from govcheck.words.vocabulary import Status
path, name, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(first, 24, 2):
    save_answer(path, "answers.yaml", f"c{number}", lambda _: Answer(Status.UNKNOWN, name, date(2026, 11, 22)))
"""


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    head = CHECKLIST[: CHECKLIST.index("sections:")]
    controls = "".join(f"      c{number}: {{question: Is it so, gate: required}}\n" for number in range(24))
    checklist = f"{head}sections:\n  all:\n    title: All\n    controls:\n{controls}"
    path = engagement(tmp_path / "move", ANSWERS[: ANSWERS.index("answers:\n")], checklist)

    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, first])
        for name, first in (("Ana", "0"), ("Ben", "1"))
    ]

    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert {id: given.answered_by for id, given in answers(path).items()} == {
        f"c{number}": ("Ana", "Ben")[number % 2] for number in range(24)
    }
