"""A second look takes over from the first only what cannot have changed, and says nothing that decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from govcheck.rules import assess as rules
from govcheck.rules import states
from govcheck.rules.assess import look
from govcheck.rules.case import Case
from govcheck.rules.ends import other_ends
from govcheck.rules.looks import Look
from govcheck.words.vocabulary import Effect
from made_up import Doc, day
from small import ACCEPTANCE, REMOVE, small

GAP: Doc = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "Not there."}
REPLY: Doc = {"kind": "written-reply", "ref": "evidence/reply.txt", "collected": day(-3), "by": "Eve"}
ASKED: Doc = {"reply": "Clause 4.", "replied-on": day(-4), "replied-by": "Mo", "ref": "evidence/reply.txt"}
ASKED |= {"asked-on": day(-9), "asked-of": "Mo", "outcome": "accepted"}
FILE: Doc = {"kind": "test-result", "ref": "evidence/a.txt", "collected": day(-3), "by": "Eve", "sha256": "0" * 64}


def files(**digests: str | None) -> dict[str, str | None]:
    return {f"evidence/{name}.txt": digest for name, digest in digests.items()}


def met_with(proof: Doc) -> Doc:
    return {"status": "met", "answered-by": "Lin", "answered-on": day(-3), "evidence": [proof]}


def case(changes: dict[str, Any], **digests: str | None) -> Case:
    return replace(small(changes), digests=files(**digests))


def later(one: Case) -> Case:
    return replace(one, today=one.today + timedelta(days=500))


def another_checklist(one: Case) -> Case:
    return replace(one, checklist=small({}, {"sections.contract.controls.clause.stale-after": 1}).checklist)


def another_owner(one: Case) -> Case:
    front = replace(one.engagement.front, people={**one.engagement.front.people, "counsel": "Eve"})
    return replace(one, engagement=replace(one.engagement, front=front))


def a_reply_withdrawn(one: Case) -> Case:
    asked = small({"questions.q-clause": {**ASKED, "outcome": "withdrawn"}}).engagement.questions
    return replace(one, engagement=replace(one.engagement, questions=asked))


def a_file_changed(one: Case) -> Case:
    return replace(one, digests=files(a="1" * 64))


CHANGED: dict[str, tuple[Case, Callable[[Case], Case], str]] = {
    "the day": (case({}), later, "clause"),
    "the checklist": (case({}), another_checklist, "clause"),
    "the front page": (case({"answers.clause": {**GAP, "acceptance": ACCEPTANCE}}), another_owner, "clause"),
    "the replies": (
        case({"answers.clause": met_with(REPLY), "questions.q-clause": ASKED}, reply="2" * 64),
        a_reply_withdrawn,
        "clause",
    ),
    "the files": (case({"answers.person": met_with(FILE)}, a="0" * 64), a_file_changed, "person"),
}


@pytest.mark.parametrize(("one", "change", "control"), CHANGED.values(), ids=CHANGED)
def test_what_a_state_rests_on_is_looked_at_again(one: Case, change: Callable[[Case], Case], control: str) -> None:
    before, changed = look(one), change(one)
    first, second = look(changed), look(changed, before)
    assert first.assessment.states[control] != before.assessment.states[control]
    assert second.assessment.states == first.assessment.states
    assert second.found == first.found
    assert second.assessment.verdict is first.assessment.verdict


def kept(one: Case) -> Case:
    """The same, with something that was said of a control that is gone."""
    answers = one.engagement.answers
    return replace(one, engagement=replace(one.engagement, kept={"old": answers["clause"]}))


def counted(one: Case, before: Look) -> list[str]:
    """The controls whose states are worked out."""
    seen: list[str] = []
    right = states.state_of

    def watched(case: Any, control: Any, gates: Any) -> Any:
        seen.append(control.id)
        return right(case, control, gates)

    with patch.object(rules, "state_of", watched):
        look(one, before)
    return seen


def test_what_was_said_of_controls_that_are_gone_makes_every_state_look_again() -> None:
    one = case({})
    every = list(look(one).assessment.states)
    assert counted(one, look(one)) == []
    for old, new in ((kept(one), one), (one, kept(one)), (kept(one), kept(one))):
        assert counted(new, look(old)) == every


def test_what_a_control_does_is_taken_over_with_its_state() -> None:
    one = case({"answers.clause": GAP})
    before = look(one)
    with patch.object(rules, "control_findings", side_effect=AssertionError) as watched:
        second = look(one, before)
    assert not watched.called
    assert second.found == before.found
    assert all(second.found[id] is before.found[id] for id in before.found)


def test_the_reach_is_worked_out_again_only_where_facts_changed() -> None:
    one = case({})
    before = look(one)
    assert look(one, before).assessment.gates is before.assessment.gates
    changed = case({"use-cases.letters.data": ["secret"]})
    assert look(changed, before).assessment.gates == look(changed).assessment.gates != before.assessment.gates


def test_a_second_look_leaves_out_what_decides_nothing() -> None:
    one = case({"answers.clause": {**GAP, "answered-on": day(9)}, "answers.review": {**GAP, "answered-on": day(9)}})
    first = look(one)
    second = look(one, first)
    notes = [finding for finding in first.assessment.findings if finding.effect is Effect.NOTES]
    assert len(notes) == 2
    assert set(first.assessment.findings) - set(second.assessment.findings) == set(notes)
    assert first.assessment.valid_until is not None
    assert second.assessment.valid_until is None


def test_only_the_controls_whose_reach_changed_are_worked_out_again() -> None:
    one = case({})
    use = one.engagement.use_cases["letters"]
    secret = replace(use, profile={**use.profile, "data": ("secret",)})
    uses = {**one.engagement.use_cases, "letters": secret}
    changed = replace(one, engagement=replace(one.engagement, use_cases=uses))
    assert counted(changed, look(one)) == ["retention"]


def test_without_a_plan_table_what_is_said_of_a_plan_ends_nothing() -> None:
    said = {"plans.keys": {"plan": "big", "confirmed": "yes", "by": "Mo", "dated": day(-3), "ref": "-"}}
    one = case(said)
    assert list(other_ends(one)) == [one.engagement.front.next_review, one.today + timedelta(days=87)]
    without = replace(one, checklist=replace(one.checklist, plans=None))
    assert list(other_ends(without)) == [one.engagement.front.next_review]


def test_an_answer_that_says_the_same_is_not_looked_at_again() -> None:
    one = case({"answers.clause": GAP})
    same = {id: replace(answer) for id, answer in one.engagement.answers.items()}
    assert counted(replace(one, engagement=replace(one.engagement, answers=same)), look(one)) == []


def test_an_answer_that_goes_and_one_that_comes_are_both_seen() -> None:
    one = case({"answers.clause": REMOVE})
    before, said = look(one), dict(one.engagement.answers)
    gone = next(iter(said))
    said["clause"] = said.pop(gone)
    changed = replace(one, engagement=replace(one.engagement, answers=said))
    assert set(counted(changed, before)) == {gone, "clause"}
    assert look(changed, before).assessment.states == look(changed).assessment.states


def test_gates_stand_in_the_order_of_the_use_cases() -> None:
    one = case({})
    uses = dict(reversed([*one.engagement.use_cases.items()]))
    changed = replace(one, engagement=replace(one.engagement, use_cases=uses))
    again = look(changed, look(one)).reach.gates
    assert [[*gates] for gates in again.values()] == [[*gates] for gates in look(changed).reach.gates.values()]
