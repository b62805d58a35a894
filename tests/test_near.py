"""What ends or is due: each kind the day before it is near, on its first and last near day, on the day, and past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.content import content_digest
from govcheck.rules.near import DateKind, NearDate, all_dates, near_dates, said_by, to_tell
from govcheck.words.vocabulary import Effect, Verdict
from made_up import TODAY, case_of, day, engagement
from small import ACCEPTANCE, small

NOT_MET = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3)}
REMEDY = {"owner": "Ben", "due": day(20), "guardrail": "A wall"}
EXCHANGE = {"asked-on": day(-9), "asked-of": "Vera"}
REPLY = {**EXCHANGE, "reply": "Clause 4.", "replied-by": "Vic", "replied-on": day(-160), "outcome": "accepted"}
CONFIRMED = {"plan": "big", "confirmed": "yes", "by": "Vera", "dated": day(-70), "ref": "https://v.example/r"}
WAIVED = {"status": "not-applicable", "note": "No people", "approved-by": "Eve", "answered-by": "Lin"}
SHUT = {"cell": "allowed", "acceptance": ACCEPTANCE | {"expires": day(20)}}

PROOF = {"kind": "test-result", "ref": "https://p.example/1", "collected": day(-345), "by": "Eve"}

END = TODAY + timedelta(20)
# what makes it end or be due in 20 days, then the date as it is told
KINDS: dict[DateKind, tuple[dict[str, Any], NearDate]] = {
    date.kind: (changes, date)
    for changes, date in (
        (
            {"answers.sign-on.evidence": [PROOF]},
            NearDate(DateKind.EVIDENCE, END, "sign-on", "Sam", ("answers", "sign-on", "evidence", 0, "collected")),
        ),
        (
            {"answers.clause": WAIVED | {"answered-on": day(-345)}},
            NearDate(DateKind.NOT_APPLICABLE, END, "clause", "Cal", ("answers", "clause", "answered-on")),
        ),
        (
            {"answers.clause": NOT_MET | {"acceptance": ACCEPTANCE | {"expires": day(20)}}},
            NearDate(DateKind.ACCEPTANCE, END, "clause", "Eve", ("answers", "clause", "acceptance", "expires")),
        ),
        (
            {"answers.accounts": NOT_MET | {"remedy": REMEDY}},
            NearDate(DateKind.REMEDY, END, "accounts", "Ben", ("answers", "accounts", "remedy", "due")),
        ),
        (
            {"use-cases.office.data": ["secret"], "matrix": {"secret": {"browser": SHUT}}},
            NearDate(
                DateKind.CELL, END, "secret/browser", "Eve", ("matrix", "secret", "browser", "acceptance", "expires")
            ),
        ),
        (
            {"answers.clause": NOT_MET, "questions": {"q-clause": EXCHANGE | {"due": day(20)}}},
            NearDate(DateKind.REPLY_DUE, END, "q-clause", "Vera", ("questions", "q-clause", "due")),
        ),
        (
            {"answers.clause": NOT_MET, "questions": {"q-clause": REPLY}},
            NearDate(DateKind.REPLY, END, "q-clause", "Vic", ("questions", "q-clause", "replied-on")),
        ),
        (
            {"plans": {"keys": CONFIRMED}},
            NearDate(DateKind.PLAN, END, "keys", "Vera", ("plans", "keys", "dated")),
        ),
        (
            {"engagement.next-review": day(20)},
            NearDate(DateKind.NEXT_REVIEW, END, "", "Rex", ("engagement", "next-review")),
        ),
        ({"engagement.next-review": day(20)}, NearDate(DateKind.VERDICT, END, "", "Olga", ())),
    )
}
DEADLINE = {"verdict": "go", "by": "Cara", "at": f"{day(-1)}T09:30:00Z", "reason": "A deadline", "until": day(20)}
APPROVING = {"approvals": ["security"]}
DIGEST = content_digest(small({}, APPROVING))
KINDS[DateKind.APPROVAL] = (
    {"approvals": {"security": DEADLINE | {"digest": DIGEST}}},
    NearDate(DateKind.APPROVAL, END, "security", "Cara", ("approvals", "security", "until")),
)


def near(case: Case, days: int = 14) -> tuple[NearDate, ...]:
    return near_dates(case, assess(case), days)


def on(case: Case, days: int) -> Case:
    """The case so many days before the end."""
    return replace(case, today=END - timedelta(days))


def of(kind: DateKind, found: tuple[NearDate, ...]) -> list[NearDate]:
    return [one for one in found if one.kind is kind]


@pytest.mark.parametrize("kind", DateKind)
def test_it_is_near_from_the_first_of_the_days_to_the_day_itself(kind: DateKind) -> None:
    changes, told = KINDS[kind]
    case, expected = small(changes, APPROVING), [told]

    assert of(kind, near(on(case, 15))) == []
    assert of(kind, near(on(case, 14))) == expected
    assert of(kind, near(on(case, 1))) == expected
    assert of(kind, near(on(case, 0))) == expected
    assert of(kind, near(on(case, 1), 0)) == []
    assert of(kind, near(on(case, 0), 0)) == expected


@pytest.mark.parametrize("kind", [kind for kind in DateKind if kind is not DateKind.VERDICT])
def test_from_the_day_after_it_is_overdue(kind: DateKind) -> None:
    changes, told = KINDS[kind]

    for days in (-1, -30):
        assert of(kind, near(on(small(changes, APPROVING), days), 0)) == [replace(told, overdue=True)]


@pytest.mark.parametrize(
    "other",
    [
        {"digest": "sha256:" + "0" * 64},
        {"by": "Olga"},
        {"until": day(81)},
        {"at": f"{day(21)}T00:00:00Z"},
    ],
)
@pytest.mark.parametrize("today", [TODAY, TODAY + timedelta(100)])
def test_an_approval_that_would_not_count_on_its_last_day_does_not_end(other: dict[str, str], today: date) -> None:
    case = small({"approvals": {"security": DEADLINE | {"digest": DIGEST} | other}}, APPROVING)

    assert of(DateKind.APPROVAL, near(replace(case, today=today), 365)) == []


def test_an_approval_without_an_end_and_one_that_nobody_gave_have_no_date() -> None:
    endless = {key: value for key, value in DEADLINE.items() if key not in ("reason", "until")}

    for given in ({}, {"security": endless | {"digest": DIGEST}}):
        assert of(DateKind.APPROVAL, near(small({"approvals": given}, APPROVING), 365)) == []


def test_a_verdict_that_no_longer_holds_is_no_date_but_another_verdict() -> None:
    changes, _ = KINDS[DateKind.VERDICT]

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

    assert of(DateKind.REMEDY, near(small(changes), 20)) == [KINDS[DateKind.REMEDY][1]]


@pytest.mark.parametrize("control", ["retention", "review"])
def test_what_decides_nothing_has_no_dates(control: str) -> None:
    gap = {f"answers.{control}": NOT_MET | {"remedy": REMEDY | {"due": day(-1)}}}

    assert near(small(gap)) == ()


def test_what_a_rule_calls_settled_has_dates_though_it_is_due_later() -> None:
    later = {"answers.review": {**NOT_MET, "status": "met", "evidence": [PROOF]}}
    rule = {"rules.kept-by-clause.when": {"surface": "api", "not": {"settled": "review"}}}

    assert near(small(later), 20) == ()
    assert near(small(later, rule), 20)[0] == NearDate(
        DateKind.EVIDENCE, END, "review", "Sam", ("answers", "review", "evidence", 0, "collected")
    )


def test_evidence_ends_with_the_last_that_counts() -> None:
    old, fresh = day(-364), day(-363)
    case = small({"answers.sign-on.evidence": [PROOF | {"collected": collected} for collected in (old, fresh)]})
    path = ("answers", "sign-on", "evidence", 1, "collected")

    assert [(one.day, one.path) for one in near(case)][:1] == [(TODAY + timedelta(2), path)]
    assert near(replace(case, today=TODAY + timedelta(3)))[0] == NearDate(
        DateKind.EVIDENCE, TODAY + timedelta(2), "sign-on", "Sam", path, overdue=True
    )


def test_an_end_of_its_own_is_where_it_is_written() -> None:
    bounded = PROOF | {"collected": day(-3), "valid-until": day(9)}
    reply = {"answers.clause": NOT_MET, "questions": {"q-clause": REPLY | {"valid-until": day(9)}}}

    assert near(small({"answers.sign-on.evidence": [bounded]}))[0].path[-1] == "valid-until"
    assert near(small({"answers.sign-on.evidence": [bounded | {"collected": day(-360)}]}))[0].path[-1] == "collected"
    assert near(small(reply))[0].path == ("questions", "q-clause", "valid-until")


def test_evidence_that_never_counted_has_not_run_out() -> None:
    proof = PROOF | {"kind": "verbal", "collected": day(-400)}

    assert near(small({"answers.sign-on.evidence": [proof]})) == ()


def test_a_reply_that_does_not_do_is_still_owed() -> None:
    short = REPLY | {"outcome": "insufficient", "due": day(-1), "replied-on": day(-2)}
    changes = {"answers.clause": NOT_MET, "questions": {"q-clause": short}}

    assert near(small(changes)) == (replace(KINDS[DateKind.REPLY_DUE][1], day=TODAY - timedelta(1), overdue=True),)


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
    assert of(DateKind.REPLY, near(replied)) == [KINDS[DateKind.REPLY][1]]
    assert of(DateKind.REPLY, near(replace(replied, today=END + timedelta(1)))) == []


def test_a_confirmation_for_another_plan_or_of_a_lack_does_not_end() -> None:
    for other in ({"plan": "team"}, {"confirmed": "no"}):
        assert near(small({"plans": {"keys": CONFIRMED | other}}), 30) == ()


def test_a_cell_that_no_use_case_stands_in_has_no_dates() -> None:
    assert near(small({"matrix": {"secret": {"browser": SHUT}}}), 30) == ()


def test_days_beyond_the_calendar_are_days() -> None:
    case = small({"engagement.next-review": date.max.isoformat()})

    assert of(DateKind.NEXT_REVIEW, near(case, 10_000_000)) == [
        replace(KINDS[DateKind.NEXT_REVIEW][1], day=date.max),
    ]


def test_on_a_blocker_what_the_owner_gathered_is_past_only_when_it_ended_too() -> None:
    proofs = [PROOF | {"by": by, "collected": collected} for by, collected in (("Eve", day(-370)), ("Sam", day(-367)))]
    case = small({"answers.sign-on.evidence": proofs})
    path = ("answers", "sign-on", "evidence", 1, "collected")

    assert near(case) == (NearDate(DateKind.EVIDENCE, TODAY - timedelta(2), "sign-on", "Sam", path, overdue=True),)
    assert near(replace(case, today=TODAY - timedelta(3)), 0) == ()


def test_on_a_blocker_what_others_gathered_ends_though_the_owner_gathered_later() -> None:
    proofs = [PROOF | {"by": by, "collected": collected} for by, collected in (("Sam", day(-1)), ("Eve", day(-360)))]
    path = ("answers", "sign-on", "evidence", 1, "collected")

    assert [(one.day, one.path) for one in near(small({"answers.sign-on.evidence": proofs}))][:1] == [
        (TODAY + timedelta(5), path)
    ]
    assert near(small({"answers.accounts.evidence": proofs})) == ()


# what the gate tells: nothing that stands beside the verdict already


def told(case: Case, days: int = 14) -> list[tuple[DateKind, Effect | None]]:
    assessment = assess(case)
    said = {one: said_by(case, assessment, one) for one in to_tell(case, assessment, days)}
    return [(one.kind, found.effect if found else None) for one, found in said.items()]


@pytest.mark.parametrize("kind", [kind for kind in DateKind if kind is not DateKind.VERDICT])
def test_what_is_ahead_is_told_whatever_the_findings_are(kind: DateKind) -> None:
    for days in (14, 0):
        assert (kind, None) in told(on(small(KINDS[kind][0], APPROVING), days))


def test_the_last_day_of_the_verdict_stands_beside_it() -> None:
    assert told(on(small(KINDS[DateKind.VERDICT][0]), 3)) == [(DateKind.NEXT_REVIEW, None)]


# what is past: a reason of the verdict says so, a note does, or nothing does
PAST: dict[DateKind, tuple[DateKind, Effect | None] | None] = {
    DateKind.EVIDENCE: None,
    DateKind.NOT_APPLICABLE: None,
    DateKind.ACCEPTANCE: None,
    DateKind.REMEDY: None,
    DateKind.CELL: None,
    DateKind.REPLY_DUE: (DateKind.REPLY_DUE, None),
    DateKind.REPLY: (DateKind.REPLY, None),
    DateKind.PLAN: (DateKind.PLAN, Effect.NOTES),
    DateKind.APPROVAL: (DateKind.APPROVAL, Effect.NOTES),
    DateKind.NEXT_REVIEW: None,
}


@pytest.mark.parametrize("kind", PAST)
def test_what_is_past_is_told_unless_a_reason_of_the_verdict_says_so(kind: DateKind) -> None:
    expected = PAST[kind]
    case = on(small(KINDS[kind][0], APPROVING), -1)

    assert told(case) == ([expected] if expected else [])
    findings = " ".join(one.text for one in assess(case).findings)
    assert expected or any(word in findings for word in ("ended on", "was due on", "older than", "counts from"))


def test_an_acceptance_that_ended_in_a_cell_that_stays_open_is_told_since_only_a_note_speaks_of_it() -> None:
    changes = {"use-cases.office.data": ["secret"], "matrix": {"secret": {"browser": SHUT}}}
    case = on(small(changes, {"matrix.cells.secret.browser": "conditional"}), -1)

    assert told(case) == [(DateKind.CELL, Effect.NOTES)]


def test_an_acceptance_that_ended_beside_a_remedy_is_told_since_the_finding_speaks_of_the_remedy() -> None:
    ended = NOT_MET | {"acceptance": ACCEPTANCE | {"expires": day(-1)}, "remedy": REMEDY}
    overdue = ended | {"remedy": REMEDY | {"due": day(-1)}}

    for answer in (ended, overdue):
        assert told(small({"answers.accounts": answer})) == [(DateKind.ACCEPTANCE, None)]


def test_what_holds_beside_what_stops_everything_is_no_reason_of_the_verdict_and_so_it_is_told() -> None:
    failed = {"status": "not-met", "note": "No", "remedy": "none", "answered-by": "Lin", "answered-on": day(-3)}
    changes = {"answers.clause": failed, "answers.accounts": NOT_MET | {"remedy": REMEDY | {"due": day(-1)}}}

    assert assess(small(changes)).verdict is Verdict.NO_GO
    assert told(small(changes)) == [(DateKind.REMEDY, Effect.HOLDS)]


def test_what_only_a_rule_watches_is_told_when_it_is_past() -> None:
    later = {"answers.review": {**NOT_MET, "status": "met", "evidence": [PROOF | {"collected": day(-366)}]}}
    rule = {"rules.kept-by-clause.when": {"surface": "api", "not": {"settled": "review"}}}

    assert told(small(later, rule)) == [(DateKind.EVIDENCE, None)]


def test_a_confirmation_that_ended_and_leaves_a_gap_is_a_reason_of_the_verdict() -> None:
    gap = {"plans": {"keys": CONFIRMED | {"dated": day(-91)}}, "use-cases.office.own-keys": "yes"}
    unclaimed = {"plans.rows.keys.claimed": {"team": "no", "big": "unknown"}}

    assert told(small(gap)) == [(DateKind.PLAN, Effect.NOTES)]
    assert told(small(gap, unclaimed)) == []
    assert "older than 90 days" in " ".join(one.text for one in assess(small(gap, unclaimed)).having(Effect.UNDECIDED))


@pytest.mark.parametrize("seed", range(0, 100, 10))
def test_nothing_gets_worse_overnight_that_was_not_told_the_day_before(seed: int) -> None:
    """Of made-up engagements, day by day, with not a byte changed in them."""
    fell = 0
    for number in range(seed, seed + 10):
        _, checklist, answers = engagement(number)
        days = [case_of(checklist, answers, TODAY + timedelta(days)) for days in range(-10, 100)]
        judged = [(case, assess(case)) for case in days]
        for (before, was), (_, now) in pairwise(judged):
            worse = now.verdict.rank < was.verdict.rank or any(
                now.uses[use].rank < was.uses[use].rank for use in now.uses
            )
            fell += worse
            assert not worse or before.today in [one.day for one in to_tell(before, was, 0)], (number, before.today)
    assert fell


@pytest.mark.parametrize("days", [-10, 0, 30, 90])
def test_the_place_of_each_date_is_written_and_holds_the_day_or_the_one_that_it_is_counted_from(days: int) -> None:
    for number in range(100):
        _, checklist, answers = engagement(number)
        case = case_of(checklist, answers, TODAY + timedelta(days))
        for one in all_dates(case, assess(case)):
            written: Any = answers
            for key in one.path:
                written = written[key]
            if one.kind is not DateKind.VERDICT:
                itself = one.path[-1] in ("valid-until", "expires", "due", "next-review")
                assert (written == str(one.day)) if itself else (written < str(one.day)), (number, one)
