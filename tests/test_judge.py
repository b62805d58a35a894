"""What a gate asks for and what it says where that is not reached, and what an answer of the past still does."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from unittest.mock import patch

import pytest

from govcheck.rules.assess import look
from govcheck.rules.case import Case
from govcheck.rules.findings import kept_does
from govcheck.rules.judge import (
    Checked,
    Dated,
    Demand,
    GateRun,
    decides,
    enough,
    exit_code,
    judge,
    narrowed,
    shortfalls,
)
from govcheck.words.errors import ExitCode, Problem
from govcheck.words.vocabulary import Stage, Status, Verdict
from made_up import TODAY, Doc, day
from small import REMOVE, judged, small

GAP: Doc = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "Not there."}
NO_KEYS: Doc = {"rules.keys": {"severity": "hold", "when": {"surface": "api"}, "says": "No keys there."}}


def test_a_stage_that_is_less_than_what_is_asked_is_named() -> None:
    asked = Demand(stage=Stage.OPERATE)
    says = "stage operate is required, and the file decides"
    assert shortfalls(judged({"answers.review": GAP}), asked) == (f"{says} go-live",)
    none = judged({"engagement.stage": REMOVE, "answers.review": GAP})
    assert shortfalls(none, asked) == ("conditional-go is required", f"{says} no stage")
    assert shortfalls(judged(), Demand(stage=Stage.GO_LIVE)) == ()
    assert shortfalls(judged(), Demand(stage=Stage.SIGN)) == ()
    assert shortfalls(none, Demand(require=None)) == ()


def test_a_use_case_that_is_not_clear_is_named_with_what_it_is() -> None:
    one = judged({}, NO_KEYS)
    assert one.verdict is Verdict.CONDITIONAL_GO
    assert shortfalls(one, Demand(uses=("office",))) == ()
    assert shortfalls(one, Demand(uses=("office", "letters"))) == ("use case letters is held and has to be clear",)


@pytest.mark.parametrize(
    ("require", "short"),
    [(None, ()), (Verdict.CONDITIONAL_GO, ()), (Verdict.GO, ("go is required",)), (Verdict.NOT_READY, ())],
)
def test_a_verdict_is_enough_from_what_is_required_upwards(require: Verdict | None, short: tuple[str, ...]) -> None:
    assert shortfalls(judged({}, NO_KEYS), Demand(require=require)) == short


def run(*cases: Case, problems: tuple[Problem, ...] = (), undelivered: tuple[str, ...] = ()) -> GateRun:
    checked = tuple(Checked(f"{number}.yaml", judge(case), {}) for number, case in enumerate(cases))
    return GateRun(checked, problems, Demand(), date(*TODAY.timetuple()[:3]), undelivered=undelivered)


GOOD, BAD = small(), small({"engagement.owner": REMOVE})
PROBLEM = Problem("x.yaml", 1, 1, "it is empty")


@pytest.mark.parametrize(
    ("one", "is_enough", "code", "verdict"),
    [
        (run(GOOD), True, ExitCode.DONE, Verdict.GO),
        (run(GOOD, BAD), False, ExitCode.NO, Verdict.NOT_READY),
        (run(BAD, GOOD), False, ExitCode.NO, Verdict.NOT_READY),
        (run(), False, ExitCode.NO, None),
        (run(GOOD, problems=(PROBLEM,)), None, ExitCode.CANNOT_TELL, None),
        (run(BAD, problems=(PROBLEM,)), None, ExitCode.CANNOT_TELL, None),
        (run(GOOD, undelivered=("the disk is full",)), True, ExitCode.CANNOT_TELL, Verdict.GO),
        (run(BAD, undelivered=("the disk is full",)), False, ExitCode.CANNOT_TELL, Verdict.NOT_READY),
    ],
)
def test_what_a_run_comes_to(one: GateRun, is_enough: bool | None, code: ExitCode, verdict: Verdict | None) -> None:
    assert enough(one) is is_enough
    assert exit_code(one) is code
    assert one.verdict is verdict


def test_the_verdict_without_what_is_closed_is_told_only_where_that_leaves_something() -> None:
    held = judge(small({}, NO_KEYS))
    assert held.narrowed is Verdict.GO
    assert judge(GOOD).narrowed is None
    none = small({}, {"rules.keys": {"severity": "hold", "when": {"plan": "big"}, "says": "Nowhere."}})
    assert judge(none).narrowed is None
    assert narrowed(none, look(none)) is None


def test_something_has_to_be_due_that_decides() -> None:
    assert decides(judged())
    gates = {f"sections.contract.controls.{id}.gate": "recommended" for id in ("clause", "person", "review")}
    gates |= {f"sections.identity.controls.{id}.gate": "recommended" for id in ("sign-on", "accounts")}
    assert not decides(judged({}, gates))
    assert not decides(
        judged({"engagement.stage": "sign"}, {**gates, "sections.contract.controls.person.gate": "required"})
    )


@pytest.mark.parametrize(
    ("waiting", "status", "does"),
    [
        (("exits",), Status.NOT_MET, "it stays a no until exits is confirmed"),
        (("exits", "doors"), Status.PARTIAL, "it stays a no until exits and doors is confirmed"),
        (("exits",), Status.MET, ""),
        ((), Status.NOT_MET, ""),
    ],
)
def test_a_no_of_the_past_stays_one_until_it_is_confirmed(waiting: tuple[str, ...], status: Status, does: str) -> None:
    one = small()
    answer = replace(one.engagement.answers["clause"], status=status)
    with patch.object(Case, "in_doubt", lambda *_: waiting):
        assert kept_does(one, "gone", answer) == does


def test_a_date_is_told_as_a_reason_unless_a_note_says_it_already() -> None:
    assert {one.name: one.default for one in fields(Dated)}["noted"] is False
