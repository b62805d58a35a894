"""`govcheck diff --from`: an engagement as it was at a git revision, with the files of that revision."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import git_runs
from git_runs import repository, run_git
from govcheck.jobs.revision import Copy, open_revision
from govcheck.tools import git
from govcheck.words.errors import Refused
from program import AS_OF, Done, copied_example, govcheck

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

RULES = """\
format: 1
id: our-rules
title: Our rules
version: 1.{minor}.0
sections:
  one:
    title: One
    controls:
      door:
        question: Is the door locked?
        gate: {gate}
"""
ANSWERS = """\
format: 1
checklists: {our-rules: 1.0.0}
engagement:
  organization: Larch Ltd
  title: Doors
  owner: Olga
  reviewed-by: Rex
  stage: operate
  date: 2026-11-20
  next-review: 2027-01-20
answers:
  door:
    status: met
    answered-by: Lin
    answered-on: 2026-11-20
    evidence:
      - {kind: test-result, ref: evidence/door.txt, collected: 2026-11-20, by: Eve}
"""


def commit(folder: Path, tag: str) -> None:
    git_runs.commit(folder, tag)
    run_git(folder, "tag", tag)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with an engagement in `doors`, committed as `first`."""
    top = repository(tmp_path / "repo")
    write(top, "doors/answers.yaml", ANSWERS)
    write(top, "doors/checklists/our-rules.yaml", RULES.format(minor=0, gate="required"))
    write(top, "doors/evidence/door.txt", "locked\n")
    commit(top, "first")
    return top


def write(top: Path, name: str, text: str) -> None:
    path = top / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def diff(repo: Path, *options: str) -> dict[str, Any]:
    done = plain(repo, *options, "-f", "json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def plain(repo: Path, *options: str) -> Done:
    return govcheck("diff", "-a", "doors", "--as-of", AS_OF, *options, cwd=repo)


def test_a_revision_and_the_same_file_are_no_difference(repo: Path) -> None:
    done = plain(repo, "--from", "first", "--exit-code")

    assert done.code == 0
    assert "  Old: first:doors/answers.yaml: go (" in done.out
    assert done.out.endswith("  No difference.\n")


def test_the_file_as_it_is_or_another_revision_is_the_new_one(repo: Path) -> None:
    write(repo, "doors/answers.yaml", ANSWERS.replace("status: met", "status: unknown"))
    commit(repo, "second")
    write(repo, "doors/answers.yaml", ANSWERS.replace("title: Doors", "title: Gates"))

    assert [one["id"] for one in diff(repo, "--from", "first", "--to", "second")["worse"]] == ["door"]
    assert [one["place"] for one in diff(repo, "--from", "first")["entries"]] == ["engagement.title"]
    assert plain(repo, "--from", "first", "--to", "second", "--worse").code == 1


def test_the_nearest_file_is_meant_where_none_is_named(repo: Path) -> None:
    done = govcheck("diff", "--from", "HEAD", "--as-of", AS_OF, cwd=repo / "doors" / "evidence")
    assert "  Old: HEAD:../answers.yaml: go (" in done.out


def test_checklists_and_evidence_are_those_of_the_revision(repo: Path) -> None:
    sha = "sha256: " + "a" * 64
    write(repo, "doors/checklists/our-rules.yaml", RULES.format(minor=1, gate="blocker"))
    write(repo, "doors/evidence/door.txt", "open\n")
    found = diff(repo, "--from", "first")

    assert [(one["id"], one["before"], one["after"]) for one in found["gates"]] == [("door", "required", "blocker")]
    assert [(one["before"], one["after"]) for one in found["checklists"]] == [("1.0.0", "1.1.0")]
    assert [(one["place"], one["after"]) for one in found["evidence-files"]] == [("evidence/door.txt", "other content")]

    write(repo, "doors/answers.yaml", ANSWERS.replace("by: Eve}", f"by: Eve, {sha}}}"))
    assert [one["id"] for one in diff(repo, "--from", "first")["worse"]] == ["door"]


def test_a_checklist_that_asks_less_is_told_and_is_not_worse(repo: Path) -> None:
    write(repo, "doors/answers.yaml", ANSWERS.replace("kind: test-result", "kind: verbal"))
    commit(repo, "second")
    hearsay = "        evidence: {what: Hearsay, accepts: [verbal]}\n"
    write(repo, "doors/checklists/our-rules.yaml", RULES.format(minor=0, gate="required") + hearsay)
    done, page = plain(repo, "--from", "second", "--worse"), plain(repo, "--from", "second", "-f", "md").out

    assert done.code == 0
    assert done.out.startswith(
        "Verdict: go, before not-ready: better. 1 control better; the checklist asks less in 1 place."
    )
    assert (
        "The checklist asks less than before: 1\n  control door: evidence accepts: verbal, before contract" in done.out
    )
    assert [one["place"] for one in diff(repo, "--from", "second")["asks-less"]] == ["control door: evidence accepts"]
    assert "### The checklist asks less than before: 1\n" in page
    assert page.index("asks less than before") < page.index("<details>")
    assert plain(repo, "--from", "second", "--exit-code").code == 1


def test_what_is_asked_less_is_told_also_where_no_verdict_changes(repo: Path) -> None:
    write(
        repo, "doors/checklists/our-rules.yaml", RULES.format(minor=0, gate="required") + "limits: {stale-after: 999}\n"
    )
    done = plain(repo, "--from", "first")

    assert "Verdict: go, as before. No control better or worse; the checklist asks less in 1 place.\n" in done.out
    assert "  control door: stale-after: 999, before 365\n" in done.out


def test_what_is_not_committed_yet_is_not_in_the_revision(repo: Path) -> None:
    write(repo, "doors/evidence/new.txt", "locked\n")
    write(repo, "doors/answers.yaml", ANSWERS.replace("door.txt", "new.txt"))
    commit(repo, "lost")
    run_git(repo, "rm", "--quiet", "--cached", "doors/evidence/new.txt")
    run_git(repo, "commit", "--quiet", "--message", "without it")

    assert [one["id"] for one in diff(repo, "--from", "HEAD")["better"]] == ["door"]


def test_nothing_is_left_behind(repo: Path, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    with patch("tempfile.tempdir", str(tmp_path / "tmp")):
        assert plain(repo, "--from", "first").code == 0
    assert list((tmp_path / "tmp").iterdir()) == []


def test_an_engagement_at_the_top_of_a_repository(tmp_path: Path) -> None:
    top = repository(copied_example("go", tmp_path))
    commit(top, "first")
    (top / "answers.yaml").write_text("format: 1\n", "utf-8")
    done = govcheck("diff", "--from", "first", "--to", "HEAD", "--as-of", AS_OF, cwd=top)

    assert done.code == 0, done.err
    assert "  Old: first:./answers.yaml: go (" in done.out


def test_faults_of_a_revision_are_told_with_its_name(repo: Path) -> None:
    write(repo, "doors/checklists/our-rules.yaml", RULES.format(minor=0, gate="hefty"))
    commit(repo, "bad-list")
    write(repo, "doors/answers.yaml", "format: 1\nformat: 1\n")
    commit(repo, "bad-answers")

    assert "bad-list:doors/checklists/our-rules.yaml:11:15: " in plain(repo, "--from", "bad-list", "--to", "first").err
    assert "bad-answers:doors/answers.yaml:2:1: " in plain(repo, "--from", "bad-answers", "--to", "first").err


def link(repo: Path, name: str, to: str) -> None:
    path = repo / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(to)
    except OSError:
        pytest.skip("no links here")


@pytest.mark.parametrize(
    ("name", "to", "counts"),
    [
        ("doors/evidence/door.txt", "real.txt", True),
        ("doors/evidence", "proofs", True),
        ("doors/evidence/door.txt", "../../elsewhere.txt", False),
        ("doors/evidence/door.txt", "/etc/passwd", False),
        ("doors/evidence/door.txt", "door.txt", False),
        ("doors/evidence/door.txt", "nothing.txt", False),
    ],
)
def test_links_count_as_they_do_on_disk(repo: Path, name: str, to: str, counts: bool) -> None:
    shutil.rmtree(repo / "doors" / "evidence")
    for file in ("elsewhere.txt", "doors/proofs/door.txt"):
        write(repo, file, "locked\n")
    if name != "doors/evidence":
        write(repo, "doors/evidence/real.txt", "locked\n")
    link(repo, name, to)
    commit(repo, "linked")
    found = diff(repo, "--from", "linked")

    assert not found["different"]
    assert (found["old"]["verdict"] == "go") is counts


@pytest.mark.parametrize("to", ["../../elsewhere.txt", "/etc/passwd", "../.."])
def test_no_link_is_written_that_leads_out(repo: Path, tmp_path: Path, to: str) -> None:
    (repo / "doors" / "evidence" / "door.txt").unlink()
    link(repo, "doors/evidence/door.txt", to)
    commit(repo, "linked")
    target = tmp_path / "target"
    target.mkdir()
    Copy(repo, git.commit_of(repo, "linked"), "doors", target).bring("evidence/door.txt")

    assert list(target.iterdir()) == []


@pytest.mark.parametrize("name", ["doors/checklists", "doors/checklists/our-rules.yaml", "doors/answers.yaml"])
def test_checklists_and_answers_may_lie_elsewhere_in_the_repository(repo: Path, name: str) -> None:
    moved = repo / "shared" / Path(name).name
    moved.parent.mkdir()
    (repo / name).rename(moved)
    link(repo, name, os.path.relpath(moved, (repo / name).parent))
    commit(repo, "shared")

    assert not diff(repo, "--from", "shared")["different"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--from", "nowhere"), "git knows no revision nowhere here"),
        (("--from", "-p"), "'-p' is no revision"),
        (("--from", "--output=x"), "'--output=x' is no revision"),
        (("--from", ""), "'' is no revision"),
        (("--from", "first\n"), "is no revision"),
        (("--from", "first:doors"), "git knows no revision first:doors here"),
        (("--from", "first..first"), "a range is written as two: --from first --to first"),
        (("--from", "first..."), "for where the two parted write $(git merge-base first HEAD)"),
        (("--from", "first", "--to", "nowhere"), "git knows no revision nowhere here"),
        (("--to", "first"), "--answers goes with --from"),
        (("--from", "first", "doors"), "either two files are compared, or revisions of one"),
        (("--from", "empty"), "there is no empty:doors/answers.yaml, and git knows no other name of it"),
        (("--from", "empty"), "if it is new since then, govcheck check says where it stands"),
    ],
)
def test_what_git_cannot_give_is_refused(repo: Path, options: tuple[str, ...], says: str) -> None:
    run_git(repo, "checkout", "--quiet", "--orphan", "other")
    run_git(repo, "rm", "-r", "--quiet", "--cached", ".")
    run_git(repo, "commit", "--quiet", "--allow-empty", "--message", "nothing")
    run_git(repo, "tag", "empty")
    done = plain(repo, *options)

    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert done.err.count("\n") == 1


def test_a_file_that_was_renamed_since_is_followed(repo: Path) -> None:
    """With the checklists and the evidence of the folder that it was in."""
    run_git(repo, "mv", "doors", "gates")
    write(repo, "gates/evidence/door.txt", "open\n")
    commit(repo, "moved")
    run_git(repo, "mv", "gates/answers.yaml", "gates/larch.yaml")
    text = ANSWERS.replace("title: Doors", "title: Gates")
    write(repo, "gates/larch.yaml", text)
    run_git(repo, "add", "--all")
    done = govcheck("diff", "-a", "gates/larch.yaml", "--from", "first", "--as-of", AS_OF, "-f", "json", cwd=repo)
    found = json.loads(done.out)

    assert done.err == "gates/larch.yaml was called doors/answers.yaml at first\n"
    assert (found["old"]["path"], found["old"]["title"], found["new"]["title"]) == (
        "first:doors/answers.yaml",
        "Doors",
        "Gates",
    )
    assert [one["place"] for one in found["evidence-files"]] == ["evidence/door.txt"]
    assert (found["old"]["verdict"], found["worse"]) == ("go", [])

    inside = govcheck(
        "diff", "-a", "larch.yaml", "--from", "first", "--to", "moved", "--as-of", AS_OF, cwd=repo / "gates"
    )
    assert inside.code == 0
    assert "larch.yaml was called gates/answers.yaml at moved\n" in inside.err


def test_a_file_that_git_does_not_know_yet_is_refused_with_what_to_type(repo: Path) -> None:
    (repo / "doors").rename(repo / "gates")
    done = govcheck("diff", "-a", "gates", "--from", "first", "--as-of", AS_OF, cwd=repo)

    assert done.code == 2
    assert "there is no first:gates/answers.yaml, and git knows no other name of it; " in done.err
    assert "type: git worktree add ../then first, and name two files" in done.err
    run_git(repo, "worktree", "add", "../then", "first")
    assert govcheck("diff", "../then/doors", "gates", "--as-of", AS_OF, "--exit-code", cwd=repo).code == 0


def test_another_file_that_is_as_it_was_is_not_taken_for_this_one(repo: Path) -> None:
    write(repo, "other/answers.yaml", ANSWERS)
    commit(repo, "copied")
    done = govcheck("diff", "-a", "other", "--from", "first", "--as-of", AS_OF, cwd=repo)
    assert (done.code, done.out) == (2, "")
    assert "there is no first:other/answers.yaml" in done.err


# Git LFS

REAL = "locked\n" * 300


def pointed(repo: Path, tag: str, text: str, *, fetched: bool) -> str:
    """Commits evidence as Git LFS does: a pointer in git, the content in a folder of its own. Returns its sha256."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {len(text)}\n"
    write(repo, "doors/answers.yaml", ANSWERS.replace("by: Eve}", f"by: Eve, sha256: {sha256}}}"))
    write(repo, "doors/evidence/door.txt", pointer)
    commit(repo, tag)
    if fetched:
        write(repo, f".git/lfs/objects/{sha256[:2]}/{sha256[2:4]}/{sha256}", text)
    write(repo, "doors/evidence/door.txt", text)  # as its filter writes it in the working tree
    return sha256


def test_what_git_lfs_keeps_and_was_fetched_is_looked_at(repo: Path) -> None:
    sha256 = pointed(repo, "large", REAL, fetched=True)
    for options in (("--from", "large"), ("--from", "first", "--to", "large")):
        done = plain(repo, *options, "-f", "json")
        assert (done.code, done.err) == (0, "")
        assert json.loads(done.out)["new"]["verdict"] == "go"
    assert not diff(repo, "--from", "large")["different"]

    (repo / f".git/lfs/objects/{sha256[:2]}/{sha256[2:4]}/{sha256}").write_text("other\n", "utf-8")
    assert diff(repo, "--from", "large")["old"]["verdict"] != "go"


def test_a_pointer_of_the_old_revision_is_not_taken_for_changed_evidence(repo: Path) -> None:
    pointed(repo, "large", REAL, fetched=False)
    done = plain(repo, "--from", "large", "--exit-code")
    assert (done.code, "No difference" in done.out) == (0, True)
    assert done.err == ("large: evidence/door.txt: Git LFS keeps it, and it was not fetched; its digest is compared\n")
    write(repo, "doors/evidence/door.txt", "open\n")
    assert [one["id"] for one in diff(repo, "--from", "large")["worse"]] == ["door"]


def test_a_pointer_alone_never_makes_the_new_revision_better(repo: Path) -> None:
    """Whoever commits a pointer to nothing must not get past the comparison."""
    pointed(repo, "large", REAL, fetched=False)
    done = plain(repo, "--from", "first", "--to", "large", "--worse")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "govcheck: large: evidence/door.txt: Git LFS keeps it, and it was not fetched; "
        "type: git lfs fetch origin large, then do it again\n"
    )


def test_what_only_mentions_a_pointer_is_a_file(repo: Path) -> None:
    text = "x\nversion https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 3\n"
    write(repo, "doors/evidence/door.txt", text)
    commit(repo, "odd")
    file = open_revision(repo / "doors" / "answers.yaml", "doors/answers.yaml", "odd")
    assert file.digests == {"evidence/door.txt": hashlib.sha256(text.encode()).hexdigest()}


@pytest.mark.parametrize(
    "text",
    [
        "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 3\nand more\n",
    ],
)
def test_a_broken_pointer_proves_nothing_in_an_old_revision_either(text: str, repo: Path) -> None:
    write(repo, "doors/evidence/door.txt", text)
    commit(repo, "odd")
    file = open_revision(repo / "doors" / "answers.yaml", "doors/answers.yaml", "odd")
    assert file.digests == {"evidence/door.txt": None}


def test_a_folder_that_is_gone_is_still_found_in_git(repo: Path) -> None:
    shutil.rmtree(repo / "doors")
    done = govcheck("diff", "-a", "doors/answers.yaml", "--from", "first", "--to", "HEAD", "--as-of", AS_OF, cwd=repo)
    assert (done.code, done.err) == (0, "")


def test_outside_of_a_repository(tmp_path: Path) -> None:
    copied_example("go", tmp_path)
    with patch.dict(os.environ, {"GIT_CEILING_DIRECTORIES": str(tmp_path)}):
        done = govcheck("diff", "-a", "go", "--from", "HEAD", cwd=tmp_path)

    assert done.code == 2
    assert "govcheck: no git repository can be read here; git says: " in done.err


def test_without_git(repo: Path) -> None:
    with patch.dict(os.environ, {"PATH": str(repo)}):
        done = plain(repo, "--from", "first")
        assert git.user_name(repo) == ""

    assert (done.code, done.err) == (2, "govcheck: git cannot be started; install it, or name two files\n")


@pytest.mark.parametrize(
    "arguments", [(), ("doors",), ("doors", "doors", "-a", "doors"), ("doors", "doors", "--to", "first")]
)
def test_one_file_alone_is_refused(repo: Path, arguments: tuple[str, ...]) -> None:
    done = govcheck("diff", *arguments, cwd=repo)
    assert (done.code, done.out) == (2, "")
    assert "write: govcheck diff OLD NEW, or of one file: govcheck diff --from REVISION" in done.err


def test_only_what_the_answers_name_is_taken_out(repo: Path) -> None:
    write(repo, "doors/video.txt", "long\n")
    commit(repo, "more")
    written: list[str] = []
    real = git.write

    def spy(folder: Path, id: str, target: Path) -> None:
        written.append(target.name)
        real(folder, id, target)

    with patch("govcheck.tools.git.write", spy):
        file = open_revision(repo / "doors" / "answers.yaml", "doors/answers.yaml", "more")

    assert sorted(written) == ["answers.yaml", "door.txt", "our-rules.yaml"]
    assert file.digests["evidence/door.txt"]


def test_no_filter_of_the_repository_is_run(repo: Path, tmp_path: Path) -> None:
    write(repo, "doors/.gitattributes", "* text eol=crlf filter=bad diff=bad\n")
    commit(repo, "filtered")
    for name in ("filter.bad.smudge", "diff.bad.textconv"):
        run_git(repo, "config", name, f"touch {tmp_path}/ran")
    file = open_revision(repo / "doors" / "answers.yaml", "doors/answers.yaml", "filtered")

    assert file.digests["evidence/door.txt"] == "3a52732e0c98263090a2cd2509e7d2244d7194bd65f78b29e6ef6448e8143666"
    assert not (tmp_path / "ran").exists()


def test_a_submodule_is_no_folder_of_the_engagement(repo: Path, tmp_path: Path) -> None:
    other = repository(tmp_path / "other")
    write(other, "door.txt", "locked\n")
    commit(other, "first")
    run_git(repo, "rm", "-r", "--quiet", "doors/evidence")
    add = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "doors/evidence")
    run_git(repo, *add)
    commit(repo, "module")

    file = open_revision(repo / "doors" / "answers.yaml", "doors/answers.yaml", "module")
    assert file.digests == {"evidence/door.txt": None}


def test_git_that_does_not_come_back_is_refused(repo: Path) -> None:
    with (
        patch("subprocess.run", side_effect=subprocess.TimeoutExpired("git", 60)),
        pytest.raises(Refused, match="git took more than 60 seconds"),
    ):
        git.commit_of(repo, "first")
