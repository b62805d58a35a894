"""Whatever is typed, in whichever order: the file stays whole, and nothing but what was typed for it changes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from govcheck.jobs.interview.review import review
from govcheck.jobs.interview.selection import Only, Wanted
from govcheck.jobs.interview.sitting import Sitting
from govcheck.jobs.load import open_engagement
from govcheck.words.errors import Refused
from scripted import ANSWERS, TODAY, Lines, engagement
from small import CHECKLIST as SMALL
from test_interview_changes import DIFFICULT, SMALL_ANSWERS

TYPED = (  # noqa: SIM905 - a list would have a hundred lines
    "|||y|n|p|u|a|s|b|b|z|z|f|f|m|m|v|v|l|l all|w|?|o|-|o Ana|y evidence/round.txt|y https://a.example|y ../x|p: half"
    "|n: none|a: not here|u: who knows|yes|no|no|r|1|2|3|1a|2a|2b|3a|10|11a|12a|12b|13a|14a|+|-a|-b|site|barn|tower"
    "|desks|servers|desks, servers|Ben Cole|Olga|Rex|+30|-3|2027-01-01|2099-01-01|30.11.2026|low|mine|theirs|g doors"
    "|g keys|g 2|g nothing|w|prohibited|conditional|allowed|e|none|Zoë 部分 שלום|two\\|lines|# no comment|- item|a: b|~"
).split("|")
"""Lines that mean something at some prompt."""


def small(folder: Path) -> Path:
    (folder / "checklists").mkdir(parents=True)
    (folder / "checklists" / "small.yaml").write_text(json.dumps(SMALL), "utf-8")
    (folder / "answers.yaml").write_text(SMALL_ANSWERS, "utf-8")
    return folder / "answers.yaml"


@pytest.mark.parametrize("seed", range(60))
def test_any_lines_leave_a_file_that_can_be_read(tmp_path: Path, seed: int) -> None:
    r = random.Random(seed)
    path = [
        lambda: engagement(tmp_path / "a"),
        lambda: engagement(tmp_path / "a", DIFFICULT.replace("\n", r.choice(["\n", "\r\n"]))),
        lambda: engagement(
            tmp_path / "a", ANSWERS[: ANSWERS.index("use-cases")] + ANSWERS[ANSWERS.index("answers:") :]
        ),
        lambda: small(tmp_path / "a"),
    ][seed % 4]()
    comments = [line.partition("# ")[2] for line in path.read_text("utf-8").splitlines() if "# " in line]
    person = Lines([r.choice(TYPED) for _ in range(r.randint(5, 120))])
    try:
        review(Sitting(person, path, "answers.yaml", TODAY, "Lin"), Wanted(only=Only.ALL))
    except Refused as error:
        assert "what was begun last is not finished" in str(error)  # noqa: PT017 - only this one is meant

    text = path.read_text("utf-8")
    file = open_engagement(path, "answers.yaml")
    assert all(comment in text for comment in comments)
    assert [line for line in person.shown if line.startswith("Not saved:")] == []
    saved = sum(line.startswith("Saved.") for line in person.shown)
    undone = sum(line.startswith("Undone") for line in person.shown)
    written = {id for id, one in file.engagement.answers.items() if one.answered_by == "Lin"}
    assert len(written) <= saved
    assert saved or not undone
