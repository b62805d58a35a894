"""The parts of the report, one by one, as a reader sees them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from finished import FORMATS, part, rendered
from govcheck.rules.report.blocks import Facts, Line, Part, Prose, Table
from govcheck.rules.report.marks import CELLS, EXCLUDED, LATER, READY, RESULTS, STANDING_MEANS, STANDINGS
from govcheck.rules.report.phrases import clause
from govcheck.rules.report.sheet import question_sheet
from govcheck.words.criteria import AnyOf, Criteria, FactIs, Not
from govcheck.words.engagement import CellChoice, Engagement
from govcheck.words.vocabulary import Cell, Claim, EvidenceKind, Outcome, Standing, Status
from sample import (
    CHECKLIST,
    ENGAGEMENT,
    TODAY,
    case,
    judged,
    sample_report,
    with_acceptance,
    with_answer,
    with_control,
    with_front,
)


def test_the_decision_names_verdict_use_cases_conditions_and_what_is_asked() -> None:
    text = part("decision")
    assert "Conditional go" in text
    assert "to go live" in text
    assert "Minutes and memos Decision ✓ May go ahead" in text
    assert "Letters to shippers Decision ○ On hold" in text
    other = "somebody other than Ada Vik, who owns the review (Security lead)"
    assert f"Sign, if you agree: approval by {other}, Cleo Strand (House counsel)" in text
    assert "Ask: 1 question to the account team: 1 with a reply that is not enough." in text
    assert "Follow up: the next condition runs out on 2026-12-20 (Jon Rud)." in text


def test_asking_for_less_stands_below_the_list_and_names_the_verdict_that_it_gives() -> None:
    block = next(one for one in sample_report().parts if one.id == "conditions").blocks[-1]
    assert isinstance(block, Prose)
    says = "Or ask only for Minutes and memos: conditional go, with the conditions that bear on them."
    assert part("conditions").endswith(says)
    assert "Or ask only for" not in part("conditions", case(contradicting()))
    office = with_answer("c-roles", status=Status.MET, evidence=ENGAGEMENT.answers["c-sign-in"].evidence)
    clean = {id: office.answers[id] for id in ("c-sign-in", "c-roles", "c-region", "c-drill")}
    fresh = {id: replace(office.answers["c-sign-in"], note="") for id in ("c-spend", "c-log", "c-fax")}
    text = part("conditions", case(replace(ENGAGEMENT, answers={**clean, **fresh})))
    assert text.endswith("Or ask only for Minutes and memos: go.")


@pytest.mark.parametrize(
    ("what", "who", "until"),
    [
        ("Gap to close", "Jon Rud", "2026-12-20"),
        ("Accepted risk", "Hal Berg (Head of security)", "2027-03-01"),
        ("Not applicable, as approved", "Kari Holm", "2027-11-12"),
        ("Warning, until the facts or the answers change", "Ada Vik", "2027-02-15"),
        (
            "Evidence gathered by its owner only, to be confirmed by somebody other than Ada Vik",
            "Ada Vik",
            "2027-02-15",
        ),
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
    assert "Do not approve yet:" in text


def test_guardrails_permit_what_is_clear_and_nothing_else() -> None:
    text = part("guardrails")
    assert "Minutes and memos Where it stands □ Allowed Open data on Desktop robot" in text
    assert "Company accounts only." in text
    assert "Desks keep a paper log." in text
    assert "Is one sign-in enforced? c-sign-in Evidence counts until 2027-11-10" in text
    assert "○ On hold Letters to shippers" in text
    assert "Prohibited by the matrix: Open data on Robot interface" in text
    assert "Not asked for: Secret data on Desktop robot" in text
    assert "Asked for, but the use case may not go ahead: Secret data on Robot interface" in text


def test_no_guardrail_permits_anything_while_no_use_case_is_clear() -> None:
    answers = {**ENGAGEMENT.answers, "c-sign-in": replace(ENGAGEMENT.answers["c-sign-in"], status=Status.NOT_MET)}
    text = part("guardrails", case(replace(ENGAGEMENT, answers=answers)))
    assert text.startswith("Guardrails Nothing may go ahead.")
    assert "Permitted" not in text


def test_topics_show_their_worst_state_and_what_is_open() -> None:
    text = part("topics")
    assert "Signing in State ✓ Met Controls 1 met Open Nothing" in text
    assert "Keeping logs State ◐ Gap with a date Controls 1 gap with a date Open c-log" in text


def test_the_states_that_occur_are_explained_where_they_are_first_shown() -> None:
    topics = next(one for one in sample_report().parts if one.id == "topics")
    key = topics.blocks[-1]
    assert isinstance(key, Facts)
    shown = {fact.label: fact.lines[0].text for fact in key.facts}
    assert shown["✓ Met"] == STANDING_MEANS[Standing.MET]
    occurs = {state.standing for state in judged().assessment.states.values()}
    assert ("? Unanswered" in shown) is (Standing.UNANSWERED in occurs)
    assert not any(STANDINGS[one].word in " ".join(shown) for one in Standing if one not in occurs)
    bare = sample_report(case(checklist=replace(CHECKLIST, topics={})))
    assert "What the states mean" in [
        block.title for one in bare.parts if one.id == "readiness" for block in one.blocks
    ]


def test_a_date_on_a_blocker_looks_like_what_it_does_wherever_it_is_shown() -> None:
    """A blocker has to hold now. A control that only has to be closed in time looks milder."""
    blocker = with_control("c-region", topics=("sign-in",))
    changed = case(checklist=replace(blocker, topics={**CHECKLIST.topics, "logs": "Keeping logs"}))
    marks = [line.mark for one in sample_report(changed).parts if one.id == "topics" for line in table_lines(one)]
    assert [mark.tone for mark in marks if mark and mark.word == "Gap with a date"] == ["bad", "fair"]
    assert "Does secret data stay in the region? c-region State ⊘ Gap with a date" in part("gaps")
    assert "Promised" not in rendered(sample_report(), "md")
    assert "promised," not in rendered(sample_report(), "md")
    text = part("topics", case(checklist=with_control("c-region", topics=("logs",))))
    assert "Keeping logs State ⊘ Gap with a date Controls 2 gaps with a date" in text


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
        "State ⊘ Gap with a date Not met, as stated by Cleo Strand (House counsel) on 2026-11-12",
        "Why it is not settled Nobody has promised it.",
        "What is to be done Owner: Ivar Ness Due: 2027-01-20 Until then: No secret data leaves the house.",
        "Use cases Letters to shippers",
    )
    assert " ".join(row) in text


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (Status.UNKNOWN, "Find it out."),
        (Status.MET, "Name evidence that counts."),
        (Status.PARTIAL, "No remedy is named."),
    ],
)
def test_what_is_to_be_done_fits_the_answer(status: Status, says: str) -> None:
    changed = case(with_answer("c-log", status=status, remedy=None))
    assert f"What is to be done {says} Owner: Ada Vik" in part("gaps", changed)


def test_open_recommended_controls_have_a_list_of_their_own() -> None:
    """Page 1 shows their state in its topic, so the report has to say somewhere what it is about."""
    before, heading, after = part("gaps").partition(
        "Recommended controls Due now and not settled. They decide nothing."
    )
    assert heading
    assert "Does an alarm wake somebody? c-alarm State ✗ Failed" in after
    assert "Does a poster name the rules? c-poster State ? Unanswered" in after
    assert "c-alarm" not in before


def test_gaps_name_missing_facts_too() -> None:
    text = part("gaps", case(with_front(stage=None, owner="")))
    assert "Front page: what is being decided (stage): Missing." in text
    assert "Front page: the owner of the engagement: Missing." in text


def test_contradictions_show_both_answers_and_how_to_resolve_them() -> None:
    changed = with_answer("c-roles", status=Status.NOT_MET)
    text = part("contradictions", case(changed))
    assert "≠ Contradiction r-contra What it says Sign-in cannot hold without roles." in text
    assert "Is one sign-in enforced? Met c-sign-in Does every role have an owner? Not met c-roles" in text
    assert "These cannot all stand. Find out which one is wrong, and correct it or put it right." in text


def test_what_was_only_noticed_stands_below_the_contradictions() -> None:
    changed = with_front(reviewed_by="Vik, Ada")
    assert "nearly the same name" in part("contradictions", case(changed))


def test_the_matrix_shows_who_stands_where_and_what_differs() -> None:
    text = part("matrix")
    assert "Open data □ Allowed ✓ May go ahead Minutes and memos ■ Prohibited" in text
    assert "Secret data ◧ Conditional ◱ Allowed with controls ○ On hold Letters to shippers" in text
    assert "Secret data on Desktop robot Checklist ■ Prohibited This review ◧ Conditional" in text
    assert "Gro Dahl (Head of risk)" in text


def test_a_ruling_of_the_matrix_never_looks_like_a_decision() -> None:
    assert {mark.tone for mark in CELLS.values()} == {"quiet"}
    assert not {mark.glyph for cell, mark in CELLS.items() if cell} & {mark.glyph for mark in RESULTS.values()}


def test_a_looser_cell_that_nobody_accepted_does_not_count() -> None:
    changed = replace(ENGAGEMENT, matrix={("secret", "desk"): CellChoice(Cell.CONDITIONAL)})
    text = part("matrix", case(changed))
    says = "This review's own looser setting does not count: nobody accepted it."
    assert f"What counts ■ Prohibited {says} Accepted by Nobody" in text


def test_plan_rows_tell_claims_from_confirmations() -> None:
    assert "Event log Result ✓ Confirmed Needed by All use cases Claimed Yes (stated by the source)" in part(
        "plan-gaps"
    )
    claimed = replace(ENGAGEMENT, plans={})
    assert "Event log Result ◐ Claimed only" in part("plan-gaps", case(claimed))
    lacking = replace(claimed, profile={"plan": ("basic",)})
    says = "Event log Result ✗ Gap Needed by All use cases Claimed No (stated by the source)"
    assert f"{says} Confirmed No confirmation recorded" in part("plan-gaps", case(lacking))


def test_a_confirmation_for_another_plan_does_not_count() -> None:
    said = replace(ENGAGEMENT.plans["log-plan"], plan="basic", confirmed=Claim.NO)
    text = part("plan-gaps", case(replace(ENGAGEMENT, plans={"log-plan": said})))
    assert (
        "No for Basic, by Vera Nyman on 2026-11-03; evidence/plan.txt It does not count: it is for another plan."
        in text
    )


def test_a_gap_of_the_plan_names_its_ways_out() -> None:
    assert "Ways out" not in part("plan-gaps")
    lacking = replace(ENGAGEMENT, plans={}, profile={"plan": ("basic",), "keys": ("yes",)})
    assert part("plan-gaps", case(lacking)).endswith(
        "Ways out of each gap "
        "Event log Have the account team confirm in writing that Basic has it. "
        "Choose a plan that has it: Full (claimed). "
        "Keys of our own Have the account team confirm in writing that Basic has it. "
        "Choose a plan that has it: Full (claimed). "
        "Change what needs it, if it is not so: “Are own keys required?” is Yes (keys)."
    )


def test_ways_out_of_a_gap_tell_what_is_refused_and_what_is_not_known() -> None:
    refused = replace(ENGAGEMENT.plans["log-plan"], confirmed=Claim.NO)
    text = part("plan-gaps", case(replace(ENGAGEMENT, plans={"log-plan": refused})))
    assert text.endswith(
        "The account team said on 2026-11-03 that Full does not have it; only another reply helps. "
        "No other plan is claimed or confirmed to have it. "
        "Change what needs it, if it is not so: “Which plan is bought?” is Full (plan)."
    )
    nothing = part("plan-gaps", case(replace(ENGAGEMENT, profile={})))
    assert (
        "Find out first: Which plan is bought? It is not known yet. Choose a plan that has it: Full (confirmed)."
        in (nothing)
    )
    assert nothing.endswith("Find out whether it is needed: “Are own keys required?” is unknown (keys).")


def test_a_confirmation_that_does_not_count_makes_no_gap_of_what_is_claimed() -> None:
    text = part("plan-gaps", case(today=date(2027, 6, 1)))
    assert "Event log Result ◐ Claimed only" in text
    assert "It does not count: it is older than 90 days." in text
    assert "Ways out" not in text


def test_responsibilities_name_parties_and_people() -> None:
    text = part("responsibilities", case(with_front(people={"counsel": "Cleo Strand"})))
    assert "Persons The seller Vendor, sales: nobody is named Admins Security lead: nobody is named" in text
    assert "House counsel: Cleo Strand People at desks No role stands behind it." in text
    assert "Accounts and sign-in The seller offers it Nobody is named for this. Admins switch it on People at" in text
    assert "House counsel Person Cleo Strand" in text
    assert "Security lead Person Nobody is named" in text


def test_a_task_that_nobody_named_would_do_says_so_in_each_format() -> None:
    named = sample_report()
    assert all("Nobody is named for this." not in rendered(named, format) for format in FORMATS)
    nobody = sample_report(case(with_front(people={})))
    for format in FORMATS:
        assert rendered(nobody, format).count("Nobody is named for this.") == 2  # people at desks have nothing to do
    idle = replace(CHECKLIST.responsibilities["access"], parties={"vendor": "-", "admins": "switch it on"})
    changed = replace(CHECKLIST, responsibilities={"access": idle})
    assert part("responsibilities", case(with_front(people={}), changed)).count("Nobody is named for this.") == 1
    text = rendered(named, "md")
    assert "| Task | The seller | Admins | People at desks |" in text
    assert "| Persons | **Vendor, sales:** Vera Nyman | **Security lead:** Ada Vik<br>**House counsel:** Cleo" in text


def test_without_parties_the_table_has_their_ids_and_no_persons() -> None:
    text = part("responsibilities", case(checklist=replace(CHECKLIST, parties={})))
    assert "Persons" not in text
    assert "Accounts and sign-in Vendor offers it Admins switch it on Desks -" in text


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
    assert "A good answer means Secret data may be sent. Otherwise Secret data stays here." in text
    assert "Where it stands The reply is not enough. Asked 2026-11-02, of Vera Nyman Wanted by 2026-11-30" in text
    assert "Vera Nyman, 2026-11-09: Mostly in the north." in text
    assert "No longer open" in text
    assert "Where it stands Answered. Asked 2026-11-02, of Vera Nyman" in text


YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "first_page", "record"),
    [
        (None, "1 not sent yet.", "Where it stands Not sent yet."),
        ({"reply": "", "outcome": None}, "1 waiting for a reply.", "Wanted by 2026-11-30 Reply None so far"),
        (
            {"reply": "", "outcome": None, "due": YESTERDAY},
            "1 waiting for a reply; 1 is overdue.",
            "Wanted by ○ Overdue 2026-11-21 Reply None so far",
        ),
        ({"reply": "", "outcome": None, "due": TODAY}, "1 waiting for a reply.", "Wanted by 2026-11-22 Reply"),
        ({}, "1 with a reply that is not enough.", "Where it stands The reply is not enough."),
        (
            {"due": YESTERDAY},
            "1 with a reply that is not enough; 1 is overdue.",
            "Wanted by ○ Overdue 2026-11-21 Reply",
        ),
        (
            {"outcome": None, "due": YESTERDAY},
            "1 with a reply that is not judged yet.",
            "Where it stands The reply is not judged yet. Asked 2026-11-02, of Vera Nyman Wanted by 2026-11-21 Reply",
        ),
        (
            {"outcome": Outcome.ACCEPTED, "valid_until": YESTERDAY},
            "1 with a reply that no longer counts.",
            "Where it stands The reply no longer counts.",
        ),
        *(
            (
                {"outcome": outcome, "replied_on": TOMORROW, "due": TODAY},
                "1 with a reply that came after the day of assessment.",
                "Where it stands The reply came after the day of assessment.",
            )
            for outcome in (Outcome.ACCEPTED, Outcome.INSUFFICIENT, Outcome.DIFFERS, None)
        ),
        (
            {"outcome": Outcome.ACCEPTED, "replied_on": TOMORROW, "due": YESTERDAY},
            "1 with a reply that came after the day of assessment; 1 is overdue.",
            "Wanted by ○ Overdue 2026-11-21 Reply",
        ),
    ],
)
def test_each_open_question_says_where_it_stands(changes: dict[str, Any] | None, first_page: str, record: str) -> None:
    unsent = replace(ENGAGEMENT, questions={"q-log": ENGAGEMENT.questions["q-log"]})
    changed = case(unsent if changes is None else exchange(**changes))
    assert f"Ask: 1 question to the account team: {first_page}" in part("decision", changed)
    assert record in part("questions", changed)


IN_WRITING = replace(
    ENGAGEMENT.answers["c-sign-in"].evidence[0],
    kind=EvidenceKind.WRITTEN_REPLY,
    ref="evidence/reply.txt",
    sha256="",
    by="Liv Tangen",
)
NO_LONGER = "evidence/reply.txt is the reply of 2026-11-09 to q-region, "


@pytest.mark.parametrize(
    ("changes", "evidence", "question"),
    [
        (
            {"outcome": Outcome.ACCEPTED},
            "It is the reply to q-region, valid until 2027-05-09.",
            "Where it stands Answered.",
        ),
        (
            {"outcome": Outcome.ACCEPTED, "valid_until": None},
            "It is the reply to q-region, valid until 2027-05-08.",
            "Valid until 2027-05-08, 180 days after it came",
        ),
        (
            {"outcome": Outcome.ACCEPTED, "valid_until": YESTERDAY},
            f"It does not count: {NO_LONGER}which was valid until 2026-11-21.",
            "Where it stands The reply no longer counts.",
        ),
        (
            {},
            f"It does not count: {NO_LONGER}which is not enough.",
            "Where it stands The reply is not enough.",
        ),
        (
            {"outcome": Outcome.ACCEPTED, "confirm_again": "It asks for more."},
            f"It does not count: {NO_LONGER}a question that was reworded since.",
            "Where it stands The question was reworded since.",
        ),
    ],
)
def test_a_proof_that_is_a_reply_says_of_it_what_the_question_says(
    changes: dict[str, Any], evidence: str, question: str
) -> None:
    met = with_answer("c-region", status=Status.MET, remedy=None, evidence=(IN_WRITING,)).answers
    one = case(replace(exchange(**changes), answers=met))

    assert f"{evidence} " in part("answers", one)
    assert question in part("questions", one)


def test_a_reply_that_is_not_enough_is_called_so_also_beside_a_gap() -> None:
    gap = with_answer("c-region", evidence=(IN_WRITING,))
    assert "It is the reply of 2026-11-09 to q-region, which is not enough." in part("answers", case(gap))


def test_a_withdrawn_question_is_neither_counted_nor_numbered() -> None:
    changed = case(exchange(outcome=Outcome.WITHDRAWN))
    assert "Ask:" not in part("decision", changed)
    text = part("questions", changed)
    assert text.startswith("Open questions for the account team No question waits for the account team. No longer open")
    assert "Where it stands Withdrawn." in text


def test_report_and_sheet_call_a_question_by_the_same_number() -> None:
    """Also where an earlier one of another person comes later in the checklist, and where one was withdrawn."""
    unknown = {id: replace(ENGAGEMENT.answers[id], status=Status.UNKNOWN) for id in ("c-log", "c-region")}
    asked = {
        **ENGAGEMENT.questions,
        "q-log": replace(ENGAGEMENT.questions["q-log"], asked_of="Nils Eng", outcome=None),
        "q-third": ENGAGEMENT.questions["q-region"],
        "q-fourth": replace(ENGAGEMENT.questions["q-region"], outcome=Outcome.WITHDRAWN),
    }
    more = {id: replace(CHECKLIST.questions["q-log"], id=id) for id in ("q-fourth", "q-third")}
    controls = with_control("c-log", asks=("q-log", *more))
    changed = case(
        replace(ENGAGEMENT, answers={**ENGAGEMENT.answers, **unknown}, questions=asked),
        replace(controls, questions={"q-fourth": more["q-fourth"], **CHECKLIST.questions, **more}),
    )
    sheet = question_sheet(judged(changed))
    told = {one.reference: (one.number, group.person) for group in sheet.addressees for one in group.questions}
    assert told == {"q-region": (1, "Vera Nyman"), "q-third": (2, "Vera Nyman"), "q-log": (3, "Nils Eng")}
    found = re.findall(r"(\d)\. Vendor, sales: (Vera Nyman|Nils Eng) (q-[a-z]+)", part("questions", changed))
    assert {id: (int(number), person) for number, person, id in found} == told


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
        "file missing or empty. It does not count: evidence/lost.txt is missing",
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


def test_each_record_says_why_it_is_asked_how_to_verify_it_and_what_counts() -> None:
    asked = (
        "Why it is asked c-drill: why. How to verify c-drill: how. What counts as evidence C-drill: what. It counts as:"
    )
    text = part("answers")
    assert asked in text
    kinds = "contract clause, test result, admin export, independent report, written reply or internal record."
    assert f"{asked} {kinds} By when In operation" in text


def test_a_note_keeps_its_lines() -> None:
    for format in FORMATS:
        assert "All 212 people.<br>No second way in." in rendered(sample_report(), format)


def test_an_excluded_control_says_what_it_needs_and_what_each_use_case_has() -> None:
    answers = {**ENGAGEMENT.answers, "c-arms": replace(ENGAGEMENT.answers["c-fax"], note="No arms here.")}
    text = part("applicability", case(replace(ENGAGEMENT, answers=answers)))
    needs = "Applies only with: Robot arms. No use case has this: Minutes and memos: none. Letters to shippers: Beta"
    assert f"Are the arms fenced in? c-arms Why it does not apply {needs}" in text
    assert "Not applicable, as stated by Jon Rud on 2026-11-12 No arms here." in text


@pytest.mark.parametrize(
    ("applies", "needs"),
    [
        ((FactIs("data", ("secret",)), FactIs("place", ("desk",))), "Secret data and Desktop robot."),
        ((FactIs("plan", ("basic",)),), "“Which plan is bought?” Basic. Here it is: “Which plan is bought?” Full."),
        (
            (AnyOf(((FactIs("keys", ("yes",)),), (FactIs("with-arms", ("yes",)),))),),
            "(“Are own keys required?” Yes or Robot arms).",
        ),
        ((Not((FactIs("place", ("desk", "api")),)),), "not (Desktop robot or Robot interface)."),
        ((FactIs("with-arms", ("no",)), FactIs("extra", ("arms",))), "not (Robot arms) and Robot arms."),
    ],
)
def test_what_a_control_needs_is_said_in_words(applies: Criteria, needs: str) -> None:
    text = part("applicability", case(checklist=with_control("c-arms", applies=applies)))
    assert f"Are the arms fenced in? c-arms Why it does not apply Applies only with: {needs}" in text


def test_what_each_use_case_has_stands_beside_it() -> None:
    applies = (FactIs("data", ("secret",)), FactIs("place", ("desk",)))
    text = part("applicability", case(checklist=with_control("c-arms", applies=applies)))
    office = "Minutes and memos: Open data; Desktop robot."
    assert f"No use case has this: {office} Letters to shippers: Secret data; Robot interface." in text


def test_the_statement_of_applicability_names_every_control_once() -> None:
    text = part("applicability")
    start = "9 of 10 controls apply; the facts given rule 1 out; 1 of those that apply is said not to."
    assert text.startswith(f"Annex: statement of applicability {start}")
    assert "Is one sign-in enforced? c-sign-in Use cases All use cases Why it applies Always asked." in text
    region = "Does secret data stay in the region? c-region Use cases Letters to shippers Why it applies"
    assert f"{region} Applies with: Secret data." in text
    ids = re.findall(r"\bc-[a-z-]+", text)
    assert sorted(ids) == sorted([*CHECKLIST.controls, "c-fax"])  # once more for what is said of it


def test_what_is_said_not_to_apply_has_its_reason_its_approver_and_its_end() -> None:
    fax = "Is the fax line logged? c-fax State – Not applicable Reason given The fax was sold."
    said = f"{fax} Said by Jon Rud on 2026-11-12 Approved by Kari Holm Counts until 2027-11-12"
    assert said in part("applicability")
    changed = case(with_answer("c-fax", approved_by=""))
    needs = "○ Open Not applicable needs an approver who neither answered nor owns it."
    assert f"{needs} Reason given The fax was sold." in part("applicability", changed)


KNOWN = "What is known of it"
REGISTER = (
    f"evidence/lost.txt What it is Test result, collected 2026-11-10 by Finn Aas {KNOWN} File missing or empty.",
    "File missing or empty. What rests on it Does not count: c-sign-in",
    f"{KNOWN} File as recorded. Recorded, SHA-256: {'1' * 64} What rests on it c-sign-in",
    f"File changed since it was recorded. File present, without a recorded fingerprint. Recorded, SHA-256: {'9' * 64}",
    f"Recorded, SHA-256: {'9' * 64} Today, SHA-256: {'2' * 64} What rests on it Does not count: c-spend c-spend",
    f"https://halden.example/drill What it is Test result, collected 2026-11-10 by Liv Tangen {KNOWN} Not verified.",
    f"Confirmation, dated 2026-11-03, by Vera Nyman {KNOWN} File as recorded.",
    "Plan row: Event log",
    f"Record of a reply, of 2026-11-09, by Vera Nyman {KNOWN} File missing or empty.",
    "What rests on it Question: q-region",
)


@pytest.mark.parametrize("says", REGISTER)
def test_the_register_tells_of_each_proof_what_is_known_and_what_rests_on_it(says: str) -> None:
    assert says in part("evidence")


def test_a_file_that_several_answers_rest_on_stands_in_the_register_once() -> None:
    proof = replace(ENGAGEMENT.answers["c-drill"].evidence[0], ref="./evidence/sign-in.txt", sha256="1" * 64)
    changed = case(with_answer("c-drill", evidence=(proof,)))
    changed = replace(changed, digests={**changed.digests, proof.ref: "1" * 64})
    text = part("evidence", changed)
    assert len(re.findall(r"evidence/sign-in\.txt", text)) == 1
    assert "What rests on it c-sign-in c-drill" in text


@pytest.mark.parametrize(("found", "known"), [("4", "File as recorded."), ("5", "File changed since it was recorded.")])
def test_the_record_of_a_reply_is_compared_with_its_fingerprint(found: str, known: str) -> None:
    changed = case(exchange(sha256="4" * 64))
    changed = replace(changed, digests={**changed.digests, "evidence/reply.txt": found * 64})
    says = f"Record of a reply, of 2026-11-09, by Vera Nyman {KNOWN} {known} Recorded, SHA-256: {'4' * 64}"
    assert says in part("evidence", changed)


def test_a_question_keeps_what_was_asked_and_replied_before() -> None:
    first = replace(ENGAGEMENT.questions["q-region"], follow_up="Which of them?", reply="It depends.")
    text = part("questions", case(exchange(earlier=(first,), follow_up="And the south?")))
    assert (
        "Earlier Asked on 2026-11-02, of Vera Nyman, wanted by 2026-11-30. Vera Nyman, 2026-11-09: It depends." in text
    )
    assert "Judged: Insufficient Still missing: Which of them?" in text
    assert "Judged Insufficient Still missing And the south?" in text


def test_a_question_that_was_asked_and_needs_no_reply_any_more_is_not_forgotten() -> None:
    met = replace(ENGAGEMENT.answers["c-sign-in"], note="")
    answers = {**ENGAGEMENT.answers, "c-log": met}
    unanswered = {**ENGAGEMENT.questions, "q-log": replace(ENGAGEMENT.questions["q-log"], reply="", outcome=None)}
    text = part("questions", case(replace(ENGAGEMENT, answers=answers, questions=unanswered)))
    assert "q-log" in text.partition("No longer open")[2]


def test_an_acceptance_says_what_was_accepted_and_whose_gap_it_is() -> None:
    text = part("acceptances")
    assert "What was accepted Partial, as stated by Dag Moe on 2026-11-12 Two roles are vacant." in text
    assert "Owner of the gap Ada Vik (Security lead) Weight Required Use cases All use cases" in text


def test_contract_findings_go_clause_by_clause() -> None:
    text = part("contract")
    region = "Clause 2 What it says Secret data stays in the north. HB-2 Every event is kept. HB-3"
    assert "The robot handbook In our own words. Read the clause itself before anything rests on it. Clause" in text
    assert f"{region} What is open" in text
    assert "⊘ Gap with a date Does secret data stay in the region? c-region Question 1 is open. q-region" in text
    assert "◐ Gap with a date Is every event logged? c-log" in text
    assert "Who sees to it Ivar Ness Vendor, sales Jon Rud" in text
    assert "Clause 4 What it says Nights are dangerous. HB-5" in text
    assert "△ Warning Logs are kept, but nobody is woken by them. r-warn" in text
    for settled_or_ruled_out in ("HB-1", "HB-4", "HB-6", "HB-7"):
        assert settled_or_ruled_out not in text


def test_what_a_source_lacks_is_not_hidden() -> None:
    assert "Unclear, missing or contradictory in the text: handbook Page 4 is missing." in part("contract")


def test_a_plan_row_that_is_not_confirmed_is_a_finding_about_its_clause() -> None:
    wanted = replace(ENGAGEMENT, profile={"plan": ("full",), "keys": ("yes",)})
    says = "Clause 6 What it says Keys can be brought. HB-7 What is open ◐ Claimed only Keys of our own"
    assert f"{says} Who sees to it Ada Vik" in part("contract", case(wanted))


def test_a_source_of_which_nothing_is_open_says_so() -> None:
    quiet = replace(CHECKLIST, sections={}, questions={}, rules={}, plans=None, views={}, topics={})
    section = replace(CHECKLIST.sections["access"], controls={"c-sign-in": CHECKLIST.controls["c-sign-in"]})
    checklist = replace(quiet, sections={"access": section})
    answers = {"c-sign-in": ENGAGEMENT.answers["c-sign-in"]}
    changed = replace(ENGAGEMENT, answers=answers, questions={}, plans={})
    says = "The robot handbook Nothing that rests on this source and is due now is open. Unclear"
    assert says in part("contract", case(changed, checklist))


def test_counsel_sees_what_rests_on_a_clause_and_which_replies_to_compare() -> None:
    clause = replace(ENGAGEMENT.answers["c-sign-in"].evidence[0], kind=EvidenceKind.CONTRACT_CLAUSE)
    text = part("contract", case(with_answer("c-sign-in", evidence=(clause,))))
    rests = "What rests on a clause of an agreement"
    assert f"Is one sign-in enforced? c-sign-in Clause {clause.ref}" in text.partition(rests)[2]
    intro = "Where a reply and the agreement differ, the agreement prevails. This is for Cleo Strand (House counsel)."
    assert f"Replies to compare with the agreement {intro} Reply of 2026-11-08 by Nils Eng. q-log" in text
    assert rests not in part("contract")


def test_the_trace_leads_from_each_control_to_a_clause() -> None:
    text = part("trace")
    assert "Is one sign-in enforced? c-sign-in Facts of the sources Clause 3: One sign-in serves all. HB-4" in text
    assert "Are the arms fenced in? c-arms Facts of the sources Clause 1: Robots stand behind a fence. HB-1" in text
    assert "Plan row: Keys of our own own-keys Facts of the sources Clause 6: Keys can be brought. HB-7" in text
    assert "Question to the account team: q-region Facts of the sources Clause 2: Secret data" in text
    assert "Set aside, with the reason HB-6: Nothing to ask." in text
    assert "Said by a source" not in text


def test_what_nothing_asks_about_is_said_in_the_trace() -> None:
    text = part("trace", case(checklist=replace(CHECKLIST, set_aside={})))
    assert "Said by a source, and asked by nothing Clause 5: A robot is a machine. HB-6" in text


def test_a_section_that_is_only_a_number_is_called_one() -> None:
    assert [clause(text) for text in ("4", "2a", "summary", "Terms B")] == [
        "Section 4",
        "Section 2a",
        "Summary",
        "Terms B",
    ]


def test_references_lead_back_to_the_controls() -> None:
    text = part("trace").partition("Cross-reference to other frameworks")[2]
    assert "no claim of conformity" in text
    arms, alarm = "Are the arms fenced in? c-arms", "Does an alarm wake somebody? c-alarm"
    assert text.endswith(f"ISO-1 Controls {arms} {alarm} ISO-2 Controls {alarm}")


def test_the_basis_gives_the_facts_and_the_rules() -> None:
    text = part("basis")
    assert "Which plan is bought? Answer Full" in text
    assert "Minutes and memos: Desktop robot Letters to shippers: Robot interface" in text
    assert "The robot handbook. Robot press. Date of the document: 2026-01-01." in text
    assert "Not legal advice." in text


def test_the_basis_explains_every_mark_of_a_control_and_of_a_use_case() -> None:
    text = part("basis")
    for mark in (*STANDINGS.values(), LATER, EXCLUDED, *RESULTS.values(), READY):
        assert f" {mark.word} " in text.partition("States of a control")[2], mark.word


def exchange(**changes: Any) -> Engagement:
    changed = replace(ENGAGEMENT.questions["q-region"], **changes)
    return replace(ENGAGEMENT, questions={**ENGAGEMENT.questions, "q-region": changed})


def contradicting() -> Engagement:
    """Two answers that cannot both be true, in every use case."""
    return with_answer("c-roles", status=Status.NOT_MET)


def table_lines(one: Part) -> list[Line]:
    return [
        line for block in one.blocks if isinstance(block, Table) for row in block.rows for cell in row for line in cell
    ]
