"""The parts of the report, one by one, as a reader sees them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from finished import FORMATS, part, rendered
from govcheck.words.engagement import CellChoice, Engagement
from govcheck.words.vocabulary import Cell, Claim, Status
from sample import (
    CHECKLIST,
    ENGAGEMENT,
    TODAY,
    case,
    sample_report,
    with_acceptance,
    with_answer,
    with_front,
)


def test_the_decision_names_verdict_use_cases_conditions_and_what_is_asked() -> None:
    text = part("decision")
    assert "Conditional go" in text
    assert "to go live" in text
    assert "Minutes and memos Decision ✓ May go ahead" in text
    assert "Letters to shippers Decision ○ On hold" in text
    assert "Sign, if you agree: approval by Ada Vik (Security lead), Cleo Strand (House counsel)" in text
    assert "Ask: 1 question to the account team, sent and waiting for a reply." in text
    assert "Or ask only for what may go ahead: Minutes and memos" in part("conditions")


@pytest.mark.parametrize(
    ("what", "who", "until"),
    [
        ("Gap to close", "Jon Rud", "2026-12-20"),
        ("Accepted risk", "Hal Berg (Head of security)", "2027-03-01"),
        ("Not applicable, as approved", "Kari Holm", "2027-11-12"),
        ("Warning, until the facts or the answers change", "Ada Vik", "2027-02-15"),
        ("Evidence gathered by its owner only, to be confirmed by somebody else", "Ada Vik", "2027-02-15"),
    ],
)
def test_each_condition_has_somebody_and_a_day(what: str, who: str, until: str) -> None:
    rows = re.findall(r"^\| \*\*(.*?)\*\*<br>.*? \| (.*?) \| (.*?) \|", rendered(sample_report(), "md"), re.MULTILINE)
    assert (what, who, until) in rows


def test_a_loosened_cell_in_use_is_a_condition() -> None:
    desk = replace(ENGAGEMENT.use_cases["office"], profile={"place": ("desk",), "data": ("secret",), "extra": ()})
    changed = case(replace(ENGAGEMENT, use_cases={"office": desk}))
    row = "Matrix cell Secret data on Desktop robot: conditional here, which is looser than the checklist."
    assert f"{row} A desk shows secret data. Owner or approver Gro Dahl (Head of risk) Until 2027-02-01" in part(
        "conditions", changed
    )


def test_silence_is_counted_and_not_listed() -> None:
    answers = {id: answer for id, answer in ENGAGEMENT.answers.items() if id not in ("c-log", "c-fax")}
    text = part("decision", case(replace(ENGAGEMENT, answers=answers)))
    assert "Not ready" in text
    assert "2 controls not answered yet." in text
    assert "Answer: 2 blockers or required controls" not in text
    assert "Answer: 2 blockers and required controls." in text
    assert "Do not sign yet:" in text


def test_guardrails_permit_what_is_clear_and_nothing_else() -> None:
    text = part("guardrails")
    assert "Minutes and memos Where it stands ✓ Allowed Open data on Desktop robot" in text
    assert "Company accounts only." in text
    assert "Desks keep a paper log." in text
    assert "Is one sign-in enforced? c-sign-in Evidence counts until 2027-11-10" in text
    assert "○ On hold Letters to shippers" in text
    assert "Prohibited by the matrix: Open data on Robot interface" in text
    assert "Not asked for: Secret data on Desktop robot" in text
    assert "Closed with its use case: Secret data on Robot interface" in text


def test_no_guardrail_permits_anything_while_no_use_case_is_clear() -> None:
    answers = {**ENGAGEMENT.answers, "c-sign-in": replace(ENGAGEMENT.answers["c-sign-in"], status=Status.NOT_MET)}
    text = part("guardrails", case(replace(ENGAGEMENT, answers=answers)))
    assert text.startswith("Guardrails Nothing may go ahead.")
    assert "Permitted" not in text


def test_topics_show_their_worst_state_and_what_is_open() -> None:
    text = part("topics")
    assert "Signing in State ✓ Met Controls 1 met Open Nothing" in text
    assert "Keeping logs State ◐ Promised Controls 1 promised Open c-log" in text


def test_a_view_rates_residual_risk_from_acceptances_only() -> None:
    text = part("view-rollout")
    assert "1. Access is ready State ◆ Accepted" in text
    assert "Residual risk: low until 2027-03-01" in text
    assert text.count("Residual risk:") == 1
    assert "2. Arms are safe State – Not applicable Controls – Ruled out Are the arms fenced in? c-arms" in text
    lapsed = part("view-rollout", case(today=date(2027, 3, 2)))
    assert "Residual risk:" not in lapsed


def test_readiness_counts_and_gives_no_percentage() -> None:
    text = part("readiness")
    assert "Access and people 2 0 1 1 0 0 0 0 1" in text
    assert "Logs and alarms 0 1 0 1 0 1 1 1 0" in text
    assert "%" not in rendered(sample_report(), "md")


def test_gaps_name_what_is_missing_who_closes_it_and_what_it_holds() -> None:
    text = part("gaps")
    row = (
        "Does secret data stay in the region? c-region",
        "State ◐ Promised Not met, as stated by Cleo Strand (House counsel) on 2026-11-12",
        "Why it does not count Nobody has promised it.",
        "What is to be done Owner: Ivar Ness Due: 2027-01-20 Until then: No secret data leaves the house.",
        "Use cases Letters to shippers",
    )
    assert " ".join(row) in text
    assert "Does an alarm wake somebody?" not in text


def test_gaps_name_missing_facts_too() -> None:
    text = part("gaps", case(with_front(stage=None, owner="")))
    assert "Front page: what is being decided (stage): Missing." in text
    assert "Front page: the owner of the engagement: Missing." in text


def test_contradictions_show_both_answers_and_how_to_resolve_them() -> None:
    changed = with_answer("c-roles", status=Status.NOT_MET)
    text = part("contradictions", case(changed))
    assert "≠ Contradiction r-contra What it says Sign-in cannot hold without roles." in text
    assert "Is one sign-in enforced? Met c-sign-in Does every role have an owner? Not met c-roles" in text
    assert "One of these is not true. Find out which, and correct it." in text


def test_what_was_only_noticed_stands_below_the_contradictions() -> None:
    changed = with_front(reviewed_by="Vik, Ada")
    assert "nearly the same name" in part("contradictions", case(changed))


def test_the_matrix_shows_who_stands_where_and_what_differs() -> None:
    text = part("matrix")
    assert "Open data ✓ Allowed Minutes and memos ✗ Prohibited" in text
    assert "Secret data ◐ Conditional ✓ Allowed with controls Letters to shippers" in text
    assert "Secret data on Desktop robot Checklist ✗ Prohibited This review ◐ Conditional" in text
    assert "Gro Dahl (Head of risk)" in text


def test_a_looser_cell_that_nobody_accepted_does_not_count() -> None:
    changed = replace(ENGAGEMENT, matrix={("secret", "desk"): CellChoice(Cell.CONDITIONAL)})
    text = part("matrix", case(changed))
    assert "What counts ✗ Prohibited The looser setting does not count: nobody accepted it. Accepted by Nobody" in text


def test_plan_rows_tell_claims_from_confirmations() -> None:
    assert "Event log Result ✓ Confirmed Needed by All use cases Claimed Yes (stated by the source)" in part(
        "plan-gaps"
    )
    claimed = replace(ENGAGEMENT, plans={})
    assert "Event log Result ◐ Claimed only" in part("plan-gaps", case(claimed))
    lacking = replace(claimed, profile={"plan": ("basic",)})
    says = "Event log Result ✗ Gap Needed by All use cases Claimed No (stated by the source) Confirmed No"
    assert says in part("plan-gaps", case(lacking))


def test_a_confirmation_for_another_plan_does_not_count() -> None:
    said = replace(ENGAGEMENT.plans["log-plan"], plan="basic", confirmed=Claim.NO)
    text = part("plan-gaps", case(replace(ENGAGEMENT, plans={"log-plan": said})))
    assert (
        "No for Basic, by Vera Nyman on 2026-11-03; evidence/plan.txt This does not count on the day of assessment."
        in text
    )


def test_responsibilities_name_parties_and_people() -> None:
    text = part("responsibilities", case(with_front(people={"counsel": "Cleo Strand"})))
    assert "Accounts and sign-in Vendor offers it Admins switch it on" in text
    assert "House counsel Person Cleo Strand" in text
    assert "Security lead Person Nobody is named" in text


@pytest.mark.parametrize(
    ("changed", "today", "says"),
    [
        (ENGAGEMENT, TODAY, "State ✓ In force Risk"),
        (ENGAGEMENT, date(2027, 3, 2), "State – Not in force The acceptance ended on 2027-03-01."),
        (
            with_acceptance("c-roles", by="Ada Vik"),
            TODAY,
            "State – Not in force Accepted by Ada Vik, who owns the gap.",
        ),
        (
            with_answer("c-roles", status=Status.UNKNOWN),
            TODAY,
            "State – Not in force It stands beside the answer unknown",
        ),
    ],
)
def test_acceptances_are_shown_whether_or_not_in_force(changed: Engagement, today: date, says: str) -> None:
    text = part("acceptances", case(changed, today=today))
    assert f"Does every role have an owner? c-roles {says}" in text
    assert "Compensating control The lead looks weekly." in text


def test_questions_say_what_waits_and_what_a_reply_changes() -> None:
    text = part("questions")
    assert "1. Vendor, sales: Vera Nyman q-region Question In which region does Halden Freight run on Full?" in text
    assert "Waiting for it Does secret data stay in the region? c-region" in text
    assert "With a yes Secret data may be sent. With a no Secret data stays here." in text
    assert "Asked 2026-11-02, of Vera Nyman Wanted by 2026-11-30" in text
    assert "Vera Nyman, 2026-11-09: Mostly in the north." in text
    assert "Answered by the account team" in text


def test_a_question_without_a_reply_can_be_overdue() -> None:
    yesterday = TODAY - timedelta(days=1)
    silent = exchange(reply="", outcome=None, due=yesterday)
    assert "Wanted by ○ Overdue 2026-11-21 Reply None so far" in part("questions", case(silent))
    assert "Wanted by 2026-11-21 Reply" in part("questions", case(exchange(due=yesterday)))
    assert "Asked Not yet" in part("questions", case(replace(ENGAGEMENT, questions={})))


def test_the_sign_off_block_has_a_row_for_each_approval() -> None:
    text = part("sign-off", case(with_front(people={"counsel": "Cleo Strand"})))
    assert "draft until everybody named here has approved it" in text
    assert "Security lead Name Decision Date Signature House counsel Name Cleo Strand Decision Date" in text
    without = case(checklist=replace(CHECKLIST, approvals=()))
    assert "Owner of the review Name Ada Vik" in part("sign-off", without)


def test_the_annex_has_every_control_that_applies() -> None:
    text = rendered(sample_report(), "md")
    applying = [control for control in CHECKLIST.controls if control != "c-arms"]
    assert re.findall(r'<a id="answer-([\w-]+)"></a>', text) == applying
    assert "Due later In operation. As it stands: met." in part("answers")


@pytest.mark.parametrize(
    "says",
    [
        "Met, as stated by Dag Moe on 2026-11-12",
        "Not met, as stated by Cleo Strand (House counsel) on 2026-11-12",
        "evidence/sign-in.txt; collected 2026-11-10 by Finn Aas, valid until 2027-06-01; file as recorded.",
        "https://halden.example/test; collected 2026-11-10 by Finn Aas; not verified.",
        "file missing. It does not count: no file evidence/lost.txt.",
        "file changed since it was recorded. It does not count",
        "file present, without a recorded fingerprint",
        "All 212 people. No second way in.",
        "Remedy Ivar Ness, until 2027-01-20. Until then: No secret data leaves the house.",
        "Remedy None: it is decided that the gap stays.",
        "Approved by Kari Holm",
    ],
)
def test_an_answer_is_shown_with_what_was_stated_and_what_proves_it(says: str) -> None:
    assert says in part("answers")


def test_a_note_keeps_its_lines() -> None:
    for format in FORMATS:
        assert "All 212 people.<br>No second way in." in rendered(sample_report(), format)


def test_an_excluded_control_names_the_fact_that_excluded_it() -> None:
    answers = {**ENGAGEMENT.answers, "c-arms": replace(ENGAGEMENT.answers["c-fax"], note="No arms here.")}
    text = part("answers", case(replace(ENGAGEMENT, answers=answers)))
    assert "Are the arms fenced in? c-arms Ruled out by What else is used? Beta features" in text
    assert "Not applicable, as stated by Jon Rud on 2026-11-12 No arms here." in text


def test_the_basis_gives_the_facts_and_the_rules() -> None:
    text = part("basis")
    assert "Which plan is bought? Answer Full" in text
    assert "Minutes and memos: Desktop robot Letters to shippers: Robot interface" in text
    assert "The robot handbook. Robot press. Date of the document: 2026-01-01." in text
    assert "Not legal advice." in text


def exchange(**changes: Any) -> Engagement:
    changed = replace(ENGAGEMENT.questions["q-region"], **changes)
    return replace(ENGAGEMENT, questions={**ENGAGEMENT.questions, "q-region": changed})
