"""What people write and keep is never written over, and what says nothing proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcheck.jobs.load import open_engagement
from program import AS_OF, copied_example, govcheck

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12\n".format("0" * 64)


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    copied_example("go", tmp_path)
    copied_example("conditional-go", tmp_path)
    (tmp_path / "govcheck.yaml").write_text("within: 14\n", "utf-8")
    (tmp_path / ".gitattributes").write_text("**/evidence/** -text\n", "utf-8")
    return tmp_path


def proof(folder: Path) -> Path:
    return next(path for path in sorted((folder / "evidence").iterdir()) if path.is_file())


@pytest.mark.parametrize(
    "command",
    [
        ("check", "go", "--report", "junit={}"),
        ("check", "go", "-f", "json", "--force", "-o", "{}"),
        ("report", "-a", "go", "-f", "md", "--force", "-o", "{}"),
        ("status", "-a", "go", "-f", "json", "--force", "-o", "{}"),
        ("diff", "go", "conditional-go", "-f", "json", "--force", "-o", "{}"),
        ("questions", "export", "-a", "go", "-f", "csv", "--force", "-o", "{}"),
        ("sheet", "export", "-a", "go", "-f", "csv", "--only", "all", "--force", "-o", "{}"),
        ("schema", "answers", "--force", "-o", "{}"),
    ],
)
@pytest.mark.parametrize("kept", ["conditional-go/answers.yaml", "govcheck.yaml", ".gitattributes", "evidence"])
def test_no_output_goes_over_what_people_write(kept: str, command: tuple[str, ...], firm: Path) -> None:
    target = proof(firm / "conditional-go") if kept == "evidence" else firm / kept
    before = target.read_bytes()
    done = govcheck(*(word.format(target.relative_to(firm)) for word in command), cwd=firm)

    assert (done.code, target.read_bytes()) == (2, before)
    assert "is no output of govcheck, so nothing is written over it" in done.err


@pytest.mark.parametrize("text", ["", " ", " \n" * 4000, POINTER], ids=["empty", "blank", "long-blank", "lfs"])
def test_what_says_nothing_proves_nothing(text: str, firm: Path) -> None:
    path = firm / "go" / "answers.yaml"
    lines = [line for line in path.read_text("utf-8").splitlines() if "sha256:" not in line]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    named = next(ref for ref in open_engagement(path, "answers.yaml").digests)
    assert govcheck("check", "go", "--as-of", AS_OF, cwd=firm).code == 0
    (firm / "go" / named).write_text(text, "utf-8")
    done = govcheck("check", "go", "--require", "go", "--as-of", AS_OF, cwd=firm)

    assert done.code == 1
    assert f"{named} is missing, empty or a pointer of Git LFS" in done.out


def test_naming_the_same_proof_again_makes_it_no_fresher(firm: Path) -> None:
    path = firm / "go" / "answers.yaml"
    control, answer = next(
        (id, one)
        for id, one in open_engagement(path, "answers.yaml").engagement.answers.items()
        if one.evidence and one.evidence[0].sha256 and one.status == "met"
    )
    old = answer.evidence[0]
    words = ("set", control, "met", "-a", "go", "--by", "Ben Ode", "--evidence", f"{old.kind}:{old.ref}")
    done = govcheck(*words, "--as-of", "2027-02-01", cwd=firm)
    new = open_engagement(path, "answers.yaml").engagement.answers[control].evidence[0]

    assert (done.code, new.collected) == (0, old.collected)
    assert f"{old.ref} is the same as on {old.collected}, so that day stays; --collected says another." in done.err
    govcheck(*words, "--collected", "2027-01-30", "--as-of", "2027-02-01", cwd=firm)
    again = open_engagement(path, "answers.yaml").engagement.answers[control].evidence[0]
    assert str(again.collected) == "2027-01-30"


def test_a_next_review_that_no_verdict_could_rest_on_is_not_begun_with(tmp_path: Path) -> None:
    words = ("init", "new", "--checklist", "rsp-posture", "--organization", "Alder", "--as-of", AS_OF)
    done = govcheck(*words, "--next-review", "2027-11-30", cwd=tmp_path)

    assert (done.code, (tmp_path / "new").exists()) == (2, False)
    assert done.err == "govcheck: --next-review 2027-11-30 is not within 365 days; name a day up to 2027-11-22\n"


@pytest.mark.parametrize("day", ["2027-03-01", "2028-06-01"])
def test_a_way_is_shown_also_long_after_the_last_review(day: str, firm: Path) -> None:
    out = govcheck("check", "go", "--as-of", day, cwd=firm).out
    assert "engagement.next-review" in out
    assert "No list of changes" not in out


def test_who_approves_in_the_place_of_another_is_told(firm: Path) -> None:
    path = firm / "go" / "answers.yaml"
    named = open_engagement(path, "answers.yaml").engagement.front.people["security"]
    done = govcheck("approve", "security", "-a", "go", "--by", "Zed Stranger", "--yes", "--as-of", AS_OF, cwd=firm)

    assert f"The front page names {named} for security." in done.err
