"""Approval: who may give it, what makes it void and what does not, and where that shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from finished import FORMATS, rendered, split
from govcheck.jobs.build_engagement import build_engagement
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.content import content_digest
from govcheck.words.checklist import Checklist, Edition
from govcheck.words.engagement import Approval, Engagement
from govcheck.words.vocabulary import Effect, Subject, Verdict
from made_up import day
from program import AS_OF, Done, govcheck
from sample import CHECKLIST as SAMPLE
from sample import ENGAGEMENT, case, sample_report
from sample import case as sample_case
from small import ANSWERS
from small_files import PLACE, change, small_review, write

TODAY = date.fromisoformat(AS_OF)


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """An engagement that is a go; two roles have to approve."""
    return small_review(tmp_path)


def run(folder: Path, *arguments: str) -> Done:
    return govcheck(*arguments, "--as-of", AS_OF, cwd=folder)


def approve(folder: Path, role: str = "security", *more: str, by: str = "Cara Roth") -> Done:
    return run(folder, "approve", role, "--by", by, "--yes", *more)


def approved(folder: Path) -> Path:
    for role in ("security", "counsel"):
        assert approve(folder, role).code == 0
    return folder


def text_change(old: str, new: str) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        file = folder / "answers.yaml"
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new), "utf-8")

    return changed


def reordered(folder: Path) -> None:
    file = folder / "answers.yaml"
    write(file, dict(reversed(yaml.safe_load(file.read_text("utf-8")).items())))


def touched_checklist(folder: Path) -> None:
    file = folder / PLACE
    file.write_text("# looked through\n" + file.read_text("utf-8"), "utf-8")


def put(text: str, name: str) -> Callable[[Path], None]:
    def written(folder: Path) -> None:
        (folder / name).write_text(text, "utf-8")

    return written


def as_json(folder: Path) -> None:
    put(json.dumps(yaml.safe_load((folder / "answers.yaml").read_text("utf-8")), indent=1), "answers.yaml")(folder)


def with_crlf(folder: Path) -> None:
    file = folder / "answers.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


KEEPS: dict[str, Callable[[Path], None]] = {
    "a comment": text_change("answers:\n", "# all of them\nanswers:\n"),
    "layout": as_json,
    "empty lines": text_change("\n", "\n\n"),
    "ends of lines": with_crlf,
    "another word for a status": text_change("status: met", "status: Yes"),
    "the order of parts": reordered,
    "a comment in the checklist": touched_checklist,
    "a file beside it": put("x", "evidence/more.txt"),
}
VOIDS: dict[str, Callable[[Path], None]] = {
    "an answer": lambda folder: change(folder, "answers.review", {**ANSWERS["answers"]["person"], "status": "unknown"}),
    "a status": lambda folder: change(folder, "answers.retention.status", "unknown"),
    "a note": lambda folder: change(folder, "answers.sign-on.note", "Tried three times."),
    "who answered": lambda folder: change(folder, "answers.person.answered-by", "Una"),
    "a byte of evidence": put("It holds?\n", "evidence/proof.txt"),
    "evidence that is gone": lambda folder: (folder / "evidence" / "proof.txt").unlink(),
    "a byte of a reply": put("No.\n", "evidence/reply.txt"),
    "the profile": lambda folder: change(folder, "profile.automatic", "unknown"),
    "the plan": lambda folder: change(folder, "profile.plan", "team"),
    "a use case": lambda folder: change(folder, "use-cases.office.title", "Office"),
    "the matrix": lambda folder: change(folder, "matrix.public.api", "prohibited"),
    "a plan row": lambda folder: change(folder, "plans.logs.by", "Una"),
    "the reply to a question": lambda folder: change(folder, "questions.q-clause.reply", "Clause five."),
    "the front page": lambda folder: change(folder, "engagement.title", "Another review"),
    "a person": lambda folder: change(folder, "engagement.people.security", "Una"),
    "own names": lambda folder: change(folder, "own-names", {"data": {"secret": "Red"}}),
    "a question of the checklist": lambda folder: change(
        folder, "sections.identity.controls.accounts.question", "Are they?", PLACE
    ),
    "a gate of the checklist": lambda folder: change(
        folder, "sections.identity.controls.accounts.gate", "recommended", PLACE
    ),
    "one more role that approves": lambda folder: change(folder, "approvals", ["security", "counsel", "vendor"], PLACE),
}


@pytest.mark.parametrize("edit", KEEPS)
def test_what_does_not_change_the_content_keeps_an_approval(edit: str, review: Path) -> None:
    KEEPS[edit](approved(review))
    done = run(review, "approve", "--check")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"security: go, Cara Roth on {AS_OF}\ncounsel: go, Cara Roth on {AS_OF}\n"


@pytest.mark.parametrize("edit", VOIDS)
def test_every_change_of_the_content_voids_every_approval(edit: str, review: Path) -> None:
    VOIDS[edit](approved(review))
    done = run(review, "approve", "--check")
    assert done.code == 1
    for role in ("security", "counsel"):
        assert f"{role}: void since the content changed: Cara Roth approved it on {AS_OF}" in done.out
    code, told = run(review, "check", "--require", "valid").code, run(review, "check").out
    assert code == 0
    assert "what changed is not known" in told
    assert "void since the content changed" in " ".join(run(review, "status").out.split())
    report = run(review, "report").out
    assert "**DRAFT.**" in report
    assert "Void since the content changed" in split(report, "md")["sign-off"]


@pytest.mark.parametrize("left", [["security"], []])
def test_taking_a_role_out_of_the_checklist_shows(left: list[str], review: Path) -> None:
    """Until what was approved in it is taken out too. It is told with its line and what to write."""
    change(approved(review), "approvals", left, PLACE)
    lines = (review / "answers.yaml").read_text("utf-8").splitlines()
    done = run(review, "check")
    assert done.code == 2
    assert (
        f"answers.yaml:{lines.index('  counsel:', lines.index('approvals:')) + 1}:3: "
        "the checklist asks for no approval by counsel; "
        "put counsel back under approvals in the checklist, or take this approval out of the file\n"
    ) in done.err
    assert run(review, "approve", "counsel", "--withdraw").code == 2  # the file has to be put right by hand first
    change(review, "approvals", {}, "answers.yaml")
    assert run(review, "check").code == 0
    change(review, "approvals", ["security", "counsel"], PLACE)
    assert run(review, "check").code == 0


def test_only_the_block_of_approvals_is_written_and_taken_back(review: Path) -> None:
    before = (review / "answers.yaml").read_bytes()
    approved(review)
    after = (review / "answers.yaml").read_bytes()
    assert re.sub(rb"^approvals:\n(?: .*\n)+", b"", after, flags=re.MULTILINE) == before
    assert list(yaml.safe_load(after)["approvals"]) == ["security", "counsel"]
    for role in ("security", "counsel"):
        assert govcheck("approve", role, "--withdraw", cwd=review).code == 0
    assert (review / "answers.yaml").read_bytes() == before
    assert "nobody has approved for counsel" in govcheck("approve", "counsel", "--withdraw", cwd=review).err


def test_approving_counsel_first_keeps_the_order_of_the_checklist(review: Path) -> None:
    for role in ("counsel", "security"):
        assert approve(review, role).code == 0
    assert list(yaml.safe_load((review / "answers.yaml").read_text("utf-8"))["approvals"]) == ["security", "counsel"]
    assert run(review, "approve", "--check").code == 0


def test_without_anybody_to_ask_it_shows_and_writes_nothing(review: Path) -> None:
    before = (review / "answers.yaml").read_bytes()
    done = run(review, "approve", "security", "--by", "Cara Roth")
    assert done.code == 2
    assert "nobody can be asked here, so nothing was approved" in done.err
    assert "--yes" in done.err
    assert "by Cara Roth for security (Security)" in done.err
    assert "Office work" in done.err
    assert "Digest of the content: sha256:" in done.err
    assert (review / "answers.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["security"], "nobody is named who approves; add --by NAME"),
        (["--by", "Cara"], "no role is named; name the one that approves: security, counsel"),
        (["securty", "--by", "Cara"], "no role securty approves; did you mean security"),
        (["security", "--by", " oLGA "], "is the owner of the review and cannot approve it"),
        (["security", "--by", "Cara", "--until", day(30)], "a reason and an end belong together"),
        (["security", "--check", "--withdraw"], "do not go together"),
    ],
)
def test_what_is_refused(arguments: list[str], says: str, review: Path) -> None:
    before = (review / "answers.yaml").read_bytes()
    done = run(review, "approve", *arguments, "--yes")
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert (review / "answers.yaml").read_bytes() == before


def test_a_file_with_problems_is_not_approved(review: Path) -> None:
    change(review, "answers.sign-on.status", "mett")
    done = approve(review)
    assert done.code == 2
    assert "answers.yaml:" in done.err


def held(folder: Path) -> None:
    """Makes the review not ready."""
    change(folder, "answers.clause.status", "unknown")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ([], "go is better than the verdict, not-ready"),
        (["--reason", "A deadline"], "go is better than the verdict, not-ready"),
        (["--reason", "A deadline", "--until", AS_OF], f"--until {AS_OF} is not after {AS_OF}"),
        (["--reason", "A deadline", "--until", day(81)], "is after the next review"),
    ],
)
def test_a_better_verdict_needs_a_reason_and_an_end(more: list[str], says: str, review: Path) -> None:
    held(review)
    assert says in approve(review, "security", "--verdict", "go", *more).err


def test_a_better_verdict_stands_on_the_first_page_beside_the_true_one(review: Path) -> None:
    held(review)
    for role in ("security", "counsel"):
        more = ("--verdict", "conditional-go", "--reason", "A deadline.", "--until", day(80))
        assert approve(review, role, *more).code == 0
    assert run(review, "check").code == 1  # the gate judges the computed verdict
    told = json.loads(run(review, "check", "-f", "json").out)["files"][0]
    assert told["verdict"] == "not-ready"
    [first, _] = [one for one in told["findings"] if one["about"] == "approval"]
    assert (first["effect"], first["subject"]) == ("notes", "security")
    assert "Cara Roth approved conditional-go until" in first["text"]
    page = run(review, "report").out
    assert "**APPROVED.**" in page
    assert f"Conditional go, by Cara Roth (Security) on {AS_OF}, until {day(80)}. A deadline." in page
    assert "The verdict stays: not ready." in split(page, "md")["decision"]
    html = run(review, "report", "-f", "html").out
    assert f"Approved as conditional go. The verdict is not ready, as of {AS_OF}" in html


def test_the_end_of_an_approval_is_told_ahead_and_overdue_with_its_line_and_who_gave_it(review: Path) -> None:
    held(review)
    assert approve(review, "security", "--verdict", "go", "--reason", "A deadline.", "--until", day(20)).code == 0
    written = (review / "answers.yaml").read_text("utf-8").splitlines()

    def told(days: int) -> tuple[list[dict[str, Any]], str]:
        again = ("--as-of", day(days), "-f", "json", "--report", "text=gate.txt")
        done = govcheck("check", *again, cwd=review)
        assert done.code == 1  # an approval decides nothing
        dates = json.loads(done.out)["files"][0]["dates"]
        return [one for one in dates if one["kind"] == "approval"], (review / "gate.txt").read_text("utf-8")

    assert told(5)[0] == []
    for days, when in ((6, "in 14 days"), (20, "today")):
        [one], text = told(days)
        assert (one["subject"], one["who"], one["overdue"]) == ("security", "Cara Roth", False)
        assert one["text"] == f"security: last day of the approval {day(20)}, {when} (Cara Roth)"
        assert f"until: {day(20)}" in written[one["line"] - 1].replace("'", "")
        assert f"answers.yaml:{one['line']}: {one['text']}\n" in text
    [one], text = told(21)
    assert (one["day"], one["days"], one["overdue"]) == (day(20), -1, True)
    assert f"security: ended on {day(20)}\n" in text
    assert "last day of the approval" not in text  # said already, among the approvals
    status = govcheck("status", "--as-of", day(21), cwd=review).out
    assert f"{day(20)}, overdue: last day of the approval, security (Cara Roth)" in status


def test_a_comparison_names_an_approval_that_ended(review: Path) -> None:
    held(review)
    assert approve(review, "security", "--verdict", "go", "--reason", "A deadline.", "--until", day(20)).code == 0
    days = ("--as-of-old", AS_OF, "--as-of", day(21))
    ended = f"  security: last day of the approval: {day(20)}; nothing else has changed\n"
    assert ended in govcheck("diff", ".", ".", *days, cwd=review).out
    found = json.loads(govcheck("diff", ".", ".", *days, "-f", "json", cwd=review).out)["newly-expired"]
    assert [(one["subject"], one["title"]) for one in found] == [("security", "Approval: Security")]


def test_a_stricter_verdict_is_approved_freely_and_told(review: Path) -> None:
    assert approve(review, "security", "--verdict", "no-go").code == 0
    assert "approved no-go only, and the verdict is go\n" in run(review, "check").out
    assert run(review, "approve", "--check", "security").code == 0
    assert run(review, "approve", "--check").out.endswith("counsel: nobody has approved\n")
    assert run(review, "approve", "--check").code == 1


def test_without_a_role_in_the_checklist_nothing_is_asked(review: Path) -> None:
    change(review, "approvals", [], PLACE)
    assert "the checklist names nobody who approves" in approve(review).err
    assert run(review, "approve", "--check").code == 2
    assert json.loads(run(review, "check", "-f", "json").out)["files"][0]["approvals"] == []
    report = run(review, "report").out
    assert "**DRAFT.**" in report
    assert "The checklist names nobody who approves, so this report stays a draft." in report


def test_the_gate_and_the_status_name_every_role(review: Path) -> None:
    before = run(review, "check")
    approve(review)
    after = run(review, "check")
    assert after.code == before.code
    assert "security: " in after.out
    assert "counsel: nobody has approved" in after.out
    [one, other] = json.loads(run(review, "check", "-f", "json").out)["files"][0]["approvals"]
    assert one == {
        "role": "security",
        "by": "Cara Roth",
        "at": f"{AS_OF}T00:00:00Z",
        "verdict": one["verdict"],
        "valid": True,
        "why": None,
    }
    assert (other["role"], other["by"], other["valid"], other["why"]) == ("counsel", None, False, "nobody has approved")
    assert json.loads(run(review, "status", "-f", "json").out)["approvals"] == [one, other]


SMALL = Checklist((Edition("small", "Small", "1.0.0", "ab" * 32),), {}, approvals=("security",))
"""Nothing but what a digest looks at."""


def small_engagement(**parts: Any) -> Engagement:
    front = {"organization": "Larch Ltd", "title": "Émigré letters", "owner": "Olga", "date": "2026-11-20"}
    return build_engagement({"checklists": {"small": "1.0.0"}, "engagement": front, **parts})


def test_the_digest_is_the_same_on_every_machine() -> None:
    """A changed value here makes every approval void that anybody has given."""
    answer = {"status": "yes", "answered-by": "Lin", "answered-on": "2026-11-12"}
    matrix = {"public": {"api": "prohibited"}}
    engagement = small_engagement(answers={"sign-on": answer}, matrix=matrix, profile={"plan": "big"})
    case = Case(SMALL, engagement, TODAY, {"evidence/a.txt": "cd" * 32, "evidence/b.txt": None})
    assert content_digest(case) == "sha256:bda40d2f8a6b6151224ea542fcc12c120771bf34866f9d048a31cc1263f0a9de"
    assert content_digest(replace(case, today=date(2027, 1, 1))) == content_digest(case)


GIVEN = Approval(Verdict.CONDITIONAL_GO, "Cara Roth", datetime(2026, 11, 21, 9, 30, tzinfo=UTC), "")


def with_approval(**changes: Any) -> Case:
    """The sample, which is a conditional go, approved by both roles; the changes are those of security."""
    bare = sample_case()
    given = replace(GIVEN, digest=content_digest(bare))
    both = {"security": replace(given, **changes), "counsel": replace(given, by="Dan Orr")}
    return replace(bare, engagement=replace(bare.engagement, approvals=both))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ""),
        ({"verdict": Verdict.NO_GO}, ""),
        ({"verdict": Verdict.GO}, "go is better than the verdict, conditional-go: that needs a reason and an end"),
        ({"verdict": Verdict.GO, "reason": "Now.", "until": date(2026, 11, 22)}, ""),
        ({"verdict": Verdict.GO, "reason": "Now.", "until": date(2026, 11, 21)}, "ended on 2026-11-21"),
        ({"verdict": Verdict.GO, "reason": "Now.", "until": date(2027, 2, 15)}, ""),
        (
            {"verdict": Verdict.GO, "reason": "Now.", "until": date(2027, 2, 16)},
            "its end, 2027-02-16, is after the next review",
        ),
        ({"by": "ada  VIK"}, "ada  VIK is the owner of the review; somebody else has to approve"),
        ({"at": datetime(2026, 11, 23, tzinfo=UTC)}, "approved on 2026-11-23, after the day of assessment"),
        (
            {"digest": "sha256:" + "0" * 64},
            "void since the content changed: Cara Roth approved it",
        ),
    ],
)
def test_what_counts_as_an_approval(changes: dict[str, Any], why: str) -> None:
    found = assess(with_approval(**changes))
    [security, counsel] = found.approvals
    assert security.why.startswith(why)
    assert security.valid == (not why)
    assert counsel.valid
    assert found.approved == (not why)
    assert found.verdict is assess(sample_case()).verdict
    told = [one for one in found.findings if one.about is Subject.APPROVAL]
    assert all(one.effect is Effect.NOTES and one.subject == "security" for one in told)
    assert bool(told) == bool(why or "verdict" in changes)


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_is_approved_once_every_role_has(format: str) -> None:
    approved, draft = {
        "md": ("**APPROVED.**", "**DRAFT.**"),
        "html": ('<p class="stamp stamp-approved">Approved</p>', '<p class="stamp stamp-draft">Draft</p>'),
    }[format]
    both = rendered(sample_report(with_approval()), format)
    one = rendered(sample_report(with_approval(digest="sha256:" + "0" * 64)), format)
    assert approved in both
    assert draft in one
    assert both.count("2026-11-21 09:30 UTC") == 2 or format == "html"
    digest = content_digest(case())
    assert both.partition("\n")[2].count(digest) == 2


def test_a_name_that_is_nearly_the_owners_is_noted() -> None:
    texts = [one.text for one in assess(with_approval(by="Vik Ada")).findings if one.about is Subject.APPROVAL]
    assert texts == ["Vik Ada and Ada Vik are nearly the same name; say whether they are one person"]


def test_approvals_are_no_part_of_what_is_approved() -> None:
    assert content_digest(with_approval(by="Una")) == content_digest(sample_case())
    assert ENGAGEMENT.approvals == {}
    assert SAMPLE.approvals == ("security", "counsel")


def test_document_control_and_the_first_page_say_who_approved_or_is_missing() -> None:
    parts = split(rendered(sample_report(with_approval()), "md"), "md")
    who = "Cara Roth (Security lead) on 2026-11-21; Dan Orr (House counsel) on 2026-11-21"
    assert f"**Status:** Approved by {who}" in parts["document-control"].replace("\\", "")
    assert f"**Approved by:** {who}." in parts["decision"].replace("\\", "")
    parts = split(rendered(sample_report(with_approval(by="Ada Vik")), "md"), "md")
    assert "**Status:** Draft: no approval that counts by Security lead" in parts["document-control"]
    assert "**Does not count:** Ada Vik is the owner of the review" in parts["sign-off"]


def test_an_answer_that_voids_approvals_says_so(review: Path) -> None:
    approved(review)
    done = run(review, "set", "person", "unknown", "--by", "Lin")
    assert "Approvals that are void now: security, counsel." in done.err


def test_a_change_says_once_which_approvals_it_makes_void(review: Path) -> None:
    """Not of one that was void before, and not where nothing is void."""
    told = "Approvals that are void now: security, counsel."
    assert "void" not in run(review, "set", "person", "unknown", "--by", "Lin").err
    approved(review)
    assert told in run(review, "set", "person", "met", "--by", "Lin").err
    assert "void" not in run(review, "set", "person", "unknown", "--by", "Lin", "--note", "Who knows").err
    assert approve(review).code == 0
    assert "Approvals that are void now: security." in run(review, "set", "person", "met", "--by", "Lin").err


def test_a_review_says_so_at_the_answer_that_does_it(review: Path) -> None:
    approved(review)
    typed = "u\nLin\n\nu\n\n\n\nq\n"
    done = govcheck("review", "--only", "all", "--by", "Lin", "--as-of", AS_OF, cwd=review, typed=typed)
    assert done.err.count("Saved.") > 1, done.err
    assert done.err.count("Approvals that are void now: ") == 1
    first = done.err.index("Saved.")
    assert (
        first < done.err.index("Approvals that are void now: security, counsel.") < done.err.index("Saved.", first + 1)
    )


def test_a_change_of_the_facts_says_so_too(review: Path) -> None:
    approved(review)
    done = govcheck(
        "review", "--by", "Lin", "--as-of", AS_OF, "--only", "all", cwd=review, typed="f\n1\nFir Ltd\ny\n\nq\n"
    )
    assert done.err.count("Approvals that are void now: security, counsel.") == 1, done.err


def test_a_sheet_that_comes_back_says_so_once(review: Path) -> None:
    assert run(review, "sheet", "export", "--only", "all", "-o", "sheet.csv").code == 0
    approved(review)
    sheet = (review / "sheet.csv").read_text("utf-8-sig")
    (review / "sheet.csv").write_text(sheet.replace(",met,", ",unknown,"), "utf-8")
    done = run(review, "sheet", "import", "sheet.csv", "--yes", "--by", "Lin")
    assert done.err.count("Saved: ") > 1, done.err
    assert done.err.count("Approvals that are void now: security, counsel.") == 1


def test_what_is_left_to_do_is_to_have_it_approved(review: Path) -> None:
    report = "Hand over the report: govcheck report"

    def following() -> list[str]:
        lines = run(review, "status").out.splitlines()
        return [line.strip() for line in lines[lines.index("Next") + 1 :]]

    assert following() == ["Have it approved (security, counsel): govcheck approve security --by NAME", report]
    approve(review)
    assert following() == ["Have it approved (counsel): govcheck approve counsel --by NAME", report]
    approve(review, "counsel")
    assert following() == [report]
    change(review, "answers.person.note", "Two of them.")
    assert following() == ["Have it approved anew (security, counsel): govcheck approve security --by NAME", report]
    change(review, "answers.accounts.status", "unknown")
    assert following() == ["Complete what does not count yet (1): govcheck review"]
