"""A change as it goes through review: what a pull request is told, and what happens when branches meet."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from gate_runs import ANNOTATION
from git_runs import commit, repository, run_git
from program import AS_OF, Done, copied_example, govcheck
from test_ci_files import SNIPPETS

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

CONTROL = "brief-id-sso-enforced"
ANSWERS = "governance/answers.yaml"
PROOF = "test-result:evidence/access-test.md"


def run(repo: Path, *words: str) -> Done:
    return govcheck(*words, "--as-of", AS_OF, cwd=repo)


def set_answer(repo: Path, control: str, status: str, *more: str) -> None:
    done = run(repo, "set", control, status, "-a", "governance", "--by", "Nora Pike", *more)
    assert done.code == 0, done


def line_of(repo: Path, key: str) -> int:
    lines = (repo / ANSWERS).read_text("utf-8").splitlines()
    (found,) = [number for number, line in enumerate(lines, 1) if line == f"  {key}:"]
    return found


def codes(repo: Path) -> dict[str, int]:
    """What each of the commands in a workflow for pull requests ends with."""
    return {
        "check": run(repo, "check", "governance").code,
        "worse": run(repo, "diff", "--from", "main", "-a", "governance", "--worse").code,
        "report": run(repo, "report", "-a", "governance", "--check", "governance/report.md").code,
    }


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with an engagement that is a conditional go, its report beside it, and a branch for a change."""
    top = repository(tmp_path / "repo")
    copied_example("conditional-go", tmp_path).rename(top / "governance")
    assert run(top, "report", "-a", "governance", "-o", "governance/report.md").code == 0
    commit(top, "The review")
    run_git(top, "switch", "--quiet", "--create", "change")
    return top


def test_the_job_of_the_readme_says_what_a_pull_request_changes(repo: Path, step: Path) -> None:
    """Also where the main branch has moved on since the branch was made."""
    job = next(one["jobs"] for one in SNIPPETS if "jobs" in one)["compare"]
    command = job["steps"][-1]["run"].replace("govcheck diff", f"{sys.executable} -m govcheck diff --as-of {AS_OF}")
    set_answer(repo, CONTROL, "not-met")
    commit(repo, "Sign-in is open again")
    run_git(repo, "switch", "--quiet", "main")
    (repo / "README").write_text("More.\n", "utf-8")
    commit(repo, "Something else")
    run_git(repo, "update-ref", "refs/remotes/origin/main", "main")
    run_git(repo, "switch", "--quiet", "change")
    done = subprocess.run(
        ["/bin/bash", "-eo", "pipefail", "-c", command],
        cwd=repo,
        env={**os.environ, "GITHUB_BASE_REF": "main"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, "")
    assert CONTROL in (step / "GITHUB_STEP_SUMMARY").read_text("utf-8")


@pytest.fixture
def step(repo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which GitHub Actions keeps what a step writes."""
    folder = repo.parent / "step"
    folder.mkdir()
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        (folder / name).touch()
        monkeypatch.setenv(name, str(folder / name))
    return folder


def test_a_branch_that_changes_nothing_is_green(repo: Path) -> None:
    assert codes(repo) == {"check": 0, "worse": 0, "report": 0}


def test_a_change_for_the_worse_is_red_until_it_is_repaired(repo: Path) -> None:
    set_answer(repo, CONTROL, "not-met")
    commit(repo, "Single sign-on is off for a test")
    assert codes(repo) == {"check": 1, "worse": 1, "report": 1}

    set_answer(repo, CONTROL, "met", "--evidence", PROOF, "--evidence-by", "Samira Haddon")
    commit(repo, "Single sign-on is on again")
    assert codes(repo) == {"check": 0, "worse": 0, "report": 1}

    assert run(repo, "report", "-a", "governance", "-o", "governance/report.md").code == 0
    commit(repo, "The report as it is now")
    assert codes(repo) == {"check": 0, "worse": 0, "report": 0}


def test_the_comment_names_the_control_and_both_verdicts(repo: Path) -> None:
    set_answer(repo, CONTROL, "not-met")
    commit(repo, "Single sign-on is off for a test")
    done = run(repo, "diff", "--from", "main", "-a", "governance", "-f", "md", "-o", "comment.md")
    comment = (repo / "comment.md").read_text("utf-8")

    assert (done.code, done.out) == (0, "")
    assert comment.startswith("<!-- Comparison by govcheck -->\n")
    assert "## Governance review: Conditional go → Not ready (worse)\n" in comment
    (row,) = [line for line in comment.splitlines() if CONTROL in line and "open" in line and "met" in line]
    assert "blocker" in row


def test_the_gate_annotates_the_line_of_the_answer(repo: Path, step: Path) -> None:
    set_answer(repo, CONTROL, "not-met")
    commit(repo, "Single sign-on is off for a test")
    done = run(repo, "check", "governance", "-f", "github")

    assert done.code == 1
    found = [ANNOTATION.fullmatch(line) for line in done.out.splitlines() if line.startswith("::")]
    places = [(one[1], one[2], int(one[3])) for one in found if one and f"{CONTROL}: " in one[6]]
    assert ("error", ANSWERS, line_of(repo, CONTROL)) in places
    summary = (step / "GITHUB_STEP_SUMMARY").read_text("utf-8")
    assert summary.startswith("## Governance readiness: not-ready\n")
    assert CONTROL in summary
    outputs = dict(line.split("=", 1) for line in (step / "GITHUB_OUTPUT").read_text("utf-8").splitlines())
    assert (outputs["verdict"], outputs["enough"], outputs["exit-code"]) == ("not-ready", "false", "1")
    assert json.loads(outputs["files"])[0]["path"] == ANSWERS


# Branches that meet


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A repository with a new engagement, in which nothing is answered yet."""
    top = repository(tmp_path / "repo")
    front = ("--organization", "Alder Ltd", "--owner", "Nora Pike", "--reviewed-by", "Sven Oak", "--stage", "go-live")
    done = run(top, "init", "governance", "--checklist", "claude-governance-brief", *front, "--next-review", "+80")
    assert done.code == 0, done
    commit(top, "A new review")
    return top


def answered_on_branches(repo: Path, **answers: tuple[str, str]) -> int:
    """Each branch answers a control, then they are merged into main; what the last merge ends with."""
    for branch, (control, note) in answers.items():
        run_git(repo, "switch", "--quiet", "--create", branch, "main")
        set_answer(repo, control, "unknown", "--note", note)
        commit(repo, f"{control} by {branch}")
    run_git(repo, "switch", "--quiet", "main")
    return max(run_git(repo, "merge", "--quiet", "--no-edit", branch, check=False) for branch in answers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CONTROL, "brief-audit-siem"),
        (CONTROL, "brief-id-jit"),  # its neighbour
        ("brief-id-jit", CONTROL),
        ("brief-scope-requirements", "brief-plan-selected"),  # the first two
    ],
)
def test_answers_to_different_controls_merge_and_are_judged(one: str, other: str, fresh: Path) -> None:
    assert answered_on_branches(fresh, ann=(one, "Asked Ann."), ben=(other, "Asked Ben.")) == 0
    done = run(fresh, "check", "governance", "-f", "json")
    findings = {one["subject"]: one for one in json.loads(done.out)["files"][0]["findings"]}
    lines = (fresh / ANSWERS).read_text("utf-8").splitlines()

    assert (done.code, done.err) == (1, "")
    for control in (one, other):
        assert (findings[control]["text"], lines[findings[control]["line"] - 1]) == ("not known yet", f"  {control}:")


def test_a_merge_that_is_not_finished_cannot_be_judged(fresh: Path) -> None:
    assert answered_on_branches(fresh, ann=(CONTROL, "Asked Ann."), ben=(CONTROL, "Asked Ben.")) == 1
    lines = (fresh / ANSWERS).read_text("utf-8").splitlines()
    marker = next(number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< "))
    told = f"{ANSWERS}:{marker}:1: a merge conflict is left in the file (<<<<<<<)"

    for words in (
        ["check", "."],
        ["check", "governance", "--require", "valid"],
        ["diff", "--from", "main", "-a", "governance"],
    ):
        done = run(fresh, *words)
        assert (done.code, done.out, done.err.startswith(told)) == (2, "", True), done
    done = run(fresh, "check", ".", "-f", "github")
    assert (done.code, done.out.startswith(f"::error file={ANSWERS},line={marker},col=1,")) == (2, True), done

    (fresh / ANSWERS).write_text("\n".join(line for line in lines if not re.match(r"[<=>]{7}", line)), "utf-8")
    done = run(fresh, "check", ".")
    assert (done.code, "stands on line" in done.err) == (2, True), "both versions were kept"


# Proofs whose digest is gone

GONE = (
    "Recorded digests that are gone: 1\n  answers.brief-id-sso-enforced: evidence/sign-in-test.md: {}, before sha256 "
)
TAKEN_OUT = {
    "with the file as it was": ("no digest, and the file is the one that was recorded", 1),
    "with another file": ("no digest, and the file is another one", 1),
    "under another name": ("evidence/other.md in its place, without a digest", 1),
    "named a second time": ("no digest, and the file is another one", 1),
    "recorded again": ("", 0),
}


@pytest.mark.parametrize("way", TAKEN_OUT)
def test_a_digest_that_was_recorded_and_is_gone_is_worse(way: str, repo: Path) -> None:
    """Else a proof could be replaced, and count as before."""
    proof, says, code = repo / "governance/evidence/sign-in-test.md", *TAKEN_OUT[way]
    text = (repo / ANSWERS).read_text("utf-8")
    start, end = text.index(f"  {CONTROL}:\n"), text.index("\n  #", text.index(f"  {CONTROL}:\n"))
    block = text[start:end]
    if way != "with the file as it was":
        proof.write_text("Nobody tried.\n", "utf-8")
    if way == "under another name":
        proof.rename(proof.with_name("other.md"))
        block = block.replace("evidence/sign-in-test.md", "evidence/other.md")
    if way == "named a second time":
        entry = block[block.index("      - ") :]
        block = f"{block.rstrip()}\n{re.sub(r' *sha256: .*', '', entry).rstrip()}"
    elif way == "recorded again":
        recorded = block.rpartition("sha256: ")[2]  # other controls rest on the same file
        (repo / ANSWERS).write_text(text.replace(recorded, sha256(proof.read_bytes()).hexdigest()), "utf-8")
    else:
        block = re.sub(r"\n *sha256: .*", "", block)
    if way != "recorded again":
        (repo / ANSWERS).write_text(text[:start] + block + text[end:], "utf-8")
    done = run(repo, "diff", "--from", "main", "-a", "governance", "--worse")

    assert (done.code, "digests that are gone" in done.out) == (code, bool(code)), done
    assert not code or GONE.format(says) in done.out
