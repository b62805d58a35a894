"""A checklist about something else, six controls without matrix, plans or views: the engine knows no subject."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import AS_OF, govcheck

OFFICE_MOVE = """\
format: 1
id: office-move
title: Moving to the new office
version: 0.2.0
sections:
  building:
    title: The building
    controls:
      lease-signed:
        question: Is the lease signed by both sides?
        gate: blocker
        evidence: {what: Signed lease, accepts: [contract-clause]}
      fire-exits:
        question: Has the fire officer walked every exit?
        why: Nobody may sit in a room that was not walked.
        verify: Walk with the officer, floor by floor.
        gate: blocker
      desks:
        question: Does everybody have a desk on the plan?
        gate: required
  network:
    title: The network
    controls:
      line:
        question: Does the line carry traffic at the new address?
        gate: required
      printers:
        question: Does a test page come out of each printer?
        gate: recommended
      keys:
        question: Has everybody got a key card?
        gate: required
"""
ANSWERS = """\
format: 1
checklists: {office-move: 0.2.0}
engagement:
  organization: Alder & Sons
  title: Move to Mill Lane
  owner: Nora Pike
  reviewed-by: Sven Oak
  stage: operate
  date: 2026-11-20
  next-review: 2026-12-20
answers:
"""
MET = """\
  {id}:
    status: met
    answered-by: Nora Pike
    answered-on: 2026-11-20
    evidence:
      - {{kind: {kind}, ref: https://files.alder.example/{id}, collected: 2026-11-19, by: Sven Oak}}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "office-move.yaml").write_text(OFFICE_MOVE, "utf-8")
    kinds = {"lease-signed": "contract-clause"}
    ids = ("lease-signed", "fire-exits", "desks", "line", "keys")
    answers = [MET.format(id=id, kind=kinds.get(id, "internal-record")) for id in ids]
    (tmp_path / "answers.yaml").write_text(ANSWERS + "".join(answers), "utf-8")
    return tmp_path


def test_it_is_judged_like_any_other(office: Path) -> None:
    done = govcheck("check", "--as-of", AS_OF, cwd=office)
    assert (done.code, done.out.splitlines()[0]) == (
        0,
        "answers.yaml: go (to go on operating, as of 2026-11-22, office-move 0.2.0): nothing open",
    )


@pytest.mark.parametrize(
    ("id", "status", "verdict"),
    [
        ("lease-signed", "remedy: none", "no-go"),
        ("lease-signed", "open", "not-ready"),
        ("desks", "open", "not-ready"),
        ("desks", "promise", "conditional-go"),
    ],
)
def test_all_four_verdicts_work(office: Path, id: str, status: str, verdict: str) -> None:
    path = office / "answers.yaml"
    text = path.read_text("utf-8")
    start = text.index(f"  {id}:")
    end = start + len(block(text, start))
    gap = f"  {id}:\n    status: not-met\n    note: Not yet.\n    answered-by: Nora Pike\n    answered-on: 2026-11-20\n"
    more = {
        "remedy: none": "    remedy: none\n",
        "open": "",
        "promise": "    remedy: {owner: Nora Pike, due: 2026-12-10, guardrail: Work from home}\n",
    }[status]
    path.write_text(text[:start] + gap + more + text[end:], "utf-8")
    done = govcheck("check", "--as-of", AS_OF, cwd=office)
    assert done.out.split()[1] == verdict


def block(text: str, start: int) -> str:
    """The lines of one answer."""
    lines = text[start:].splitlines(keepends=True)
    rest = next((n for n, line in enumerate(lines[1:], 1) if not line.startswith("   ")), len(lines))
    return "".join(lines[:rest])


@pytest.mark.parametrize("format", ["md", "html"])
def test_its_report_is_whole_and_says_nothing_of_what_it_has_not(office: Path, format: str) -> None:
    done = govcheck("report", "-f", format, "--as-of", AS_OF, cwd=office)
    assert done.code == 0, done.err
    for control in ("Is the lease signed by both sides?", "Does a test page come out of each printer?"):
        assert control in done.out.replace("\\", "")
    for word in ("Claude", "matrix", "Plan and gaps", "SSO"):
        assert word not in done.out


def test_it_has_no_questions_for_anybody(office: Path) -> None:
    done = govcheck("questions", "export", "--as-of", AS_OF, cwd=office)
    assert done.code == 0, done.err


def test_it_is_listed_shown_and_validated(office: Path) -> None:
    listed = govcheck("checklist", "list", cwd=office)
    assert "office-move 0.2.0: Moving to the new office (6 controls)" in listed.out.splitlines()
    shown = govcheck("checklist", "show", "office-move", cwd=office)
    assert "  lease-signed (blocker): Is the lease signed by both sides?" in shown.out.splitlines()
    valid = govcheck("checklist", "validate", "checklists/office-move.yaml", cwd=office)
    assert (valid.code, valid.out) == (0, "checklists/office-move.yaml: valid, 6 controls\n")


def test_a_broken_checklist_is_told_with_its_line(office: Path) -> None:
    path = office / "checklists" / "office-move.yaml"
    path.write_text(path.read_text("utf-8").replace("gate: recommended", "gate: recomended"), "utf-8")
    done = govcheck("checklist", "validate", "checklists/office-move.yaml", cwd=office)
    line = 1 + path.read_text("utf-8").split("recomended")[0].count("\n")
    assert done.code == 2
    assert done.err.startswith(f"checklists/office-move.yaml:{line}:15: ")
    assert govcheck("check", "--as-of", AS_OF, cwd=office).code == 2
