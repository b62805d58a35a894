"""Reach, findings and the four verdicts, each from a go made worse in one place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govcheck.rules.assess import assess, decide
from govcheck.rules.case import Case
from govcheck.words.vocabulary import Effect, Gate, Result, Verdict
from made_up import Doc, day, proof
from small import ACCEPTANCE, ANSWERS, REMOVE, found, judged, met, small

GAP: Doc = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "Not there."}
REMEDY: Doc = {"owner": "Lin", "due": day(20), "guardrail": "Named users only"}


def test_the_small_engagement_is_a_go() -> None:
    assessment = judged()
    assert (assessment.verdict, assessment.findings) == (Verdict.GO, ())
    assert assessment.uses == {"office": Result.CLEAR, "letters": Result.CLEAR}


# change, verdict, office, letters, and one finding as effect and subject
WORSE: dict[str, tuple[dict[str, Any], str, str, str, tuple[str, str]]] = {
    "a blocker unknown holds where it reaches": (
        {"answers.sign-on.status": "unknown", "answers.accounts": {**GAP, "remedy": REMEDY}},
        "conditional-go",
        "held",
        "clear",
        ("holds", "sign-on"),
    ),
    "a blocker given up stops where it reaches": (
        {"answers.sign-on": {**GAP, "remedy": "none"}, "answers.accounts": {**GAP, "remedy": REMEDY}},
        "conditional-go",
        "stopped",
        "clear",
        ("stops", "sign-on"),
    ),
    "a blocker given up everywhere": (
        {"answers.clause": {**GAP, "remedy": "none"}},
        "no-go",
        "stopped",
        "stopped",
        ("stops", "clause"),
    ),
    "a blocker cannot be a promise": (
        {"answers.clause": {**GAP, "remedy": REMEDY}},
        "not-ready",
        "held",
        "held",
        ("holds", "clause"),
    ),
    "a blocker unanswered is undecided": (
        {"answers.clause": REMOVE},
        "not-ready",
        "held",
        "held",
        ("undecided", "clause"),
    ),
    "a blocker accepted is a condition": (
        {"answers.clause": {**GAP, "acceptance": ACCEPTANCE}},
        "conditional-go",
        "clear",
        "clear",
        ("limits", "clause"),
    ),
    "a blocker checked by its owner is a condition": (
        {"answers.clause.evidence": [proof("test-result", -3, "CAL")]},
        "conditional-go",
        "clear",
        "clear",
        ("limits", "clause"),
    ),
    "a required control promised is a condition": (
        {"answers.person": {**GAP, "remedy": REMEDY}},
        "conditional-go",
        "clear",
        "clear",
        ("limits", "person"),
    ),
    "a required control given up holds": (
        {"answers.person": {**GAP, "remedy": "none"}},
        "not-ready",
        "held",
        "held",
        ("holds", "person"),
    ),
    "a required control not applicable by approval is a condition": (
        {"answers.person": {**GAP, "status": "n/a", "approved-by": "Eve"}},
        "conditional-go",
        "clear",
        "clear",
        ("limits", "person"),
    ),
    "not applicable against the profile": (
        {"answers.sign-on": {**GAP, "status": "n/a", "approved-by": "Eve"}},
        "not-ready",
        "held",
        "clear",
        ("undecided", "sign-on"),
    ),
    "a prohibited cell stops its use case": (
        {"use-cases.office.data": ["secret"]},
        "conditional-go",
        "stopped",
        "clear",
        ("stops", "secret/browser"),
    ),
    "the worst of several data classes decides": (
        {"use-cases.office.data": ["public", "secret"]},
        "conditional-go",
        "stopped",
        "clear",
        ("stops", "secret/browser"),
    ),
    "a cell that nobody set holds": (
        {"use-cases.letters.data": ["secret"]},
        "conditional-go",
        "clear",
        "held",
        ("holds", "secret/api"),
    ),
    "a looser cell without acceptance counts as the checklist's": (
        {"use-cases.office.data": ["secret"], "matrix": {"secret": {"browser": "allowed"}}},
        "conditional-go",
        "stopped",
        "clear",
        ("stops", "secret/browser"),
    ),
    "a looser cell with an acceptance is a condition": (
        {
            "use-cases.office.data": ["secret"],
            "matrix": {"secret": {"browser": {"cell": "conditional", "acceptance": ACCEPTANCE}}},
        },
        "conditional-go",
        "clear",
        "clear",
        ("limits", "secret/browser"),
    ),
    "a looser cell accepted by the engagement's owner does not count": (
        {
            "use-cases.office.data": ["secret"],
            "matrix": {"secret": {"browser": {"cell": "allowed", "acceptance": {**ACCEPTANCE, "by": "olga"}}}},
        },
        "conditional-go",
        "stopped",
        "clear",
        ("stops", "secret/browser"),
    ),
    "a stricter cell counts freely": (
        {"matrix": {"public": {"api": "prohibited"}}},
        "conditional-go",
        "clear",
        "stopped",
        ("stops", "public/api"),
    ),
    "a plan row needed and not offered": (
        {"profile.plan": "team", "profile.own-keys": "yes", "use-cases.letters.own-keys": "no"},
        "not-ready",
        "held",
        "clear",
        ("undecided", "keys"),
    ),
    "a plan row that could be needed": (
        {"profile.plan": "team", "profile.own-keys": REMOVE, "use-cases.letters.own-keys": "no"},
        "not-ready",
        "held",
        "clear",
        ("undecided", "own-keys"),
    ),
    "a needed fact unknown": (
        {"use-cases.office.data": []},
        "not-ready",
        "held",
        "clear",
        ("undecided", "data"),
    ),
    "a contradiction": (
        {"answers.sign-on": GAP},
        "not-ready",
        "held",
        "held",
        ("undecided", "accounts-need-sign-on"),
    ),
    "a contradiction that cannot be ruled out": (
        {"profile.automatic": "unknown"},
        "not-ready",
        "held",
        "held",
        ("undecided", "automatic-and-person"),
    ),
    "a contradiction in one use case": (
        {"use-cases.letters.automatic": "yes"},
        "not-ready",
        "clear",
        "held",
        ("undecided", "automatic-and-person"),
    ),
    "a hold in one use case": (
        {"use-cases.letters.own-keys": "yes"},
        "conditional-go",
        "clear",
        "held",
        ("holds", "keys-on-the-api"),
    ),
    "a warning sees the answer of a later control": (
        {"answers.review": GAP},
        "conditional-go",
        "clear",
        "clear",
        ("limits", "logs-unread"),
    ),
    "a protection that does not count": (
        {"answers.clause": {**GAP, "remedy": REMEDY}},
        "not-ready",
        "held",
        "held",
        ("limits", "kept-by-clause"),
    ),
    "stage missing": ({"engagement.stage": REMOVE}, "not-ready", "held", "held", ("undecided", "stage")),
    "owner missing": ({"engagement.owner": REMOVE}, "not-ready", "held", "held", ("undecided", "owner")),
    "reviewer missing": (
        {"engagement.reviewed-by": REMOVE},
        "not-ready",
        "held",
        "held",
        ("undecided", "reviewed-by"),
    ),
    "owner reviews": (
        {"engagement.reviewed-by": " OLGA"},
        "not-ready",
        "held",
        "held",
        ("undecided", "reviewed-by"),
    ),
    "date missing": ({"engagement.date": REMOVE}, "not-ready", "held", "held", ("undecided", "date")),
    "date to come": ({"engagement.date": day(1)}, "not-ready", "held", "held", ("undecided", "date")),
    "next review missing": (
        {"engagement.next-review": REMOVE},
        "not-ready",
        "held",
        "held",
        ("undecided", "next-review"),
    ),
    "next review past": (
        {"engagement.next-review": day(-1)},
        "not-ready",
        "held",
        "held",
        ("undecided", "next-review"),
    ),
    "next review too far": (
        {"engagement.next-review": day(364)},
        "not-ready",
        "held",
        "held",
        ("undecided", "next-review"),
    ),
}


@pytest.mark.parametrize("name", WORSE)
def test_made_worse_in_one_place(name: str) -> None:
    changes, verdict, office, letters, (effect, subject) = WORSE[name]
    assessment = judged(changes)
    assert [finding.effect for finding in found(assessment, subject)].count(Effect(effect)) == 1, assessment.findings
    assert (assessment.verdict, *assessment.uses.values()) == (verdict, office, letters)


def test_the_gate_is_worked_out_for_each_use_case() -> None:
    changes = {"use-cases.letters.data": ["secret"], "answers.retention": REMOVE}
    assessment = judged(changes, {"matrix.cells.secret.api": "allowed"})
    assert assessment.gates["retention"] == {"office": Gate.RECOMMENDED, "letters": Gate.BLOCKER}
    assert [finding.uses for finding in found(assessment, "retention")] == [("letters",)]


def test_an_unknown_fact_raises_the_gate_and_applies_the_control() -> None:
    assessment = judged({"use-cases.office.data": REMOVE, "use-cases.letters.surface": REMOVE})
    assert assessment.gates["retention"]["office"] is Gate.BLOCKER
    assert "letters" in assessment.gates["sign-on"]


def test_a_control_that_reaches_no_use_case_is_excluded() -> None:
    changes = {"use-cases.office.surface": ["api"], "answers.sign-on.status": "unknown", "answers.accounts": GAP}
    assessment = judged(changes)
    assert "sign-on" not in assessment.states
    assert [finding.effect for finding in found(assessment, "sign-on")] == [Effect.NOTES]


def test_later_phases_are_due_later_and_decide_nothing() -> None:
    assert judged().later == {"review"}
    assert judged({"answers.review": {**GAP, "remedy": "none"}}).uses["office"] is Result.CLEAR
    operating = judged({"engagement.stage": "operate"})
    assert operating.verdict is Verdict.NOT_READY
    assert [finding.effect for finding in found(operating, "review")] == [Effect.UNDECIDED]
    assert (
        judged({"engagement.stage": "sign", "answers.sign-on": REMOVE, "answers.accounts": REMOVE}).verdict
        is Verdict.GO
    )


def test_silence_of_what_is_not_due_is_not_unknown() -> None:
    rule = {"severity": "contradiction", "when": {"answers": {"clause": "met", "review": "unknown"}}, "says": "-"}
    assert judged(None, {"rules": {"r": rule}}).verdict is Verdict.GO
    assert found(judged({"engagement.stage": "operate"}, {"rules": {"r": rule}}), "r")


def test_confirmations_count_for_their_plan_while_they_are_fresh() -> None:
    need = {"profile.plan": "team", "profile.own-keys": "yes", "use-cases.letters.own-keys": "no"}
    said = {"plan": "team", "confirmed": "yes", "by": "V", "dated": day(-89), "ref": "https://v.example/1"}

    def offered(**changes: str) -> bool:
        return not found(judged({**need, "plans": {"keys": {**said, **changes}}}), "keys")

    assert offered()
    assert offered(dated=day(-90))
    assert not offered(dated=day(-91))
    assert not offered(dated=day(1))
    assert not offered(plan="big")
    old_no = {"plan": "big", "confirmed": "no", "by": "V", "dated": day(-400), "ref": "https://v.example/1"}
    assert found(
        judged({"profile.own-keys": "yes", "use-cases.letters.own-keys": "no", "plans": {"keys": old_no}}), "keys"
    )


def test_what_the_account_team_could_not_say_outweighs_the_claim_and_does_not_age() -> None:
    unsure = {"plan": "big", "confirmed": "unknown", "by": "V", "dated": day(-400), "ref": "https://v.example/1"}
    need = {"profile.own-keys": "yes", "use-cases.letters.own-keys": "no"}

    assert not found(judged(need), "keys")
    assert [one.text for one in found(judged({**need, "plans": {"keys": unsure}}), "keys")] == [
        "needed here, and Big is not known to offer it"
    ]


def test_a_plan_confirmation_whose_file_is_missing_does_not_count() -> None:
    said = {"plan": "team", "confirmed": "yes", "by": "V", "dated": day(-1), "ref": "evidence/reply.txt"}
    need = {"profile.plan": "team", "profile.own-keys": "yes", "use-cases.letters.own-keys": "no"}
    case = small({**need, "plans": {"keys": said}})
    assert not found(
        assess(Case(case.checklist, case.engagement, case.today, {"evidence/reply.txt": "a" * 64})), "keys"
    )
    assert found(assess(Case(case.checklist, case.engagement, case.today, {"evidence/reply.txt": None})), "keys")


def test_without_use_cases_the_whole_deployment_is_one() -> None:
    changes = {"use-cases": REMOVE, "profile.surface": ["browser"], "profile.data": ["public"]}
    assessment = judged(changes)
    assert assessment.uses == {"deployment": Result.CLEAR}
    assert assessment.verdict is Verdict.GO


def test_the_verdict_holds_until_what_it_rests_on_ends() -> None:
    assert judged().valid_until == date.fromisoformat(ANSWERS["engagement"]["next-review"])
    assert judged(
        {"answers.clause.evidence": [{**proof("test-result", -3, "Eve"), "valid-until": day(7)}]}
    ).valid_until == (date.fromisoformat(day(7)))
    recommended = {"answers.retention.evidence": [{**proof("test-result", -3, "Eve"), "valid-until": day(7)}]}
    assert judged(recommended).valid_until == date.fromisoformat(day(80))


def test_names_that_are_nearly_the_same_are_noted() -> None:
    near = judged({"engagement.reviewed-by": "Ólga"})
    assert near.verdict is Verdict.GO
    assert [(finding.effect, finding.subject) for finding in near.findings] == [(Effect.NOTES, "reviewed-by")]


def test_what_does_nothing_is_noted() -> None:
    assessment = judged({"answers.clause": {**met(), "remedy": REMEDY, "acceptance": ACCEPTANCE}})
    assert [finding.effect for finding in found(assessment, "clause")] == [Effect.NOTES, Effect.NOTES]
    assert assessment.verdict is Verdict.GO


def test_the_verdict_in_four_lines() -> None:
    assert decide([Result.STOPPED, Result.STOPPED], []) is Verdict.NO_GO
    assert decide([Result.STOPPED, Result.HELD], []) is Verdict.NOT_READY
    assert decide([Result.STOPPED, Result.CLEAR], []) is Verdict.CONDITIONAL_GO
    assert decide([Result.CLEAR], []) is Verdict.GO


def test_what_cannot_be_ruled_out_says_what_has_to_be_answered() -> None:
    (finding,) = found(judged({"profile.automatic": "unknown"}), "automatic-and-person")
    assert finding.text == (
        "A person is said to decide where nobody does. "
        "This cannot be ruled out until this is answered: Decided by itself?"
    )
