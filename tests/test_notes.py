"""What decides nothing and is told all the same: leftovers, and names that may be one person's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from unittest.mock import PropertyMock, patch

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.findings import chosen_plan
from govcheck.words.assessment import Finding
from govcheck.words.vocabulary import UNKNOWN, Effect, Status, Subject
from made_up import Doc, day
from small import REMOVE, judged, met, small

GAP: Doc = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "Not there."}


def about(case: Case, subject: Subject) -> list[tuple[str, str, Effect]]:
    found: list[Finding] = [one for one in assess(case).findings if one.about is subject]
    return [(one.subject, one.text, one.effect) for one in found]


def test_a_fact_that_was_passed_over_is_told_where_it_is_missing() -> None:
    case = small({"profile.plan": REMOVE, "use-cases.office.data": REMOVE})
    over = {
        ("profile", "plan"): "the plan small is no longer one",
        ("use-cases", "office", "data"): "the data private is no longer one",
        ("use-cases", "letters", "data"): "letters has its own",
    }
    case = replace(case, engagement=replace(case.engagement, passed_over=over))
    assert about(case, Subject.PROFILE) == [
        ("plan", "must be known before a verdict; the plan small is no longer one", Effect.UNDECIDED),
        ("data", "must be known before a verdict; the data private is no longer one", Effect.UNDECIDED),
    ]
    assert [(subject, text) for subject, text, _ in about(case, Subject.GONE)] == [
        (".".join(place), why) for place, why in over.items()
    ]


@dataclass(frozen=True)
class Gone:
    text: str


def test_what_was_said_of_a_control_that_is_gone_is_told_with_what_it_still_does() -> None:
    case = small()
    no = replace(case.engagement.answers["clause"], status=Status.NOT_MET)
    case = replace(case, engagement=replace(case.engagement, kept={"old": no, "unknown": no}))
    gone = {("", "old"): Gone("asked as exits now"), ("x", "unknown"): Gone("-")}
    with patch.object(Case, "gone", PropertyMock(return_value=gone)):
        for waiting, does in ((("exits",), "it stays a no until exits is confirmed"), ((), "the answer does nothing")):
            with patch.object(Case, "in_doubt", lambda *_, waiting=waiting: waiting):
                notes = about(case, Subject.ANSWER)
            assert notes == [("old", f"answered, but the control is asked as exits now; {does}", Effect.NOTES)]


def names(changes: Doc) -> list[tuple[str, str]]:
    return [(one.subject, one.text) for one in judged(changes).findings if one.about is Subject.NAME]


def test_names_that_are_nearly_the_same_are_told_where_two_people_are_needed() -> None:
    taken = {"risk": "A", "residual": "low", "compensating": "B", "role": "CISO", "dated": day(-5), "expires": day(30)}
    says = "are nearly the same name; say whether they are one person"
    assert names({"engagement.reviewed-by": "Ólga"}) == [("reviewed-by", f"Ólga and Olga {says}")]
    gap = {**GAP, "owner": "Ben Cole", "acceptance": {**taken, "by": "Cole, Ben"}}
    assert names({"answers.accounts": gap}) == [("accounts", f"Cole, Ben and Ben Cole {says}")]
    na = {
        "status": "n/a",
        "answered-by": "Lin",
        "answered-on": day(-3),
        "note": "-",
        "owner": "Ivo",
        "approved-by": "Lín",
    }
    assert names({"answers.person": na}) == [("person", f"Lín and Lin {says}")]
    assert names({"answers.person": {**na, "approved-by": "Ívo"}}) == [("person", f"Ívo and Ivo {says}")]
    cell = {"cell": "allowed", "acceptance": {**taken, "by": "Ólga"}}
    assert names({"matrix": {"secret": {"api": cell}}}) == [("secret/api", f"Ólga and Olga {says}")]


def test_where_nobody_accepted_or_approved_there_is_no_name_to_compare() -> None:
    for owner in ("X.", "x"):
        changes: Doc = {"engagement.owner": owner, "engagement.people": {"security": owner, "counsel": owner}}
        changes |= {"matrix": {"secret": {"api": "prohibited"}}, "answers.accounts": GAP}
        assert names(changes) == []


def test_what_stands_beside_an_answer_that_needs_it_not_is_told() -> None:
    remedy = {"owner": "Lin", "due": day(20), "guardrail": "-"}
    assert about(small({"answers.clause": {**met(), "remedy": remedy}}), Subject.ANSWER) == [
        ("clause", "a remedy beside met does nothing", Effect.NOTES)
    ]
    assert about(small({"answers.clause": {**GAP, "remedy": remedy}}), Subject.ANSWER) == []
    assert about(small({"answers.clause": {**met(), "remedy": "none"}}), Subject.ANSWER) == [
        ("clause", "a remedy beside met does nothing", Effect.NOTES)
    ]
    late = {**GAP, "answered-on": day(1)}
    assert about(small({"answers.clause": late}), Subject.ANSWER) == [
        ("clause", f"answered on {day(1)}, after the day of assessment", Effect.NOTES)
    ]
    assert about(small({"answers.clause": {**GAP, "answered-on": day(0)}}), Subject.ANSWER) == []


def test_without_a_plan_table_no_plan_is_chosen() -> None:
    case = small()
    assert chosen_plan(case) == "big"
    assert chosen_plan(small({"profile.plan": REMOVE})) == UNKNOWN
    assert chosen_plan(replace(case, checklist=replace(case.checklist, plans=None))) == UNKNOWN
