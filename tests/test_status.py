"""`govcheck status`: what stands on the screen, at which width, for which review."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from govcheck.jobs.layout import cut, filled
from govcheck.jobs.status import status_lines, status_text
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.formats.overview_json import overview_json
from govcheck.rules.next_steps import NextStep, next_steps
from govcheck.rules.overview import Tally, overview
from govcheck.words.characters import columns
from made_up import case_of, day
from made_up import engagement as made_up
from program import AS_OF, copied_example, govcheck
from small import ACCEPTANCE, edited, small

GAP = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3)}
REMEDY = {"owner": "Ben", "due": day(20), "guardrail": "A wall"}
LEAST = {
    "format": 1,
    "id": "least",
    "title": "Least",
    "version": "1.0.0",
    "sections": {
        "all": {"title": "All", "controls": {"c": {"question": "Is it so?", "gate": "blocker"}}},
    },
}
BARE = {"format": 1, "checklists": {"least": "1.0.0"}, "engagement": {"organization": "Larch Ltd", "title": "Least"}}


def shown(case: Case, width: int = 80, days: int = 14) -> list[str]:
    return [text for text, _ in status_lines(overview(case, days), "", width)]


def under(heading: str, lines: list[str]) -> list[str]:
    """The lines below a heading."""
    start = next(place for place, line in enumerate(lines) if line.startswith(heading))
    rest = lines[start + 1 :]
    end = next((place for place, line in enumerate(rest) if not line.startswith(" ")), len(rest))
    return rest[:end]


def steps(case: Case) -> list[NextStep]:
    return list(next_steps(case, assess(case)))


def test_the_least_checklist_without_anything() -> None:
    assert status_text(overview(case_of(LEAST, BARE)), "") == (
        "Larch Ltd: Least\n"
        "Not ready, stage not given, judged as to go on operating, as of 2026-11-22: 1\n"
        "  blocker open, 5 front-page fields to complete\n"
        "  On hold: The whole deployment\n"
        "0 of 1 answered; none counts yet.\n"
        "By section\n"
        "  All                                       ..........  0 of 1 met  1 unanswered\n"
        "By phase\n"
        "  Before signing                            ..........  0 of 1 met  1 unanswered\n"
        "By owner\n"
        "  nobody yet                                ..........  0 of 1 met  1 unanswered\n"
        "Blockers that do not count: 1\n"
        "  nobody yet: not answered yet\n"
        "    c: Is it so?\n"
        "Nothing is overdue, and nothing ends or is due within 14 days.\n"
        "Next\n"
        "  Complete the front page: stage, owner, reviewed-by, date and 1 more\n"
        "  Answer what is unanswered (1): govcheck review\n"
    )


def test_a_fresh_engagement_asks_to_answer_and_nothing_else(tmp_path: Path) -> None:
    started = govcheck(
        "init", "new", "--checklist", "claude-governance-brief", "--organization", "Alder Ltd", "--as-of", AS_OF,
        cwd=tmp_path,
    )  # fmt: skip
    done = govcheck("status", "--as-of", AS_OF, cwd=tmp_path / "new")
    lines = done.out.splitlines()

    assert (started.code, done.code, done.err) == (0, 0, "")
    assert len(lines) <= 50
    assert lines[0] == "Alder Ltd: Claude governance and data-safety readiness"
    assert "0 of 72 answered; none counts yet." in lines
    assert under("By owner", lines) == [
        "  nobody yet                              ..........  0 of 72 met  72 unanswered"
    ]
    assert under("By section", lines)[1] == (
        "  Data handling                           ..........  0 of 15 met  15 unanswered"
    )
    assert len(under("By section", lines)) == 10
    assert under("Blockers", lines)[-1] == "  and 41 more; govcheck check lists them"
    assert len(under("Blockers", lines)) == 7
    assert under("Next", lines) == [
        "  Complete the front page: stage, owner, reviewed-by, next-review",
        "  Find out for the profile: plan, surfaces, data, residency and 2 more",
        "  Answer what is unanswered (72): govcheck review",
    ]


def test_a_review_in_the_middle_in_both_widths() -> None:
    case = small(
        {
            "answers.clause": GAP,
            "answers.accounts": GAP | {"remedy": REMEDY},
            "answers.person": GAP | {"acceptance": ACCEPTANCE},
        }
    )
    wide, narrow = shown(case), shown(case, 40)

    assert wide[4:17] == [
        "5 of 5 answered; 3 count. 1 more is due later.",
        "By section",
        "  Contract                           ###+++....  1 of 3 met  1 condition  1 open",
        "  Nothing open, met/due: Identity 1/2",
        "By phase",
        "  At signing                         ..........  0 of 1 met               1 open",
        "  Nothing open, met/due: Before signing 1/1; Before go-live 1/3",
        "  In operation: 1 due to operate",
        "By owner",
        "  Cal                                #####.....  1 of 2 met               1 open",
        "  Nothing open, met/due: Sam 1/2; Olga 0/1",
        "By topic, met/due: Access 1/2",
        "Blockers that do not count: 1",
    ]
    assert under("By section", narrow) == [
        "  Contract",
        "    1 of 3 met, 1 condition, 1 open",
        "  Nothing open, met/due: Identity 1/2",
    ]
    assert max(map(columns, wide)) <= 80
    assert max(map(columns, narrow)) <= 40


def test_the_counts_of_a_group_are_those_of_its_controls() -> None:
    case = small(
        {
            "answers.clause": GAP | {"remedy": REMEDY},  # a blocker cannot be a promise
            "answers.accounts": GAP | {"remedy": REMEDY},
            "answers.person": GAP | {"remedy": "none", "note": "It stays"},
        }
    )
    view = overview(case)

    assert view.sections == (
        Tally("identity", "Identity", met=1, conditions=1, open=0, unanswered=0),
        Tally("contract", "Contract", met=1, conditions=0, open=2, unanswered=0),
    )
    assert view.topics == (Tally("access", "Access", met=1, conditions=1, open=0, unanswered=0),)
    assert [(one.title, one.left, one.due) for one in view.owners] == [("Cal", 1, 2), ("Olga", 1, 1), ("Sam", 0, 2)]
    assert (view.whole.due, view.counting, view.later) == (5, 2, 1)
    assert [(one.id, one.owner) for one in view.blockers] == [("clause", "Ben")]  # who promised to close it


def test_one_person_written_in_two_ways_is_one_owner() -> None:
    view = overview(small({"answers.person.owner": "SAM", "answers.clause.owner": " sam"}))

    assert [(one.title, one.due) for one in view.owners] == [("Sam", 4), ("Cal", 1)]


@pytest.mark.parametrize("seed", range(60))
def test_every_due_control_is_counted_once_and_everything_fits(seed: int) -> None:
    _, checklist, answers = made_up(seed)
    case = case_of(checklist, answers)
    view, found = overview(case), assess(case)

    assert sum(one.due for one in view.sections) == sum(one.due for one in view.owners) == len(found.due)
    assert sum(one.due for one in view.phases) == len(found.due)
    assert sum(len(one.controls) for one in view.ahead) == view.later == len(found.later)
    assert any(step.command for step in view.next)
    for width in (40, 80):
        assert max(columns(line) for line in shown(case, width)) <= width


def test_nothing_to_judge_is_no_verdict() -> None:
    nice = edited(LEAST, {"sections.all.controls.c.gate": "recommended"})
    lines = shown(case_of(nice, edited(BARE, {"engagement.stage": "go-live"})))

    assert lines[1] == "No verdict, to go live, as of 2026-11-22: no blocker or required control is due"
    assert overview(case_of(nice, BARE)).verdict is None


def test_where_the_whole_does_not_go_nothing_may_go_ahead() -> None:
    closed = small({"answers.sign-on": GAP, "engagement.next-review": day(-1)})
    partly = small({"answers.sign-on": GAP, "answers.accounts": GAP | {"remedy": REMEDY}})
    undecided = small({"use-cases.letters.own-keys": "unknown"})

    assert shown(partly)[2:4] == ["  On hold: Office work", "  May go ahead: Letters"]
    assert "May go ahead" not in "".join(shown(closed))
    assert shown(undecided)[3:5] == ["  Ready by itself: Office work", "  On hold: Letters"]


def test_answers_that_the_profile_rules_out_are_named() -> None:
    lines = shown(small({"use-cases.office.surface": ["api"]}))

    assert "1 answer is kept though the profile rules the control out: sign-on" in lines
    assert not any("rules the control out" in line for line in shown(small()))


def test_dates_of_one_day_and_person_are_one_line() -> None:
    gap = GAP | {"remedy": REMEDY | {"due": day(3)}}
    late = GAP | {"remedy": REMEDY | {"due": day(-1)}}
    case = small({f"answers.{id}": gap for id in ("clause", "accounts")} | {"answers.person": late})

    assert under("Dates within 14 days, and 1 overdue", shown(case)) == [
        "  2026-11-21, overdue: remedy due, person (Ben)",
        "  2026-11-25, in 3 days: remedy due, accounts, clause (Ben)",
    ]
    assert under("Dates within 1 day, and 1 overdue", shown(case, days=1)) == [
        "  2026-11-21, overdue: remedy due, person (Ben)"
    ]
    today = small({"answers.accounts": GAP | {"remedy": REMEDY | {"due": day(0)}}})
    assert under("Dates within 0 days", shown(today, days=0)) == [
        "  2026-11-22, today: remedy due, accounts (Ben)",
        "  2026-11-22, today: last day of the verdict (Olga)",
    ]


def test_what_is_next_follows_from_what_is_missing() -> None:
    asked = {"asked-on": day(-9), "asked-of": "Vera"}
    replied = {**asked, "reply": "Yes.", "replied-by": "Vera", "replied-on": day(-1)}
    send = NextStep("Ask the account team (1)", "questions export")
    rest = NextStep("Complete what does not count yet (1)", "review")
    report = NextStep("Hand over the report", "report")
    ran_out = {"answers.accounts.evidence": [
        {"kind": "test-result", "ref": "https://p.example/1", "collected": day(-366), "by": "Eve"}]}  # fmt: skip

    assert steps(small()) == [report]
    assert steps(small({"answers": {}}))[0] == NextStep("Answer what is unanswered (5)", "review")
    assert steps(small({"answers.clause": GAP})) == [send, rest]
    assert steps(small({"answers.clause": GAP, "questions": {"q-clause": asked}})) == [rest]
    assert steps(small({"answers.clause": GAP, "questions": {"q-clause": replied}})) == [
        NextStep("Judge the replies: q-clause", "questions list"),
        rest,
    ]
    assert steps(small(ran_out))[0] == NextStep("Renew what has run out (1)", "review")
    assert steps(small({"engagement.next-review": day(-1)})) == [
        NextStep("Complete the front page: next-review"),
        NextStep("See what decides, and the smallest change", "check"),
    ]
    assert steps(small({"profile.plan": "unknown"}))[0] == NextStep("Find out for the profile: plan")
    assert steps(small({"answers.retention": GAP})) == [report]  # recommended: it decides nothing
    assert steps(small({"answers.accounts": GAP | {"remedy": REMEDY}})) == [report]
    stopped = {f"answers.{id}": GAP | {"remedy": "none", "note": "-"} for id in ("sign-on", "clause")}
    assert steps(small(stopped | {"questions": {"q-clause": asked}})) == [report]


def test_wide_characters_take_two_columns() -> None:
    names = {"engagement.people": {"security": "文書管理担当者", "counsel": "Zoe\u0308"}}
    lines = under("By owner", shown(small(names | {"answers.clause": GAP, "answers.sign-on": GAP})))

    assert lines == [
        "  文書管理担当者                                  #####.....  1 of 2 met  1 open",
        "  Zoe\u0308                                             #####.....  1 of 2 met  1 open",
        "  Nothing open, met/due: Olga 1/1",
    ]
    assert [columns(line) for line in lines[:2]] == [80, 80]
    assert [columns(line) for line in filled("文" * 45 + " end", 20, 2)] == [20, 20, 20, 20, 20, 5]
    assert [cut("文書管理", room) for room in (8, 7, 4)] == ["文書管理", "文書管…", "文…"]


def test_what_people_wrote_steers_no_terminal_and_begins_no_line() -> None:
    hostile = "A\x1b[31mB\u202eC\n::error::D"
    case = small(
        {
            "engagement.organization": hostile,
            "engagement.owner": hostile,
            "engagement.reviewed-by": hostile + "2",
            "engagement.next-review": day(3),
            "use-cases.office.title": hostile,
            "answers.clause": GAP | {"owner": hostile},
            "questions": {"q-clause": {"asked-on": day(-9), "asked-of": hostile, "due": day(1)}},
        },
        {"sections.identity.title": hostile, "sections.contract.controls.clause.question": hostile},
    )
    for width in (40, 80):
        text = "\n".join(shown(case, width))
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\\x1b[31mB\\u202eC" in text
        assert not any(line.startswith("::") for line in text.splitlines())


@pytest.mark.parametrize("name", ["go", "conditional-go", "not-ready", "no-go"])
def test_it_reads_only_and_no_verdict_is_a_failure(name: str, tmp_path: Path) -> None:
    folder = copied_example(name, tmp_path)
    before = tree(folder)
    done = govcheck("status", "-a", name, "--as-of", AS_OF, cwd=tmp_path)
    other_day = govcheck("status", "--as-of", "2028-01-01", cwd=folder)

    assert (done.code, done.err, other_day.code) == (0, "", 0)
    assert len(done.out.splitlines()) <= 55
    assert max(map(columns, done.out.splitlines())) <= 80
    assert tree(folder) == before


def tree(folder: Path) -> dict[str, str]:
    return {
        path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


def test_a_bad_file_or_option_is_2(tmp_path: Path) -> None:
    folder = copied_example("go", tmp_path)
    assert govcheck("status", "-f", "html", cwd=folder).code == 2
    assert govcheck("status", "--within", "-1", cwd=folder).code == 2
    assert govcheck("status", "-a", "nowhere", cwd=folder).code == 2
    path = folder / "answers.yaml"
    path.write_text(path.read_text("utf-8").replace("status: met", "status: mett", 1), "utf-8")
    assert govcheck("status", cwd=folder).code == 2


def test_the_answers_file_is_named_in_the_commands_as_it_has_to_be_typed(tmp_path: Path) -> None:
    copied_example("conditional-go", tmp_path).rename(tmp_path / "a demo")
    done = govcheck("status", "-a", "a demo", "--as-of", AS_OF, cwd=tmp_path)

    assert (
        under("Next", done.out.splitlines())[-1] == "  Hand over the report: govcheck report -a 'a demo/answers.yaml'"
    )


def test_json_holds_the_whole_overview() -> None:
    case = small(
        {
            "answers.clause": GAP | {"remedy": REMEDY | {"due": day(5)}},
            "use-cases.office.surface": ["api"],
            "engagement.people": {},
            "engagement.owner": "",
        }
    )
    document: dict[str, Any] = json.loads(overview_json(overview(case), "'a b/answers.yaml'"))

    assert list(document) == [
        "format", "organization", "title", "checklists", "stage", "as-of", "verdict", "why", "valid-until", "only",
        "use-cases", "progress", "by-checklist", "sections", "phases", "later", "owners", "topics", "blockers",
        "within-days", "dates", "questions", "approvals", "excluded", "next",
    ]  # fmt: skip
    assert (document["format"], document["verdict"], document["as-of"]) == (1, "not-ready", AS_OF)
    office = {"id": "office", "title": "Office work", "result": "held", "means": "On hold", "because": []}
    assert document["use-cases"][0] == office
    assert document["progress"] == {
        "due": 4, "met": 3, "conditions": 0, "open": 1, "unanswered": 0, "counting": 3, "later": 1
    }  # fmt: skip
    assert [one["id"] for one in document["sections"]] == ["identity", "contract"]
    assert document["only"] == {"owner": None, "phase": None}
    assert [(one["id"], one["title"], one["due"], one["open"]) for one in document["phases"]] == [
        ("pre-sign", "Before signing", 1, 0),
        ("at-sign", "At signing", 1, 1),
        ("go-live", "Before go-live", 2, 0),
    ]
    review = {"id": "review", "question": "Are logs reviewed?", "gate": "required", "owner": None}
    assert document["later"] == [
        {
            "phase": "post-sign",
            "title": "In operation",
            "due-at": "operate",
            "counting": 0,
            "controls": [{**review, "why": "not answered yet", "counts": False}],
        }
    ]
    assert document["owners"] == [{"name": None, "due": 4, "met": 3, "conditions": 0, "open": 1, "unanswered": 0}]
    assert document["blockers"][0] == {
        "id": "clause",
        "question": "Is training excluded?",
        "owner": "Ben",
        "why": f"to be closed by {day(5)}; until then: A wall",
    }
    assert document["dates"] == [{"day": day(5), "overdue": False, "kind": "remedy", "subject": "clause", "who": "Ben"}]
    assert document["questions"] == [
        {"id": "q-clause", "to": "Vendor", "person": None, "stands": "not sent yet", "waiting": ["clause"]}
    ]
    assert document["excluded"] == ["sign-on"]
    assert document["next"] == [
        {"text": "Complete the front page: owner", "command": None},
        {"text": "Ask the account team (1)", "command": "govcheck questions export -a 'a b/answers.yaml'"},
    ]


def test_an_output_file_decides_the_format(tmp_path: Path) -> None:
    folder = copied_example("go", tmp_path)
    for name in ("status.json", "status.txt"):
        done = govcheck("status", "-o", name, "--as-of", AS_OF, cwd=folder)
        assert (done.code, done.out, done.err) == (0, "", f"Written: {name}\n")
        assert govcheck("status", "-o", name, "--as-of", AS_OF, cwd=folder).code == 0
    assert json.loads((folder / "status.json").read_text("utf-8"))["verdict"] == "go"
    assert (folder / "status.txt").read_text("utf-8") == govcheck("status", "--as-of", AS_OF, cwd=folder).out
    assert govcheck("status", "-o", "answers.yaml", "-f", "text", "--as-of", AS_OF, cwd=folder).code == 2


def test_long_lists_are_cut_and_the_rest_is_counted() -> None:
    titles = {f"s{n}": {"title": f"Part {n}", "controls": {f"c{n}": {"question": "?", "gate": "blocker"}}}
              for n in range(1, 13)}  # fmt: skip
    gaps = {f"c{n}": GAP | {"remedy": {"owner": f"Ben {n}", "due": day(-n), "guardrail": "-"}} for n in range(1, 13)}
    lines = shown(case_of(edited(LEAST, {"sections": titles}), edited(BARE, {"answers": gaps})), 200)

    assert [line.split("  ")[1] for line in under("By section", lines)] == [
        *(f"Part {n}" for n in range(1, 11)),
        "and 2 more",
    ]
    assert under("Blockers that do not count: 12", lines)[-1] == "  and 7 more; govcheck check lists them"
    dates = under("Dates within 14 days, and 12 overdue", lines)
    assert (dates[0], len(dates), dates[-1]) == (
        "  2026-11-10, overdue: remedy due, c12 (Ben 12)",
        9,
        "  and 4 more",
    )
    assert max(map(columns, lines)) == 100


def test_a_character_that_fits_nowhere_is_no_endless_task() -> None:
    assert [line for line in filled("文文", 1) if line] == ["文", "文"]


def test_a_use_case_that_the_matrix_stops_says_which_cell(tmp_path: Path) -> None:
    folder = copied_example("conditional-go", tmp_path)
    path = folder / "answers.yaml"
    text = path.read_text("utf-8").replace("restricted: {claude-ai: prohibited}", "restricted: {api-zdr: prohibited}")
    path.write_text(text, "utf-8")
    lines = govcheck("status", "--as-of", AS_OF, cwd=folder).out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  Stopped: Letters to customers"))
    told = " ".join(line.strip() for line in lines[at + 1 : at + 3])

    assert told.startswith(
        "Restricted (personal or customer data) on API with zero data retention: prohibited by the matrix"
    )
