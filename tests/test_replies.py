"""A reply of the vendor that serves as a proof counts as long as the reply does, and never longer than the proof."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.case import Case, place_of
from govcheck.rules.comparison import compare
from govcheck.rules.difference import Judged
from govcheck.rules.judge import judge
from govcheck.rules.near import DateKind, near_dates, to_tell
from govcheck.rules.questions import open_questions
from govcheck.rules.replies import recorded
from govcheck.rules.states import evidence_fault
from govcheck.words.vocabulary import EvidenceKind, Standing, Verdict
from made_up import TODAY, Doc, case_of, day, engagement
from small import small
from test_verdict_properties import RANK, SEEDS

FILE = "evidence/reply.txt"
END = TODAY + timedelta(20)
PROOF: Doc = {"kind": "written-reply", "ref": FILE, "collected": day(-9), "by": "Eve"}
REPLY: Doc = {
    "asked-on": day(-200),
    "asked-of": "Vera",
    "reply": "Clause 4.",
    "replied-by": "Vera",
    "replied-on": day(-10),
    "ref": FILE,
    "valid-until": day(20),
    "outcome": "accepted",
}
AGED = {key: value for key, value in REPLY.items() if key != "valid-until"} | {"replied-on": day(-160)}
UNJUDGED = {key: value for key, value in REPLY.items() if key != "outcome"}
NOT_CAME = {"asked-on": day(-20), "asked-of": "Vera"}
TOLD = f"{FILE} is the reply of {day(-10)} to q-clause, "
ENDED = f"{TOLD}which was valid until {END}"


def replied(exchange: Doc | None, proof: Doc | None = None, **changes: Any) -> Case:
    """The small engagement, its blocker `clause` shown by a reply of the vendor."""
    asked = {"questions": {"q-clause": exchange}} if exchange else {}
    return small({"answers.clause.evidence": [proof or PROOF], **asked, **changes})


def on(case: Case, days: int) -> Case:
    """So many days after the end of the reply."""
    return replace(case, today=END + timedelta(days))


# what is asked and replied, the proof, the day, and why it does not count
CASES: dict[str, tuple[Doc | None, Doc, int, str]] = {
    "the day before its end": (REPLY, PROOF, -1, ""),
    "its last day": (REPLY, PROOF, 0, ""),
    "the day after its end": (REPLY, PROOF, 1, ENDED),
    "its last day, by its age": (AGED, PROOF, 0, ""),
    "the day after, by its age": (AGED, PROOF, 1, ENDED.replace(day(-10), day(-160))),
    "not enough": (REPLY | {"outcome": "insufficient"}, PROOF, -20, f"{TOLD}which is not enough"),
    "withdrawn": (REPLY | {"outcome": "withdrawn"}, PROOF, -20, f"{TOLD}a question that was withdrawn"),
    "reworded": (REPLY | {"confirm-again": "other words"}, PROOF, -20, f"{TOLD}a question that was reworded since"),
    "reworded, not judged yet": (UNJUDGED | {"confirm-again": "other words"}, PROOF, -20,
                                 f"{TOLD}a question that was reworded since"),
    "dated after the day of assessment": (REPLY | {"replied-on": day(1)}, PROOF, -20,
                                          f"{TOLD}which came after the day of assessment".replace(day(-10), day(1))),
    "not judged yet": (UNJUDGED, PROOF, 0, ""),
    "not judged yet, and ended": (UNJUDGED, PROOF, 1, ENDED),
    "no reply there yet": (NOT_CAME | {"ref": FILE}, PROOF, 300, ""),
    "no reply there yet, with an end": (NOT_CAME | {"ref": FILE, "valid-until": day(20)}, PROOF, 1,
                                        f"{FILE} is the reply to q-clause, which was valid until {END}"),
    "another file": (REPLY, PROOF | {"ref": "evidence/other.txt"}, 300, ""),
    "the same file, written otherwise": (REPLY | {"ref": f"./evidence//{FILE[9:]}"}, PROOF, 1, ENDED),
    "the same address, written otherwise": (REPLY | {"ref": "HTTPS://V.example/r"},
                                            PROOF | {"ref": "https://v.example/r"}, 1,
                                            ENDED.replace(FILE, "https://v.example/r")),
    "another address": (REPLY | {"ref": "https://v.example/R"}, PROOF | {"ref": "https://v.example/r"}, 300, ""),
    "another kind": (REPLY, PROOF | {"kind": "contract-clause"}, 300, ""),
    "not enough, another kind": (REPLY | {"outcome": "insufficient"}, PROOF | {"kind": "test-result"}, 0, ""),
    "a reply without a record": ({key: value for key, value in REPLY.items() if key != "ref"}, PROOF, 300, ""),
    "no reply": (None, PROOF, 300, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_proof_counts_as_long_as_the_reply_of_which_it_is_the_record(name: str) -> None:
    exchange, proof, days, why = CASES[name]
    case = on(replied(exchange, proof), days)
    found = assess(case).states["clause"]

    (written,) = case.engagement.answers["clause"].evidence
    assert evidence_fault(case, case.checklist.controls["clause"], written) == why
    if why:
        assert (found.standing, found.why) == (Standing.OPEN, f"no evidence that counts: {why}")
    else:
        assert found.standing is Standing.MET


@pytest.mark.parametrize(
    ("exchange", "proof", "until"),
    [
        (REPLY, PROOF, END),
        (AGED, PROOF, END),
        (UNJUDGED, PROOF, END),
        (REPLY, PROOF | {"valid-until": day(5)}, TODAY + timedelta(5)),
        (REPLY | {"valid-until": day(900)}, PROOF, TODAY + timedelta(356)),
        (REPLY, PROOF | {"ref": "evidence/other.txt"}, TODAY + timedelta(356)),
        (None, PROOF, TODAY + timedelta(356)),
    ],
)
def test_the_state_lasts_until_the_first_of_the_ends(exchange: Doc | None, proof: Doc, until: date) -> None:
    found = assess(replied(exchange, proof))
    assert found.states["clause"].until == until
    assert found.valid_until == min(until, TODAY + timedelta(80))


def test_another_proof_carries_on_when_the_reply_ends() -> None:
    other = PROOF | {"kind": "contract-clause", "ref": "evidence/contract.txt"}
    case = small({"answers.clause.evidence": [PROOF, other], "questions": {"q-clause": REPLY}})

    assert assess(on(case, 1)).states["clause"].standing is Standing.MET


# A letter that answers several questions

TWO = {
    "questions": {
        "q-clause": {"to": "vendor", "text": "Which clause?"},
        "q-period": {"to": "vendor", "text": "Which period?"},
    },
}


def letter(outcomes: tuple[str, str], asks: list[str]) -> Standing:
    """What `clause` amounts to when it asks these questions and one letter has a reply to both."""
    both = zip(("q-clause", "q-period"), outcomes, strict=True)
    changes = {
        "answers.clause.evidence": [PROOF],
        "questions": {id: REPLY | {"outcome": outcome} for id, outcome in both},
    }
    checklist = {**TWO, "sections.contract.controls.clause.asks": asks}
    return assess(small(changes, checklist)).states["clause"].standing


@pytest.mark.parametrize(
    ("asks", "replies", "standing"),
    [
        (["q-clause"], ("accepted", "insufficient"), "met"),
        (["q-clause"], ("insufficient", "accepted"), "open"),
        (["q-clause", "q-period"], ("accepted", "accepted"), "met"),
        (["q-clause", "q-period"], ("accepted", "insufficient"), "open"),
    ],
)
def test_of_a_letter_the_replies_count_that_the_control_asks_for(
    asks: list[str], replies: tuple[str, str], standing: str
) -> None:
    assert letter(replies, asks) == standing


@pytest.mark.parametrize(
    ("outcomes", "standing"), [(("accepted", "accepted"), "met"), (("accepted", "insufficient"), "open")]
)
def test_where_the_control_asks_none_of_them_all_have_to_count(outcomes: tuple[str, str], standing: str) -> None:
    assert letter(outcomes, ["q-else"]) == standing


# Said once, and the same everywhere


def kinds(case: Case, days: int = 20) -> list[tuple[DateKind, str, tuple[str | int, ...]]]:
    """The dates but that of the verdict, which is the first of them."""
    found = near_dates(case, assess(case), days)
    return [(one.kind, one.subject, one.path) for one in found if one.kind is not DateKind.VERDICT]


@pytest.mark.parametrize(("exchange", "key"), [(REPLY, "valid-until"), (AGED, "replied-on")])
@pytest.mark.parametrize("days", [-20, -1, 0, 1, 30])
def test_the_end_is_told_once_of_the_control_and_where_it_is_written(exchange: Doc, key: str, days: int) -> None:
    assert kinds(on(replied(exchange), days)) == [(DateKind.EVIDENCE, "clause", ("questions", "q-clause", key))]


@pytest.mark.parametrize("days", [0, 1])
def test_the_end_of_a_reply_that_the_control_outlasts_is_told_of_the_reply(days: int) -> None:
    other = PROOF | {"kind": "contract-clause", "ref": "evidence/contract.txt"}
    case = small({"answers.clause.evidence": [PROOF, other], "questions": {"q-clause": REPLY}})
    reply = [(DateKind.REPLY, "q-clause", ("questions", "q-clause", "valid-until"))]

    assert kinds(on(case, days)) == (reply if days < 1 else [])  # then nothing waits for it


def test_the_proof_s_own_end_is_told_where_it_comes_first() -> None:
    case = replied(REPLY, PROOF | {"valid-until": day(5)})

    assert kinds(case) == [
        (DateKind.EVIDENCE, "clause", ("answers", "clause", "evidence", 0, "valid-until")),
        (DateKind.REPLY, "q-clause", ("questions", "q-clause", "valid-until")),
    ]


def test_when_it_is_past_the_reason_says_it_and_the_dates_do_not_say_it_again() -> None:
    case = on(replied(REPLY), 1)
    found = assess(case)

    assert [one.text for one in found.findings if one.subject == "clause"] == [f"no evidence that counts: {ENDED}"]
    assert to_tell(case, found, 14) == ()


def test_the_question_is_open_again_when_its_reply_no_longer_proves_anything() -> None:
    def open_now(case: Case) -> list[str]:
        return [one.id for one in open_questions(case, assess(case))]

    assert open_now(on(replied(REPLY), 0)) == []
    assert open_now(on(replied(REPLY), 1)) == ["q-clause"]
    assert open_now(replied(REPLY | {"outcome": "insufficient"})) == ["q-clause"]


@pytest.mark.parametrize(
    ("before", "alone"), [(REPLY, True), (REPLY | {"valid-until": day(300)}, False), (None, False)]
)
def test_a_comparison_says_once_that_a_control_ran_out_and_whether_time_alone_did_it(
    before: Doc | None, alone: bool
) -> None:
    old, new = (Judged(case, assess(case)) for case in (replied(before), on(replied(REPLY), 1)))
    found = compare(old, new, ("a", "a"))
    assert [(one.kind, one.subject, one.day, one.alone) for one in found.expired] == [
        (DateKind.EVIDENCE, "clause", END, alone)
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("evidence/a.txt", "./evidence/a.txt", True),
        ("evidence/a.txt", "evidence//a.txt", True),
        ("evidence/a.txt", "evidence/A.txt", False),
        ("https://v.example", "HTTPS://V.EXAMPLE/", True),
        ("https://v.example/a", "https://v.example/A", False),
        ("https://v.example/a#1", "https://v.example/a#2", False),
        ("https://v.example/a", "evidence/a", False),
    ],
)
def test_two_ways_to_write_one_place_are_one_place(one: str, other: str, same: bool) -> None:
    assert (place_of(one) == place_of(other)) is same


COPY = "evidence/copy.txt"


def with_copy(case: Case, other: str | None) -> Case:
    """The proof is a copy of the reply, under its own name; `other` is its digest."""
    return replace(case, digests={**case.digests, FILE: "a" * 64, COPY: other})


@pytest.mark.parametrize(
    ("digest", "days", "standing"),
    [
        ("a" * 64, 0, Standing.MET),
        ("a" * 64, 1, Standing.OPEN),
        ("b" * 64, 1, Standing.MET),
    ],
)
def test_a_copy_of_a_letter_ends_with_it(digest: str, days: int, standing: Standing) -> None:
    case = with_copy(on(replied(REPLY, {**PROOF, "ref": COPY}), days), digest)
    assert assess(case).states["clause"].standing is standing


def test_two_files_that_are_not_there_are_not_the_same_letter() -> None:
    case = replace(replied({**REPLY, "ref": "evidence/other.txt"}), digests={FILE: None, "evidence/other.txt": None})
    assert not recorded(case, case.checklist.controls["clause"], case.engagement.answers["clause"].evidence[0])


# Never better than without


def exchange(r: random.Random) -> Doc:
    """What was asked, and whatever came of it, of one of two letters or none."""
    out: Doc = {"asked-on": day(-200), "asked-of": "Vera"}
    if r.random() < 0.9:
        out |= {"reply": "-", "replied-by": "Vera", "replied-on": day(r.choice([-190, -180, -30, 1]))}
        if r.random() < 0.8:
            out["outcome"] = r.choice(["accepted", "accepted", "insufficient", "withdrawn"])
    if r.random() < 0.4:
        out["valid-until"] = day(r.choice([-1, 0, 30, 400]))
    if r.random() < 0.2:
        out["confirm-again"] = "other words"
    if r.random() < 0.9:
        out["ref"] = r.choice(["https://proof.example/1", "https://proof.example/2"])
    return out


def asking(seed: int) -> tuple[Doc, Doc, Doc]:
    """A made-up checklist whose controls ask, answers of which some rest on replies, and what was asked."""
    r, checklist, answers = engagement(seed)
    ids = [f"q{n}" for n in range(3)]
    checklist["roles"] = {"vendor": "Vendor", "security": "Security", "counsel": "Counsel"}
    checklist["questions"] = {id: {"to": "vendor", "text": "?"} for id in ids}
    for control in checklist["sections"]["all"]["controls"].values():
        if r.random() < 0.7:
            control["asks"] = r.sample(ids, r.choice([1, 1, 2]))
    for answer in answers["answers"].values():
        for proof in answer.get("evidence", []):
            if r.random() < 0.7:
                proof["kind"] = "written-reply"
                proof["ref"] = r.choice(["https://proof.example/1", "https://proof.example/2"])
    for control in checklist["sections"]["all"]["controls"].values():
        if "evidence" in control:
            control["evidence"]["accepts"] = [*control["evidence"]["accepts"], "written-reply"]
    return checklist, answers, {id: exchange(r) for id in ids if r.random() < 0.8}


def with_questions(checklist: Doc, answers: Doc, questions: Doc) -> Case:
    return case_of(checklist, {**answers, "questions": questions})


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_stands_under_questions_makes_a_verdict_better(seed: int) -> None:
    checklist, answers, questions = asking(seed)
    without, within = (with_questions(checklist, answers, some) for some in ({}, questions))
    before, after = assess(without), assess(within)

    assert RANK[after.verdict] <= RANK[before.verdict]
    for id, answer in without.engagement.answers.items():
        control = without.checklist.controls[id]
        for proof in answer.evidence:
            assert not evidence_fault(without, control, proof) or evidence_fault(within, control, proof), (id, proof)
    for id, one in questions.items():  # and what speaks against a reply betters nothing either
        for worse in ({"outcome": "insufficient"}, {"confirm-again": "-"}, {"valid-until": day(-1)}):
            changed = with_questions(checklist, answers, {**questions, id: one | worse})
            assert RANK[assess(changed).verdict] <= RANK[after.verdict], (id, worse)


def test_the_made_up_replies_make_a_difference() -> None:
    lost = [seed for seed in SEEDS if verdicts(seed)[0] is not verdicts(seed)[1]]
    assert len(lost) > 20


def verdicts(seed: int) -> tuple[Verdict, Verdict]:
    checklist, answers, questions = asking(seed)
    without, within = (assess(with_questions(checklist, answers, some)).verdict for some in ({}, questions))
    return without, within


def test_the_smallest_change_is_not_taken_for_the_record_of_a_reply() -> None:
    only_replies = {"sections.contract.controls.clause.evidence": {"what": "-", "accepts": ["written-reply"]}}
    changes = {
        "answers.clause.evidence": [PROOF],
        "questions": {"q-clause": REPLY | {"ref": "proof", "outcome": "insufficient"}},
        "answers.clause.status": "unknown",
    }
    way = judge(small(changes, only_replies)).way

    assert (way.verdict, [one.subject for one in way.changes]) == (Verdict.GO, ["clause"])
    assert EvidenceKind.WRITTEN_REPLY in small(changes, only_replies).checklist.controls["clause"].accepts
