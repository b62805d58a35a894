"""The action plan of the report: who still has to do what by when. Each open control stands there once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from finished import part, rendered, split
from govcheck.rules.case import Case
from govcheck.rules.judge import judge
from govcheck.rules.report.compose import report
from govcheck.words.vocabulary import Phase, Stage, Status
from made_up import case_of
from made_up import engagement as made_up
from sample import ENGAGEMENT, ORIGIN, case, sample_report, with_answer, with_control, with_front, with_remedy


def plan(one: Case | None = None) -> str:
    return part("action-plan", one)


def rows(one: Case) -> list[tuple[str, str]]:
    """Owner and control, in the order of the plan."""
    text = split(rendered(report(judge(one), ORIGIN), "md"), "md").get("action-plan", "")
    found = []
    for piece in text.split("\n### ")[1:]:
        owner = piece.splitlines()[0]
        found += [(owner, control) for control in re.findall(r"\[`([^`]*)`\]\(#answer-\1\)", piece)]
    return found


def test_each_owner_has_what_is_to_be_done_with_its_date_and_its_record() -> None:
    text = rendered(sample_report(), "md")

    assert rows(case()) == [
        ("Ada Vik (Security lead)", "c-alarm"),
        ("Ada Vik (Security lead)", "c-poster"),
        ("Ivar Ness", "c-region"),
        ("Jon Rud", "c-log"),
    ]
    assert (
        "| Does secret data stay in the region? [`c-region`](#answer-c-region) | Before signing | "
        "**Blocker:** Close the gap. Until then what it concerns is on hold.<br>**Evidence:** C-region: what."
    ) in text
    assert re.search(
        r"\| Before signing \| \*\*Required:\*\* Close the gap\.<br>\*\*Evidence:[^|]*\| 2026-12-20 \|", text
    )
    assert re.search(r"\*\*Recommended:\*\* Answer it\.<br>\*\*Evidence:[^|]*\|  \|", text)
    assert "**Recommended:** It is decided that the gap stays. To change that, close it." in text
    assert "Ada Vik (Security lead) 2 due now. Control" in plan()
    assert all('id="answer-' + control in text for _, control in rows(case()))


def test_what_is_due_later_comes_last_and_says_so() -> None:
    late = with_control("c-log", phase=Phase.POST_SIGN)
    answers = {id: answer for id, answer in ENGAGEMENT.answers.items() if id not in ("c-drill", "c-spend")}
    one = case(replace(ENGAGEMENT, answers=answers), late)
    text = plan(one)

    assert [control for owner, control in rows(one) if owner.startswith("Ada")] == [
        "c-spend", "c-alarm", "c-poster", "c-drill"
    ]  # fmt: skip
    assert "Ada Vik (Security lead) 3 due now, 1 due later. Control" in text
    assert "c-drill By when › Due later In operation What is to be done Required: Answer it." in text
    assert rows(one)[-1] == ("Jon Rud", "c-log")
    assert "Jon Rud 1 due later. Control" in text
    assert "Owner Before signing In operation (due later, to operate) Ada Vik 3 1 Ivar Ness 1 0 Jon Rud 0 1" in text


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (Status.UNKNOWN, "Find it out. Evidence:"),
        (Status.MET, "Prove it. No evidence that counts: none is named. Evidence:"),
        (Status.NOT_MET, "Close the gap. The gap has neither a remedy nor an acceptance. Evidence:"),
        (Status.NOT_APPLICABLE, "Answer it anew. Not applicable needs an approver who neither answered nor owns it."),
    ],
)
def test_an_answer_that_does_not_count_says_what_is_missing(status: Status, says: str) -> None:
    one = case(with_answer("c-spend", status=status, evidence=()))
    assert f"c-spend By when Before signing What is to be done Blocker: {says}" in plan(one)


def test_a_date_that_has_passed_is_marked_in_words() -> None:
    text = plan(case(today=date(2026, 12, 21)))
    assert re.search(r"The remedy was due on 2026-12-20\. Evidence: [^○]* Date ○ Overdue 2026-12-20", text)
    assert "Overdue" not in plan()


def test_a_date_beside_an_answer_that_is_no_gap_is_no_promise() -> None:
    one = case(with_answer("c-log", status=Status.UNKNOWN, owner="Una Falk"))
    assert ("Una Falk", "c-log") in rows(one)
    assert "2026-12-20" not in plan(one)


def test_one_person_written_in_two_ways_is_one_owner_and_nobody_is_named_so() -> None:
    same = case(with_remedy("c-log", owner=" ivar  NESS "))
    assert [owner for owner, _ in rows(same)] == ["Ivar Ness"] * 2 + ["Ada Vik (Security lead)"] * 2

    nobody = case(with_front(owner="", people={}))
    assert ("Nobody is named yet", "c-poster") in rows(nobody)


def test_where_everything_counts_there_is_nothing_to_do() -> None:
    proved = replace(ENGAGEMENT.answers["c-sign-in"], note="", owner="")
    ids = ("c-sign-in", "c-roles", "c-region", "c-spend", "c-log", "c-alarm", "c-fax", "c-drill", "c-poster")
    one = case(replace(ENGAGEMENT, answers=dict.fromkeys(ids, proved)))
    assert plan(one).endswith("Nothing is left to do: every control that applies counts, those that are due later too.")


@pytest.mark.parametrize("seed", range(30))
def test_each_open_control_stands_there_once_and_what_counts_does_not(seed: int) -> None:
    _, checklist, answers = made_up(seed)
    one = case_of(checklist, {**answers, "engagement": {**answers["engagement"], "stage": Stage.SIGN.value}})
    states = judge(one).assessment.states
    named = [control for _, control in rows(one)]

    assert sorted(named) == sorted(id for id, state in states.items() if not state.standing.settled)
