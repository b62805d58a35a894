"""Several checklists in one engagement: judged together, what two of them need asked once, what clashes refused."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from govcheck.jobs.checklists import find_checklist
from govcheck.jobs.interview.selection import Wanted, selected
from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.rules.assess import assess
from govcheck.words.assessment import Assessment
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.vocabulary import Effect, Subject, Verdict
from program import govcheck

TODAY = date(2026, 11, 22)
FRONT = """\
engagement:
  organization: Larch
  title: All
  owner: Olga
  reviewed-by: Rex
  stage: operate
  date: 2026-11-20
  next-review: 2027-02-01
"""
MET = """\
    status: met
    answered-by: Lin
    answered-on: 2026-11-20
    evidence:
      - {kind: test-result, ref: "https://a.example/x", collected: 2026-11-20, by: Eve}
"""
FIRST = """\
format: 1
id: first
title: First
version: 1.0.0
profile:
  cloud: {question: Is it in the cloud?, type: yes-no, needed: true}
topics: {doors: Doors}
sections:
  gates:
    title: Gates
    controls:
      locked:
        question: Is it locked?
        gate: blocker
        topic: doors
        asks: q-key
        stale-after: 300
        facts: [A-1]
      lit:
        question: Is it lit?
        gate: required
        gate-when: {blocker: {cloud: yes}}
questions:
  q-key: {to: vendor, text: Who has the key?, facts: [A-2]}
rules:
  dark:
    severity: contradiction
    when: {answers: {locked: met, lit: not-met}}
    says: Nobody can lock it in the dark.
views:
  both:
    title: Both
    rows: [{title: One, controls: [locked, lit]}, {title: Two, controls: [lit]}]
"""
SECOND = """\
format: 1
id: second
title: Second
version: 2.0.0
profile-from: first
sections:
  walls:
    title: Walls
    controls:
      locked: {from: first, facts: [B-1]}
      painted:
        question: Is it painted?
        gate: required
        facts: [B-2]
rules:
  no-light:
    severity: warning
    needs: [first]
    when: {answers: {painted: met, lit: [not-met, unknown]}}
    says: Nobody can see the paint.
"""
ADAPTED = """\
format: 1
id: ours
title: Ours
version: 1.0.0
extends: first
changes:
"""
DROP = '  lit: {reason: "It has no lamps.", drop: true}\n'


def own(folder: Path, *texts: str) -> None:
    (folder / "checklists").mkdir(exist_ok=True)
    for text in texts:
        id = text.split("id: ", 1)[1].split("\n", 1)[0]
        (folder / "checklists" / f"{id}.yaml").write_text(text, "utf-8")


def opened(
    folder: Path, checklists: str, answered: tuple[str, ...] = (), built_on: str = "first: 1.0.0"
) -> EngagementFile:
    answers = "".join(f"  {id}:\n{MET}" for id in answered)
    base = "" if "first" in checklists and built_on.startswith("first") else f"built-on: {{{built_on}}}\n"
    head = f"format: 1\nchecklists: {checklists}\n{base}{FRONT}profile: {{cloud: no}}\n"
    text = f"{head}answers:\n{answers}" if answers else f"{head}answers: {{}}\n"
    path = folder / "answers.yaml"
    path.write_text(text, "utf-8")
    return open_engagement(path, "answers.yaml")


def judged(file: EngagementFile) -> Assessment:
    return assess(file.case(TODAY))


def refused(folder: Path, checklists: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        opened(folder, checklists)
    return [str(problem) for problem in caught.value.problems]


def noted(found: Assessment, about: Subject) -> list[tuple[str, Effect]]:
    return [(one.subject, one.effect) for one in found.findings if one.about is about]


# together


def test_two_checklists_are_judged_as_one(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    file = opened(tmp_path, "{first: 1.0.0, second: 2.0.0}", ("locked", "lit", "painted"))

    assert list(file.checklist.controls) == ["locked", "lit", "painted"]
    assert file.checklist.versions == {"first": "1.0.0", "second": "2.0.0"}
    assert judged(file).verdict is Verdict.GO
    assert judged(opened(tmp_path, "{first: 1.0.0, second: 2.0.0}", ("locked", "lit"))).verdict is Verdict.NOT_READY


@pytest.mark.parametrize("order", ["{first: 1.0.0, second: 2.0.0}", "{second: 2.0.0, first: 1.0.0}"])
def test_a_control_that_two_need_stands_once_and_is_shown_in_both(order: str, tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    checklist = opened(tmp_path, order).checklist

    assert checklist.sections["gates"].shown == ("locked", "lit")
    assert list(checklist.sections["walls"].controls) == ["painted"]
    assert checklist.sections["walls"].shown == ("painted", "locked")
    assert checklist.controls["locked"].section == "gates"
    assert checklist.controls["locked"].facts == ("A-1", "B-1")


def test_a_borrowed_control_comes_along_where_its_own_checklist_is_not(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    checklist = opened(tmp_path, "{second: 2.0.0}", ("locked", "painted")).checklist

    assert list(checklist.controls) == ["locked", "painted"]
    assert checklist.controls["locked"].stale_after == 300
    assert (checklist.topics, list(checklist.questions)) == ({"doors": "Doors"}, ["q-key"])
    assert judged(opened(tmp_path, "{second: 2.0.0}", ("locked", "painted"))).verdict is Verdict.GO


def test_a_rule_that_needs_an_absent_checklist_is_noted_as_not_checked(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    without = opened(tmp_path, "{second: 2.0.0}", ("locked", "painted"))
    alone, both = judged(without), judged(opened(tmp_path, "{first: 1.0.0, second: 2.0.0}", ("painted",)))

    assert noted(alone, Subject.UNCHECKED) == [("no-light", Effect.NOTES)]
    assert alone.verdict is Verdict.GO
    assert noted(both, Subject.UNCHECKED) == []
    assert noted(both, Subject.RULE) == [("no-light", Effect.LIMITS)]


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (FIRST.replace("id: first", "id: other"), "control locked stands in first already; rename it in one of them"),
        (
            "{}  gates:\n    title: X\n    controls:\n      a: {{question: A?, gate: required}}\n",
            "first has a section called gates too",
        ),
        (
            (
                "{}  x:\n    title: X\n    controls:\n      a: {{question: A?, gate: required}}\n"
                "questions:\n  q-key: {{to: vendor, text: Who?}}\n"
            ),
            "first has another question called q-key; rename it in one of them",
        ),
        (
            (
                "{}  x:\n    title: X\n    controls:\n      a: {{question: A?, gate: required}}\n"
                "profile:\n  cloud: {{question: Which?, type: yes-no}}\n"
            ),
            "first has another profile question called cloud; rename it in one of them",
        ),
    ],
    ids=["control", "section", "question", "profile"],
)
def test_what_would_mean_two_things_is_refused(other: str, says: str, tmp_path: Path) -> None:
    own(
        tmp_path,
        FIRST,
        other.format("format: 1\nid: other\ntitle: O\nversion: 1.0.0\nsections:\n") if "{}" in other else other,
    )
    told = refused(tmp_path, "{first: 1.0.0, other: 1.0.0}")

    assert f"answers.yaml:2:28: other: {says}" in "\n".join(told)


def test_all_that_is_wrong_with_any_of_them_is_told(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND.replace("gate: required", "gate: need"))
    told = refused(tmp_path, "{first: 3.0.0, second: 2.0.0, third: 1.0.0}")

    assert [problem.split("; ")[0].split(" did you")[0] for problem in told] == [
        "answers.yaml:2:21: these answers are for first 3.0.0, and the checklist here is 1.0.0",
        "answers.yaml:2:43: there is no checklist third",
        'checklists/second.yaml:13:15: gate cannot be "need"',
    ]


def test_the_shortest_limit_on_acceptances_holds(tmp_path: Path) -> None:
    own(tmp_path, FIRST + "limits: {acceptance-days: 90}\n", SECOND + "limits: {acceptance-days: 60}\n")
    assert opened(tmp_path, "{first: 1.0.0, second: 2.0.0}").checklist.acceptance_days == 60


def test_what_is_judged_by_is_printed_to_the_letter(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    opened(tmp_path, "{first: 1.0.0, second: 2.0.0}", ("locked", "lit", "painted"))
    first = find_checklist("first", tmp_path).edition.digest
    printed = govcheck("check", "--as-of", "2026-11-22", cwd=tmp_path).out

    assert "(to go on operating, as of 2026-11-22, first 1.0.0, second 2.0.0)" in printed
    assert f"  Judged by first 1.0.0, sha256 {first[:16]}.\n" in printed


def test_layout_and_comments_leave_the_digest_and_content_changes_it(tmp_path: Path) -> None:
    def digest(text: str, id: str = "second") -> str:
        own(tmp_path, text)
        return find_checklist(id, tmp_path).edition.digest

    own(tmp_path, FIRST)
    before = digest(SECOND)
    assert digest(SECOND.replace("title: Second", "title:   'Second'  # of two")) == before
    assert digest(SECOND.replace("gate: required", "gate: recommended")) != before
    own(tmp_path, FIRST.replace("stale-after: 300", "stale-after: 30"))
    assert digest(SECOND) != before, "a borrowed control counts"


# adapted


def test_an_adapted_checklist_has_everything_with_its_changes(tmp_path: Path) -> None:
    change = '  lit: {reason: "We work at night.", gate: blocker, accepts: [test-result], stale-after: 30}\n'
    more = "sections:\n  gates:\n    controls:\n      oiled: {question: Is it oiled?, gate: required}\n"
    own(tmp_path, FIRST, ADAPTED + change + more)
    ours = opened(tmp_path, "{ours: 1.0.0}").checklist

    assert list(ours.controls) == ["locked", "lit", "oiled"]
    lit = ours.controls["lit"]
    assert (lit.gate, lit.gate_when, lit.accepts, lit.stale_after) == ("blocker", {}, ("test-result",), 30)
    assert ours.controls["oiled"].section == "gates"
    assert (list(ours.rules), list(ours.questions), list(ours.profile)) == (["dark"], ["q-key"], ["cloud"])
    assert ours.editions[0].extends == "first"


def test_a_dropped_control_is_a_condition_and_so_is_the_rule_that_named_it(tmp_path: Path) -> None:
    own(tmp_path, FIRST, ADAPTED + DROP)
    file = opened(tmp_path, "{ours: 1.0.0}", ("locked",))
    found = judged(file)

    assert list(file.checklist.controls) == ["locked"]
    assert found.verdict is Verdict.CONDITIONAL_GO
    assert noted(found, Subject.DROPPED) == [("lit", Effect.LIMITS)]
    assert noted(found, Subject.UNCHECKED) == [("dark", Effect.LIMITS)]
    rows = ["One (dropped: lit)", "Two (dropped: lit)"]
    assert [row.title for row in file.checklist.views["both"].rows] == rows

    report = govcheck("report", "-f", "md", "--as-of", "2026-11-22", cwd=tmp_path).out
    assert "Dropped from the checklist: It has no lamps." in report
    assert "Not checked, because lit was dropped." in report
    assert "adapts first" in report
    way = govcheck("check", "--as-of", "2026-11-22", cwd=tmp_path).out
    assert "No list of changes was found that gives a better verdict." in way


def test_a_dropped_recommended_or_later_control_is_only_noted(tmp_path: Path) -> None:
    own(
        tmp_path,
        FIRST.replace("rules:", "x:")
        .split("x:")[0]
        .replace("gate: required\n        gate-when: {blocker: {cloud: yes}}", "gate: recommended"),
        ADAPTED + DROP,
    )
    assert noted(judged(opened(tmp_path, "{ours: 1.0.0}", ("locked",))), Subject.DROPPED) == [("lit", Effect.NOTES)]


def test_a_borrower_gets_on_with_the_adapted_one(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND, ADAPTED + '  locked: {reason: "Thieves.", stale-after: 10}\n')
    checklist = opened(tmp_path, "{second: 2.0.0, ours: 1.0.0}").checklist

    assert checklist.controls["locked"].stale_after == 10
    assert checklist.unchecked == ()


def test_what_is_dropped_here_and_borrowed_there_stays(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND, ADAPTED + '  locked: {reason: "No door.", drop: true}\n')
    checklist = opened(tmp_path, "{second: 2.0.0, ours: 1.0.0}").checklist

    assert "locked" in checklist.controls
    assert checklist.dropped["locked"].still_asked
    assert list(checklist.rules) == ["no-light", "dark"], "nor is the rule that names it left out"


def test_an_adapted_one_and_its_base_are_not_judged_together(tmp_path: Path) -> None:
    own(tmp_path, FIRST, ADAPTED + DROP)
    [told] = refused(tmp_path, "{first: 1.0.0, ours: 1.0.0}")
    assert told == "answers.yaml:2:28: ours: it has every control of first, which first has too; keep one of them"


def test_what_is_wrong_with_the_base_is_told_too(tmp_path: Path) -> None:
    own(tmp_path, FIRST.replace("gate: blocker", "gate: block"), ADAPTED + DROP)
    assert refused(tmp_path, "{ours: 1.0.0}")[0].startswith("checklists/first.yaml:14:15: gate")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('  lit: {reason: "x", gate: required}\n', "7:28: the gate is required already; a gate may only rise"),
        ('  lit: {reason: "x", stale-after: 365}\n', "7:35: it is 365 days already; write less than 365"),
        ('  lit: {reason: "x", accepts: [verbal]}\n', "7:32: verbal does not count now; keep some of contract-clause"),
        ('  light: {reason: "x", drop: true}\n', "7:3: first has no control light; did you mean lit?"),
        (
            '  lit: {reason: "x", drop: true, gate: blocker}\n',
            "7:22: a dropped control has no gate; write drop or the rest",
        ),
        (
            '  lit: {reason: "x"}\n',
            "7:3: this changes nothing; write what changes: drop, gate, accepts or stale-after",
        ),
        ("  lit: {drop: true}\n", "7:3: lit has no reason"),
        ('  lit: {reason: "x", drop: yes}\n', '7:28: drop cannot be "yes"; write true'),
        (DROP + "limits: {acceptance-days: 300}\n", "8:27: acceptance-days is 180 in first; write 180 or less"),
        (DROP + "profile-from: first\n", "8:1: the profile comes with first already; remove it here"),
        (DROP + "topics: {doors: Gates}\n", "8:10: doors stands in first already; choose another id"),
        (
            DROP + "sections:\n  new:\n    controls:\n      a: {question: A?, gate: required}\n",
            "9:3: title is missing; add title: TEXT; first has no such section",
        ),
        (
            DROP + "sections:\n  gates:\n    title: Doors\n    controls:\n      a: {question: A?, gate: required}\n",
            '10:5: the section is called "Gates" in first; remove the title here',
        ),
        (
            DROP + "sections:\n  gates:\n    controls:\n      locked: {question: A?, gate: required}\n",
            "11:7: locked stands in first already; tighten it under changes, or choose another id",
        ),
    ],
)
def test_a_change_may_only_tighten(text: str, says: str, tmp_path: Path) -> None:
    own(tmp_path, FIRST, ADAPTED + text)
    with pytest.raises(InvalidInput) as caught:
        find_checklist("ours", tmp_path)
    assert f"checklists/ours.yaml:{says}" in "\n".join(map(str, caught.value.problems))


def test_checklists_that_adapt_each_other_are_refused(tmp_path: Path) -> None:
    own(
        tmp_path,
        ADAPTED.replace("extends: first", "extends: theirs") + DROP,
        ADAPTED.replace("id: ours", "id: theirs").replace("extends: first", "extends: ours") + DROP,
    )
    with pytest.raises(InvalidInput, match="theirs adapts ours, and only a checklist that stands by itself"):
        find_checklist("ours", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{from: first, facts: [B-1]}", "{from: frist}", "10:22: there is no checklist frist; did you mean first?"),
        ("locked: {from", "lokced: {from", "10:7: first has no control lokced; did you mean locked?"),
        ("needs: [first]", "needs: [frist]", "18:13: there is no checklist frist; did you mean first?"),
        ("lit: [not-met", "lid: [not-met", "19:36: no control lid"),
        ("needs: [first]\n", "facts: [B-3]\n", "19:36: no control lit"),
        ("{from: first, facts: [B-1]}", "{from: first, gate: blocker}", '10:29: unknown key "gate" in locked'),
    ],
)
def test_borrowing_what_is_not_there_is_refused(old: str, new: str, says: str, tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND.replace(old, new))
    with pytest.raises(InvalidInput) as caught:
        find_checklist("second", tmp_path)
    assert f"checklists/second.yaml:{says}" in "\n".join(map(str, caught.value.problems))


def test_a_borrowed_control_needs_the_facts_that_decide_about_it(tmp_path: Path) -> None:
    lone = SECOND.replace("profile-from: first\n", "").replace(
        "locked: {from: first, facts: [B-1]}", "lit: {from: first}"
    )
    own(tmp_path, FIRST, lone)
    with pytest.raises(InvalidInput, match="lit depends on cloud, which nobody is asked here; add profile-from: first"):
        find_checklist("second", tmp_path)


# read and answered


BOTH = "{first: 1.0.0, second: 2.0.0}"


def test_a_review_may_be_held_over_one_of_them(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    case = opened(tmp_path, BOTH).case(TODAY)
    found = assess(case)

    assert selected(case, found, Wanted(checklist="first")) == ("locked", "lit")
    assert selected(case, found, Wanted(checklist="second")) == ("locked", "painted")
    assert selected(case, found, Wanted(section="walls")) == ("locked", "painted")
    with pytest.raises(Refused, match="this engagement has no checklist secnd; it is judged by first, second"):
        selected(case, found, Wanted(checklist="secnd"))
    sheet = govcheck("sheet", "export", "--checklist", "second", "-f", "csv", cwd=tmp_path).out
    assert [id in sheet for id in ("locked", "lit,", "painted")] == [True, False, True]


def test_status_and_report_count_what_two_need_in_both(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    opened(tmp_path, BOTH, ("locked",))
    screen = govcheck("status", "--as-of", "2026-11-22", cwd=tmp_path).out
    report = govcheck("report", "-f", "md", "--as-of", "2026-11-22", cwd=tmp_path).out

    for line in (
        "By checklist \\(what two",
        "First +[#.]+ +1 of 2 met",
        "Second +[#.]+ +1 of 2 met",
        "1 of 3 answered",
    ):
        assert re.search(line, screen), line
    for heading, row in (("First", "| Gates | **1** |"), ("Second", "| Walls | **1** |")):
        assert re.search(rf"### {heading}\n(?:.*\n)+?{re.escape(row)}", report), heading
    assert "What stands in two sections is asked once and counted in both." in report
    assert "Walls: answered in another section" in report
    assert report.count("#### Is it locked?") == 1


def test_one_checklist_is_not_counted_by_itself(tmp_path: Path) -> None:
    own(tmp_path, FIRST)
    opened(tmp_path, "{first: 1.0.0}")
    assert "By checklist" not in govcheck("status", "--as-of", "2026-11-22", cwd=tmp_path).out


GIVEN = ("--organization", "Larch", "--owner", "Olga", "--profile", "cloud=no")


def test_an_engagement_is_begun_with_several(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    begun = govcheck("init", "--checklist", "first", "--checklist", "second", *GIVEN, cwd=tmp_path)
    text = (tmp_path / "answers.yaml").read_text("utf-8")

    assert begun.code == 0, begun.err
    assert "checklists:\n  first: 1.0.0\n  second: 2.0.0\n" in text
    assert "title: First\n" in text
    assert [text.count(f"# {id}: ") for id in ("locked", "lit", "painted")] == [1, 1, 1]


def test_several_may_be_chosen_when_asked(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    lines = "\n".join(["first, second", *[""] * 8]) + "\n"
    begun = govcheck("init", *GIVEN, cwd=tmp_path, typed=lines)

    assert begun.code == 0, begun.err
    assert open_engagement(tmp_path / "answers.yaml", "x").checklist.versions == {"first": "1.0.0", "second": "2.0.0"}


def test_what_clashes_cannot_be_begun(tmp_path: Path) -> None:
    own(tmp_path, FIRST, ADAPTED + DROP)
    begun = govcheck("init", "--checklist", "first", "--checklist", "ours", *GIVEN, cwd=tmp_path)

    assert begun.code == 2
    assert "first and ours cannot be judged together: it has every control of first" in begun.err
    assert not (tmp_path / "answers.yaml").exists()


def test_a_cross_check_names_the_answers_that_clash_with_their_lines(tmp_path: Path) -> None:
    own(tmp_path, FIRST)
    path = opened(tmp_path, "{first: 1.0.0}", ("locked", "lit")).path
    path.write_text(path.read_text("utf-8").replace("  lit:\n    status: met", "  lit:\n    status: not-met"), "utf-8")
    printed = govcheck("check", "--as-of", "2026-11-22", cwd=tmp_path).out
    lines = path.read_text("utf-8").splitlines()
    told = json.loads(govcheck("check", "-f", "json", "--as-of", "2026-11-22", cwd=tmp_path).out)["files"][0]

    places = {id: lines.index(f"  {id}:") + 1 for id in ("locked", "lit")}
    assert (
        f"      answers.yaml:{places['locked']}: locked: met\n      answers.yaml:{places['lit']}: lit: not-met\n"
        in printed
    )
    assert "      These cannot all stand. Find out which one is wrong, and" in printed
    [dark] = [one for one in told["findings"] if one["subject"] == "dark"]
    assert [(one["subject"], one["says"], one["line"]) for one in dark["clashing"]] == [
        ("locked", "met", places["locked"]),
        ("lit", "not-met", places["lit"]),
    ]


def test_what_is_only_in_doubt_has_to_be_answered(tmp_path: Path) -> None:
    rule = "rules:\n  wet:\n    severity: hold\n    when: {cloud: yes}\n    says: It rains.\n"
    own(tmp_path, FIRST.split("rules:", maxsplit=1)[0] + rule)
    path = opened(tmp_path, "{first: 1.0.0}", ("locked", "lit")).path
    path.write_text(path.read_text("utf-8").replace("cloud: no", "cloud: unknown"), "utf-8")
    printed = govcheck("check", "--as-of", "2026-11-22", cwd=tmp_path).out

    assert re.search(r"answers.yaml:\d+: cloud: unknown\n      Answer what is unanswered or unknown.\n", printed)


# several never make a verdict better than it should be

LONE = """\
format: 1
id: other
title: O
version: 1.0.0
profile-from: first
sections:
  o:
    title: O
    controls:
"""


def test_a_change_to_a_borrowed_control_stays(tmp_path: Path) -> None:
    change = '  locked: {reason: "Thieves.", stale-after: 10}\n  painted: {reason: "x", gate: blocker}\n'
    own(tmp_path, FIRST, SECOND, ADAPTED.replace("first", "second") + change)

    for named, built_on in (
        ("{ours: 1.0.0}", "second: 2.0.0, first: 1.0.0"),
        ("{first: 1.0.0, ours: 1.0.0}", "second: 2.0.0"),
        ("{ours: 1.0.0, first: 1.0.0}", "second: 2.0.0"),
    ):
        checklist = opened(tmp_path, named, built_on=built_on).checklist
        assert checklist.controls["locked"].stale_after == 10, named
        assert checklist.controls["painted"].gate == "blocker", named


@pytest.mark.parametrize("order", ["{second: 2.0.0, other: 1.0.0}", "{other: 1.0.0, second: 2.0.0}"])
def test_one_id_for_two_controls_is_refused_also_where_one_is_borrowed(order: str, tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND, LONE + "      locked: {question: Anything?, gate: recommended}\n")
    assert "control locked stands in" in refused(tmp_path, order)[0]


def test_a_dropped_control_does_not_come_back_as_another_one(tmp_path: Path) -> None:
    own(tmp_path, FIRST, ADAPTED + DROP, LONE + "      lit: {question: Anything?, gate: recommended}\n")
    assert "control lit stands in ours already" in refused(tmp_path, "{ours: 1.0.0, other: 1.0.0}")[0]
    own(tmp_path, ADAPTED + DROP + "sections:\n  gates:\n    controls:\n      lit: {question: A?, gate: recommended}\n")
    assert "lit stands in first already" in refused(tmp_path, "{ours: 1.0.0}")[0]


def test_a_rule_that_was_lost_keeps_its_id(tmp_path: Path) -> None:
    rule = "rules:\n  dark:\n    severity: hold\n    when: {answers: {new: met}}\n    says: X.\n"
    own(tmp_path, FIRST, ADAPTED + DROP, LONE + f"      new: {{question: A?, gate: required}}\n{rule}")
    assert "ours has a rule called dark too" in refused(tmp_path, "{ours: 1.0.0, other: 1.0.0}")[0]


@pytest.mark.parametrize("key", ["extends: ours\n", "profile-from: ours\n"])
def test_only_what_stands_by_itself_is_built_on(key: str, tmp_path: Path) -> None:
    text = LONE.replace("profile-from: first\n", key) + "      new: {question: A?, gate: required}\n"
    own(tmp_path, FIRST, ADAPTED + DROP, text)
    told = refused(tmp_path, "{other: 1.0.0}")[0]
    assert told.endswith("ours adapts first, and only a checklist that stands by itself can be built on; name first")


@pytest.mark.parametrize(
    "profile",
    [
        "profile:\n  cloud: {question: Is it raining?, type: yes-no}\n",
        "profile:\n  rain: {question: Rain?, type: yes-no}\n  cloud: {derived: {rain: yes}}\n",
    ],
)
def test_a_borrowed_control_is_not_judged_by_another_question(profile: str, tmp_path: Path) -> None:
    own(tmp_path, FIRST, LONE.replace("profile-from: first\n", profile) + "      lit: {from: first}\n")
    assert "lit depends on cloud, which is another question in first" in refused(tmp_path, "{other: 1.0.0}")[0]


def test_a_borrowed_control_asks_what_its_own_checklist_asks(tmp_path: Path) -> None:
    questions = "questions:\n  q-key: {to: vendor, text: How are you?}\n"
    own(tmp_path, FIRST, LONE + f"      locked: {{from: first}}\n{questions}")
    assert "locked asks q-key, which is another question here" in refused(tmp_path, "{other: 1.0.0}")[0]


def test_the_limit_on_acceptances_comes_along_with_a_borrowed_control(tmp_path: Path) -> None:
    own(tmp_path, FIRST + "limits: {acceptance-days: 30}\n", SECOND)
    assert opened(tmp_path, "{second: 2.0.0}").checklist.acceptance_days == 30


def test_a_checklist_whose_rules_need_another_one_can_be_adapted(tmp_path: Path) -> None:
    change = '  brief-data-no-training: {reason: "x", stale-after: 10}\n'
    own(tmp_path, ADAPTED.replace("first", "commercial-terms") + change)
    assert find_checklist("ours", tmp_path).controls["brief-data-no-training"].stale_after == 10


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ((FIRST.replace("        question: Is it locked?\n", ""), SECOND), "locked has no question"),
        ((FIRST.replace("stale-after: 300", "stale-after: abc"), SECOND), "stale-after has to be a whole number"),
        ((FIRST + "limits: {stale-after: null}\n", SECOND), "stale-after is empty"),
        ((FIRST.replace("id: first", "id: one"), SECOND), "there is no checklist first"),
        ((FIRST, SECOND.replace("profile-from: first", "profile-from: second")), "second is this checklist"),
        ((FIRST, SECOND.replace("profile-from: first", "extends: second")), "second is this checklist"),
        ((FIRST, SECOND.replace("profile-from: first", "extends: [second]")), "extends has to be"),
        (
            (FIRST, SECOND.replace("id: second", "id: {a: b}").replace("profile-from: first", "extends: first")),
            "id has",
        ),
        ((FIRST, SECOND + "views:\n  v: {title: V, rows: [{title: R, controls: [{a: b}]}]}\n"), "has to be"),
    ],
)
def test_odd_files_are_told_and_nothing_breaks(texts: tuple[str, str], says: str, tmp_path: Path) -> None:
    first, second = texts
    own(tmp_path, first)
    (tmp_path / "checklists" / "second.yaml").write_text(second, "utf-8")
    top = LONE.replace("profile-from: first", "profile-from: second") + "      painted: {from: second}\n"
    own(tmp_path, top)
    with pytest.raises(InvalidInput) as caught:
        find_checklist("second", tmp_path)
    assert says in str(caught.value)
    with pytest.raises(InvalidInput):
        find_checklist("other", tmp_path)


def test_a_base_file_has_to_be_called_by_its_id(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    path = tmp_path / "checklists" / "first.yaml"
    path.write_text(path.read_text("utf-8").replace("id: first", "id: one"), "utf-8")
    with pytest.raises(InvalidInput, match=r"the file is called first\.yaml, but its id is one"):
        find_checklist("second", tmp_path)


def test_long_chains_take_no_time(tmp_path: Path) -> None:
    """Each of forty controls of each level used to make its whole base anew."""
    asked = "".join(f"      c0-{n}: {{question: Is it {n}?, gate: required}}\n" for n in range(40))
    base = LONE.replace("id: other", "id: l0").replace("profile-from: first\n", "")
    own(tmp_path, base.replace("\n  o:\n", "\n  s0:\n") + asked)
    for level in range(1, 6):
        lent = "".join(f"      c{level - 1}-{n}: {{from: l{level - 1}}}\n" for n in range(40))
        new = "".join(f"      c{level}-{n}: {{question: Is it {n}?, gate: required}}\n" for n in range(40))
        own(tmp_path, base.replace("id: l0", f"id: l{level}").replace("\n  o:\n", f"\n  s{level}:\n") + lent + new)
    assert len(find_checklist("l5", tmp_path).controls) == 80


def test_answers_to_a_dropped_control_stay_and_do_nothing(tmp_path: Path) -> None:
    own(tmp_path, FIRST, ADAPTED + DROP)
    file = opened(tmp_path, "{ours: 1.0.0}", ("locked", "lit"))

    assert list(file.engagement.answers) == ["locked"]
    [found] = [one for one in judged(file).findings if one.about is Subject.DROPPED]
    assert found.text == "dropped from the checklist: It has no lamps. Its answer stays in the file and does nothing."
    listed = govcheck("review", "--only", "all", "--by", "Lin", cwd=tmp_path, typed="l all\nq\n").err
    assert "Answered, but the checklist dropped it; kept, and doing nothing\n     lit (met): Is it lit?\n" in listed
    for command in (("status",), ("report", "-f", "md"), ("sheet", "export", "--only", "all"), ("questions", "export")):
        assert govcheck(*command, "--as-of", "2026-11-22", cwd=tmp_path).code == 0, command
    assert "Dropped: It has no lamps." in govcheck("report", "-f", "md", "--as-of", "2026-11-22", cwd=tmp_path).out


@pytest.mark.parametrize("part", ["roles", "topics"])
def test_one_word_does_not_mean_two_roles_or_topics(part: str, tmp_path: Path) -> None:
    other = LONE + f"      new: {{question: A?, gate: required}}\n{part}: {{doors: Doormen}}\n"
    own(tmp_path, FIRST + ("roles: {doors: Doors, vendor: V}\n" if part == "roles" else ""), other)
    assert f"first has another {part[:-1]} called doors" in refused(tmp_path, "{first: 1.0.0, other: 1.0.0}")[0]


def test_what_is_adapted_is_shown(tmp_path: Path) -> None:
    own(tmp_path, FIRST, ADAPTED + '  locked: {reason: "Thieves.", stale-after: 10}\n' + DROP)
    opened(tmp_path, "{ours: 1.0.0}")
    shown = govcheck("checklist", "show", "ours", cwd=tmp_path).out

    for line in (
        "Adapts first",
        "  locked: tightened: Thieves.",
        "  lit: dropped: It has no lamps.",
        "  dark: not checked, because lit was dropped",
        "  dark (contradiction): Nobody can lock it in the dark.",
    ):
        assert f"{line}\n" in shown, line


def test_a_borrowed_control_and_a_needing_rule_are_shown_as_such(tmp_path: Path) -> None:
    own(tmp_path, FIRST, SECOND)
    opened(tmp_path, BOTH)
    shown = govcheck("checklist", "show", "second", cwd=tmp_path).out

    assert "  locked (blocker, from first): Is it locked?\n" in shown
    assert "  no-light (warning, needs first): Nobody can see the paint.\n" in shown
    asked = govcheck("review", "--checklist", "second", "--by", "Lin", cwd=tmp_path, typed="q\n").err
    assert "  Asked once for First and Second.\n" in asked


def test_what_does_not_count_is_told_as_such(tmp_path: Path) -> None:
    rule = """\
rules:
  wet:
    severity: hold
    when: {answers: {locked: met}, not: {settled: lit}}
    says: It is dark.
"""
    own(tmp_path, FIRST.split("rules:", maxsplit=1)[0] + rule)
    path = opened(tmp_path, "{first: 1.0.0}", ("locked", "lit")).path
    text = path.read_text("utf-8")
    head, lit = text.split("  lit:\n")
    path.write_text(f"{head}  lit:\n{lit.replace('collected: 2026-11-20', 'collected: 2024-11-20')}", "utf-8")
    printed = govcheck("check", "--as-of", "2026-11-22", cwd=tmp_path).out

    assert re.search(r"answers.yaml:\d+: locked: met\n +answers.yaml:\d+: lit: met, and it does not count\n", printed)
