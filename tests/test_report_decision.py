"""The first pages, as they tell the story of this engagement: what is decided, why, until when, and what to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from finished import part, rendered
from govcheck.rules.case import Case
from govcheck.words.engagement import Engagement, Evidence
from govcheck.words.vocabulary import Cell, EvidenceKind, Status, Verdict
from sample import CHECKLIST, ENGAGEMENT, case, judged, sample_report, with_answer, with_control, with_front

MET: dict[str, Any] = {
    "status": Status.MET,
    "evidence": ENGAGEMENT.answers["c-sign-in"].evidence[1:2],
    "no_remedy": False,
}


def with_answers(**changes: dict[str, Any]) -> Engagement:
    """Answers changed by control, `c_log` for `c-log`."""
    changed = {id.replace("_", "-"): one for id, one in changes.items()}
    answers = {id: replace(answer, **changed.get(id, {})) for id, answer in ENGAGEMENT.answers.items()}
    return replace(ENGAGEMENT, answers=answers)


def all_met() -> Engagement:
    """Nothing is left to do: both use cases go ahead without a condition."""
    letters = replace(ENGAGEMENT.use_cases["letters"], profile={"place": ("api",), "data": ("secret",), "extra": ()})
    answers = {id: replace(answer, **MET, acceptance=None, remedy=None) for id, answer in ENGAGEMENT.answers.items()}
    return replace(ENGAGEMENT, answers=answers, use_cases={**ENGAGEMENT.use_cases, "letters": letters})


def one_use(engagement: Engagement, use: str = "office") -> Engagement:
    return replace(engagement, use_cases={use: engagement.use_cases[use]})


CLOSED = {**MET, "remedy": None}
STOPPED = {"status": Status.NOT_MET, "no_remedy": True, "remedy": None, "note": "No money.\nNot this year."}


@pytest.mark.parametrize(
    ("engagement", "verdict", "says"),
    [
        (all_met(), Verdict.GO, "Every use case may go ahead. No condition is left."),
        (one_use(all_met()), Verdict.GO, "Minutes and memos may go ahead. No condition is left."),
        (
            ENGAGEMENT,
            Verdict.CONDITIONAL_GO,
            "1 of 2 use cases may go ahead, under 5 conditions. On hold: Letters to shippers.",
        ),
        (one_use(ENGAGEMENT), Verdict.CONDITIONAL_GO, "Minutes and memos may go ahead, under 5 conditions."),
        (
            with_answers(c_region=STOPPED),
            Verdict.CONDITIONAL_GO,
            "Stopped: Letters to shippers, because “Does secret data stay in the region?” is not met, and it is",
        ),
        (
            with_answers(c_sign_in={"status": Status.UNKNOWN}, c_log={"remedy": None}),
            Verdict.NOT_READY,
            "No use case may go ahead yet: 3 gaps are open and 1 combination that is not permitted.",
        ),
        (
            replace(with_front(owner=""), profile={"plan": ("basic",)}, plans={}, answers={}),
            Verdict.NOT_READY,
            "6 controls are unanswered, 1 combination that is not permitted, 2 plan gaps and 1 entry of the front page",
        ),
        (
            one_use(with_answers(c_sign_in=STOPPED | {"status": Status.PARTIAL})),
            Verdict.NO_GO,
            "because “Is one sign-in enforced?” is met in part only, and it is decided that this gap stays.",
        ),
        (
            with_answers(c_sign_in=STOPPED, c_spend=STOPPED),
            Verdict.NO_GO,
            "No use case may go ahead. Stopped: Minutes and memos; Letters to shippers, because “Is one sign-in",
        ),
        (
            with_answers(c_sign_in=STOPPED, c_spend=STOPPED),
            Verdict.NO_GO,
            "is not met, and it is decided that this gap stays, and for 1 more reason.",
        ),
    ],
)
def test_the_first_words_tell_the_story_of_this_engagement(engagement: Engagement, verdict: Verdict, says: str) -> None:
    assert judged(case(engagement)).assessment.verdict is verdict
    assert says in part("decision", case(engagement)).partition("Assessed for")[0]


def test_conditions_of_a_closed_use_case_are_not_counted() -> None:
    accepted = ENGAGEMENT.answers["c-roles"].acceptance
    text = part("decision", case(with_answers(c_region={"acceptance": accepted})))
    assert "1 of 2 use cases may go ahead, under 5 conditions. On hold: Letters to shippers." in text
    assert part("conditions", case(with_answers(c_region={"acceptance": accepted}))).count("Accepted risk") == 2


def test_a_prohibited_cell_is_a_reason_too() -> None:
    matrix = CHECKLIST.matrix
    assert matrix
    cells = {**matrix.cells, ("secret", "api"): Cell.PROHIBITED}
    one = case(one_use(ENGAGEMENT, "letters"), replace(CHECKLIST, matrix=replace(matrix, cells=cells)))
    assert "because the matrix prohibits Secret data on Robot interface." in part("decision", one)


def test_a_gap_that_stops_or_holds_tells_what_people_said_of_it() -> None:
    text = part("decision", case(with_answers(c_region=STOPPED)))
    assert "It is decided that the gap stays. No money. Not this year. c-region" in text
    long = part("decision", case(with_answers(c_region=STOPPED | {"note": "word " * 200})))
    assert "word … c-region" in long


def test_a_use_case_with_reasons_of_its_own_says_that_others_hold_it_too() -> None:
    text = part("decision", case(with_answers(c_sign_in={"status": Status.UNKNOWN})))
    assert "Does secret data stay in the region? To be closed by 2027-01-20. c-region" in text
    assert "And what holds every use case. What holds every use case Is one sign-in enforced?" in text
    assert "And what holds every use case." not in part("decision")


def contradiction_in_letters() -> Case:
    """A contradiction about one use case leaves the whole decision open; the other one is clear by itself."""
    checklist = with_control("c-roles", applies=CHECKLIST.controls["c-region"].applies)
    rule = replace(
        CHECKLIST.rules["r-contra"],
        when=(*CHECKLIST.rules["r-contra"].when, *(checklist.controls["c-roles"].applies or ())),
    )
    return case(
        with_answer("c-roles", status=Status.NOT_MET),
        replace(checklist, rules={**CHECKLIST.rules, "r-contra": rule}),
    )


def test_nothing_goes_ahead_while_the_decision_as_a_whole_is_open() -> None:
    one = contradiction_in_letters()
    assert judged(one).assessment.verdict is Verdict.NOT_READY
    text = part("decision", one)
    assert "No use case may go ahead yet:" in text
    assert "Ready by itself: Minutes and memos." in text
    assert "Minutes and memos Decision … Ready by itself" in text
    assert part("guardrails", one).startswith("Guardrails Nothing may go ahead.")
    assert "… Ready by itself Minutes and memos" in part("guardrails", one)
    assert "May go ahead Minutes" not in rendered(sample_report(one), "md")


@pytest.mark.parametrize(
    ("engagement", "holds", "refuses"),
    [
        (ENGAGEMENT, True, ""),
        (all_met(), True, ""),
        (with_answers(c_sign_in={"status": Status.UNKNOWN}), False, "Do not approve yet:"),
        (with_answers(c_sign_in=STOPPED), False, "Do not approve:"),
    ],
)
def test_only_a_decision_that_lets_something_go_ahead_holds_until_a_day(
    engagement: Engagement, *, holds: bool, refuses: str
) -> None:
    one = case(engagement)
    first = part("decision", one)
    assert ("Valid until" in first) is ("Valid until" in part("document-control", one)) is holds
    assert ("This decision holds until" in part("guardrails", one)) is holds
    assert "Follow up:" not in first or holds
    assert ("Sign, if you agree:" in first) is holds
    assert refuses in first
    kept = part("conditions", one) if "conditions" in [found.id for found in sample_report(one).parts] else ""
    assert ("What would have to be kept" in kept) is not holds


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (case(), "2026-12-20. A gap has to be closed by then. c-log"),
        (
            case(with_front(next_review=date(2026, 12, 20))),
            "2026-12-20. 2 things run out then, named under document control.",
        ),
        (
            case(with_answers(c_log=CLOSED, c_region=CLOSED)),
            "2027-02-01. The vendor's confirmation is too old then: Event log.",
        ),
        (
            case(with_answers(c_log=CLOSED, c_region=CLOSED), replace(CHECKLIST, plans=None)),
            "2027-02-15. The next review",
        ),
    ],
)
def test_the_last_day_says_what_runs_out(one: Case, says: str) -> None:
    assert f"Valid until {says}" in part("decision", one)
    assert "A gap has to be closed by then. c-log" in part("document-control")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"c_log": {"remedy": None}}, "Decide on: 1 gap with no remedy in time and no acceptance in force."),
        ({"c_log": {"status": Status.UNKNOWN}}, "Find out: 1 control of which the answer is not known."),
        ({"c_log": {"status": Status.MET}}, "Prove: 1 control that is said to be met, without evidence that counts."),
        ({}, "Close: 1 blocker that has a date; its use cases stay on hold until it is closed."),
        ({"c_region": STOPPED}, "Reconsider: 1 gap of which it is decided that it stays."),
        ({"c_roles": {"status": Status.NOT_MET}}, "Clear up: 1 contradiction."),
    ],
)
def test_what_is_asked_names_the_kind_of_work(changes: dict[str, dict[str, Any]], says: str) -> None:
    assert says in part("decision", case(with_answers(**changes)))


def test_an_overdue_remedy_is_to_be_decided_on() -> None:
    text = part("decision", case(today=date(2026, 12, 21)))
    assert "Decide on: 1 gap with no remedy in time and no acceptance in force." in text


def test_a_remedy_is_enough_where_the_verdict_reached_is_conditional() -> None:
    enough = "For a required control, a remedy with an owner, a date before the next review and a safeguard is enough."
    held = part("conditions", case(with_answers(c_sign_in={"status": Status.UNKNOWN}, c_log={"remedy": None})))
    assert "What would lead to: Conditional go" in held
    assert enough in held
    assert "Is one sign-in enforced? Blocker. Evidence:" in held
    assert enough not in part("conditions")
    blockers = case(with_answers(c_sign_in=STOPPED))
    assert "What would lead to: Conditional go" in part("conditions", blockers)
    assert enough not in part("conditions", blockers)


def test_evidence_by_the_owner_is_confirmed_before_it_runs_out() -> None:
    """The engagement's owner sees to it, by the next review or the end of the evidence, whichever is earlier."""
    old = Evidence(
        EvidenceKind.TEST_RESULT, "https://halden.example/x", date(2026, 11, 10), "Jon Rud", date(2027, 1, 5)
    )
    text = part("conditions", case(with_answers(c_spend={"evidence": (old,), "owner": "Jon Rud"})))
    title = "Evidence gathered by its owner only, to be confirmed by somebody other than Jon Rud Is spending limited?"
    assert f"{title} c-spend Owner or approver Ada Vik Until 2027-01-05" in text


# What somebody decided to live with


def test_the_accepted_risks_stand_on_the_first_page_the_highest_first() -> None:
    text = part("decision").partition("Risks that are accepted")[2].partition("What is asked of you")[0]
    desk = "Medium: A desk shows secret data. Accepted by Gro Dahl (Head of risk) until 2027-02-01."
    roles = "Low: Nobody watches two roles. Accepted by Hal Berg (Head of security) until 2027-03-01. c-roles"
    assert text.split() == f"Before each stands how much risk is left. {desk} {roles}".split()


@pytest.mark.parametrize("today", [date(2026, 10, 31), date(2027, 3, 2)])
def test_an_acceptance_that_is_not_in_force_is_no_accepted_risk(today: date) -> None:
    assert "Risks that are accepted" not in part("decision", case(today=today))


def test_a_stricter_cell_accepts_nothing() -> None:
    loose = ENGAGEMENT.matrix["secret", "desk"]
    stricter = {("secret", "api"): replace(loose, cell=Cell.PROHIBITED)}
    assert "A desk shows" not in part("decision", case(replace(ENGAGEMENT, matrix=stricter)))
