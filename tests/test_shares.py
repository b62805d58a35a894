"""`govcheck status` read for one owner or one phase: theirs and nothing else, the verdict that of the whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govcheck.jobs.interview.selection import Only, Wanted, selected
from govcheck.jobs.share import share_meant
from govcheck.jobs.status import status_lines
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.overview import Overview, overview
from govcheck.rules.owners import known_owners
from govcheck.rules.shares import Share
from govcheck.words.characters import columns
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import Phase
from made_up import case_of, day
from made_up import engagement as made_up
from program import AS_OF, copied_example, govcheck
from small import small
from test_status import GAP, REMEDY, under

CHANGES: dict[str, Any] = {
    "answers.clause": GAP,
    "answers.accounts": GAP | {"remedy": REMEDY | {"due": day(3)}},
    "engagement.next-review": day(9),
    "engagement.people": {"security": "Sam", "counsel": "Cal"},
    "questions": {"q-clause": {"asked-on": day(-9), "asked-of": "Vera", "due": day(2)}},
}


def read(case: Case, owner: str = "", phase: str = "") -> Overview:
    return overview(case, share=share_meant(case, owner, phase))


def shown(view: Overview, width: int = 80) -> list[str]:
    return [text for text, _ in status_lines(view, "", width)]


def test_an_owner_sees_what_is_theirs_under_the_verdict_of_the_whole() -> None:
    case = small(CHANGES)
    whole, cal = shown(overview(case)), shown(read(case, "Cal"))

    assert cal[:4] == whole[:4]
    assert cal[4:] == [
        "Cal: 2 of 2 answered; 1 counts.",
        "By section",
        "  Contract                                        #####.....  1 of 2 met  1 open",
        "By phase",
        "  At signing                                      ..........  0 of 1 met  1 open",
        "  Nothing open, met/due: Before signing 1/1",
        "Blockers that do not count: 1",
        "  Cal: the gap has neither a remedy nor an acceptance",
        "    clause: Is training excluded?",
        "Dates within 14 days",
        "  2026-11-24, in 2 days: reply due, q-clause (Vera)",
        "1 open question to the account team: 1 waiting for a reply",
        "  q-clause (Vera): clause waits for it",
        "Next",
        "  Complete what does not count yet (1): govcheck review --owner Cal",
    ]


def test_who_promised_to_close_a_gap_sees_it_too() -> None:
    lines = shown(read(small(CHANGES), "ben"))

    assert lines[4] == "Ben: 1 of 1 answered; none counts yet."
    assert under("Dates", lines) == ["  2026-11-25, in 3 days: remedy due, accounts (Ben)"]
    assert under("Next", lines) == [
        "  Close what has a date, and answer it anew (1):",
        "    govcheck review --owner Ben --only all",
    ]


def test_a_role_is_all_of_its_controls_whoever_has_them() -> None:
    case = small(CHANGES | {"answers.sign-on.owner": "Zoe Ann Quill"})
    view = read(case, "security")

    assert view.share_title == "Security"
    assert (view.whole.due, view.later) == (2, 1)
    assert [(one.title, one.due) for one in view.owners] == [("Zoe Ann Quill", 1), ("Sam", 1)]
    assert read(case, "zoe").share.owner == "Zoe Ann Quill"
    assert shown(read(case, "zoe"))[-1] == "  Nothing is left to answer here; see the whole review: govcheck status"


def test_a_question_is_asked_by_those_whose_controls_wait_for_it() -> None:
    case = small({"answers.clause": GAP, "answers.accounts": GAP})

    assert [step.text for step in read(case, "Cal").next] == [
        "Ask the account team (1)",
        "Complete what does not count yet (1)",
    ]
    assert [step.text for step in read(case, "Sam").next] == [
        "Complete what does not count yet (1)",
        "Answer ahead what is due later (1)",
    ]
    assert [one.id for one in read(case, "Cal").questions] == ["q-clause"]
    assert read(case, "Sam").questions == ()


def test_dates_of_the_whole_are_those_of_the_person_whom_they_are_up_to() -> None:
    case = small(CHANGES)

    assert [(one.kind, one.subject) for one in read(case, "Olga").dates] == []
    assert [one.who for one in overview(case).dates] == ["Vera", "Ben", "Rex"]
    rex = overview(case, share=Share("Rex"))
    assert [(one.kind.value, one.who) for one in rex.dates] == [("next-review", "Rex")]
    assert not overview(case, share=Share(phase=Phase.PRE_SIGN)).dates


def test_a_phase_that_is_due_and_one_that_is_not() -> None:
    case = small(CHANGES)
    signing, running = shown(read(case, phase="at-sign")), shown(read(case, phase="post"))

    assert signing[4] == "At signing: 1 of 1 answered; none counts yet."
    assert "By phase" not in signing
    assert signing[-1] == "  Complete what does not count yet (1): govcheck review --phase at-sign"
    assert running[4:] == [
        "In operation: nothing is due now; 1 is due later.",
        "Will be due to operate: 1",
        "  Sam: not answered yet",
        "    review: Are logs reviewed?",
        "Nothing is overdue, and nothing ends or is due within 14 days.",
        "Next",
        "  Answer ahead what is due later (1): govcheck review --phase post-sign",
    ]


def test_what_counts_already_is_said_of_a_later_phase() -> None:
    case = small({"engagement.stage": "sign", "answers.sign-on": GAP})
    lines = shown(read(case, phase="go-live"))

    assert "  Before go-live: 3 due to go live; 2 count already" in shown(overview(case))
    assert under("Will be due to go live: 3, 1 of them a blocker", lines) == [
        "  Sam: the gap has neither a remedy nor an acceptance",
        "    sign-on: Is single sign-on enforced?",
        "  Sam: counts already",
        "    accounts: Are accounts made at sign-on only?",
        "  Olga: counts already",
        "    person: Does a person decide?",
    ]


def test_owner_and_phase_together_and_nothing_at_all() -> None:
    case = small(CHANGES)

    both = read(case, "security", "post-sign")
    assert (both.share_title, both.whole.due, both.later) == ("Security, in operation", 0, 1)
    assert both.next[0].command == "review --owner security --phase post-sign"
    none = shown(read(case, "Cal", "go-live"))
    assert none[4] == "Cal, before go-live: nothing is asked."


@pytest.mark.parametrize(
    ("owner", "phase", "says", "hint"),
    [
        ("Zed", "", "Zed owns nothing that applies here", "write one of Sam, security, Ben, Cal, counsel, Olga"),
        ("Secruity", "", "Secruity owns nothing that applies here", "did you mean security?"),
        ("", "golive", "there is no phase golive", "did you mean go-live?"),
        ("", "later", "there is no phase later", "write one of pre-sign, at-sign, go-live, post-sign"),
    ],
)
def test_who_or_what_is_not_there_is_refused_with_a_suggestion(owner: str, phase: str, says: str, hint: str) -> None:
    with pytest.raises(Refused) as refused:
        share_meant(small(CHANGES), owner, phase)
    assert (refused.value.message, refused.value.hint) == (says, hint)


def test_a_misspelt_last_name_is_enough_to_tell() -> None:
    case = small({"engagement.people": {"security": "Sam", "counsel": "Zoë Lindqvist"}})
    with pytest.raises(Refused) as refused:
        share_meant(case, "Lindquist", "")
    assert refused.value.hint == "did you mean Zoë Lindqvist?"


@pytest.mark.parametrize("seed", range(40))
def test_a_share_is_what_the_review_asks_of_it(seed: int) -> None:
    _, checklist, answers = made_up(seed)
    case = case_of(checklist, answers)
    found = assess(case)
    for owner in ("", *known_owners(case, found.states)):
        for phase in (None, *Phase):
            asks = selected(case, found, Wanted(owner=owner, phase=phase, only=Only.ALL))
            view = overview(case, share=Share(owner, phase))
            assert view.whole.due + view.later == len(asks)
            assert sum(one.due for one in view.sections) == view.whole.due
            assert (view.verdict, view.why, view.uses) == (
                overview(case).verdict,
                overview(case).why,
                overview(case).uses,
            )
            assert any(step.command for step in view.next)
            assert max(map(columns, shown(view, 40))) <= 40


def test_from_outside(tmp_path: Path) -> None:
    folder = copied_example("conditional-go", tmp_path)
    asked = ["status", "--owner", "priya", "--as-of", AS_OF]
    text, data = govcheck(*asked, cwd=folder), govcheck(*asked, "-f", "json", cwd=folder)
    wrong = govcheck("status", "--phase", "golive", cwd=folder)
    document = json.loads(data.out)

    assert (text.code, text.err) == (0, "")
    assert "Priya Venkar: 12 of 12 answered; 10 count. 2 more are due later." in text.out.splitlines()
    assert document["only"] == {"owner": "Priya Venkar", "phase": None}
    assert [one["id"] for one in document["blockers"]] == ["brief-data-zdr-features"]
    assert document["next"][-1]["command"] == "govcheck review --owner 'Priya Venkar'"
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "govcheck: there is no phase golive; did you mean go-live?\n"
