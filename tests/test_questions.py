"""Open questions, their completed text, and the rows of a view."""

from __future__ import annotations

from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.judge import judge
from govcheck.rules.questions import general_text, open_questions, row_standing
from govcheck.words.assessment import OpenQuestion
from made_up import Doc, day
from small import REMOVE, judged, small

WAITING: dict[str, Any] = {"answers.clause.status": "unknown"}
ASKED: Doc = {"asked-on": day(-20), "asked-of": "V"}
REPLY: Doc = {**ASKED, "reply": "Clause 4.", "replied-by": "V", "replied-on": day(-10), "outcome": "accepted"}


def questions(changes: dict[str, Any]) -> tuple[OpenQuestion, ...]:
    case = small(changes)
    return open_questions(case, assess(case))


def test_a_question_is_open_while_a_due_control_waits_and_no_accepted_reply_is_in_force() -> None:
    def is_open(exchange: Doc | None) -> bool:
        return bool(questions({**WAITING, **({"questions": {"q-clause": exchange}} if exchange else {})}))

    assert not questions({})
    assert is_open(None)
    assert is_open(ASKED)
    assert not is_open(REPLY)
    assert is_open({**REPLY, "outcome": "insufficient"})
    assert is_open({**REPLY, "valid-until": day(-1)})
    assert not is_open({**REPLY, "valid-until": day(0)})
    assert not is_open({**REPLY, "replied-on": day(-180)})
    assert is_open({**REPLY, "replied-on": day(-181)})
    assert is_open({**REPLY, "replied-on": day(1)})


def test_a_control_that_is_not_due_asks_nothing() -> None:
    later = small(WAITING, {"sections.contract.controls.clause.phase": "post-sign"})
    assert open_questions(later, assess(later)) == ()


def test_the_text_is_completed_from_the_use_cases_that_wait() -> None:
    (question,) = questions({**WAITING, "use-cases.office.own-keys": "unknown", "profile.own-keys": REMOVE})
    assert question.text == (
        "Which clause excludes training for Larch Ltd on Big (the browser, the API; own keys: none named yet)?"
    )
    assert (question.to, question.waiting) == ("vendor", ("clause",))


def test_a_name_in_braces_in_the_data_is_not_completed_again() -> None:
    (question,) = questions({**WAITING, "engagement.organization": "{plan}"})
    assert "for {plan} on Big" in question.text


def test_a_row_shows_its_worst_control() -> None:
    assert row_standing(("sign-on", "accounts"), judged()) == "met"
    assert row_standing(("sign-on", "review"), judged()) == "later"
    assert row_standing(("sign-on", "accounts"), judged({"answers.accounts": REMOVE})) == "unanswered"
    excluded = judged({"use-cases.office.surface": ["api"], "answers.sign-on": REMOVE})
    assert row_standing(("sign-on",), excluded) == "not-applicable"
    assert row_standing(("sign-on", "clause"), excluded) == "met"


def test_use_cases_are_named_by_their_titles() -> None:
    asked = {"questions.q-clause.text": "For {use-cases}, which clause?"}
    case = small(WAITING, asked)
    (question,) = open_questions(case, assess(case))
    assert question.text == "For Office work; Letters, which clause?"


def test_questions_to_one_addressee_stand_together() -> None:
    more = {
        "questions": {
            "q-clause": {"to": "vendor", "text": "Which clause?"},
            "q-own": {"to": "counsel", "text": "Which law?"},
            "q-again": {"to": "vendor", "text": "Since when?"},
        },
        "sections.contract.controls.clause.asks": ["q-clause", "q-own", "q-again"],
    }
    found = judge(small(WAITING, more)).questions
    assert [question.id for question in found] == ["q-clause", "q-again", "q-own"]
    elsewhere = {"questions": {"q-again": {**ASKED, "asked-of": "W"}}}
    found = judge(small({**WAITING, **elsewhere}, more)).questions
    assert [question.id for question in found] == ["q-clause", "q-own", "q-again"]


def test_asking_only_for_what_is_clear_is_judged() -> None:
    held = {"use-cases.office.data": ["secret"]}
    assert judge(small(held)).narrowed == "go"
    assert judge(small({**held, "answers.person.status": "unknown"})).narrowed is None
    assert judge(small()).narrowed is None
    limited = {"answers.person.evidence": [], "answers.person.status": "partial", "answers.person.note": "-"}
    remedy = {"owner": "Lin", "due": day(10), "guardrail": "-"}
    assert judge(small({**held, **limited, "answers.person.remedy": remedy})).narrowed == "conditional-go"


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("How long is it kept? Our plan at {organization}: {plan}. Please say.", "How long is it kept? Please say."),
        ("Does {plan} have it?", "Does … have it?"),
        ("Is it so?", "Is it so?"),
    ],
)
def test_over_several_engagements_a_question_leaves_out_what_each_of_them_completes(text: str, general: str) -> None:
    assert general_text(text) == general
