"""Long runs that `make soak` does: the promises about lost answers, in the figures in which they are made."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from govcheck.jobs.load import open_engagement
from scripted import ANSWERS, CHECKLIST, TODAY, answers, engagement

pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")
from seat import PROMPT, Seat, seat

REVIEW = ("review", "--by", "Lin", "--as-of", TODAY.isoformat())
CONTROLS = ["doors-locked", "exits-marked", "crane-booked", "plants-labelled", "keys-returned"]
BATCHES = 20
"""So many parts a long run has, so that several cores can share it."""


def killed(path: Path, r: random.Random) -> tuple[int, int]:
    """One interview that is killed at a random moment: answers that were called saved, and those of them lost."""
    path.write_text(ANSWERS, "utf-8")
    end = r.random() * 1.2
    with seat(*REVIEW, cwd=path.parent) as reviewer:
        typed(reviewer, end)
        reviewer.process.kill()
        reviewer.end()
        acknowledged = reviewer.seen.count("Saved.")
    written = answers(path)  # and so the file is whole
    return acknowledged, len(set(CONTROLS[:acknowledged]) - set(written))


def typed(reviewer: Seat, seconds: float) -> None:
    """Types answers as fast as they are asked for, until the time is over."""
    end = time.monotonic() + seconds
    for line in [line for _ in CONTROLS for line in ("n", "a note", "")]:
        while not PROMPT.search(reviewer.seen, reviewer.read_to):
            if time.monotonic() > end or not reviewer.more(end - time.monotonic()):
                return
        reviewer.read_to = len(reviewer.seen)
        reviewer.type(f"{line}\r")


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_thousand_kills_lose_no_answer_that_was_called_saved(tmp_path: Path, batch: int) -> None:
    path = engagement(tmp_path / "move")
    r = random.Random(batch)
    figures = [killed(path, r) for _ in range(1000 // BATCHES)]
    acknowledged, lost = map(sum, zip(*figures, strict=True))
    print(f"{len(figures)} kills: {acknowledged} answers called saved, {lost} lost")

    assert acknowledged
    assert lost == 0


def two_sections(folder: Path, each: int) -> Path:
    """An engagement with two sections of so many controls."""
    head = CHECKLIST[: CHECKLIST.index("sections:")]
    sections = "".join(
        f"  {name}:\n    title: {name}\n    controls:\n"
        + "".join(f"      {name}-{n}: {{question: Is it so, gate: required}}\n" for n in range(each))
        for name in ("one", "two")
    )
    return engagement(folder / "move", ANSWERS[: ANSWERS.index("answers:\n")], f"{head}sections:\n{sections}")


def both_review(path: Path, each: int) -> int:
    """Two reviewers answer a section each at the same time; how many answers the file holds then."""
    names = {"one": "Ana", "two": "Ben"}
    command = ("review", "--as-of", TODAY.isoformat())
    with (
        seat(*command, "--by", "Ana", "--section", "one", cwd=path.parent) as ana,
        seat(*command, "--by", "Ben", "--section", "two", cwd=path.parent) as ben,
    ):
        for _ in range(each):
            ana.answer("u", "")
            ben.answer("u", "")
        ana.answer("")
        ben.answer("")
        assert (ana.end(), ben.end()) == (0, 0)
        assert (ana.seen.count("Saved."), ben.seen.count("Saved.")) == (each, each)
    given = open_engagement(path, "answers.yaml").engagement.answers
    assert all(answer.answered_by == names[id.partition("-")[0]] for id, answer in given.items())
    return len(given)


def test_two_reviewers_at_once_keep_all_answers(tmp_path: Path) -> None:
    assert both_review(two_sections(tmp_path, 8), 8) == 16


@pytest.mark.soak
def test_two_reviewers_at_once_keep_four_hundred_of_four_hundred(tmp_path: Path) -> None:
    kept = both_review(two_sections(tmp_path, 200), 200)
    print(f"two reviewers at once: {kept} of 400 answers kept")

    assert kept == 400
