"""`govcheck report --since`: what changed since the last report, and that the report can be made again."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from finished import FORMATS, rendered, split
from git_runs import commit, repository, run_git
from govcheck.rules.comparison import compare
from govcheck.rules.difference import Judged, difference
from govcheck.rules.formats.diff_tables import tables
from govcheck.rules.report.changes import CAPTIONS
from govcheck.rules.report.compose import report
from govcheck.rules.report.review import Before
from govcheck.rules.report.stamp import Since, stamp_of
from govcheck.words.engagement import Engagement
from govcheck.words.vocabulary import Status
from made_up import day
from program import AS_OF, copied_example, govcheck
from sample import ENGAGEMENT, ORIGIN, TODAY, case, judged, with_answer
from small_files import change, small_review

LATER = day(30)


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A small engagement in a repository, with the answer to a blocker taken back after the first commit."""
    folder = repository(tmp_path / "work") / "review"
    folder.mkdir()
    small_review(folder)
    commit(folder, "as it was")
    shutil.copy(folder / "answers.yaml", folder / "before.yaml")
    change(folder, "answers.person.status", "unknown")
    return folder


def changes(folder: Path, *more: str, name: str = "report.md") -> str:
    done = govcheck("report", "--as-of", AS_OF, "-o", name, "--force", *more, cwd=folder)
    assert (done.code, done.out) == (0, ""), done.err
    return split((folder / name).read_text("utf-8"), name.rpartition(".")[2])["changes"]


def before(old: Engagement, name: str = "answers.yaml") -> Before:
    then, now = judged(case(old)), judged()
    sides = [Judged(one.case, one.assessment) for one in (then, now)]
    return Before("file", name, compare(sides[0], sides[1], ("a", "b")))


@pytest.mark.parametrize("since", ["HEAD", "main", "before.yaml"])
def test_the_report_says_what_changed_since_a_revision_or_a_file(since: str, review: Path) -> None:
    text = changes(review, "--since", since)
    assert "- **Then:** ✓ Go: To go live. As of 2026-11-22: nothing open." in text
    assert "- **Now:** ○ Not ready: To go live. As of 2026-11-22: 1 required control open." in text
    row = "| Does a person decide? [`person`](#answer-person) | Required | ✓ Met | ○ Open | not known yet |"
    assert row in text.partition("### Worse")[2]


def test_without_it_there_is_no_such_part(review: Path) -> None:
    govcheck("report", "--as-of", AS_OF, "-o", "report.md", cwd=review)
    assert "What changed since" not in (review / "report.md").read_text("utf-8")


def test_nothing_that_changed_is_said_as_well(review: Path) -> None:
    shutil.copy(review / "before.yaml", review / "answers.yaml")
    assert "No difference." in changes(review, "--since", "HEAD")


def test_what_ran_out_since_is_seen_with_the_day_of_the_last_report(review: Path) -> None:
    shutil.copy(review / "before.yaml", review / "answers.yaml")
    told = ("report", "--since", "HEAD", "--as-of", day(400))
    assert "Newly expired" not in govcheck(*told, cwd=review).out
    text = govcheck(*told, "--as-of-old", AS_OF, cwd=review).out
    assert "### Newly expired" in text
    assert "As of 2026-11-22: nothing open." in text


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("since", ["HEAD", "before.yaml"])
def test_such_a_report_is_made_again_from_what_it_says_itself(since: str, format: str, review: Path) -> None:
    name = f"report.{format}"
    changes(review, "--since", since, name=name)
    done = govcheck("report", "--check", name, "--as-of", AS_OF, cwd=review)
    assert (done.code, done.err) == (0, "")
    run_git(review, "commit", "--quiet", "--all", "--message", "later")  # HEAD is another commit now
    assert govcheck("report", "--check", name, "--as-of", AS_OF, cwd=review).code == 0


def test_the_command_that_writes_it_again_names_the_same_state(review: Path) -> None:
    changes(review, "--since", "before.yaml")
    change(review, "answers.person.note", "Two persons.")
    done = govcheck("report", "-a", "review", "--check", "review/report.md", "--as-of", AS_OF, cwd=review.parent)
    assert done.code == 1
    command = re.search(r"Write it again: (.*)", done.out)
    assert command
    assert f"--since review/before.yaml --as-of-old {AS_OF}" in command[1]
    assert govcheck(*shlex.split(command[1])[1:], cwd=review.parent).code == 0
    assert govcheck("report", "--check", "report.md", "--as-of", AS_OF, cwd=review).code == 0


def test_a_state_that_is_not_there_any_more_is_cannot_tell(review: Path) -> None:
    changes(review, "--since", "before.yaml")
    govcheck("report", "--as-of", AS_OF, "-o", "report.html", cwd=review)
    (review / "before.yaml").unlink()
    done = govcheck("report", "--check", "report.md", "--check", "report.html", "--as-of", AS_OF, cwd=review)
    assert done.code == 2
    assert "before.yaml" in done.err
    assert "report.html matches" in done.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--since", "gone.yaml"), "gone.yaml does not exist"),
        (("--since", "nowhere"), "git knows no revision nowhere here"),
        (("--as-of-old", AS_OF), "--as-of-old goes with --since"),
        (("--since", "HEAD", "--check", "report.md"), "--check and --since do not go together"),
    ],
)
def test_what_cannot_be_compared_is_refused(words: tuple[str, ...], says: str, review: Path) -> None:
    done = govcheck("report", "--as-of", AS_OF, *words, cwd=review)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_nothing_of_another_organisation_gets_into_a_report(review: Path, tmp_path: Path) -> None:
    other = copied_example("go", tmp_path)
    done = govcheck("report", "--as-of", AS_OF, "--since", str(other), cwd=review)
    assert (done.code, done.out) == (2, "")
    assert "is a review of another organisation" in done.err


def test_the_same_bytes_come_from_any_folder(review: Path) -> None:
    changes(review, "--since", "before.yaml")
    more = ("--since", "review/before.yaml", "-o", "review/other.md")
    assert govcheck("report", "-a", "review", "--as-of", AS_OF, *more, cwd=review.parent).code == 0
    assert (review / "other.md").read_bytes() == (review / "report.md").read_bytes()


@pytest.mark.parametrize("name", ["a -->b.yaml", "x__y*~[a](b).yaml", "www.a.yaml", "é\n.yaml", "../q3/answers.yaml"])
@pytest.mark.parametrize("format", FORMATS)
def test_whatever_the_file_is_called_the_stamp_names_it(format: str, name: str) -> None:
    found = report(judged(), ORIGIN, before(ENGAGEMENT, name))
    stamp = stamp_of(rendered(found, format).split("\n", 1)[0])
    assert stamp
    assert stamp.since == Since("file", name, TODAY)


def test_every_table_of_a_comparison_has_a_caption() -> None:
    titles = {table.title for table in tables(before(ENGAGEMENT).found)}
    assert titles == set(CAPTIONS)


def test_a_control_that_changed_leads_to_its_record() -> None:
    old = with_answer("c-log", status=Status.MET, remedy=None, evidence=ENGAGEMENT.answers["c-drill"].evidence)
    assert difference(*(Judged(one.case, one.assessment) for one in (judged(case(old)), judged()))).worse
    text = split(rendered(report(judged(), ORIGIN, before(replace(old))), "md"), "md")["changes"]
    assert "Is every event logged? [`c-log`](#answer-c-log) | Required | ✓ Met | ◐ Gap with a date | to be" in text
