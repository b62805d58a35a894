from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govcheck.commands import person
from govcheck.jobs.load import open_engagement
from scripted import ANSWERS, answer, answers, engagement

pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")
from seat import Seat, environment, seat

REVIEW = ("review", "--by", "Lin", "--as-of", "2026-11-22")
CONTROL_SEQUENCE = re.compile("\x1b")
SITTING = [
    "y", "evidence/round.txt", "", "-2", "Ana Silva", "",
    "p: the north wing is dark", "r", "Ben", "+30", "A guard",
    "b", "", "perhaps",
    "a", "b", "n", "Too dear", "a", "A fall", "low", "Ropes", "Cara Roth", "Director", "", "+60",
    "p", "Half\\", "of them", "",
    "s",
    "",
]  # fmt: skip
"""A whole review with every kind of follow-up, mistakes and going back."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return engagement(tmp_path / "move")


def test_what_was_called_saved_survives_a_kill_and_the_review_goes_on_behind_it(path: Path) -> None:
    with seat(*REVIEW, cwd=path.parent) as first:
        first.answer("y", "evidence/round.txt", "", "", "", "")
        first.expect("Saved.")
        first.process.kill()
        assert first.end() == -signal.SIGKILL
    with seat(*REVIEW, cwd=path.parent) as second:
        asked = second.expect("Answer: ")
        second.type("q\r")
        assert second.end() == 0

    assert answer(path, "doors-locked").evidence[0].ref == "evidence/round.txt"
    assert "1 of 4 answered; 1 counts." in asked
    assert "exits-marked" in asked
    assert "doors-locked" not in asked


def test_killed_at_any_moment_nothing_that_was_called_saved_is_lost(path: Path) -> None:
    r = random.Random(5)
    controls = ["doors-locked", "exits-marked", "crane-booked", "plants-labelled", "keys-returned"]
    said = 0
    for round_number in range(6):
        path.write_text(ANSWERS, "utf-8")
        with seat(*REVIEW, cwd=path.parent) as reviewer:
            for _ in range(r.randint(0, 4)):
                reviewer.answer("n", f"round {round_number}", "")
            reviewer.answer("n", f"round {round_number}")
            reviewer.expect("Gap: ")
            reviewer.type("\r")
            time.sleep(r.random() * 0.15)
            reviewer.process.kill()
            reviewer.end()
            saved = reviewer.seen.count("Saved.")
        written = answers(path)
        said += saved

        assert set(controls[:saved]) <= set(written) <= set(controls[: saved + 1])
        assert {given.note for given in written.values()} <= {f"round {round_number}"}
    assert said


@pytest.mark.parametrize("how", ["Ctrl-C", "SIGTERM"])
def test_an_interruption_keeps_what_was_saved_says_so_and_ends_with_130(path: Path, how: str) -> None:
    with seat(*REVIEW, cwd=path.parent) as reviewer:
        reviewer.answer("n", "", "", "p")
        reviewer.expect_prompt("What is missing: ")
        if how == "Ctrl-C":
            reviewer.type("half a not\x03")
        else:
            reviewer.process.terminate()
        assert reviewer.end() == 130

    assert "The answer to exits-marked was not finished; nothing of it is saved." in reviewer.seen
    assert "1 of 4 answered" in reviewer.seen
    assert "Next: govcheck review" in reviewer.seen
    assert list(answers(path)) == ["doors-locked"]


def test_an_interrupted_beginning_writes_what_was_given(tmp_path: Path) -> None:
    with seat("init", "new", "--checklist", "claude-governance-brief", cwd=tmp_path) as beginner:
        beginner.answer("Larch Ltd")
        beginner.expect_prompt("Title of the review")
        beginner.type("half a ti\x03")
        assert beginner.end() == 130

    assert "What is missing is unknown; complete it in the file." in beginner.seen
    front = open_engagement(tmp_path / "new" / "answers.yaml", "x").engagement.front
    assert (front.organization, front.owner) == ("Larch Ltd", "")


def test_an_interrupted_beginning_without_an_organisation_writes_nothing(tmp_path: Path) -> None:
    with seat("init", "new", "--checklist", "claude-governance-brief", cwd=tmp_path) as beginner:
        beginner.expect_prompt("Organisation")
        beginner.type("half\x03")
        assert beginner.end() == 130

    assert "Stopped; nothing was written." in beginner.seen
    assert list(tmp_path.iterdir()) == []


def test_a_closed_terminal_keeps_what_a_beginning_was_given(tmp_path: Path) -> None:
    with seat("init", "new", "--checklist", "claude-governance-brief", cwd=tmp_path) as beginner:
        beginner.answer("Larch Ltd")
        beginner.expect_prompt("Title of the review")
        beginner.hang_up()
        beginner.process.wait(30)

    assert open_engagement(tmp_path / "new" / "answers.yaml", "x").engagement.front.organization == "Larch Ltd"


PASTE = ["North wing", "two doors", "", "n", "y"]


@pytest.mark.parametrize("begin", ["", "p: "])
@pytest.mark.parametrize(
    ("term", "typed"),
    [
        ("dumb", "\r".join(PASTE) + "\r"),
        ("xterm", "\r".join(PASTE) + "\r"),
        ("dumb", "\r".join(PASTE)),
        ("xterm", "\x1b[200~" + "\r".join(PASTE) + "\x1b[201~\r"),
    ],
)
def test_a_note_pasted_in_several_lines_is_one_note(path: Path, begin: str, term: str, typed: str) -> None:
    with seat(*REVIEW, cwd=path.parent, environ={"TERM": term}) as reviewer:
        reviewer.expect_prompt("Answer: ")
        if not begin:
            reviewer.type("p\r")
            reviewer.expect_prompt("What is missing: ")
        reviewer.type(begin + typed)
        if not typed.endswith("\r"):
            time.sleep(0.3)
            reviewer.type("\r")
        reviewer.expect("All 5 lines are one note.")
        reviewer.answer("", "q")
        assert reviewer.end() == 0

    assert answer(path, "doors-locked").note == "\n".join(PASTE)
    assert list(answers(path)) == ["doors-locked"]


def test_a_closed_terminal_loses_nothing_that_was_saved(path: Path) -> None:
    with seat(*REVIEW, cwd=path.parent) as reviewer:
        reviewer.answer("n", "", "")
        reviewer.expect("Saved.")
        reviewer.answer("p")
        reviewer.expect_prompt("What is missing: ")
        reviewer.hang_up()
        assert reviewer.process.wait(30) == 130

    assert list(answers(path)) == ["doors-locked"]
    assert list(path.parent.rglob("*.tmp")) == []


def test_the_end_of_input_ends_the_review_in_good_order(path: Path) -> None:
    with seat(*REVIEW, cwd=path.parent) as reviewer:
        reviewer.answer("n", "", "")
        reviewer.expect_prompt("Answer: ")
        reviewer.type("\x04")
        assert reviewer.end() == 0

    assert "1 of 4 answered" in reviewer.seen


def test_a_pipe_and_a_terminal_give_the_same_file(tmp_path: Path) -> None:
    on_terminal, in_pipe = engagement(tmp_path / "a"), engagement(tmp_path / "b")
    with seat(*REVIEW, cwd=on_terminal.parent) as reviewer:
        reviewer.answer(*SITTING)
        assert reviewer.end() == 0
    done = subprocess.run(
        [sys.executable, "-m", "govcheck", *REVIEW],
        cwd=in_pipe.parent, input="".join(f"{line}\n" for line in SITTING), env=environment(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "")
    assert in_pipe.read_bytes() == on_terminal.read_bytes()
    assert len(answers(in_pipe)) == 4


@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {"NO_COLOR": "1", "TERM": "dumb"}])
def test_a_dumb_terminal_gets_text_only(path: Path, environ: dict[str, str]) -> None:
    with seat(*REVIEW, cwd=path.parent, environ=environ) as reviewer:
        reviewer.answer("n", "", "", "?", "q")
        assert reviewer.end() == 0

    assert not CONTROL_SEQUENCE.search(reviewer.seen)


def test_without_colour_nothing_of_ours_is_coloured(path: Path) -> None:
    with seat(*REVIEW, cwd=path.parent) as coloured, seat(*REVIEW, cwd=path.parent, environ={"NO_COLOR": "1"}) as plain:
        for reviewer in (coloured, plain):
            reviewer.answer("q")
            assert reviewer.end() == 0

    assert re.search("\x1b\\[[0-9;]+m", coloured.seen)
    assert not re.search("\x1b\\[[0-9;]*m", plain.seen)


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_wider_than_the_terminal(path: Path, columns: int) -> None:
    with seat(*REVIEW, cwd=path.parent, columns=columns, environ={"NO_COLOR": "1", "TERM": "dumb"}) as reviewer:
        reviewer.answer("n", "", "", "?", "l", "q")
        assert reviewer.end() == 0

    prompts = ("Answer", "What is missing", "Gap")  # the terminal itself breaks the line in which one types
    ours = [line for line in reviewer.seen.splitlines() if not line.startswith(prompts)]
    assert max(map(len, ours)) <= columns
    assert max(map(len, ours)) > columns - 15


def run_without_terminal(path: Path, stdin: int, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "govcheck", *REVIEW],
        cwd=path.parent, stdin=stdin, env=environment(environ), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("environ", [{}, {"CI": "true"}])
def test_where_nobody_can_answer_the_command_to_use_is_named(path: Path, environ: dict[str, str]) -> None:
    done = run_without_terminal(path, subprocess.DEVNULL, **environ)

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "govcheck: nobody can answer here: no terminal, and no lines to read; use: govcheck set CONTROL STATUS"
    ]


def test_on_a_build_server_a_terminal_is_not_asked(path: Path) -> None:
    with seat(*REVIEW, cwd=path.parent, environ={"CI": "true"}) as server:
        assert server.end() == 2

    assert "govcheck set CONTROL STATUS" in server.seen


def test_a_build_server_that_sends_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(person, "PATIENCE", 0.01)
    with os.fdopen(reading) as silent, os.fdopen(writing, "w") as sender:
        monkeypatch.setattr(sys, "stdin", silent)
        before = person.anybody(person.terminal())
        sender.write("y\n")
        sender.flush()
        after = person.anybody(person.terminal())

    assert (before, after) == (False, True)


def test_the_editor_is_the_users_own(path: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "%s\\n" "North wing:" "two doors" > "$2"\n', "utf-8")
    editor.chmod(0o755)
    with seat(*REVIEW, cwd=path.parent, environ={"EDITOR": f"{editor} -x"}) as reviewer:
        reviewer.answer("p", "e", "", "q")
        assert reviewer.end() == 0

    assert answer(path, "doors-locked").note == "North wing:\ntwo doors"


def test_without_a_named_editor_a_usual_one_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = []
    for name in ("nano", "vi", "editor"):
        found.append(person.editor())
        (tmp_path / name).write_text("", "utf-8")
        (tmp_path / name).chmod(0o755)
    found.append(person.editor())
    monkeypatch.setenv("EDITOR", "nano -w")
    found.append(person.editor())
    monkeypatch.setenv("VISUAL", "mine 'x")
    found.append(person.editor())

    assert found == [[], ["nano"], ["vi"], ["editor"], ["nano", "-w"], []]


def test_lines_are_typed_with_an_editable_line(path: Path) -> None:
    with seat(*REVIEW, cwd=path.parent) as reviewer:
        reviewer.answer("p", "Nortj\x7fh wimg\x1b[D\x7fn", "")
        reviewer.expect("Saved.")
        reviewer.answer("q")
        assert reviewer.end() == 0

    assert answer(path, "doors-locked").note == "North wing"


def test_seats_tell_what_does_not_come(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seat.PATIENCE", 0.2)
    with seat("--version", cwd=path.parent) as reviewer, pytest.raises(AssertionError, match="does not come"):
        Seat.expect(reviewer, "Answer: ")


def test_a_secret_that_was_typed_does_not_come_back_with_the_arrow_key(path: Path) -> None:
    token = "gh" + "p_" + "a1B2" * 9
    with seat(*REVIEW, cwd=path.parent, environ={"INPUTRC": os.devnull}) as reviewer:
        reviewer.answer("n", f"the key {token}")
        reviewer.expect("It was taken out")
        typed = len(reviewer.seen)
        reviewer.expect("Gap: ")
        reviewer.type("\x1b[A\x1b[A\x1b[B\x15\r")
        reviewer.answer("q")
        assert reviewer.end() == 0

    assert token not in reviewer.seen[typed:]
    assert "[removed: a GitHub token]" in answer(path, "doors-locked").note
