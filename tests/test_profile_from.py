"""A checklist that takes its profile, matrix and plan table from another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcheck.jobs.checklists import find_checklist
from govcheck.words.errors import InvalidInput
from program import govcheck

HEAD = "format: 1\nid: ours\ntitle: Ours\nversion: 1.0.0\n"
SECTIONS = """\
sections:
  all:
    title: All
    controls:
      asked:
        question: Is it so?
        gate: blocker
        applies: {surfaces: claude-ai}
"""
BRIEF = "profile-from: claude-governance-brief\n"


def own(folder: Path, text: str) -> Path:
    (folder / "checklists").mkdir(exist_ok=True)
    path = folder / "checklists" / "ours.yaml"
    path.write_text(text, "utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    own(folder, text)
    with pytest.raises(InvalidInput) as caught:
        find_checklist("ours", folder)
    return [str(problem) for problem in caught.value.problems]


def test_profile_matrix_and_plans_hold_here_too_and_questions_may_be_added(tmp_path: Path) -> None:
    more = "profile:\n  contract: {question: Which paper?, type: yes-no}\n"
    own(tmp_path, f"{HEAD}{BRIEF}{more}{SECTIONS}")
    ours, brief = find_checklist("ours", tmp_path), find_checklist("claude-governance-brief", None)

    assert {"profile/plan", "matrix", "plans"} <= ours.taken
    assert list(ours.profile) == [*brief.profile, "contract"]
    assert (ours.matrix, ours.plans) == (brief.matrix, brief.plans)
    assert (list(ours.controls), ours.rules, ours.questions) == (["asked"], {}, {})


def test_an_engagement_is_begun_and_judged_by_it(tmp_path: Path) -> None:
    own(tmp_path, f"{HEAD}{BRIEF}{SECTIONS}")
    facts = ("--profile", "plan=enterprise", "--profile", "surfaces=claude-ai", "--profile", "data=public")
    begun = govcheck("init", "--checklist", "ours", "--organization", "Larch", *facts, cwd=tmp_path)
    judged = govcheck("check", "--as-of", "2026-11-22", cwd=tmp_path)

    assert begun.code == 0, begun.err
    assert judged.code == 1
    assert "not-ready" in judged.out
    assert "1 blocker open" in judged.out


def test_without_it_the_same_checklist_names_no_question(tmp_path: Path) -> None:
    assert "no profile question surfaces" in problems(tmp_path, HEAD + SECTIONS)[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("profile-from: claude-brief\n", "ours.yaml:5:15: there is no checklist claude-brief; "),
        (f"{BRIEF}profile: {{plan: {{question: Which?, type: yes-no}}}}\n",
         "ours.yaml:6:11: claude-governance-brief asks plan already; remove it here"),
        (f"{BRIEF}matrix: {{rows: data, columns: surfaces, cells: {{public: {{api: allowed}}}}}}\n",
         "ours.yaml:6:1: claude-governance-brief has a matrix already; remove it here"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    assert any(problem.startswith(f"checklists/{says}") for problem in problems(tmp_path, f"{HEAD}{text}{SECTIONS}"))


def test_a_profile_is_not_taken_from_one_that_takes_its_own(tmp_path: Path) -> None:
    own(tmp_path, f"{HEAD}{BRIEF}{SECTIONS}")
    second = f"{HEAD}profile-from: ours\n{SECTIONS}".replace("id: ours", "id: second").replace("asked:", "other:")
    (tmp_path / "checklists" / "second.yaml").write_text(second, "utf-8")
    with pytest.raises(InvalidInput) as caught:
        find_checklist("second", tmp_path)

    assert "ours takes its own profile from elsewhere; name claude-governance-brief" in str(caught.value)


def test_a_checklist_file_is_validated_with_the_ones_beside_it(tmp_path: Path) -> None:
    path = own(tmp_path, f"{HEAD}{BRIEF}{SECTIONS}")
    done = govcheck("checklist", "validate", path.name, cwd=path.parent)

    assert (done.code, done.out) == (0, "ours.yaml: valid, 1 control\n")
