"""What changed between two assessments, and how far it is to the next better verdict."""

from __future__ import annotations

from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.difference import Difference, Judged, difference
from govcheck.rules.distance import to_next
from govcheck.rules.way_forward import way_forward
from govcheck.words.vocabulary import Result, Step, Subject, Verdict
from made_up import case_of, engagement
from small import ACCEPTANCE, REMOVE, met, small

NOT_MET = {"status": "not-met", "answered-by": "Lin", "answered-on": "2026-11-20"}
Changes = dict[str, Any]


def judged(changes: Changes | None = None) -> Judged:
    case = small(changes)
    return Judged(case, assess(case))


def between(before: Changes, after: Changes) -> Difference:
    return difference(judged(before), judged(after))


def test_nothing_is_no_difference() -> None:
    assert not between({}, {})


def test_each_part_says_what_is_other_than_before() -> None:
    accepted = {**NOT_MET, "acceptance": ACCEPTANCE}
    cases: dict[str, tuple[Changes, Changes, Any]] = {
        "verdict": ({}, {"answers.clause": NOT_MET}, (Verdict.GO, Verdict.NOT_READY)),
        "uses": (
            {},
            {"use-cases.letters": REMOVE, "answers.sign-on": NOT_MET},
            {"office": (Result.CLEAR, Result.HELD), "letters": (Result.CLEAR, None)},
        ),
        "added": ({"use-cases.office": REMOVE}, {}, ("sign-on",)),
        "dropped": ({}, {"use-cases.office": REMOVE}, ("sign-on",)),
        "heavier": ({}, {"use-cases.letters.data": ["secret"]}, ("retention",)),
        "lighter": ({"use-cases.letters.data": ["secret"]}, {}, ("retention",)),
        "due": ({}, {"engagement.stage": "operate"}, ("review",)),
        "later": ({}, {"engagement.stage": "sign"}, ("sign-on", "accounts", "person")),
        "answered": ({}, {"answers.review": met()}, ("review",)),
        "changed": ({}, {"answers.clause": NOT_MET, "answers.person": REMOVE}, ("clause", "person")),
        "better": ({"answers.clause": NOT_MET, "answers.person": REMOVE}, {}, ("clause", "person")),
        "worse": ({}, {"answers.clause": accepted}, ("clause",)),
        "opened": ({}, {"answers.clause": NOT_MET}, ("q-clause",)),
        "closed": ({"answers.clause": NOT_MET}, {}, ("q-clause",)),
    }  # fmt: skip
    told = {part: getattr(between(before, after), part) for part, (before, after, _) in cases.items()}

    assert told == {part: wanted for part, (_, _, wanted) in cases.items()}


def test_rules_and_cells_that_speak_up_or_fall_silent_are_told() -> None:
    contradiction = {"answers.sign-on": NOT_MET}
    prohibited = {"use-cases.office.data": ["secret"]}
    told = between(contradiction, prohibited)

    assert [finding.subject for finding in told.settled] == ["accounts-need-sign-on"]
    assert [(finding.about, finding.subject) for finding in told.found] == [(Subject.CELL, "secret/browser")]


def test_failed_open_and_unanswered_are_one_and_so_are_met_and_not_applicable() -> None:
    stays = {**NOT_MET, "remedy": "none", "note": "It stays"}
    away = {**NOT_MET, "status": "not-applicable", "note": "No", "approved-by": "Eve"}

    assert between({"answers.person": NOT_MET}, {"answers.person": stays}).worse == ()
    assert between({"answers.person": REMOVE}, {"answers.person": NOT_MET}).better == ()
    assert between({}, {"answers.person": away}).worse == ()


@pytest.mark.parametrize(
    ("changes", "verdict", "things"),
    [
        ({"answers.person": REMOVE}, Verdict.CONDITIONAL_GO, {"person"}),
        ({"answers.person": REMOVE, "engagement.owner": REMOVE}, Verdict.CONDITIONAL_GO, {"person", "owner"}),
        ({"answers.clause": {**NOT_MET, "acceptance": ACCEPTANCE}}, Verdict.GO, {"clause"}),
        ({"answers.sign-on": {**NOT_MET, "acceptance": ACCEPTANCE}, "answers.accounts": NOT_MET},
         Verdict.CONDITIONAL_GO, {"accounts"}),
        ({"answers.clause": {**NOT_MET, "remedy": "none", "note": "Why"}}, Verdict.NOT_READY, {"clause"}),
    ],
)  # fmt: skip
def test_how_far_it_is(changes: Changes, verdict: Verdict, things: set[str]) -> None:
    left = to_next(judged(changes).assessment)

    assert left
    assert (left.verdict, {subject for _, subject in left.things}, left.count) == (verdict, things, len(things))


def test_behind_a_go_nothing_is_left() -> None:
    assert to_next(judged().assessment) is None


def test_it_is_never_further_than_the_smallest_change_that_was_tried() -> None:
    """Where neither a rule nor a changed fact settles several things at once."""
    looked = 0
    for seed in range(300):
        _, checklist, answers = engagement(seed)
        case = case_of(checklist, answers)
        left, way = to_next(assess(case)), way_forward(case)
        if left and {change.step for change in way.changes} == {Step.SATISFY} and not checklist.get("rules"):
            looked += 1
            assert left.count <= len(way.changes)
            assert left.verdict.rank <= way.verdict.rank
    assert looked > 20
