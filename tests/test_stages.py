"""One engagement through its stages: to sign, to go live, to operate. Nothing is lost, and what is due is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.later import due_at, later_phases, later_text
from govcheck.words.vocabulary import Phase, Stage
from made_up import case_of
from made_up import engagement as made_up
from program import AS_OF, copied_example, govcheck
from scripted import ANSWERS, CHECKLIST, engagement, sit
from small import judged, small

STAGED = (
    CHECKLIST.replace("        phase: go-live\n        asks: q-crane", "        phase: at-sign\n        asks: q-crane")
    .replace("        gate: recommended\n        phase: go-live", "        gate: recommended\n        phase: pre-sign")
)  # fmt: skip
"""At signing the crane and the plants are due, to go live the doors and the exits, to operate the keys."""
ANSWERED = """\
# kept: what people write above their answers
  crane-booked: {status: not-met, note: "too dear", answered-by: Ben, answered-on: 2026-11-01}   # kept
  exits-marked:
      status: partial
      note: |
        Three of five.
      answered-by: Ben
      answered-on: 2026-11-01
  keys-returned: {status: unknown, answered-by: Ben, answered-on: 2026-11-01}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    begun = ANSWERS.replace("stage: go-live", "stage: sign   # kept: behind the stage") + ANSWERED
    return engagement(tmp_path / "move", begun, STAGED)


def checked(path: Path) -> tuple[str, dict[str, Any]]:
    """What check says of the file, as text and as JSON."""
    text = govcheck("check", path.name, "--as-of", AS_OF, cwd=path.parent)
    data = govcheck("check", path.name, "--as-of", AS_OF, "-f", "json", cwd=path.parent)
    assert text.code == data.code == 1, text
    return text.out, json.loads(data.out)["files"][0]


def moved(path: Path, stage: str) -> list[str]:
    """Decide another stage on the front page of the review; what was shown before it was saved."""
    person = sit(path, ["f", "what", stage, "", "", "q"])
    assert person.lines == []
    return person.shown


def test_an_engagement_goes_from_signing_to_operation_and_loses_nothing(path: Path) -> None:
    written = path.read_bytes()
    text, data = checked(path)
    assert "  Due later: 2 to go live, 1 to operate.\n" in text
    assert data["later"] == {"go-live": ["doors-locked", "exits-marked"], "post-sign": ["keys-returned"]}
    assert {one["subject"] for one in data["findings"]} == {"crane-booked"}  # what is due later decides nothing

    shown = moved(path, "go-live")
    at = shown.index("2 controls are due now, 1 of them a blocker.")
    assert shown[at + 1 : at + 3] == [
        "  doors-locked (blocker): Are all doors locked at night?",
        "  exits-marked (required): Are the exits marked?",
    ]
    assert path.read_bytes() == written.replace(b"stage: sign ", b"stage: go-live ")
    text, data = checked(path)
    assert "  Due later: 1 to operate.\n" in text
    assert data["later"] == {"post-sign": ["keys-returned"]}
    assert {"crane-booked", "doors-locked", "exits-marked"} <= {one["subject"] for one in data["findings"]}

    shown = moved(path, "operate")
    at = shown.index("1 control is due now.")
    assert shown[at + 1] == "  keys-returned (required): Are the old keys returned?"
    assert path.read_bytes() == written.replace(b"stage: sign ", b"stage: operate ")
    text, data = checked(path)
    assert "Due later" not in text
    assert data["later"] == {}
    assert "keys-returned" in {one["subject"] for one in data["findings"]}


def test_by_hand_and_back_again_says_the_same(path: Path) -> None:
    signing = checked(path)
    written = path.read_bytes()
    path.write_bytes(written.replace(b"stage: sign ", b"stage: operate "))
    assert "Due later" not in checked(path)[0]

    shown = moved(path, "sign")
    assert "3 controls are due later now, 1 of them a blocker." in shown
    assert path.read_bytes() == written
    assert checked(path) == signing


def test_the_worked_example_names_what_comes_after_each_stage(tmp_path: Path) -> None:
    folder = copied_example("conditional-go", tmp_path)
    path = folder / "answers.yaml"
    written = path.read_text("utf-8")
    says = {}
    for stage in Stage:
        path.write_text(written.replace("stage: go-live", f"stage: {stage}"), "utf-8")
        out = govcheck("check", "--require", "valid", "--as-of", AS_OF, cwd=folder).out
        says[stage] = [line for line in out.splitlines() if line.startswith("  Due later")]

    assert says == {
        Stage.SIGN: ["  Due later: 40 to go live, 6 to operate."],
        Stage.GO_LIVE: ["  Due later: 6 to operate."],
        Stage.OPERATE: [],
    }


def test_each_phase_is_due_at_one_stage() -> None:
    assert {phase: due_at(phase) for phase in Phase} == {
        Phase.PRE_SIGN: Stage.SIGN,
        Phase.AT_SIGN: Stage.SIGN,
        Phase.GO_LIVE: Stage.GO_LIVE,
        Phase.POST_SIGN: Stage.OPERATE,
    }


@pytest.mark.parametrize("seed", range(30))
def test_what_is_later_is_what_the_verdict_leaves_out(seed: int) -> None:
    _, checklist, answers = made_up(seed)
    for stage in Stage:
        case = case_of(checklist, {**answers, "engagement": {**answers["engagement"], "stage": stage.value}})
        found = assess(case)
        phases = later_phases(case, found)
        assert {id for ids in phases.values() for id in ids} == found.later
        assert all(due_at(phase).rank > stage.rank for phase in phases)


def test_without_a_stage_everything_is_due() -> None:
    case = small({"engagement": {"organization": "Larch Ltd", "title": "Small"}})
    assert later_phases(case, judged({"engagement": {"organization": "Larch Ltd", "title": "Small"}})) == {}
    assert later_text({Phase.GO_LIVE: (), Phase.POST_SIGN: ("a",)}) == "1 to operate"
