"""What ends or is due: each kind the day before it is near, on its first and last near day, on the day, and past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.near import DateKind, NearDate, near_dates
from made_up import TODAY, day
from small import ACCEPTANCE, small

NOT_MET = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3)}
REMEDY = {"owner": "Ben", "due": day(20), "guardrail": "A wall"}
EXCHANGE = {"asked-on": day(-9), "asked-of": "Vera"}
REPLY = {**EXCHANGE, "reply": "Clause 4.", "replied-by": "Vic", "replied-on": day(-160), "outcome": "accepted"}
CONFIRMED = {"plan": "big", "confirmed": "yes", "by": "Vera", "dated": day(-70), "ref": "https://v.example/r"}
WAIVED = {"status": "not-applicable", "note": "No people", "approved-by": "Eve", "answered-by": "Lin"}
SHUT = {"cell": "allowed", "acceptance": ACCEPTANCE | {"expires": day(20)}}

# what makes it end or be due in 20 days: changes, then the date as it is told
KINDS: dict[DateKind, tuple[dict[str, Any], str, str]] = {
    DateKind.EVIDENCE: ({"answers.sign-on.evidence": [
        {"kind": "test-result", "ref": "https://p.example/1", "collected": day(-345), "by": "Eve"}]}, "sign-on", "Sam"),
    DateKind.NOT_APPLICABLE: ({"answers.clause": WAIVED | {"answered-on": day(-345)}}, "clause", "Cal"),
    DateKind.ACCEPTANCE: ({"answers.clause": NOT_MET | {"acceptance": ACCEPTANCE | {"expires": day(20)}}},
                          "clause", "Eve"),
    DateKind.REMEDY: ({"answers.accounts": NOT_MET | {"remedy": REMEDY}}, "accounts", "Ben"),
    DateKind.CELL: ({"use-cases.office.data": ["secret"], "matrix": {"secret": {"browser": SHUT}}},
                    "secret/browser", "Eve"),
    DateKind.REPLY_DUE: ({"answers.clause": NOT_MET, "questions": {"q-clause": EXCHANGE | {"due": day(20)}}},
                         "q-clause", "Vera"),
    DateKind.REPLY: ({"answers.clause": NOT_MET, "questions": {"q-clause": REPLY}}, "q-clause", "Vic"),
    DateKind.PLAN: ({"plans": {"keys": CONFIRMED}}, "keys", "Vera"),
    DateKind.NEXT_REVIEW: ({"engagement.next-review": day(20)}, "", "Rex"),
    DateKind.VERDICT: ({"engagement.next-review": day(20)}, "", "Olga"),
}  # fmt: skip
END = TODAY + timedelta(20)


def near(case: Case, days: int = 14) -> tuple[NearDate, ...]:
    return near_dates(case, assess(case), days)


def on(case: Case, days: int) -> Case:
    """The case so many days before the end."""
    return replace(case, today=END - timedelta(days))


def of(kind: DateKind, found: tuple[NearDate, ...]) -> list[NearDate]:
    return [one for one in found if one.kind is kind]


@pytest.mark.parametrize("kind", DateKind)
def test_it_is_near_from_the_first_of_the_days_to_the_day_itself(kind: DateKind) -> None:
    changes, subject, who = KINDS[kind]
    case = small(changes)
    expected = [NearDate(kind, END, subject, who)]

    assert of(kind, near(on(case, 15))) == []
    assert of(kind, near(on(case, 14))) == expected
    assert of(kind, near(on(case, 1))) == expected
    assert of(kind, near(on(case, 0))) == expected
    assert of(kind, near(on(case, 1), 0)) == []
    assert of(kind, near(on(case, 0), 0)) == expected


@pytest.mark.parametrize("kind", [kind for kind in DateKind if kind is not DateKind.VERDICT])
def test_from_the_day_after_it_is_overdue(kind: DateKind) -> None:
    changes, subject, who = KINDS[kind]

    for days in (-1, -30):
        assert of(kind, near(on(small(changes), days), 0)) == [NearDate(kind, END, subject, who, overdue=True)]


def test_a_verdict_that_no_longer_holds_is_no_date_but_another_verdict() -> None:
    changes, _, _ = KINDS[DateKind.VERDICT]

    assert of(DateKind.VERDICT, near(on(small(changes), -1))) == []


def test_nothing_is_near_in_a_review_that_is_fresh() -> None:
    assert near(small()) == ()


def test_the_overdue_come_first_and_the_longest_overdue_before_them() -> None:
    changes = {
        "answers.accounts": NOT_MET | {"remedy": REMEDY | {"due": day(-1)}},
        "answers.clause": NOT_MET | {"remedy": REMEDY | {"due": day(2)}},
        "answers.person": NOT_MET | {"remedy": REMEDY | {"due": day(-8)}},
    }

    assert [(one.subject, one.overdue) for one in near(small(changes))] == [
        ("person", True),
        ("accounts", True),
        ("clause", False),
    ]


def test_a_remedy_beside_an_acceptance_in_force_is_not_needed() -> None:
    accepted = NOT_MET | {"acceptance": ACCEPTANCE, "remedy": REMEDY | {"due": day(-1)}}

    assert near(small({"answers.clause": accepted})) == ()


def test_a_remedy_after_the_next_review_is_due_all_the_same() -> None:
    changes = {"answers.accounts": NOT_MET | {"remedy": REMEDY}, "engagement.next-review": day(10)}

    assert of(DateKind.REMEDY, near(small(changes), 20)) == [NearDate(DateKind.REMEDY, END, "accounts", "Ben")]


@pytest.mark.parametrize("control", ["retention", "review"])
def test_what_decides_nothing_has_no_dates(control: str) -> None:
    gap = {f"answers.{control}": NOT_MET | {"remedy": REMEDY | {"due": day(-1)}}}

    assert near(small(gap)) == ()


def test_what_a_rule_calls_settled_has_dates_though_it_is_due_later() -> None:
    changes, _, _ = KINDS[DateKind.EVIDENCE]
    later = {"answers.review": {**NOT_MET, "status": "met", "evidence": changes["answers.sign-on.evidence"]}}
    rule = {"rules.kept-by-clause.when": {"surface": "api", "not": {"settled": "review"}}}

    assert near(small(later), 20) == ()
    assert near(small(later, rule), 20)[0] == NearDate(DateKind.EVIDENCE, END, "review", "Sam")


def test_evidence_ends_with_the_last_that_counts() -> None:
    old, fresh = day(-364), day(-363)
    proofs = [
        {"kind": "test-result", "ref": "https://p.example/1", "collected": collected, "by": "Eve"}
        for collected in (fresh, old)
    ]
    case = small({"answers.sign-on.evidence": proofs})

    assert [one.day for one in near(case)][:1] == [TODAY + timedelta(2)]
    assert near(replace(case, today=TODAY + timedelta(3)))[0] == NearDate(
        DateKind.EVIDENCE, TODAY + timedelta(2), "sign-on", "Sam", overdue=True
    )


def test_evidence_that_never_counted_has_not_run_out() -> None:
    proof = {"kind": "verbal", "ref": "https://p.example/1", "collected": day(-400), "by": "Eve"}

    assert near(small({"answers.sign-on.evidence": [proof]})) == ()


def test_a_reply_that_does_not_do_is_still_owed() -> None:
    short = REPLY | {"outcome": "insufficient", "due": day(-1), "replied-on": day(-2)}
    changes = {"answers.clause": NOT_MET, "questions": {"q-clause": short}}

    assert near(small(changes)) == (NearDate(DateKind.REPLY_DUE, TODAY - timedelta(1), "q-clause", "Vera", True),)


@pytest.mark.parametrize("outcome", [None, "withdrawn"])
def test_a_reply_that_came_or_is_not_wanted_is_not_owed(outcome: str | None) -> None:
    exchange = {**REPLY, "due": day(-1), "replied-on": day(-2)} | ({"outcome": outcome} if outcome else {})
    if outcome is None:
        del exchange["outcome"]

    assert near(small({"answers.clause": NOT_MET, "questions": {"q-clause": exchange}})) == ()


def test_while_no_control_waits_nothing_is_owed_and_an_ended_reply_is_past() -> None:
    owed = {"questions": {"q-clause": EXCHANGE | {"due": day(-1)}}}
    replied = on(small({"questions": {"q-clause": REPLY}}), 0)

    assert near(small(owed)) == ()
    assert of(DateKind.REPLY, near(replied)) == [NearDate(DateKind.REPLY, END, "q-clause", "Vic")]
    assert of(DateKind.REPLY, near(replace(replied, today=END + timedelta(1)))) == []


def test_a_confirmation_for_another_plan_or_of_a_lack_does_not_end() -> None:
    for other in ({"plan": "team"}, {"confirmed": "no"}):
        assert near(small({"plans": {"keys": CONFIRMED | other}}), 30) == ()


def test_a_cell_that_no_use_case_stands_in_has_no_dates() -> None:
    assert near(small({"matrix": {"secret": {"browser": SHUT}}}), 30) == ()


def test_days_beyond_the_calendar_are_days() -> None:
    case = small({"engagement.next-review": date.max.isoformat()})

    assert of(DateKind.NEXT_REVIEW, near(case, 10_000_000)) == [
        NearDate(DateKind.NEXT_REVIEW, date.max, "", "Rex"),
    ]


def test_on_a_blocker_what_the_owner_gathered_is_past_only_when_it_ended_too() -> None:
    proofs = [
        {"kind": "test-result", "ref": "https://p.example/1", "collected": collected, "by": by}
        for by, collected in (("Eve", day(-370)), ("Sam", day(-367)))
    ]
    case = small({"answers.sign-on.evidence": proofs})

    assert near(case) == (NearDate(DateKind.EVIDENCE, TODAY - timedelta(2), "sign-on", "Sam", overdue=True),)
    assert near(replace(case, today=TODAY - timedelta(3)), 0) == ()
