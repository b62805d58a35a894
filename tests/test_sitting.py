"""A whole checklist in one sitting, as a new user types it: on a pseudo-terminal, in tmux, and from a pipe."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest

from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.rules.assess import assess
from govcheck.rules.judge import judge
from govcheck.words.vocabulary import Standing
from program import govcheck
from scripted import TODAY

pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")
from seat import PATIENCE, environment, seat

DAY = TODAY.isoformat()
EVERYTHING = [
    "--profile", "plan=enterprise", "--profile", "residency=us-required", "--profile", "inference-routing=us",
    "--profile", "cmek-required=yes", "--profile", "logging-mandatory=yes", "--profile", "records-duty=yes",
    "--profile", "own-archive=yes", "--profile", "agents-in-production=yes",
    "--profile", "solely-automated-decisions=no", "--use-case", "all=Everything that there is",
    "--profile", "all.surfaces=claude-ai,api-zdr,api",
    "--profile", "all.data=public,internal,restricted,highly-restricted",
    "--profile", "all.involves=tools,mcp,connectors,web,outside-documents,agents,claude-code,customer-facing,high-risk",
    "--profile", "all.regimes=hipaa",
]  # fmt: skip
"""A deployment that nearly every control of the brief applies to."""
FRONT = ["--organization", "Alder Ltd", "--owner", "Nora Pike", "--reviewed-by", "Sven Oak", "--next-review", "+80"]


def begun(folder: Path) -> EngagementFile:
    """A new engagement that nearly everything applies to."""
    done = govcheck(
        "init",
        "--checklist",
        "claude-governance-brief",
        *FRONT,
        "--stage",
        "operate",
        *EVERYTHING,
        "--as-of",
        DAY,
        cwd=folder,
    )
    assert done.code == 0, done.err
    (folder / "evidence" / "export.txt").write_text("as it is\n", "utf-8")
    return open_engagement(folder / "answers.yaml", "answers.yaml")


def lines(count: int) -> Iterator[list[str]]:
    """What is typed at so many controls, one after the other: every status in turn."""
    answers = cycle(
        [
            ["y evidence/export.txt"],
            ["y", "evidence/export.txt", "", "-3", "Ana Silva", ""],
            ["p: the second half is open", "r", "Ben Cole", "+30", "Named users only"],
            ["n", "Nobody has begun", ""],
            ["u", ""],
        ]
    )
    yield from (next(answers) for _ in range(count))


def test_the_whole_brief_is_answered_in_one_sitting(tmp_path: Path) -> None:
    file = begun(tmp_path)
    due = list(assess(file.case(TODAY)).states)
    assert len(due) >= 65
    with seat("review", "--by", "Lin Chen", "--as-of", DAY, cwd=tmp_path) as reviewer:
        for typed in lines(len(due)):
            reviewer.answer(*typed)
        reviewer.answer("")
        assert reviewer.end() == 0

    after = open_engagement(file.path, "answers.yaml")
    assert sorted(after.engagement.answers) == sorted(due)
    assert reviewer.seen.count("Saved.") == len(due)
    assert "That was the last question. b, g, z, l, f, m, v and w work here too." in plain(reviewer.seen)
    assert f"Since you began: {len(due)} answered" in plain(reviewer.seen)
    standings = {state.standing for state in assess(after.case(TODAY)).states.values()}
    assert Standing.UNANSWERED not in standings
    assert judge(after.case(TODAY)).assessment.verdict in ("not-ready", "no-go")


def plain(screen: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen).replace("\r", "")


def test_the_same_lines_from_a_pipe_give_the_same_answers(tmp_path: Path) -> None:
    file = begun(tmp_path)
    count = len(assess(file.case(TODAY)).states)
    typed = "".join(f"{line}\n" for one in lines(count) for line in one)
    done = govcheck("review", "--by", "Lin Chen", "--as-of", DAY, cwd=tmp_path, typed=typed)

    assert done.code == 0
    assert len(open_engagement(file.path, "answers.yaml").engagement.answers) == count


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
@pytest.mark.parametrize(("columns", "environ"), [(80, {}), (40, {"NO_COLOR": "1"}), (80, {"TERM": "dumb"})])
def test_a_new_user_in_tmux(tmp_path: Path, columns: int, environ: dict[str, str]) -> None:
    file = begun(tmp_path)
    with tmux(tmp_path, columns, environ) as screen:
        screen.type(
            "y evidence/export.txt", "p: Zoë said 部分的 and שלום", "", "f", "", "m", "", "v", "", "z", "l", "w", "q"
        )
        shown = screen.end()

    answers = open_engagement(file.path, "answers.yaml").engagement.answers
    assert len(answers) == 1
    assert "Undone" in shown
    assert "Next: govcheck review" in shown.replace("\n", " ")
    assert max(map(len, shown.splitlines())) <= columns


class Screen:
    """The program in a window of tmux."""

    def __init__(self, folder: Path, columns: int, environ: dict[str, str]) -> None:
        name = f"govcheck-{os.getpid()}-{time.monotonic_ns()}"  # a server that is ending still holds its name
        self.socket = ["tmux", "-L", name, "-f", "/dev/null"]
        command = [sys.executable, "-m", "govcheck", "review", "--by", "Lin Chen", "--as-of", DAY]
        words = [f"{name}={value}" for name, value in environ.items()]
        line = shlex.join(["env", *words, *command]) + "; echo ended; sleep 60"
        start = ["new-session", "-d", "-s", "one", "-x", str(columns), "-y", "50", "-c", str(folder), line]
        subprocess.run([*self.socket, *start], check=True, env=environment())

    def text(self) -> str:
        done = subprocess.run(
            [*self.socket, "capture-pane", "-p", "-t", "one", "-S", "-2000"], check=True, capture_output=True, text=True
        )
        return done.stdout.rstrip("\n")

    def until(self, pattern: str) -> str:
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, text := self.text()):
            assert time.monotonic() < end, f"{pattern} does not come: {text[-600:]}"
            time.sleep(0.05)
        return text

    def type(self, *texts: str) -> None:
        """Types each line once the screen ends with a prompt, and waits until it has moved on."""
        for text in texts:
            before = self.until(r"(?m)^\S[^\n]*:\s*\Z")
            subprocess.run([*self.socket, "send-keys", "-t", "one", "-l", text], check=True)
            subprocess.run([*self.socket, "send-keys", "-t", "one", "Enter"], check=True)
            end = time.monotonic() + PATIENCE
            while len(self.text()) <= len(before) + len(text) and time.monotonic() < end:
                time.sleep(0.02)

    def end(self) -> str:
        return self.until(r"(?m)^ended$")


@contextmanager
def tmux(folder: Path, columns: int, environ: dict[str, str]) -> Iterator[Screen]:
    """The program in a window of tmux, gone when the test is."""
    screen = Screen(folder, columns, environ)
    try:
        yield screen
    finally:
        subprocess.run([*screen.socket, "kill-server"], check=False, capture_output=True)
