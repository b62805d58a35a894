"""`govcheck report --check`: a committed report is the one that the answers give, and still holds."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from finished import FORMATS, rendered
from govcheck import __version__
from govcheck.jobs.report_check import BEGINNINGS
from govcheck.jobs.report_formats import TEXTS
from govcheck.jobs.reporting import Finished
from govcheck.rules.assess import assess
from govcheck.rules.content import content_digest
from govcheck.rules.report.outdated import outdated
from govcheck.rules.report.review import Review
from govcheck.rules.report.stamp import Stamp, stamp_of
from govcheck.words.resources import folder as bundled
from govcheck.words.vocabulary import Result, Verdict
from made_up import day
from program import AS_OF, Done, copied_example, govcheck
from sample import ORIGIN, case, judged, sample_report
from small_files import PLACE, change, small_review

REPORTS = tuple(f"report.{format}" for format in TEXTS)
LATER = day(30)
"""The small engagement is still a go then."""
TOO_LATE = day(81)
"""Its next review is past."""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """An engagement with its report in every format that can be compared."""
    folder = tmp_path / "review"
    folder.mkdir()
    small_review(folder)
    for name in REPORTS:
        assert govcheck("report", "--as-of", AS_OF, "-o", name, cwd=folder).code == 0
    return folder


def check(folder: Path, *reports: str, as_of: str = AS_OF, more: tuple[str, ...] = ()) -> Done:
    named = [word for name in reports or REPORTS for word in ("--check", name)]
    return govcheck("report", *named, "--as-of", as_of, *more, cwd=folder)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# The stamp


@pytest.mark.parametrize("format", FORMATS)
def test_the_first_line_says_the_day_the_version_and_what_the_report_was_made_from(format: str) -> None:
    first = rendered(sample_report(), format).split("\n", 1)[0]
    assert stamp_of(first) == Stamp(date.fromisoformat(AS_OF), "govcheck 0", content_digest(case()))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# Readiness report",
        "<!-- Readiness report by govcheck -->",
        f"<!-- Readiness report by govcheck: as of 2026-02-30, made with govcheck 1, content sha256:{'0' * 64} -->",
        f"<!-- Readiness report by govcheck: as of 2026-11-22, made with govcheck 1, content sha256:{'0' * 63} -->",
        f"<!-- Readiness report by govcheck: as of 2026-11-22, made with govcheck 1, content sha256:{'0' * 64} --> x",
    ],
)
def test_a_line_that_does_not_say_it_all_is_no_stamp(line: str) -> None:
    assert stamp_of(line) is None


def test_every_format_is_told_by_how_its_first_line_begins() -> None:
    assert sorted(BEGINNINGS) == sorted(TEXTS)
    judgement = judged()
    for format, text in TEXTS.items():
        assert text(Finished(sample_report(), Review(judgement, ORIGIN))).startswith(BEGINNINGS[format])


# It matches


def test_a_report_that_matches_is_green_and_nothing_is_written(review: Path) -> None:
    before = files(review)
    done = check(review)
    assert (done.code, done.err) == (0, "")
    assert done.out == "".join(f"{name} matches answers.yaml as of {AS_OF}: go\n" for name in REPORTS)
    assert files(review) == before


@pytest.mark.parametrize("example", ["go", "conditional-go", "not-ready", "no-go"])
def test_the_reports_of_the_examples_match_whatever_their_verdict(example: str, tmp_path: Path) -> None:
    folder = copied_example(example, tmp_path)
    for name in REPORTS:
        govcheck("report", "--as-of", AS_OF, "-o", name, cwd=folder)
    assert check(folder).code == 0


def test_the_file_name_decides_nothing(review: Path) -> None:
    others = ("report.txt", "report.csv", "report.md")
    for name, other in zip(REPORTS, others, strict=True):
        (review / name).rename(review / other)
    assert check(review, *others).code == 0


def test_line_ends_that_git_changed_are_no_difference(review: Path) -> None:
    for name in (*REPORTS, "answers.yaml", PLACE):
        path = review / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert check(review).code == 0, name
    for name in REPORTS:
        assert govcheck("report", "--as-of", AS_OF, "-o", name, cwd=review).code == 0
    assert check(review).code == 0
    (review / "answers.yaml").write_bytes((review / "answers.yaml").read_bytes().replace(b"\r\n", b"\n"))
    assert check(review).code == 0


def test_it_runs_from_any_folder(review: Path) -> None:
    top = review.parent
    done = check(top, "review/report.md", more=("-a", "review"))
    assert (done.code, done.out) == (0, f"review/report.md matches review/answers.yaml as of {AS_OF}: go\n")
    assert check(review / "evidence", "../report.html").code == 0
    assert check(top, str(review / "report.html"), more=("-a", str(review / "answers.yaml"))).code == 0
    assert check(top, "review/report.md").code == 2


# It does not match


def answers_changed(folder: Path) -> None:
    change(folder, "answers.person.note", "Two persons.")


def answer_taken_back(folder: Path) -> None:
    change(folder, "answers.person.status", "unknown")


def evidence_changed(folder: Path) -> None:
    (folder / "evidence/proof.txt").write_text("It holds!\n", "utf-8")


def evidence_lost(folder: Path) -> None:
    (folder / "evidence/proof.txt").unlink()


def checklist_changed(folder: Path) -> None:
    change(folder, "sections.contract.controls.person.question", "Does a person look?", PLACE)


def checklist_changed_out_of_sight(folder: Path) -> None:
    change(folder, "sections.contract.controls.person.verify", "Ask.", PLACE)


def comment_added(folder: Path) -> None:
    edit(folder / "answers.yaml", "answers:\n", "# all\nanswers:\n")


def approved(folder: Path) -> None:
    govcheck("approve", "security", "--by", "Cara Roth", "--as-of", AS_OF, "--yes", cwd=folder)


SOURCES: dict[str, tuple[Callable[[Path], None], bool]] = {
    "an answer": (answers_changed, True),
    "a status": (answer_taken_back, True),
    "a byte of evidence without a recorded fingerprint": (evidence_changed, True),
    "lost evidence": (evidence_lost, True),
    "the checklist": (checklist_changed, True),
    "what a checklist says of a control": (checklist_changed_out_of_sight, True),
    "a comment": (comment_added, False),
    "an approval": (approved, False),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_change_without_a_new_report_is_red(name: str, review: Path) -> None:
    changed, content = SOURCES[name]
    changed(review)
    done = check(review)
    assert (done.code, done.err) == (1, "")
    says = "What it rests on has changed since" if content else "What it rests on says the same"
    assert done.out.count(f"\n  {says}") == len(REPORTS)
    for report in REPORTS:
        assert re.search(rf"^{report}:\d+ does not match answers.yaml, (in|before) ", done.out, re.MULTILINE)


@pytest.mark.parametrize("name", SOURCES)
def test_the_command_that_is_told_makes_it_green_again(name: str, review: Path) -> None:
    SOURCES[name][0](review)
    written = re.findall(r"^  Write it again: (.*)$", check(review).out, re.MULTILINE)
    assert len(written) == len(REPORTS)
    for command in written:
        program, *words = shlex.split(command)
        assert program == "govcheck"
        assert govcheck(*words, cwd=review).code == 0
    assert check(review).code == 0


def test_the_line_and_the_part_that_differ_are_told(review: Path) -> None:
    change(review, "answers.person.note", "Two persons.")
    done = check(review, "report.md")
    number = int(re.match(r"report\.md:(\d+) ", done.out)[1])  # type: ignore[index]  # a failure either way
    lines = (review / "report.md").read_text("utf-8").split("\n")
    assert done.out.splitlines() == [
        f'report.md:{number} does not match answers.yaml, in "Annex: every answer"',
        f"  In the report: {lines[number - 1]}",
        "  It should say: - **Note:** Two persons.",
        "  What it rests on has changed since: the answers, the evidence or a checklist.",
        f"  Write it again: govcheck report --as-of {AS_OF} -o report.md",
    ]


def test_where_nothing_else_differs_the_fingerprint_is_told(review: Path) -> None:
    comment_added(review)
    done = check(review, "report.md").out
    assert re.match(r'report.md:\d+ does not match answers.yaml, in "Document control"\n', done)
    assert done.splitlines()[1].startswith("  In the report: - **Fingerprint of the answers file (SHA-256):** `")


def test_a_proof_that_was_changed_is_told_where_the_register_has_it(review: Path) -> None:
    """Also one without a recorded fingerprint: the register has the one that it had on that day."""
    evidence_changed(review)
    done = check(review, "report.md").out
    assert re.match(r'report.md:\d+ does not match answers.yaml, in "Annex: evidence register"\n', done)


def test_a_long_line_is_cut_around_the_place(review: Path) -> None:
    change(review, "answers.person.note", "x" * 3000 + "!")
    govcheck("report", "--as-of", AS_OF, "-o", "report.html", cwd=review)
    change(review, "answers.person.note", "x" * 3000 + "?")
    old, new = re.findall(r"^  (?:In the report|It should say): …(.*)$", check(review, "report.html").out, re.MULTILINE)
    assert (old.count("!"), new.count("?")) == (1, 1)
    assert max(len(old), len(new)) <= 161


BY_HAND: dict[str, tuple[str, str]] = {
    "the verdict": ("Go", "Gone"),
    "a word of an answer": ("Tried twice.", "Tried ten times."),
    "the day in the body": (f"{AS_OF}", "2026-11-21"),
    "the fingerprint of the content": ("content sha256:", "content sha256:" + "0" * 64 + " sha256:"),
}


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("name", BY_HAND)
def test_a_report_that_was_edited_by_hand_is_not_green(name: str, report: str, review: Path) -> None:
    text = (review / report).read_text("utf-8")
    end = text.index("content sha256:") + 64
    head, body = text[:end], text[end:]
    old, new = BY_HAND[name]
    if name.startswith("the fingerprint"):
        head = head.replace(old, new)
    else:
        assert old in body
        body = body.replace(old, new, 1)
    (review / report).write_text(head + body, "utf-8")
    assert check(review, report).code == (2 if name.startswith("the fingerprint") else 1)


@pytest.mark.parametrize("report", REPORTS)
def test_another_day_in_the_first_line_is_not_green(report: str, review: Path) -> None:
    for other in ("2026-11-21", "0001-01-01"):
        shutil.copy(review / report, review / "copy")
        edit(review / "copy", f"as of {AS_OF}", f"as of {other}")
        done = check(review, "copy")
        assert done.code == 1
        assert "copy:1 " not in done.out


@pytest.mark.parametrize("report", REPORTS)
def test_what_was_added_cut_off_or_left_out_is_not_green(report: str, review: Path) -> None:
    whole = (review / report).read_bytes()
    lines = whole.split(b"\n")
    for there, says in {
        whole + b"\n<p>Fine.</p>\n": "after its end\n  In the report: <p>Fine.</p>\n  It should say: it ends here\n",
        whole + b"x": "after its end\n  In the report: x\n  It should say: an empty line",
        whole[:-1]: "after its end\n  In the report: it ends here\n  It should say: an empty line",
        whole[: len(whole) // 2]: "does not match",
        b"\n".join(lines[:10]): f"{report}:11 does not match",
        b"\n".join(lines[:200] + lines[201:]): "does not match",
        whole.replace(b"Go", b"\xff", 1): r"\udcff",
        b"\xef\xbb\xbf" + whole: "",
    }.items():
        (review / report).write_bytes(there)
        done = check(review, report)
        assert done.code != 0
        assert says in done.out


def test_another_template_is_another_report(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = review.parent / "templates"
    shutil.copytree(bundled("templates"), own)
    edit(own / "blocks.md.j2", "## {{ part.title }}", "## Part: {{ part.title }}")
    monkeypatch.setattr("govcheck.tools.templates.folder", lambda _: own)
    done = check(review)
    assert done.code == 1
    assert done.out.startswith('report.md:9 does not match answers.yaml, in "Decision"\n')
    assert "\nreport.html matches answers.yaml" in done.out


# Another day


def test_another_day_with_the_same_decision_is_green(review: Path) -> None:
    done = check(review, "report.md", as_of=LATER)
    assert done.out == f"report.md matches answers.yaml as of {AS_OF}, and still holds on {LATER}: go\n"
    assert done.code == 0


def test_another_day_with_another_verdict_is_red(review: Path) -> None:
    done = check(review, "report.md", as_of=TOO_LATE)
    assert done.code == 1
    assert done.out.splitlines() == [
        f"report.md matches answers.yaml as of {AS_OF}, and is out of date on {TOO_LATE}",
        f"  The verdict is not-ready on {TOO_LATE}; the report says go.",
        f"  office: on hold on {TOO_LATE}; the report says may go ahead.",
        f"  letters: on hold on {TOO_LATE}; the report says may go ahead.",
        f"  It says itself that it was valid until {day(80)}.",
        f"  Write it again: govcheck report --as-of {TOO_LATE} -o report.md",
    ]


def test_a_report_of_a_later_day_is_red(review: Path) -> None:
    done = check(review, "report.md", as_of=day(-1))
    assert (done.code, done.out.splitlines()[0]) == (1, f"report.md was made for {AS_OF}, which is after {day(-1)}")


def test_a_verdict_that_was_bad_and_stays_bad_is_green(tmp_path: Path) -> None:
    """It is the report that is looked at here, not the verdict."""
    folder = copied_example("not-ready", tmp_path)
    govcheck("report", "--as-of", AS_OF, "-o", "report.md", cwd=folder)
    assert check(folder, "report.md", as_of=day(1)).code == 0


def test_not_the_verdict_alone_can_be_out_of_date() -> None:
    then = assess(case())
    assert then.verdict is Verdict.CONDITIONAL_GO
    assert then.uses["office"] is Result.CLEAR
    later = replace(then, as_of=date(2026, 12, 1))
    assert list(outdated(then, later)) == []

    held = replace(later, uses={**then.uses, "office": Result.HELD})
    assert list(outdated(then, held)) == ["office: on hold on 2026-12-01; the report says may go ahead."]

    signed = replace(then, approvals=tuple(replace(one, why="") for one in then.approvals))
    assert list(outdated(signed, later)) == ["It is draft on 2026-12-01; the report says approved."]

    last = then.valid_until
    assert last is not None
    assert list(outdated(then, replace(then, as_of=last))) == []
    past = replace(then, as_of=last.replace(year=last.year + 1))
    assert list(outdated(then, past)) == [f"It says itself that it was valid until {last}."]


# It cannot be told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "is not a report of govcheck"),
        (b"# My own report\n", "is not a report of govcheck"),
        (b"<!-- Readiness report by govcheck -->\n", "does not say as of which day it was made"),
        (b"\xff\xfe\x00", "is not a report of govcheck"),
    ],
)
def test_what_is_no_report_cannot_be_told(text: bytes, says: str, review: Path) -> None:
    (review / "report.md").write_bytes(text)
    done = check(review, "report.md")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("govcheck: report.md ")
    assert says in done.err


@pytest.mark.parametrize(
    ("begins", "says"),
    [(b"%PDF-1.7\n", "is a PDF, which is not compared"), (b"PK\x03\x04\x14", "is a workbook or a Word document")],
)
def test_what_is_no_text_is_not_compared(begins: bytes, says: str, review: Path) -> None:
    (review / "report.md").write_bytes(begins + b"x")
    done = check(review, "report.md")
    assert (done.code, done.out) == (2, "")
    assert f"report.md {says}" in done.err
    assert "commit the report as .md, .html or .json as well" in done.err


def test_the_part_that_differs_is_told_of_json_too(review: Path) -> None:
    change(review, "answers.person.note", "Two persons.")
    done = check(review, "report.json")
    number = int(re.match(r"report\.json:(\d+) ", done.out)[1])  # type: ignore[index]  # a failure either way
    lines = (review / "report.json").read_text("utf-8").split("\n")
    assert done.out.splitlines()[:3] == [
        f'report.json:{number} does not match answers.yaml, in "Annex: every answer"',
        f"  In the report: {lines[number - 1]}",
        '  It should say:                   "label": "Note",',
    ]


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_cut_in_its_first_line_is_no_report(report: str, review: Path) -> None:
    data = (review / report).read_bytes()
    (review / report).write_bytes(data[: data.index(b"\n") - 1])
    assert check(review, report).code == 2


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.md", "missing.md does not exist"),
        ("evidence", "evidence is a folder"),
        ("", ". is a folder"),
        ("-", "- does not exist"),
        ("answers.yaml", "answers.yaml is not a report of govcheck"),
    ],
)
def test_what_cannot_be_read_cannot_be_told(name: str, says: str, review: Path) -> None:
    done = check(review, name)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_a_report_of_another_version_cannot_be_told(review: Path) -> None:
    """What would differ could be the work of the version, so that nothing is known of the answers."""
    edit(review / "report.md", f"made with govcheck {__version__}", "made with govcheck 9.9.9")
    done = check(review, "report.md")
    assert (done.code, done.out) == (2, "")
    assert f"report.md was made with govcheck 9.9.9, and this is govcheck {__version__}" in done.err


def test_invalid_answers_cannot_be_told(review: Path) -> None:
    change(review, "answers.person.status", "fine")
    done = check(review)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("answers.yaml:")


def test_where_nothing_is_due_nothing_can_be_told(review: Path) -> None:
    (review / PLACE).write_text(
        "format: 1\nid: small\ntitle: Small\nversion: 1.0.0\nsections:\n  all:\n    title: All\n    controls:\n"
        "      person: {question: Does a person decide?, gate: recommended}\n",
        "utf-8",
    )
    (review / "answers.yaml").write_text(
        "format: 1\nchecklists: {small: 1.0.0}\nengagement: {organization: Larch Ltd, title: Small}\n", "utf-8"
    )
    govcheck("report", "--as-of", AS_OF, "-o", "report.md", cwd=review)
    done = check(review, "report.md")
    assert (done.code, done.out) == (2, "")
    assert "so there is nothing to judge" in done.err


@pytest.mark.parametrize("option", [("-o", "new.md"), ("-f", "md"), ("--force",)])
def test_an_option_that_writes_does_not_go_with_it(option: tuple[str, ...], review: Path) -> None:
    before = files(review)
    done = check(review, "report.md", more=option)
    assert (done.code, done.out) == (2, "")
    assert "do not go together" in done.err
    assert files(review) == before


# Several


def test_of_several_the_worst_decides_and_each_is_told(review: Path) -> None:
    edit(review / "report.html", "Tried twice.", "Tried once.")
    done = check(review, "report.html", "report.md")
    assert (done.code, done.err) == (1, "")
    assert "report.html:" in done.out
    assert "\nreport.md matches" in done.out
    done = check(review, "nothing.md", "report.html", "report.md")
    assert done.code == 2
    assert "nothing.md does not exist" in done.err
    assert "report.html:" in done.out


def test_neither_a_name_nor_a_line_is_a_command_of_a_build_server(review: Path) -> None:
    (review / "report.md").rename(review / "::error::x.md")
    assert check(review, "::error::x.md").out.startswith("./::error::x.md matches ")
    edit(review / "::error::x.md", "Tried twice.", "##vso[task.complete]y")
    done = check(review, "::error::x.md")
    assert not [line for line in done.out.splitlines() if line.lstrip().startswith("::")]
    assert "# #vso[task.complete]y" in done.out
