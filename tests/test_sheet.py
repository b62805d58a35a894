"""The question sheet: everything that the account team needs, and nothing that is ours alone."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from govcheck.jobs.reporting import SHEET_FORMATS, vendor_sheet
from govcheck.rules.judge import Judgement
from govcheck.rules.report.sheet import SHEET_HEADINGS, question_sheet, sheet_rows
from govcheck.words.checklist import Control, VendorQuestion
from govcheck.words.criteria import FactIs
from govcheck.words.engagement import Acceptance, Answer, Confirmation, Engagement, Evidence, Exchange, Remedy
from govcheck.words.vocabulary import EvidenceKind, Outcome, Status
from sample import CHECKLIST, ENGAGEMENT, case, judged, with_control


def sheet(judgement: Judgement, format: str = "md") -> str:
    return SHEET_FORMATS[format](question_sheet(judgement), judgement.case.today).decode("utf-8")


def markdown(judgement: Judgement) -> str:
    return sheet(judgement)


def every(judgement: Judgement) -> str:
    """All formats that are text; the workbook has the same rows as the CSV file."""
    return "".join(sheet(judgement, format) for format in SHEET_FORMATS if format != "xlsx")


def asked(**changes: Any) -> Engagement:
    exchange = replace(ENGAGEMENT.questions["q-region"], **changes)
    return replace(ENGAGEMENT, questions={**ENGAGEMENT.questions, "q-region": exchange})


def test_the_sheet_in_full() -> None:
    assert (
        markdown(judged())
        == r"""<!-- Question sheet by govcheck -->

# Questions from Halden Freight

About: Robots for the back office

Date of this sheet: 2026-11-22

We are reviewing this before we use it, and need your help with the questions below. Below each one is a block between
two lines of tildes. Please write your reply there in writing, after `Reply:`, in as many lines as you like, and say who
replied and on which date, such as 2026-11-30. If a reply is not the whole answer yet, please write partly after
`Complete:`. If it holds only until a day, write that day after `Valid until:`. If it holds only for some products,
plans or regions, please say for which. If you cannot answer a question, please tell us who can.

Contact for replies: Ada Vik, Halden Freight.

## To: Vendor, sales (Vera Nyman)

### Question 1

In which region does Halden Freight run on Full?

- **Reference:** `q-region`
- **Needed for:** Access and people
- **Form of reply:** a reply in writing, or the clause of the agreement, or a current report by an independent auditor
- **Asked on:** 2026-11-02
- **Reply wanted by:** 2026-11-30
- **Your reply of 2026-11-09:** Mostly in the north.
- This reply does not answer the whole question. Please complete it.

~~~
Reference: q-region
Sheet of: 2026-11-22
Review: Halden Freight: Robots for the back office
Replied by:
Replied on:
Complete:
Valid until:
Reply:
~~~

"""
    )


CANARY = "canary"
INTERNAL: dict[type, tuple[str, ...]] = {
    Answer: ("note", "answered_by", "owner", "approved_by"),
    Remedy: ("owner", "guardrail"),
    Acceptance: ("risk", "compensating", "by", "role"),
    Evidence: ("ref", "by", "sha256"),
    Confirmation: ("by", "ref", "sha256"),
    Exchange: ("ref", "confirm_again", "sha256", "contract_says"),
    VendorQuestion: ("yes_means", "no_means"),
    Control: ("why", "verify", "evidence", "question"),
}


def planted(value: Any) -> Any:
    """A value with a canary in every internal text field."""
    if is_dataclass(value) and not isinstance(value, type):
        internal = INTERNAL.get(type(value), ())
        changes = {
            field.name: f"{CANARY} {getattr(value, field.name)}"
            if field.name in internal
            else planted(getattr(value, field.name))
            for field in fields(value)
        }
        return replace(value, **changes)
    if isinstance(value, dict):
        return {key: planted(one) for key, one in value.items()}
    return tuple(map(planted, value)) if type(value) is tuple else value


def test_nothing_internal_reaches_the_sheet() -> None:
    checklist = replace(planted(CHECKLIST), rules=CHECKLIST.rules)
    judgement = judged(case(planted(ENGAGEMENT), checklist))
    assert judgement.questions
    assert CANARY in str(asdict(judgement.case.engagement))
    assert CANARY not in every(judgement)


def test_ratings_and_results_stay_inside() -> None:
    text = every(judged()).lower()
    internal = (
        "blocker",
        "required",
        "promised",
        "not-met",
        "not met",
        "on hold",
        "conditional",
        "verdict",
        "accept",
        "risk",
    )
    assert [word for word in (*internal, "c-region", "secret data may") if word in text] == []


@pytest.mark.parametrize(
    ("accepts", "form"),
    [
        ((EvidenceKind.TEST_RESULT,), "a reply in writing"),
        ((EvidenceKind.CONTRACT_CLAUSE,), "a reply in writing, or the clause of the agreement"),
        ((EvidenceKind.PUBLIC_DOCUMENT,), "a reply in writing, or a published document, with its date"),
    ],
)
def test_the_form_of_a_reply_is_what_the_waiting_controls_accept(accepts: tuple[EvidenceKind, ...], form: str) -> None:
    checklist = with_control("c-region", accepts=accepts)
    assert f"- **Form of reply:** {form}\n" in markdown(judged(case(checklist=checklist)))


def test_a_question_that_nobody_sent_goes_to_the_person_of_the_role() -> None:
    text = markdown(judged(case(replace(ENGAGEMENT, questions={}))))
    assert "## To: Vendor, sales (Vera Nyman)" in text
    assert "Asked on" not in text
    assert "Your reply of" not in text


def test_questions_are_grouped_by_person_and_numbered_through() -> None:
    both_open = {**ENGAGEMENT.answers, "c-log": replace(ENGAGEMENT.answers["c-log"], status=Status.UNKNOWN)}
    log = replace(ENGAGEMENT.questions["q-log"], asked_of="Nils Eng", outcome=None)
    engagement = replace(ENGAGEMENT, answers=both_open, questions={**ENGAGEMENT.questions, "q-log": log})
    sheet = question_sheet(judged(case(engagement)))
    assert [(group.person, [one.number for one in group.questions]) for group in sheet.addressees] == [
        ("Vera Nyman", [1]),
        ("Nils Eng", [2]),
    ]


def test_a_reply_is_called_insufficient_only_when_somebody_said_so() -> None:
    assert "does not answer the whole question" not in markdown(judged(case(asked(outcome=None))))


@pytest.mark.parametrize(
    ("changes", "overdue"),
    [
        ({"due": date(2026, 11, 21)}, True),
        ({"due": date(2026, 11, 22)}, False),
        ({"due": date(2026, 11, 21), "reply": "", "outcome": None}, True),
        ({"due": date(2026, 11, 21), "outcome": None}, False),
    ],
)
def test_what_is_overdue_says_so(changes: dict[str, Any], *, overdue: bool) -> None:
    """The day is past and the account team owes an answer; a reply that nobody has judged is ours to look at."""
    judgement = judged(case(asked(**changes)))
    assert f"- **Reply wanted by:** {changes['due']}{', overdue' if overdue else ''}\n" in markdown(judgement)
    headings, row = SHEET_HEADINGS, *sheet_rows(question_sheet(judgement))
    table = dict(zip(headings, row, strict=True))
    assert (table["Reply wanted by"], table["Overdue"]) == (str(changes["due"]), "yes" if overdue else "")


def test_what_was_withdrawn_is_not_asked_again() -> None:
    text = markdown(judged(case(asked(outcome=Outcome.WITHDRAWN))))
    assert "There are no open questions." in text


def test_the_text_is_completed_from_the_engagement() -> None:
    applies = (FactIs("data", ("secret",)),)
    text = markdown(judged(case(checklist=with_control("c-log", applies=applies, asks=("q-region",)))))
    assert "{" not in text


def test_the_table_has_one_row_for_each_question_and_room_for_the_reply() -> None:
    headings, rows = SHEET_HEADINGS, sheet_rows(question_sheet(judged()))
    assert [dict(zip(headings, row, strict=True)) for row in rows] == [
        {
            "Reference": "q-region",
            "Number": "1",
            "Addressed to": "Vendor, sales",
            "Person": "Vera Nyman",
            "Question": "In which region does Halden Freight run on Full?",
            "Needed for": "Access and people",
            "Form of reply": (
                "a reply in writing, or the clause of the agreement, or a current report by an independent auditor"
            ),
            "Asked on": "2026-11-02",
            "Reply wanted by": "2026-11-30",
            "Overdue": "",
            "Earlier reply": "Mostly in the north.",
            "Asked again": "This reply does not answer the whole question. Please complete it.",
            "Reply": "",
            "Replied by": "",
            "Replied on": "",
            "Complete": "",
            "Valid until": "",
            "Sheet of": "2026-11-22",
            "Review": "Halden Freight: Robots for the back office",
        }
    ]


def test_the_day_of_the_sheet_is_the_day_of_assessment() -> None:
    assert question_sheet(judged(case(today=date(2026, 12, 1)))).as_of == "2026-12-01"


INSUFFICIENT = ENGAGEMENT.questions["q-region"]


def exchange(**changes: Any) -> Engagement:
    return replace(ENGAGEMENT, questions={**ENGAGEMENT.questions, "q-region": replace(INSUFFICIENT, **changes)})


AGAIN: dict[str, tuple[dict[str, Any], str]] = {
    "not enough": ({}, "This reply does not answer the whole question. Please complete it."),
    "not enough, asked again": (
        {"reply": "", "outcome": None, "earlier": (INSUFFICIENT,)},
        "This reply does not answer the whole question. Please complete it.",
    ),
    "too old": (
        {"outcome": Outcome.ACCEPTED, "valid_until": date(2026, 11, 21)},
        "This reply is too old to rely on. Please confirm it, or say what has changed.",
    ),
    "reworded": (
        {"confirm_again": "other words"},
        "The question has been reworded since. Please look at it again.",
    ),
    "not judged yet": ({"outcome": None}, ""),
    "no reply yet": ({"reply": "", "outcome": None}, ""),
}


@pytest.mark.parametrize("name", AGAIN)
def test_why_something_is_asked_again_is_said(name: str) -> None:
    changes, says = AGAIN[name]
    judgement = judged(case(exchange(**changes)))
    (row,) = sheet_rows(question_sheet(judgement))
    assert dict(zip(SHEET_HEADINGS, row, strict=True))["Asked again"] == says
    for text in (markdown(judgement), " ".join(sheet(judgement, "text").split())):
        assert {sentence for _, sentence in AGAIN.values() if sentence and sentence in text} == {says} - {""}


def test_a_follow_up_and_everything_said_before_go_out_with_the_question() -> None:
    first = replace(INSUFFICIENT, follow_up="Which region holds the back-ups?")
    second = replace(first, reply="Back-ups too.", replied_on=date(2026, 11, 20), follow_up="Since when?")
    judgement = judged(case(exchange(reply="", replied_on=None, outcome=None, earlier=(first, second))))
    (row,) = sheet_rows(question_sheet(judgement))
    table = dict(zip(SHEET_HEADINGS, row, strict=True))
    assert table["Earlier reply"] == "2026-11-09: Mostly in the north.\n\n2026-11-20: Back-ups too."
    assert table["Asked again"] == (
        "This reply does not answer the whole question. Please complete it. Still missing: Since when?"
    )
    assert "- **Your reply of 2026-11-20:** Back-ups too.\n- This reply" in markdown(judgement)
    assert "- **Still missing:** Since when?\n" in markdown(judgement)
    assert "Your reply of 2026-11-09:\n> Mostly in the north.\n" in sheet(judgement, "text")
    assert "\nStill missing: Since when?\n" in sheet(judgement, "text")


def test_the_mail_in_full() -> None:
    assert (
        sheet(judged(), "text")
        == """\
To: Vera Nyman (Vendor, sales)
Subject: Questions from Halden Freight: Robots for the back office

Hello Vera Nyman,

Halden Freight is reviewing this before using it: Robots for the back
office. We need your help with the question below, as of 2026-11-22. Please
answer this mail, and write each reply below the line that begins with Reply
to. If a reply is not the whole answer yet, please say what is still to
come. If it holds only for some products, plans or regions, or only until a
day, please say so. If you cannot answer a question, please say who can.

Question 1 (reference q-region)

In which region does Halden Freight run on Full?

Needed for: Access and people
Form of reply: a reply in writing, or the clause of the agreement, or a
current report by an independent auditor
Asked on: 2026-11-02
Reply wanted by: 2026-11-30

Your reply of 2026-11-09:
> Mostly in the north.

This reply does not answer the whole question. Please complete it.

Reply to q-region:

Thank you, Ada Vik, Halden Freight
"""
    )


def test_each_addressee_has_a_mail_of_their_own() -> None:
    both_open = {**ENGAGEMENT.answers, "c-log": replace(ENGAGEMENT.answers["c-log"], status=Status.UNKNOWN)}
    log = replace(ENGAGEMENT.questions["q-log"], asked_of="Nils Eng", outcome=None)
    engagement = replace(ENGAGEMENT, answers=both_open, questions={**ENGAGEMENT.questions, "q-log": log})
    first, second = sheet(judged(case(engagement)), "text").split(f"\n{'=' * 76}\n\n")
    assert ("To: Vera Nyman (" in first, "q-log" in first) == (True, False)
    assert ("To: Nils Eng (" in second, "q-region" in second, "Question 2 (reference q-log)" in second) == (
        True,
        False,
        True,
    )


def test_what_the_vendor_wrote_cannot_pass_for_our_words_in_the_mail() -> None:
    reply = "Yes.\n\nThank you, Ada Vik, Halden Freight\x1b[2J\n" + "x" * 500
    text = sheet(judged(case(exchange(reply=reply))), "text")
    assert "\n> Yes.\n>\n> Thank you, Ada Vik, Halden Freight\\x1b[2J\n> xxx" in text
    assert "\x1b" not in text


def test_a_secret_in_a_reply_is_not_sent_back() -> None:
    judgement = judged(case(exchange(reply="The key is AKIA" + "IOSFODNN7EXAMPLE.")))
    for format in ("md", "csv", "text"):
        assert "IOSFODNN7" not in vendor_sheet(judgement, ["q-region"], format).decode("utf-8")
