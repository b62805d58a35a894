"""What an adapted checklist left out: a condition, a note, or neither where somebody asks it all the same."""

from __future__ import annotations

from dataclasses import replace

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.words.assessment import Finding
from govcheck.words.checklist import Dropped
from govcheck.words.vocabulary import Effect, Gate, Phase, Subject, Verdict
from small import small

WHY = "Nobody signs in here."


def case(
    *, still_asked: bool = False, kept: bool = False, gate: Gate = Gate.BLOCKER, phase: Phase = Phase.GO_LIVE
) -> Case:
    one = small()
    control = replace(one.checklist.controls["clause"], id="gone", gate=gate, phase=phase)
    answers = {"gone": one.engagement.answers["clause"]} if kept else {}
    return replace(
        one,
        checklist=replace(one.checklist, dropped={"gone": Dropped(control, WHY, still_asked)}),
        engagement=replace(one.engagement, kept=answers),
    )


def found(one: Case) -> list[Finding]:
    return [finding for finding in assess(one).findings if finding.subject == "gone"]


def test_a_blocker_that_was_dropped_is_a_condition() -> None:
    assert found(case()) == [
        Finding(Effect.LIMITS, Subject.DROPPED, "gone", ("office", "letters"), f"dropped from the checklist: {WHY}")
    ]
    assert assess(case()).verdict is Verdict.CONDITIONAL_GO


def test_a_required_one_is_a_condition_too_and_a_recommended_one_a_note() -> None:
    assert [one.effect for one in found(case(gate=Gate.REQUIRED))] == [Effect.LIMITS]
    assert [(one.effect, one.uses) for one in found(case(gate=Gate.RECOMMENDED))] == [(Effect.NOTES, ())]
    assert assess(case(gate=Gate.RECOMMENDED)).verdict is Verdict.GO


def test_what_would_be_due_later_is_a_note() -> None:
    assert [one.effect for one in found(case(phase=Phase.POST_SIGN))] == [Effect.NOTES]
    assert [one.effect for one in found(case(phase=Phase.PRE_SIGN))] == [Effect.LIMITS]


def test_what_another_checklist_asks_is_a_note_that_says_so() -> None:
    (one,) = found(case(still_asked=True, kept=True))
    assert (one.effect, one.uses) == (Effect.NOTES, ())
    says = "It is asked all the same, because another checklist needs it."
    assert one.text == f"dropped from the checklist: {WHY} {says}"
    assert assess(case(still_asked=True)).verdict is Verdict.GO


def test_an_answer_that_stays_in_the_file_is_told() -> None:
    (one, *_) = [one for one in found(case(kept=True)) if one.about is Subject.DROPPED]
    assert one.text == f"dropped from the checklist: {WHY} Its answer stays in the file and does nothing."
